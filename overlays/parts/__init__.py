"""What the chrome is made of: each file decides one part of it.

In: figures of the placement, the ad, the screen. Out: `Element`s with rectangles in canvas pixels.
Never: paints.
"""
