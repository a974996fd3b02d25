"""What reviewers sent back, gathered: their notes by time and element, decisions with their worth.

In: `.review.json` files of anybody, the ad as it is now. Out: one list, as lines, page or JSON.
Never: believes a file, runs or shows its words as markup, changes the ad.
"""
