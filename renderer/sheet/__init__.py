"""A contact sheet: one picture of many placements, languages, phones and times.

In: an ad and a `SheetRequest`. Out: a PNG with labels, and what to know of its pictures.
Never: draws chrome or frames itself.
"""
