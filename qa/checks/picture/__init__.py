"""What chrome and screen do to the words and faces of the video, and the video to theirs.

In: the plan, and what was seen in the clip. Out: findings, with advice that was tried.
Never: looks for anything in the clip, guesses where something would be free.
"""

from qa.checks.picture.catalog import PICTURE_CHECKS

__all__ = ["PICTURE_CHECKS"]
