"""Where everything is: the parts put together, mirrored and in time.

In: a placement and a scene. Out: a `Layout`, what taps change; guides and differences for people.
Never: knows a part by its name or kind, paints, opens a file.
"""
