"""What becomes of words and faces of a creative in an ad: covered, cut off, outside the safe zone.

In: a plan (chrome, fit, canvas) and what was `Seen` in its creative. Out: measures, a heat map.
Never: says how bad something is, looks for words or faces, decodes.
"""
