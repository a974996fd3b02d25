"""MoviePy both ways, for people who script in it.

In: a MoviePy clip, or a `RenderPlan`. Out: a creative on disk, or a clip of the finished ad.
Never: used by an export.
"""
