"""What goes out: formats, options and encoders, sound, animations, the chrome alone.

In: a `RenderPlan` and `ExportOptions`. Out: a finished file, and an `ExportResult` with its note.
Never: makes a picture of its own (`frames.py` does), leaves half a file.
"""
