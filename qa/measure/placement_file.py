"""A placement file of what was measured: it extends ours and holds the figures that differ."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from pydantic import ValidationError

from overlays.errors import ActualError
from overlays.layout.checks import placement_problems
from overlays.layout.placement import Placement
from overlays.placements import placement_data
from overlays.placements.sentences import sentences
from overlays.reading.merging import merged
from qa.measure.figures import Figure

_STEM = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
# Where several screens were measured and do not agree on a figure.
_SPREAD = 1.0
_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Measurement:
    """Who measured, on which day, which version of the app, on which device."""

    name: str
    day: date
    app_version: str
    device: str

    @property
    def source(self) -> str:
        """As it stands beside each figure."""
        return f"measured: {self.name}, {self.day}, {self.app_version}, {self.device}"


@dataclass(frozen=True, slots=True)
class Agreed:
    """A figure of all screens together: their median, and how far they are apart, in dp."""

    path: tuple[str, ...]
    value: float
    spread: float

    @property
    def is_sure(self) -> bool:
        return self.spread <= _SPREAD


def agreed(screens: Sequence[Sequence[Figure]]) -> tuple[Agreed, ...]:
    """The figures of several screens, each once."""
    values: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for figures in screens:
        for figure in figures:
            values[figure.path].append(figure.value)
    return tuple(
        Agreed(path, round(median(found), _DIGITS), max(found) - min(found))
        for path, found in values.items()
    )


def placement_id(output: Path, platform: str) -> str:
    """The id that a file has by its name. Raises ActualError for a name that gives none."""
    if output.suffix != ".json" or not _STEM.fullmatch(output.stem):
        raise ActualError(
            f"{output.name} names no placement: call it like my_feed.json, of a-z, 0-9, _ and -"
        )
    return f"{platform}/{output.stem}"


def placement_text(
    base: Placement,
    own_id: str,
    figures: Sequence[Agreed],
    measurement: Measurement,
    confidence: str,
) -> str:
    """The file as JSON. Raises ActualError where the figures together make no placement."""
    values: dict[str, Any] = {
        "extends": base.id,
        "id": own_id,
        "title": f"{base.title}, measured {measurement.day}",
        "short": own_id.partition("/")[2][:40],
        "compared": None,
        "checked_on": str(measurement.day),
        "parts": _parts(figures, measurement.source, confidence),
    }
    _check(base.id, own_id, values)
    return f"{_written(values)}\n"


def _parts(figures: Sequence[Agreed], source: str, confidence: str) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    for figure in figures:
        group = parts
        for key in figure.path[:-1]:
            group = group.setdefault(key, {})
        sure = confidence if figure.is_sure else "M"
        apart = "" if figure.is_sure else f"; screens differ by {figure.spread:.1f}"
        group[figure.path[-1]] = [figure.value, f"{source}{apart}", sure]
    return parts


def _check(base_id: str, own_id: str, values: Mapping[str, Any]) -> None:
    """What is written must load, in every command."""
    own = {key: value for key, value in values.items() if key != "extends"}
    whole = merged(placement_data(base_id), own)
    try:
        placement = Placement.model_validate(whole)
    except ValidationError as error:
        problems = sentences(error, whole)
    else:
        problems = placement_problems(placement)
    if problems:
        raise ActualError(f"what was measured makes no placement {own_id}: {'; '.join(problems)}")


def _written(values: Mapping[str, Any]) -> str:
    """JSON with a figure on a line of its own and not on five."""
    text = json.dumps(values, indent=2, ensure_ascii=False)
    triple = re.compile(r"\[\s+(-?[\d.]+),\s+(\"(?:[^\"\\]|\\.)*\"),\s+(\"[HMLA]\")\s+\]")
    return triple.sub(r"[\1, \2, \3]", text)
