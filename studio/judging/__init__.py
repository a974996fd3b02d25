"""What was judged: the cards Compare with and Check, and their findings over the phone.

In: the ad as it stands, a file to compare it with. Out: jobs, findings in a list and on the player.
Never: judges in a run of the page.
"""
