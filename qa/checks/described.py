"""The tables of docs/checks.md: what is checked, and the figures of a placement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from overlays.layout.placement import Placement
from qa.checks.catalog import CHECKS
from qa.checks.check import Check

_WAYS = {"any": "any other way"}


def checks_table(checks: Sequence[Check] = CHECKS) -> str:
    """Every check in Markdown: id, the worst that it says, its codes, why, and its source."""
    rows = ["| check | at worst | codes | why | source |", "|---|---|---|---|---|"]
    for check in checks:
        codes = ", ".join(f"`{code}`" for code in check.codes)
        cells = (f"`{check.id}`", check.severity, codes, check.reason, check.source)
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def figures_table(placement: Placement, checks: Sequence[Check] = CHECKS) -> str:
    """The figures of a placement in Markdown; checks without one are left out."""
    rows = ["| check | bought as | figure | value | source | |", "|---|---|---|---|---|---|"]
    for check in checks:
        for way, name, cells in _figures(placement, check):
            words = (f"`{check.id}`", _WAYS.get(way, f"`{way}`"), f"`{name}`", *cells)
            rows.append(f"| {' | '.join(words)} |")
    return "\n".join(rows) + "\n"


def _figures(placement: Placement, check: Check) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for way, figures in placement.checks.get(check.id, {}).items():
        if figures is None:
            yield way, "–", ("does not apply", "", "")
            continue
        for name, limit in figures.items():
            value = limit.value
            text = ", ".join(value) if isinstance(value, tuple) else f"{value:g}"
            yield way, name, (text, limit.source, limit.confidence)
