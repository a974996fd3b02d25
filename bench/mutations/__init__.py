"""Seeded faults put into our own frames, and frames without one: what `compare` makes of them.

In: the samples. Out: a table of what was caught, named rightly, and raised without reason.
Never: asserts anything; tests/qa does, on a small part.
"""
