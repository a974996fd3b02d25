"""Broken files through the real doors: `make fuzz`, or `python -m bench.fuzz --count 500 --seed 7`.

In: a number of cases and a seed. Out: a table of what happened, and the files that broke something.
Never: passes a traceback, a hang, a gigabyte, or a file where none was asked for as fine.
"""
