"""`Check`, and what one is held against: `Limits`, from the file of the placement."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from overlays.layout.placement import CheckFigures
from overlays.reading.figures import Names, Number
from qa.checks.asked import FAMILIES, Family
from qa.checks.candidate import Candidate
from qa.finding import CODES, Finding, Severity


@dataclass(frozen=True, slots=True)
class Limits:
    """The figures of one check for one way of buying, by their names."""

    figures: CheckFigures

    def number(self, name: str) -> Number | None:
        """A figure; None where the placement has none of that name."""
        found = self.figures.get(name)
        if found is None or isinstance(found.value, tuple):
            return None
        return Number(found.value, found.source, found.confidence)

    def names(self, name: str) -> Names | None:
        """A list of names; None where the placement has none."""
        found = self.figures.get(name)
        if found is None or not isinstance(found.value, tuple):
            return None
        return Names(found.value, found.source, found.confidence)


Run: TypeAlias = Callable[[Candidate, Limits], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is looked at. `id` is `family/condition`, `codes` what its findings say.

    `severity` is the worst that it says, `reason` a sentence on why anybody should care, `source`
    where the rule is from (the ids are those of docs/placements.md); a figure has its own.
    `figures` are the names that it reads from a placement.
    """

    id: str
    codes: tuple[str, ...]
    severity: Severity
    reason: str
    source: str
    run: Run
    figures: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        assert self.family in FAMILIES, self.id
        assert set(self.codes) <= CODES.keys(), self.codes

    @property
    def family(self) -> Family:
        family: Family = self.id.split("/")[0]  # type: ignore[assignment]
        return family
