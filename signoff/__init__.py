"""Sign-off: what leaves the house so that others can approve an ad, and what comes back.

In: ads, checks and the player of the houses below, review files. Out: files for others, lists.
Never: draws the phone a second way, needs a network or a server, believes a file that came back.
"""
