"""Many outputs from one table, on many processes or computers.

In: a table of rows over an ad file, settings. Out: one output for each row, and a report of all.
Never: draws or encodes; runs a row while any name or setting is wrong.
"""
