"""The ad as it is bought: where it leads, what it discloses, its button, its sound.

In: the ad, and what was asked of whoever checks it. Out: findings.
Never: opens an address, guesses what nobody said.
"""

from qa.checks.ad.catalog import AD_CHECKS

__all__ = ["AD_CHECKS"]
