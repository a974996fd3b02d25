"""The progress of a command on its terminal."""

from __future__ import annotations

import sys
from typing import Any

from commands.telling import is_quiet
from renderer.output.progress import Progress


class ProgressLine:
    """A bar on a terminal; a plain line for every tenth otherwise."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._next_tenth = 1

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def update(self, progress: Progress) -> None:
        """Show the progress; called from the export about ten times a second."""
        done, total, rate = progress.frames_done, progress.frames_total, progress.frames_per_second
        if is_quiet():
            return
        if sys.stderr.isatty():
            # Rich takes long to import: frames are being encoded already.
            self._bar = self._bar or _open_bar()
            self._bar.update(self._bar.task_ids[0], completed=done, total=total, rate=rate)
        elif total and done * 10 >= total * self._next_tenth:
            self._next_tenth = done * 10 // total + 1
            sys.stderr.write(f"{done}/{total} frames, {rate:.0f} a second\n")
            sys.stderr.flush()


def _open_bar() -> Any:
    from rich import progress
    from rich.console import Console

    words = "{task.completed:.0f} frames, {task.fields[rate]:.0f} a second"
    columns = (progress.BarColumn(), progress.TextColumn(words), progress.TimeRemainingColumn())
    bar = progress.Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task("", total=None, rate=0.0)
    bar.start()
    return bar
