"""What is in a creative beyond its first picture: sound, edges, bars, the steps of its clock.

In: a probed creative. Out: `FileFacts`, plain figures; measured within bounds, however long it is.
Never: says whether a figure is good, writes a file.
"""
