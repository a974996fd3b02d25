"""`cli.py reviews`: what reviewers sent back, as one list."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import Sets
from commands.share import name_of
from commands.telling import is_quiet
from overlays.ad.file import load_ad
from qa.reports.files import ReportFiles
from renderer.files.own_files import spare_own_files
from renderer.files.part_file import part_file

if TYPE_CHECKING:
    from signoff.reviews.gathering import Gathered, Now


def reviews(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="with .review.json files")],
    ad_file: Annotated[
        Path | None, typer.Option("--ad", metavar="AD", help="say what has changed since")
    ] = None,
    sets: Sets = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="the list as JSON")
    ] = None,
    html_file: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="one page with the frame of each note"),
    ] = None,
) -> None:
    """Gather reviews into one list by time and element, with what each decision is worth.

    With --ad a decision on another version of the ad is void, and what differs is named. Exit 1
    when a decision is void or a file is no review.
    """
    # Every other command would wait for what only this one needs.
    from signoff.reviews.gathering import Now, gather, review_files
    from signoff.reviews.told import clean

    files = ReportFiles(json=json_file, html=html_file)
    # Nobody has a second copy of what a reviewer sent.
    files.check(spared=(*review_files(folder), *((ad_file,) if ad_file else ())))
    now = None
    if ad_file is not None:
        now = Now(load_ad(ad_file, sets or ()))
        for path in files.asked:
            spare_own_files(path, ad_file, now.ad)
    gathered = gather(folder, now, "" if ad_file is None else name_of(ad_file))
    _write(gathered, files, now, folder)
    if not is_quiet():
        _print(gathered)
    for problem in gathered.problems:
        print(clean(problem), file=sys.stderr)
    if not gathered.is_clean:
        raise typer.Exit(1)


def _write(gathered: Gathered, files: ReportFiles, now: Now | None, folder: Path) -> None:
    if files.json:
        from signoff.reviews.told import json_of

        with part_file(files.json) as part:
            part.write_text(json_of(gathered), encoding="utf-8")
    if files.html:
        from signoff.reviews.page import reviews_page

        with part_file(files.html) as part:
            page = reviews_page(gathered, now, folder.resolve().name)
            part.write_text(page, encoding="utf-8")


def _print(gathered: Gathered) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from signoff.reviews.told import clean, decision_words, when, where

    console = Console(highlight=False)
    for one in gathered.reviews:
        style = "yellow" if one.is_void else ""
        console.print(
            Text(f"{clean(one.file)}: {decision_words(one)}.", style=style), soft_wrap=True
        )
    table = Table(box=None, pad_edge=False)
    for heading in ("at", "element", "view", "by"):
        table.add_column(heading, overflow="fold")
    table.add_column("note", overflow="fold")
    for note in gathered.notes:
        cells = (when(note), note.word, where(note), clean(note.by), clean(note.note.text))
        table.add_row(*map(Text, cells))
    if gathered.notes:
        console.print(table)
