"""Where everything is: the parts put together, mirrored, with what taps change and what to know.

In: an ad, a placement, a locale, a screen. Out: a `Layout`; guides and differences for people.
Never: paints, opens a file.
"""
