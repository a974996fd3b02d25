"""Arithmetic on pictures: color, fit, crop, scale, tone map, alpha, blend.

In: decoded pictures, layers, a canvas. Out: Y'CbCr planes (BT.709 limited), layers to be blended.
Never: opens a file, knows what time it is.
"""
