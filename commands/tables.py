"""Lists of what can be named, as a table on the terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated

import typer

from overlays.layout.placement import Placement
from overlays.viewports import Viewport

AsJson = Annotated[bool, typer.Option("--json", help="as a list of objects")]


def print_table(rows: Sequence[Placement | Viewport], *, as_json: bool = False) -> None:
    """Id, title and the day on which the figures were checked."""
    if as_json:
        listed = [
            {"id": row.id, "title": row.title, "checked_on": row.checked_on.isoformat()}
            for row in rows
        ]
        print(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    cells = [(row.id, row.title, row.checked_on.isoformat()) for row in rows]
    print_columns(("id", "title", "checked on"), cells)


def print_columns(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """One line for each row, as wide as the terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, no_wrap=True)
    for row in rows:
        # A name may hold what would be markup.
        table.add_row(*map(Text, row))
    console = Console()
    # In a file or a pipe no line has to end at the 80th letter.
    Console(width=None if console.is_terminal else 120).print(table)
