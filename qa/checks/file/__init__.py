"""The file of the creative, by the way in which the ad is bought.

In: what the probe and the inspection know of the file. Out: findings.
Never: opens the file.
"""

from qa.checks.file.catalog import FILE_CHECKS

__all__ = ["FILE_CHECKS"]
