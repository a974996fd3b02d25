"""Jobs on many computers: the workers of a Dask scheduler. The one place that imports Dask.

Every worker needs this version of Sparkproof, and the ads, clips and outputs under the same paths.
"""

from __future__ import annotations

import logging
import pkgutil
import socket
import time
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from urllib.parse import urlsplit

from distributed import Client, KilledWorker

from overlays.errors import SparkproofError

_SECONDS_TO_CONNECT = 5
_SECONDS_TO_MEET_WORKERS = 5
# A worker's nanny starts it again within seconds.
_SECONDS_WITHOUT_WORKERS = 20


class DaskWorkers:
    """The workers that a scheduler has now; it gives a killed worker's job to another one."""

    deaths = (KilledWorker,)

    def __init__(self, client: Client) -> None:
        self._client = client
        self._seen = time.monotonic()
        self.count = sum(client.nthreads().values())

    def check(self) -> None:
        """Raises SparkproofError when there has been nobody to work for a while."""
        now = time.monotonic()
        if self._client.status == "running" and self._client.scheduler_info()["workers"]:
            self._seen = now
        elif now - self._seen > _SECONDS_WITHOUT_WORKERS:
            raise SparkproofError(
                "The Dask scheduler or its last worker is gone: start it again, then this command."
            )

    @contextmanager
    def open_executor(self) -> Iterator[Executor]:
        """Left by an error or Ctrl-C, jobs that did not begin are taken back."""
        executor = self._client.get_executor(pure=False)
        try:
            yield executor
        except BaseException:
            executor.shutdown(wait=False)
            raise


@contextmanager
def connect(address: str) -> Iterator[DaskWorkers]:
    """The workers of the scheduler at `address`, such as `tcp://host:8786`.

    Raises SparkproofError within about ten seconds when there is none, or none that works.
    """
    # What it logs about a lost scheduler is said in one sentence here.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        _check_address(address)
        client = Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SparkproofError(
            f"No Dask scheduler answers at {address}: start one with `dask scheduler`, "
            "or leave out --scheduler."
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS_TO_MEET_WORKERS)
        except TimeoutError as error:
            raise SparkproofError(
                f"The Dask scheduler at {address} has no workers: "
                f"start some with `dask worker {address}`."
            ) from error
        _check_code(client)
        yield DaskWorkers(client)


def _check_code(client: Client) -> None:
    """A worker that is sent what it cannot import breaks off, and the next one, too."""
    ours = pkgutil.get_data("batch", "job.py")
    for worker, theirs in client.run(
        pkgutil.get_data, "batch", "job.py", on_error="return"
    ).items():
        if theirs != ours:
            raise SparkproofError(
                f"The Dask worker at {worker} has no Sparkproof, or another version: "
                "start it in Sparkproof's own folder with `python -m distributed.cli.dask_worker`."
            )


def _check_address(address: str) -> None:
    """Raises OSError or ValueError in good time: a client waits on for a port that says nothing."""
    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls") or not parts.hostname or not parts.port:
        raise ValueError(address)
    place = (parts.hostname, parts.port)
    with socket.create_connection(place, timeout=_SECONDS_TO_CONNECT) as connection:
        # A scheduler speaks first, but under TLS the client does.
        if parts.scheme == "tcp" and not connection.recv(1):
            raise ConnectionResetError
