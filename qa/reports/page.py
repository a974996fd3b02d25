"""Reports as one HTML file that needs nothing beside it: no network, no folder, no server.

Styles and script are allowed by their digests alone, pictures as data; nothing else loads or runs,
whatever a caption or a file name holds.
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any

import jinja2
import numpy as np
import numpy.typing as npt
from PIL import Image

from qa.finding import Finding, Region, Report, Shot
from qa.reports.as_json import box, payload

# Each is a megabyte or two, and a browser opens no page of gigabytes.
MOST_SHOTS = 60
_FOLDER = Path(__file__).parent / "browser"


@dataclass(frozen=True, slots=True)
class PageShot:
    """A shot as the page holds it: which case, when, and both pictures as data URLs."""

    case: int
    label: str
    expected: str
    actual: str
    size: tuple[int, int]


def page_text(reports: Sequence[Report]) -> str:
    """The whole page. Pictures of a comparison are lossless: its differences are no codec's."""
    style, script = (_asset(name) for name in ("page.css", "page.js"))
    data = payload(reports)
    _place(data, reports)
    shots = [_page_shot(shot, case, reports[case]) for case, shot in _shots(reports)]
    left_out = sum(len(report.shots) for report in reports) - len(shots)
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(_asset("page.html.j2"))
    values = {"data": data, "shots": shots, "left_out": left_out, "style": style, "script": script}
    return template.render(**values, policy=_policy(style, script))


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    rules = ["default-src 'none'", "img-src data:", "base-uri 'none'", "form-action 'none'"]
    for kind, text in (("style", style), ("script", script)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        rules.append(f"{kind}-src 'sha256-{digest}'")
    return "; ".join(rules)


def _shots(reports: Sequence[Report]) -> list[tuple[int, Shot]]:
    found = ((case, shot) for case, report in enumerate(reports) for shot in report.shots)
    return list(islice(found, MOST_SHOTS))


def _place(data: dict[str, Any], reports: Sequence[Report]) -> None:
    """Tells findings and regions their case, the shot that shows them, and where in each shot."""
    shots = _shots(reports)
    for kind in ("findings", "regions"):
        rows = iter(data[kind])
        for case, report in enumerate(reports):
            for item in getattr(report, kind):
                row = next(rows)
                row["_case"], row["_shot"] = case, _nearest(shots, case, item.at)
                row["_places"] = _places(shots, case, item, row["_shot"])


def _places(
    shots: Sequence[tuple[int, Shot]], case: int, item: Finding | Region, nearest: int | None
) -> dict[int, dict[str, int]]:
    """Where its box stands, by shot: in the nearest one, and in all of a finding's time."""
    if nearest is None or item.rect is None:
        return {}
    if isinstance(item, Region):
        return {nearest: box(item.rect)}
    own = [(index, shot.at) for index, (of, shot) in enumerate(shots) if of == case]
    within = [index for index, at in own if index == nearest or (at is not None and item.holds(at))]
    times = dict(own)
    rects = {index: item.rect_at(times[index] or item.at or Fraction(0)) for index in within}
    return {index: box(rect) for index, rect in rects.items() if rect is not None}


def _nearest(shots: Sequence[tuple[int, Shot]], case: int, at: Fraction | None) -> int | None:
    own = [(index, shot.at) for index, (of, shot) in enumerate(shots) if of == case]
    if not own:
        return None
    # A picture has no time; then the first shot is the only one.
    return min(own, key=lambda pair: abs(float(pair[1] or 0) - float(at or 0)))[0]


def _page_shot(shot: Shot, case: int, report: Report) -> PageShot:
    height, width = shot.expected.shape[:2]
    label = "picture" if shot.at is None else f"{float(shot.at):.3f} s"
    # Nobody looks for a difference of levels in what one check shows twice.
    is_exact = report.profile != "check"
    expected, actual = (_data_url(picture, is_exact) for picture in (shot.expected, shot.actual))
    return PageShot(case, label, expected, actual, (width, height))


def _data_url(picture: npt.NDArray[np.uint8], is_exact: bool = True) -> str:
    """WebP, lossless where it is to be exact; PNG for a side that WebP cannot hold (over 16383)."""
    kind = "WEBP" if max(picture.shape) <= 16383 else "PNG"
    options: dict[str, Any] = {}
    if kind == "WEBP" and is_exact:
        options = {"lossless": True, "quality": 0, "method": 0, "exact": True}
    elif kind == "WEBP":
        options = {"quality": 85, "method": 2}
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, format=kind, **options)
    encoded = base64.b64encode(buffer.getvalue()).decode()
    return f"data:image/{kind.lower()};base64,{encoded}"
