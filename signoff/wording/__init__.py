"""The words of a page for a creator: one JSON file a language, English where one is missing.

In: a language's code. Out: a `Wording`, which tells what fell back. All texts are our own.
Never: knows a step, a placement or an ad; takes a platform's words for known ones.
"""

from signoff.wording.wording import Wording, load_wording

__all__ = ["Wording", "load_wording"]
