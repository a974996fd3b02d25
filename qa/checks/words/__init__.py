"""The words of the post and the ad: as long as the platform takes them, and as they come out.

In: the ad, and the chrome drawn of it with its notes. Out: findings.
Never: measures text by itself: what is cut is known from the layout.
"""

from qa.checks.words.catalog import WORD_CHECKS

__all__ = ["WORD_CHECKS"]
