"""A placement's figures from what the real app shows: a template that anybody can measure anew.

In: dumps and screenshots, an ad. Out: our elements beside those seen, a placement file's text.
Never: takes a place for known that was not seen, changes a placement of ours.
"""
