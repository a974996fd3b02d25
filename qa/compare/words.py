"""Judgements in words and figures: what people read, and what scripts rely on."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from overlays.geometry import Rect
from qa.compare.expected import Element, Expected
from qa.compare.judge import Judgement
from qa.compare.registration import Registration
from qa.compare.ycc import levels_of
from qa.finding import Figure, Finding, Region

# What an export may carry and a post does not: there or not, it says nothing of the ad.
OPTIONAL = ("stamp",)
_SHOWN = 60


def finding_of(judged: Judgement, expected: Expected, factor: float) -> Finding | None:
    """None for what is as it should be, and for what could not be judged."""
    if judged.verdict in ("present", "not-judged") or judged.element in OPTIONAL:
        return None
    element = _element(judged, expected)
    is_doubled = judged.verdict == "unexpected" and judged.like
    # What a phone lays over an ad is no fault of the ad.
    is_phone = judged.verdict == "covered" and judged.like
    return Finding(
        "doubled" if is_doubled else judged.verdict,
        "info" if is_phone else "fail",
        judged.like if is_doubled else judged.element,
        _message(judged, element, factor),
        expected.time,
        judged.rect,
        {**figures_of(judged, factor), **words_of(judged, element)},
    )


def region_of(judged: Judgement, expected: Expected, factor: float) -> Region:
    """One row of the table."""
    element = _element(judged, expected)
    is_fine = judged.verdict == "present"
    reason = "" if is_fine else _message(judged, element, factor)
    figures = {**figures_of(judged, factor), **words_of(judged, element)}
    return Region(judged.element, judged.verdict, judged.rect, figures, reason, expected.time)


def figures_of(judged: Judgement, factor: float) -> dict[str, Figure]:
    """As the report has them: pixels and dp, opacity, scale, levels of red, green and blue."""
    given = judged.figures
    figures: dict[str, Figure] = {}
    for axis in ("dx", "dy"):
        if axis in given:
            figures[axis] = int(given[axis])
            figures[f"{axis}_dp"] = round(given[axis] / factor, 1)
    for name in ("opacity", "scale"):
        if name in given:
            figures[name] = given[name]
    if "y" in given:
        ycc = np.array([given["y"], given["cb"], given["cr"]], np.float32)
        figures.update(zip(("red", "green", "blue"), levels_of(ycc), strict=True))
    return figures


def words_of(judged: Judgement, element: Element | None) -> dict[str, str]:
    """`actual_words` and `expected_words` of what was retyped.

    Of the line that was read, else all that is expected alone; none for what has no words.
    """
    if judged.verdict != "retyped":
        return {}
    if judged.says:
        return {"actual_words": judged.says, "expected_words": judged.instead}
    text = element.text if element is not None else ""
    return {"expected_words": text} if text else {}


def found_at(registration: Registration) -> Finding:
    """Where in the picture the screen was found."""
    figures = {
        "scale": round(registration.scale, 4),
        "x": round(registration.offset_x, 1),
        "y": round(registration.offset_y, 1),
    }
    message = (
        f"the screen was found at {registration.scale:.3f} of its size, "
        f"{registration.offset_x:.1f} px from the left and {registration.offset_y:.1f} px from "
        "the top of the picture"
    )
    return Finding("registration", "info", "", message, figures=figures)


def _element(judged: Judgement, expected: Expected) -> Element | None:
    return next((e for e in expected.elements if e.id == judged.element), None)


def _message(judged: Judgement, element: Element | None, factor: float) -> str:
    figures = figures_of(judged, factor)
    name = judged.element
    match judged.verdict:
        case "moved":
            return f"{name} stands {_way(figures)} from its place"
        case "missing":
            return f"{name} is not there"
        case "resized":
            return f"{name} has {_percent(figures['scale'])} of its size"
        case "recolored":
            return f"{name} has another color: {_levels(figures)}"
        case "faded":
            return f"{name} has {_percent(figures['opacity'])} of its opacity"
        case "retyped":
            return _other_words(judged, element)
        case "covered":
            what = f"the phone's {judged.like}" if judged.like else "something"
            return f"{what} lies over {name or 'the frame'}"
        case "unexpected" if judged.like:
            return f"{judged.like} is drawn once more, at {_place(judged.rect)}"
        case "unexpected":
            return f"something is drawn at {_place(judged.rect)} where nothing is"
        case _:
            return f"{name} cannot be seen in the picture"


def _other_words(judged: Judgement, element: Element | None) -> str:
    name = judged.element
    if judged.says:
        return f"{name} says “{judged.says[:_SHOWN]}”, not “{judged.instead[:_SHOWN]}”"
    if element is None or not element.text:
        return f"{name} looks different"
    text = element.text if len(element.text) <= _SHOWN else f"{element.text[:_SHOWN]}…"
    return f"{name} does not say “{text}”"


def _way(figures: dict[str, Figure]) -> str:
    """`6 px lower and 2 px to the left`."""
    dx, dy = int(figures.get("dx", 0)), int(figures.get("dy", 0))
    parts = []
    if dy:
        parts.append(f"{abs(dy)} px ({abs(float(figures['dy_dp'])):g} dp) {_up(dy)}")
    if dx:
        side = "to the right" if dx > 0 else "to the left"
        parts.append(f"{abs(dx)} px ({abs(float(figures['dx_dp'])):g} dp) {side}")
    return " and ".join(parts)


def _up(dy: int) -> str:
    return "lower" if dy > 0 else "higher"


def _percent(share: Figure) -> str:
    return f"{round(float(share) * 100)} %"


def _levels(figures: dict[str, Figure]) -> str:
    parts = [f"{name} {int(figures[name]):+d}" for name in ("red", "green", "blue")]
    return f"{', '.join(parts)} levels"


def _place(rect: Rect) -> str:
    return f"{rect.x},{rect.y} ({rect.width} x {rect.height} px)"


def seconds(time: Fraction) -> str:
    """`4.03 s`."""
    return f"{float(time):.2f} s".replace(".00 s", " s")
