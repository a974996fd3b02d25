"""Who works for a command that takes many: processes here, or Dask's at an address."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.isolation import check_network
from overlays.errors import SparkproofError
from renderer.own_process import is_installed

if TYPE_CHECKING:
    from batch.workers import Workers

# Windows waits for no more processes at a time.
MOST_WORKERS = 61
_DASK = '"sparkproof[dask]"' if is_installed() else "-r requirements-dask.txt"
_DASK_MISSING = (
    f"--scheduler needs Dask: install it with `pip install {_DASK}`, or leave out --scheduler."
)

WorkerCount = Annotated[
    int | None, typer.Option("--workers", min=1, max=MOST_WORKERS, help="processes at a time")
]
Scheduler = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Dask's, such as tcp://host:8786")
]


@contextmanager
def open_workers(
    count: int | None, scheduler: str | None, most: int, folder: Path | None = None
) -> Iterator[Workers]:
    """Those at the address, or processes: as many as asked for or usual, `most` at the most.

    Processes write beneath `folder`, or nowhere.
    Raises SparkproofError without Dask, or without an answer.
    """
    if scheduler is None:
        from batch.workers import ProcessWorkers, usual_count

        yield ProcessWorkers(max(1, min(count or usual_count(), most)), folder)
        return
    check_network("--scheduler")
    try:
        # Dask is optional, and half a second to import.
        from batch import dask_workers
    except ModuleNotFoundError as error:
        raise SparkproofError(_DASK_MISSING) from error
    with dask_workers.connect(scheduler) as crew:
        yield crew
