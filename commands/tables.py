"""Lists of what can be named, as a table on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from overlays.layout.placement import Placement
from overlays.viewports import Viewport


def print_table(rows: Sequence[Placement | Viewport]) -> None:
    """Id, title and the day on which the figures were checked."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in ("id", "title", "checked on"):
        table.add_column(heading, no_wrap=True)
    for row in rows:
        table.add_row(row.id, row.title, row.checked_on.isoformat())
    Console().print(table)
