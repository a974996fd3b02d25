"""The checks of the picture, in the order in which a report says them."""

from __future__ import annotations

from qa.checks.check import Check
from qa.checks.picture import contrast, covering, edges

PICTURE_CHECKS = (
    Check(
        "picture/covered-text",
        ("covered-text", "not-judged"),
        "fail",
        "What stands under the caption or the button is not read.",
        "none: this ad's own chrome, by alpha",
        covering.covered_text,
        ("least", "fails", "small"),
    ),
    Check(
        "picture/covered-face",
        ("covered-face",),
        "fail",
        "A face under the chrome is not looked at.",
        "none: this ad's own chrome, by alpha",
        covering.covered_face,
        ("least", "fails"),
    ),
    Check(
        "picture/outside-safe",
        ("outside-safe",),
        "warn",
        "Outside the published zone, another language or phone may cover it.",
        "the placement's zones",
        edges.outside_safe,
        ("least", "small"),
    ),
    Check(
        "picture/cropped",
        ("cropped",),
        "warn",
        "A phone of another shape, or a stage of the placement, cuts the sides off.",
        "none: this phone's screen",
        edges.cropped,
        ("least", "small"),
    ),
    Check(
        "picture/low-contrast",
        ("low-contrast",),
        "warn",
        "The app does not darken the video: its white words vanish on a bright one.",
        "WCAG 2.2, 1.4.3",
        contrast.low_contrast,
        ("least", "warns"),
    ),
)
