"""Pictures that somebody approved, and whether the ads still look like them.

In: a list of ads, placements, locales, viewports and times; a folder of approved pictures.
Out: a report for each case, and approved pictures when they are asked for.
Never: approves anything by itself.
"""
