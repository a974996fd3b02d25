"""Checks of an ad before it is bought: each a small function with an id, a reason and a source.

In: a `Candidate`: ad, placement, plan, facts of the file, what was seen in it. Out: findings.
Never: decodes, draws, knows which figures a platform has: those are data of the placement.
"""
