"""Pixels: frozen lists of items to pictures, and the measuring and cutting of text.

In: `Drawing`s, runs of text, picture files. Out: premultiplied RGBA, widths, lines.
Never: decides what is drawn or where.
"""
