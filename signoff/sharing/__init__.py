"""An ad as one file for reviewers: the player itself with the video, and a place for their notes.

In: an ad, which views of it are to be seen, a size. Out: `review.html`, what was given up.
Never: draws or plays a second way, sends anything, lets out where files lie.
"""
