"""Reports for tests: one with a finding of each severity, pictures that differ, and rough names."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np

from overlays.geometry import Rect
from qa.finding import Finding, Region, Report, Shot, Subject

ROUGH = "a </script><b>&\"'\x07 name"
RED = (254, 44, 85)


def made_report(case: str = "", *, passes: bool = False) -> Report:
    """A button that is 6 px lower at 4 s, something covered at 1 s, an offset."""
    regions = (
        Region("cta", "present" if passes else "moved", Rect(10, 40, 30, 12), {"dy": 6}),
        Region("likes", "covered", Rect(50, 30, 8, 8), reason="a status bar", at=Fraction(1)),
        Region("caption", "present", Rect(10, 20, 30, 8)),
    )
    subject = Subject(
        actual="screen.png",
        ad=ROUGH,
        placement="tiktok/in_feed",
        locale="en",
        viewport="bare",
        versions={"sparkproof": "0.1.0"},
    )
    if passes:
        return Report("pass", "screenshot", (), regions, subject, case)
    shots = (made_shot(Fraction(1), 0), made_shot(Fraction(4), 6))
    return Report("fail", "screenshot", made_findings(), regions, subject, case, shots)


def made_findings() -> tuple[Finding, ...]:
    figures: dict[str, Any] = {"dx": 0, "dy": np.int64(6), "dy_dp": np.float32(1.75)}
    return (
        Finding("offset", "info", "", "it starts 0.2 s later", None, None, {"seconds": 0.2}),
        Finding("covered", "warn", "likes", ROUGH, Fraction(1), Rect(50, 30, 8, 8)),
        Finding(
            "moved", "fail", "cta", "it is 6 px lower", Fraction(4), Rect(10, 40, 30, 12), figures
        ),
    )


def made_shot(at: Fraction, dy: int) -> Shot:
    """64 x 60: a red button on gray, `dy` px lower in the second picture."""
    expected = np.full((60, 64, 3), 128, np.uint8)
    actual = expected.copy()
    expected[40:52, 10:40] = RED
    actual[40 + dy : 52 + dy, 10:40] = RED
    return Shot(expected, actual, at)
