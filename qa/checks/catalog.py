"""Every check there is, in the order in which reports say them."""

from __future__ import annotations

from qa.checks.ad import AD_CHECKS
from qa.checks.check import Check
from qa.checks.file import FILE_CHECKS
from qa.checks.picture import PICTURE_CHECKS
from qa.checks.words import WORD_CHECKS

CHECKS: tuple[Check, ...] = (*PICTURE_CHECKS, *FILE_CHECKS, *WORD_CHECKS, *AD_CHECKS)
