"""What the chrome is made of: each file is one kind of part, its figures and how it is made.

In: figures, a `Scene` that answers what is to be shown, a room. Out: `Element`s from a corner.
Never: knows an ad, a platform or another part by name; paints.
"""
