"""`cli.py placements`: which an ad can name, and which files are wrong."""

from __future__ import annotations

import sys

import typer

from commands.tables import AsJson, print_table
from overlays.placements import broken_placements, list_placement_ids, load_placement


def placements(as_json: AsJson = False) -> None:
    """List the placements that an ad can name; say which files are wrong (exit 1)."""
    print_table([load_placement(id_) for id_ in list_placement_ids()], as_json=as_json)
    broken = broken_placements()
    for error in broken:
        print(error, file=sys.stderr)
    if broken:
        raise typer.Exit(1)
