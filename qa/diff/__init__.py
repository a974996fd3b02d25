"""Two pictures without a template: which pixels differ, and where they are.

In: two pictures of one size. Out: a mask of what differs, boxes, a report.
Never: knows an ad, scales or aligns a picture: another size is a verdict.

The rule is that of pixelmatch 7.2 (Mapbox, ISC License, github.com/mapbox/pixelmatch), written anew
for whole arrays: the color difference of Kotsarenko and Ramos in YIQ, and the detector of
anti-aliased pixels of Vyšniauskas (2009).
"""
