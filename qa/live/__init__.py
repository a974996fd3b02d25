"""The real app held against an ad by meaning: which elements, what they say, in which order, where.

In: an ad, and an element dump or a screenshot of the app. Out: a `Report` of the profile `live`.
Never: compares pixels or counts; draws.
"""
