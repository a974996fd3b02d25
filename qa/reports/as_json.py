"""Reports as JSON, and the JSON Schema of that. Scripts rely on the names: none is ever renamed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, get_args

from overlays.geometry import Rect
from qa.finding import (
    CODES,
    Finding,
    Region,
    RegionVerdict,
    Report,
    Severity,
    Subject,
    Verdict,
)

_SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"


def json_text(reports: Sequence[Report]) -> str:
    """The JSON of one report, or of all cases of a matrix together; ends with a line break."""
    return json.dumps(payload(reports), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def payload(reports: Sequence[Report]) -> dict[str, Any]:
    """The same as plain values. There is at least one report."""
    return {
        "verdict": overall(reports),
        "profile": _same([report.profile for report in reports]),
        "findings": [_finding(item, report) for report in reports for item in report.findings],
        "regions": [_region(item, report) for report in reports for item in report.regions],
        "cases": [_case(report) for report in reports],
    }


def overall(reports: Sequence[Report]) -> Verdict:
    """The worst of them: one that fails fails all, one that is unsure leaves all unsure."""
    assert reports, "nothing was judged"
    found = {report.verdict for report in reports}
    return "fail" if "fail" in found else "unsure" if "unsure" in found else "pass"


def _same(values: Sequence[str]) -> str:
    return values[0] if len(set(values)) == 1 else "mixed"


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "element": finding.element,
        "message": finding.message,
        "at": _seconds(finding.at),
        "rect": _box(finding.rect),
        **_path(finding),
        **_in_case(report),
        **finding.figures,
    }


def _region(region: Region, report: Report) -> dict[str, Any]:
    return {
        "element": region.element,
        "verdict": region.verdict,
        "rect": _box(region.rect),
        "at": _seconds(region.at),
        "reason": region.reason,
        **_in_case(report),
        "figures": dict(region.figures),
    }


def _case(report: Report) -> dict[str, Any]:
    return {
        "case": report.case,
        "verdict": report.verdict,
        "profile": report.profile,
        **_subject(report.subject),
    }


def _subject(subject: Subject) -> dict[str, Any]:
    return {
        "actual": subject.actual,
        "expected": subject.expected,
        "ad": subject.ad,
        "placement": subject.placement,
        "locale": subject.locale,
        "viewport": subject.viewport,
        "versions": dict(subject.versions),
        "pictures": list(subject.pictures),
    }


def _in_case(report: Report) -> dict[str, str]:
    return {"case": report.case} if report.case else {}


def _seconds(at: Fraction | None) -> float | None:
    return None if at is None else round(float(at), 6)


def _path(finding: Finding) -> dict[str, Any]:
    """Told of what moves alone."""
    places = [{"at": _seconds(at), **box(rect)} for at, rect in finding.path]
    return {"path": places} if places else {}


def _box(rect: Rect | None) -> dict[str, int] | None:
    return None if rect is None else box(rect)


def box(rect: Rect) -> dict[str, int]:
    """A rectangle as reports write it."""
    return {"x": rect.x, "y": rect.y, "width": rect.width, "height": rect.height}


def findings_schema() -> dict[str, Any]:
    """The JSON Schema of `json_text`."""
    text, number = {"type": "string"}, {"type": ["number", "null"], "description": "seconds"}
    return {
        "$schema": _SCHEMA_ID,
        "title": "Findings of Sparkproof",
        **_object(
            verdict=_one_of(get_args(Verdict)),
            profile=text,
            findings={"type": "array", "items": _finding_schema(text, number)},
            regions={"type": "array", "items": _region_schema(text, number)},
            cases={"type": "array", "minItems": 1, "items": _case_schema(text)},
        ),
    }


def _finding_schema(text: dict[str, Any], number: dict[str, Any]) -> dict[str, Any]:
    codes = [{"const": code, "description": says} for code, says in CODES.items()]
    return _object(
        more={"type": ["number", "string"], "description": "by how much: dx, dy, frames …"},
        optional={"case": text, "path": _path_schema(), **_words_schema()},
        code={"oneOf": codes},
        severity=_one_of(get_args(Severity)),
        element={**text, "description": "the layer's id; empty: the picture as a whole"},
        message=text,
        at=number,
        rect=_rect_schema(),
    )


def _words_schema() -> dict[str, Any]:
    """Of what is `retyped` alone."""
    actual = "what it says, where that could be read"
    expected = "what it should say: the line that was read, else all of it"
    return {
        "actual_words": {"type": "string", "description": actual},
        "expected_words": {"type": "string", "description": expected},
    }


def _region_schema(text: dict[str, Any], number: dict[str, Any]) -> dict[str, Any]:
    return _object(
        optional={"case": text},
        element=text,
        verdict=_one_of(get_args(RegionVerdict)),
        rect=_rect_schema(),
        at=number,
        reason=text,
        figures={"type": "object", "additionalProperties": {"type": ["number", "string"]}},
    )


def _case_schema(text: dict[str, Any]) -> dict[str, Any]:
    names = ("case", "profile", "actual", "expected", "ad", "placement", "locale", "viewport")
    return _object(
        verdict=_one_of(get_args(Verdict)),
        versions={"type": "object", "additionalProperties": text},
        pictures={"type": "array", "items": text},
        **dict.fromkeys(names, text),
    )


def _rect_schema() -> dict[str, Any]:
    box = _object(**_sides_schema())
    return {"oneOf": [{"type": "null"}, box], "description": "px of the expected picture"}


def _path_schema() -> dict[str, Any]:
    place = _object(at={"type": "number"}, **_sides_schema())
    says = "where what moves stands at those times; between two of them it goes straight on"
    return {"type": "array", "minItems": 2, "items": place, "description": says}


def _sides_schema() -> dict[str, Any]:
    pixel, size = {"type": "integer"}, {"type": "integer", "minimum": 1}
    return {"x": pixel, "y": pixel, "width": size, "height": size}


def _one_of(values: tuple[str, ...]) -> dict[str, Any]:
    return {"enum": list(values)}


def _object(
    more: dict[str, Any] | None = None, optional: dict[str, Any] | None = None, **required: Any
) -> dict[str, Any]:
    """An object with all of `required`; with no other keys, unless they are as `more` says."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": more or False,
    }
