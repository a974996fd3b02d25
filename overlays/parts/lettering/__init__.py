"""How the words of a `text` are set: on one line, in a column that is cut, or sliding past.

In: a part's figures, its words, a room. Out: what the part came to.
Never: decides which words.
"""
