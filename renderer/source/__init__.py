"""What comes in: the creative opened, probed and decoded, upright and whole.

In: the path of a file that nobody trusts. Out: a `SourceInfo`, pictures and sound with exact times.
Never: fits, blends, encodes.
"""
