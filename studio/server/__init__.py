"""What the server answers besides the page: routes, headers, stills.

In: requests of browsers. Out: media with ranges, stills, uploads taken or refused.
Never: runs in a script run of the page.
"""
