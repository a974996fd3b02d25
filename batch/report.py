"""What became of the rows, as it comes: a line for each, and at the end no row without a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from batch.ready_rows import ReadyRow
from batch.results import former_facts, output_size, with_former_facts
from batch.row_ads import BadRow
from batch.rows import RowResult, Status

_THERE = "It was there already; --overwrite makes it again."


class Reports:
    """`total` rows, their outputs in `folder`; `say` takes a line for each."""

    def __init__(self, total: int, folder: Path, say: Callable[[str], None]) -> None:
        self.results: list[RowResult] = []
        self._total, self._folder, self._say = total, folder, say
        self._former: Mapping[str, Any] = {}
        self._before: dict[int, tuple[int, int, int] | None] = {}

    def begin(self, rows: Sequence[ReadyRow]) -> None:
        """Notes what is known and stands in the folder before the `rows` are begun."""
        self._former = former_facts(self._folder)
        # The report on a file that is not as expected stands there, too.
        made = (row for row in rows if row.actual is None)
        self._before = {row.number: _identity(row.output) for row in made}

    def add(self, result: RowResult) -> None:
        """Keeps the result and says it."""
        result = self._as_found(result)
        self.results.append(result)
        name = result.output.name if result.output else f"row {result.number}"
        said = f"{len(self.results)}/{self._total} {name} {result.status}"
        with_message = result.message and result.status != "skipped"
        self._say(f"{said}: {result.message}" if with_message else said)

    def add_wrong(self, row: BadRow) -> None:
        """A row that was told with the mistakes of the table."""
        message = "; ".join(str(problem) for problem in row.problems)
        self.results.append(RowResult(row.number, None, "failed", message=message))

    def add_skipped(self, row: ReadyRow) -> None:
        """A row whose output is there already."""
        result = RowResult(row.number, row.output, "skipped", message=_THERE)
        self.add(with_former_facts(result, self._former, self._folder))

    def close(self, rows: Sequence[ReadyRow], status: Status, message: str) -> None:
        """Gives the `status` to rows that nothing was heard of and whose outputs did not come."""
        known = {result.number for result in self.results}
        for row in (row for row in rows if row.number not in known):
            result = RowResult(row.number, row.output, status, message=message)
            if status == "stopped":
                self.results.append(self._as_found(result))
            else:
                self.add(result)

    def _as_found(self, result: RowResult) -> RowResult:
        """A row is done once its output is there, also where its worker died before it said so.

        What was put there since the beginning is whole, as every output that stands.
        """
        if result.status not in ("failed", "stopped") or result.output is None:
            return result
        now = _identity(result.output)
        if now is None or now == self._before.get(result.number, now):
            return result
        size = output_size(result.output)
        return RowResult(result.number, result.output, "done", size_bytes=size)


def _identity(output: Path) -> tuple[int, int, int] | None:
    try:
        status = output.lstat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size
