"""Files and folders: outputs whole or not at all, sources unchanged meanwhile.

In: paths. Out: a place to write that becomes the output when all is well, or a refusal.
Never: knows what is written.
"""
