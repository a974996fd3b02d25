"""Exports and contact sheets as jobs: asked for, queued, listed, kept.

In: what the visitor wants made. Out: jobs in worker processes, rows, files to download.
Never: runs one in a script run; encodes.
"""
