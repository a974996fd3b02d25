"""A process of its own for each task: limits of memory and time, one crash costs one task.

In: a task (`messages.py`) and limits. Out: its result, its progress, or an error of ours.
Never: trusts an answer, keeps a worker that failed.
"""
