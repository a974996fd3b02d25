"""A report as the phone and the list beside it show it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from overlays.motion import TimeSpan
from player.judged import Judged, Mark, Seen, Tone
from qa.checks.asked import FAMILIES, Family
from qa.finding import Finding, Region, Report

_ADDRESS = re.compile(r"[a-z0-9-]+\.[a-z]")
# What is said to the command line is chosen in the card.
_CARD_WORDS = {
    " with --viewport": "",
    "with --profile screenshot": "as a screenshot",
    "--profile live": "the live profile",
    "--background any": "Another video behind",
}
_TITLES: dict[Family, str] = {
    "picture": "In the picture",
    "words": "Words",
    "ad": "The ad",
    "file": "The file",
}
assert {*_TITLES} == {*FAMILIES}
_GRAVEST: tuple[Tone, ...] = ("fail", "warn", "info", "note", "fine")


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that stand together under a title; those of one that `is_folded` are hidden."""

    title: str
    marks: tuple[Mark, ...]
    is_folded: bool = False
    notes: Mapping[str, str] | None = None


def marks_of(report: Report, names: Mapping[str, str]) -> tuple[Mark, ...]:
    """A mark for each finding, the gravest first; `names` are those of elements for people.

    A finding that is there again in a later report has the same id.
    """
    marks = []
    known: Counter[str] = Counter()
    for finding in report.findings:
        name = f"{finding.code}:{finding.element}"
        known[name] += 1
        marks.append(_mark(f"{name}:{known[name]}", finding, names))
    return tuple(sorted(marks, key=_gravity))


def _mark(mark_id: str, finding: Finding, names: Mapping[str, str]) -> Mark:
    words = in_words(finding.element, finding.message, names)
    short = finding.code.replace("-", " ")
    span = span_of(finding)
    return Mark(mark_id, finding.severity, words, short, span, finding.rect, finding.path)


def _gravity(mark: Mark) -> tuple[int, Fraction]:
    return _GRAVEST.index(mark.tone), mark.span.start if mark.span else Fraction(-1)


def region_marks(report: Report, names: Mapping[str, str], *, is_fine: bool) -> tuple[Mark, ...]:
    """Elements that are as they should be, or those that nobody could judge."""
    wanted = "present" if is_fine else "not-judged"
    return tuple(
        Mark(
            f"region-{index}",
            "fine" if is_fine else "info",
            _region_words(region, names),
            "" if is_fine else "not judged",
            None if region.at is None else TimeSpan(region.at, region.at),
            # Shade without a name is as large as the screen, and its box would say nothing.
            region.rect if region.element in names else None,
        )
        for index, region in enumerate(report.regions)
        if region.verdict == wanted
    )


def _region_words(region: Region, names: Mapping[str, str]) -> str:
    name = names.get(region.element) or region.element
    return in_words(region.element, region.reason, names) or f"{name[:1].upper()}{name[1:]}"


def in_words(element: str, message: str, names: Mapping[str, str]) -> str:
    """A message that begins with a layer's id begins with its name, and as a sentence does."""
    name = names.get(element)
    if name and message.startswith(f"{element} "):
        message = f"{name}{message.removeprefix(element)}"
    # An address begins small.
    first = message if _ADDRESS.match(message) else f"{message[:1].upper()}{message[1:]}"
    return card_words(first)


def card_words(message: str) -> str:
    """A message without options of the command line."""
    for option, words in _CARD_WORDS.items():
        message = message.replace(option, words)
    return message


def span_of(finding: Finding) -> TimeSpan | None:
    """From when to when; a single frame for a comparison, and none for what is of no time."""
    start, end = finding.figures.get("from"), finding.figures.get("to")
    if isinstance(start, int | float) and isinstance(end, int | float) and end >= start:
        return TimeSpan(_fraction(start), _fraction(end))
    return None if finding.at is None else TimeSpan(finding.at, finding.at)


def _fraction(seconds: float) -> Fraction:
    return Fraction(seconds).limit_denominator(1_000_000)


def check_groups(report: Report, names: Mapping[str, str]) -> list[Group]:
    """By what they are of; advice that a finding has stands below its words."""
    groups = []
    known = set()
    for family, title in _TITLES.items():
        own = tuple(one for one in report.findings if _family(one) == family)
        known |= {*map(id, own)}
        groups.append(_titled(title, own, report, names))
    rest = tuple(one for one in report.findings if id(one) not in known)
    return [*groups, _titled("Besides", rest, report, names)]


def _titled(
    title: str, findings: tuple[Finding, ...], report: Report, names: Mapping[str, str]
) -> Group:
    advised = [(one, str(one.figures.get("advice", ""))) for one in findings]
    plain = tuple(
        replace(one, message=one.message.removesuffix(f": {advice}")) for one, advice in advised
    )
    marks = marks_of(replace(report, findings=plain), names)
    by_words = {
        in_words(one.element, one.message, names): advice
        for one, (_, advice) in zip(plain, advised, strict=True)
    }
    notes = {mark.id: _sentence(by_words.get(mark.words, "")) for mark in marks}
    return Group(title, marks, notes=notes)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _family(finding: Finding) -> str:
    return str(finding.figures.get("check", "")).split("/")[0]


def judged_of(
    judged_id: str, groups: Iterable[Group], seen: Sequence[Seen] = (), heat: str | None = None
) -> Judged:
    """What the phone shows of these groups."""
    marks = tuple(mark for group in groups for mark in group.marks)
    return Judged(judged_id, marks, tuple(seen), heat)


def list_data(judged: Judged, groups: Sequence[Group], *, is_past: bool) -> dict[str, Any]:
    """What the list beside it shows; a new one opens its gravest finding that has a place."""
    places = [mark for group in groups for mark in group.marks if _leads(mark)]
    first = next((mark.id for mark in places if mark.tone != "fine"), None)
    return {
        "id": judged.id,
        "groups": [_group(group) for group in groups if group.marks],
        "seen": bool(judged.seen),
        "heat": judged.heat is not None,
        "opens": first or (places[0].id if places else None),
        "isPast": is_past,
    }


def _group(group: Group) -> dict[str, Any]:
    notes = group.notes or {}
    items = [
        {
            "id": mark.id,
            "tone": mark.tone,
            "words": mark.words,
            "note": notes.get(mark.id, ""),
            "when": _when(mark.span),
            "leads": _leads(mark),
        }
        for mark in group.marks
    ]
    return {"title": group.title, "items": items, "isFolded": group.is_folded}


def _leads(mark: Mark) -> bool:
    return mark.span is not None or mark.rect is not None


def _when(span: TimeSpan | None) -> str:
    if span is None:
        return ""
    start = f"{float(span.start):.2f}"
    if span.end is None or span.end == span.start:
        return f"{start} s"
    return f"{float(span.start):.1f} to {float(span.end):.1f} s"
