"""Files that people write, read strictly, with every mistake told in a sentence.

In: the text of a JSON or YAML file. Out: plain values, nearest names, problems with their path.
Never: knows what the values mean.
"""
