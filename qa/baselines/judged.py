"""What has changed since a picture was approved: by layer, then whatever pixels are left.

Both pictures are ours, so their layers are known and need not be found: words, places, sizes and
mean colors are compared as they are. Pixels tell of the video, and of a picture within a layer.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from overlays.geometry import Rect
from qa.baselines.drawn import Drawn, LayerFacts
from qa.diff.pixels import differing
from qa.diff.places import places_of
from qa.finding import Figure, Finding, Region, RegionVerdict, Report, Shot, Subject, verdict_of

PROFILE = "baseline"
# About five levels of gray: more than processors differ by.
_THRESHOLD = 0.02
# Means of a layer's color, in levels, and of its opacity, in parts, that are the same color.
_SAME_COLOR, _SAME_OPACITY = 1.0, 0.02
_MOST_PLACES = 8
_EXCERPT = 48
# Color is kept for blocks of two by two pixels, so that of a layer reaches over its edge.
_BLEED = 2

Picture = npt.NDArray[np.uint8]


def judge_drawn(approved: Drawn, now: Drawn, subject: Subject, case: str) -> Report:
    """A report in which what was approved is expected, and what is drawn now is actual."""
    shots = (Shot(approved.picture, now.picture),)
    if approved.picture.shape != now.picture.shape:
        findings = [_other_size(approved.picture, now.picture)]
        return Report("fail", PROFILE, tuple(findings), (), subject, case, shots)
    mask = differing(_opaque(approved.picture), _opaque(now.picture), _THRESHOLD).mask
    findings, regions = [], []
    for finding, region in _by_layer(approved, now):
        regions.append(region)
        findings += [finding] if finding else []
    findings += _rest(mask, findings, now)
    verdict = verdict_of(findings)
    kept = shots if verdict == "fail" else ()
    return Report(verdict, PROFILE, tuple(findings), tuple(regions), subject, case, kept)


def _opaque(picture: Picture) -> Picture:
    return np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])


def _other_size(approved: Picture, now: Picture) -> Finding:
    was, is_now = (f"{picture.shape[1]}x{picture.shape[0]}" for picture in (approved, now))
    return Finding("size", "fail", "", f"it is {is_now}, and {was} was approved")


def _by_layer(approved: Drawn, now: Drawn) -> Iterator[tuple[Finding | None, Region]]:
    current = {layer.id: layer for layer in now.layers}
    for layer in approved.layers:
        finding = _change(layer, current.pop(layer.id, None))
        yield finding, _region(layer, finding)
    for layer in current.values():
        words = f", and says {layer.text!r}" if layer.text else ""
        finding = Finding(
            "unexpected", "fail", layer.id, f"it was not there{words}", rect=layer.rect
        )
        yield finding, _region(layer, finding)


def _region(layer: LayerFacts, finding: Finding | None) -> Region:
    verdict: RegionVerdict = finding.code if finding else "present"  # type: ignore[assignment]
    figures = finding.figures if finding else {}
    return Region(layer.id, verdict, layer.rect, figures, finding.message if finding else "")


def _change(was: LayerFacts, now: LayerFacts | None) -> Finding | None:
    """The weightiest change of a layer; the figures hold the others."""
    if now is None:
        return Finding("missing", "fail", was.id, "it is gone", rect=was.rect)
    dx, dy = now.rect.x - was.rect.x, now.rect.y - was.rect.y
    wider, higher = now.rect.width - was.rect.width, now.rect.height - was.rect.height
    names = ("dx", "dy", "dwidth", "dheight")
    figures = dict(zip(names, (dx, dy, wider, higher), strict=True))
    if now.text != was.text:
        message = f"it says {_excerpt(now.text, was.text)}, not {_excerpt(was.text, now.text)}"
        words: dict[str, Figure] = {"actual_words": now.text, "expected_words": was.text}
        told = words | figures
        return Finding("retyped", "fail", was.id, message, rect=was.rect, figures=told)
    if wider or higher:
        message = f"it is {now.rect.size}, not {was.rect.size}"
        return Finding("resized", "fail", was.id, message, rect=was.rect, figures=figures)
    if dx or dy:
        message = f"it stands {_way(dx, dy)}"
        return Finding("moved", "fail", was.id, message, rect=was.rect, figures=figures)
    return _other_look(was, now)


def _excerpt(text: str, other: str) -> str:
    """The text in quotes, from a little before it differs from the other, and not all of it."""
    pairs = enumerate(zip(text, other, strict=False))
    same = next((at for at, (mine, yours) in pairs if mine != yours), min(len(text), len(other)))
    start = max(0, same - _EXCERPT // 4)
    end = start + _EXCERPT
    return f"'{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}'"


def _way(dx: int, dy: int) -> str:
    """`6 px lower and 2 px further left`."""
    ways = []
    if dy:
        ways.append(f"{abs(dy)} px {'lower' if dy > 0 else 'higher'}")
    if dx:
        ways.append(f"{abs(dx)} px further {'right' if dx > 0 else 'left'}")
    return " and ".join(ways)


def _other_look(was: LayerFacts, now: LayerFacts) -> Finding | None:
    """None for a layer of the same color; what differs in it then is told by its pixels."""
    figures = {"alpha": round(now.color[3] - was.color[3], 2)}
    apart = max(abs(a - b) for a, b in zip(was.color[:3], now.color[:3], strict=True))
    if apart > _SAME_COLOR:
        figures["levels"] = round(apart, 2)
        message = f"its color is another one, by {apart:.0f} levels on average"
        return Finding("recolored", "fail", was.id, message, rect=was.rect, figures=figures)
    if abs(figures["alpha"]) > _SAME_OPACITY * max(was.color[3], 1):
        share = now.color[3] / was.color[3] if was.color[3] else 0
        message = f"its opacity is {share:.0%} of what it was"
        return Finding("faded", "fail", was.id, message, rect=was.rect, figures=figures)
    return None


def _cut(mask: npt.NDArray[np.bool_], rect: Rect) -> npt.NDArray[np.bool_]:
    return mask[max(rect.y, 0) : max(rect.bottom, 0), max(rect.x, 0) : max(rect.right, 0)]


def _rest(mask: npt.NDArray[np.bool_], findings: list[Finding], now: Drawn) -> Iterator[Finding]:
    """Pixels that differ and lie in no layer of which something was said already."""
    left = mask.copy()
    told = {finding.element for finding in findings}
    places = [finding.rect for finding in findings if finding.rect]
    places += [layer.rect for layer in now.layers if layer.id in told]
    for rect in places:
        _cut(left, rect.expand(_BLEED, _BLEED))[...] = False
    for place in places_of(left)[:_MOST_PLACES]:
        message = f"{place.count} pixels of the video, or of what is drawn over it, differ"
        figures = {"pixels": place.count}
        yield Finding("changed", "fail", "", message, rect=place.rect, figures=figures)
