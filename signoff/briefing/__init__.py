"""What a brand asks of a creator before filming, made from the data of the ad's placements.

In: an ad, a placement, a language. Out: sentences with sources, a picture of what the app covers.
Never: writes a figure that no placement has, looks at a clip.
"""
