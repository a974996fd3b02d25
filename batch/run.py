"""Runs rows on workers that may die, and clears away what a death leaves half-written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from batch.bundles import Work, run_bundles
from batch.ready_rows import ReadyRow
from batch.rows import RowResult, Settings, bundles_of, run_bundle
from batch.workers import Workers
from renderer.files.part_file import remove_left, remove_parts

OnResult = Callable[[RowResult], None]


def run_batch(
    rows: Sequence[ReadyRow], settings: Settings, workers: Workers, on_result: OnResult
) -> None:
    """Runs every row and tells what became of it as soon as that is known, in this thread.

    Outputs that stand there are replaced. Raises SparkproofError when the workers are gone; then,
    and after Ctrl-C, what is not finished is not there.
    """

    def broken(row: ReadyRow, reason: str) -> None:
        message = f"Its worker could not run it: {reason}"
        on_result(RowResult(row.number, row.output, "failed", message=message))

    def killed(row: ReadyRow) -> None:
        # The process may have been another computer's, or one that nobody here started.
        remove_left(row.output)
        message = (
            f"Row {row.number} was tried twice, and its process was killed both times: "
            "its video crashes the decoder, or it needs more memory than there is."
        )
        on_result(RowResult(row.number, row.output, "failed", message=message))

    def clean(row: ReadyRow) -> None:
        for maker in workers.ended:
            remove_parts(row.output, maker)

    call = partial(run_bundle, settings=settings)
    work = Work(call, on_result, broken, killed, clean)
    run_bundles(bundles_of(rows, workers.count), work, workers)
