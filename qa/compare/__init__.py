"""What we expect beside what is there: pictures laid over each other, elements found in dumps.

In: our picture or layout, and a screenshot, video or dump. Out: values in pixels or dp of ours.
Never: guesses what it did not find, writes a file.
"""
