"""`cli.py viewports`: the phones that `--viewport` can name."""

from __future__ import annotations

from commands.tables import AsJson, print_table
from overlays.viewports import BARE, list_viewports, load_viewport


def viewports(as_json: AsJson = False) -> None:
    """List the phones that --viewport can name."""
    print_table([load_viewport(id_) for id_ in list_viewports() if id_ != BARE], as_json=as_json)
