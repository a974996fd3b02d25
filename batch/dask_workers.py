"""Rows on many computers: the workers of a Dask scheduler. The one place that imports Dask.

Every worker needs this version of Sparkproof, and the ads, clips and outputs under the same paths.
The scheduler needs nothing of it: what it reads of a call is `pickle.loads` and bytes.
"""

from __future__ import annotations

import logging
import pickle
import secrets
import socket
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Executor, Future, wait
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from distributed import Client, KilledWorker, Security
from distributed.protocol.pickle import cloudpickle

from batch import worker_call
from overlays.errors import SparkproofError
from renderer.code_version import copy_version
from renderer.own_process import is_installed

_SECONDS_TO_CONNECT = 5
_SECONDS_TO_MEET_WORKERS = 5
# A worker stops before its next frame, which it may first have to encode.
_SECONDS_TO_STOP = 10
# A worker's nanny starts it again within seconds.
_SECONDS_WITHOUT_WORKERS = 20


class DaskWorkers:
    """The workers that a scheduler has now; it gives a killed worker's bundle to another one."""

    deaths = (KilledWorker,)

    def __init__(self, client: Client, makers: Mapping[str, str]) -> None:
        """`makers` are the workers' processes by address, as `maker_of` names them."""
        self._client, self._makers = client, makers
        self._seen = time.monotonic()
        self._batch = secrets.token_hex(8)
        self._is_quiet = True
        self.count = sum(client.nthreads().values())

    @property
    def ended(self) -> frozenset[str]:
        """Workers of the beginning that the scheduler has lost."""
        try:
            living = self._living()
        except SparkproofError:
            return frozenset()
        return frozenset(maker for place, maker in self._makers.items() if place not in living)

    def check(self) -> None:
        """Raises SparkproofError when there has been nobody to work for a while."""
        now = time.monotonic()
        if self._client.status == "running" and self._living():
            self._seen = now
        elif now - self._seen > _SECONDS_WITHOUT_WORKERS:
            raise SparkproofError(
                "The Dask scheduler or its last worker is gone: start it again, then this command."
            )

    def _living(self) -> Collection[str]:
        with _translated():
            return tuple(self._client.scheduler_info()["workers"])

    @property
    def after_stop(self) -> str:
        if self._is_quiet:
            return "Stopped before it was done."
        return (
            "Stopped before it was done; a worker did not answer that it has stopped, too: "
            "if it was at this row, it may still finish it."
        )

    @contextmanager
    def open_executor(self) -> Iterator[Executor]:
        """Left by an error or Ctrl-C, bundles that did not begin are taken back, others stopped."""
        executor = _Sending(self._client.get_executor(pure=False), self._batch)
        try:
            yield executor
        except BaseException:
            # Until the opposite is known; also if Ctrl-C comes once more in here.
            self._is_quiet = False
            try:
                self._is_quiet = self._stop(executor.under_way)
            finally:
                executor.shutdown(wait=False)
            raise

    def _stop(self, under_way: Collection[Future[Any]]) -> bool:
        """Stops what the workers are at; True once all of it has ended, False after a while."""
        if self._client.status != "running":
            return not under_way
        # A worker that does not answer keeps whoever asks; what is under way tells enough.
        threading.Thread(target=self._ask_to_stop, daemon=True).start()
        return not wait(under_way, _SECONDS_TO_STOP).not_done

    def _ask_to_stop(self) -> None:
        with suppress(Exception):
            asked = _as_code(worker_call.stop_here, self._batch)
            self._client.run(pickle.loads, asked, on_error="ignore")


class _Sending(Executor):
    """Sends calls so that only the worker, and not the scheduler, has to know our code."""

    def __init__(self, executor: Executor, batch: str) -> None:
        self._executor, self._batch = executor, batch
        self._sent: list[Future[Any]] = []

    @property
    def under_way(self) -> list[Future[Any]]:
        return [future for future in self._sent if not future.done()]

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        call = pickle.dumps(partial(function, *args, **kwargs))
        sent = _as_code(worker_call.run_here, call, copy_version(), self._batch)
        with _translated():
            future = self._executor.submit(pickle.loads, sent)
        self._sent = [*self.under_way, future]
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._executor.shutdown(wait=wait)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise SparkproofError(
            f"The Dask scheduler is gone: start it again, then this command ({reason})."
        ) from error


class _Call:
    """Unpickled, it is what the function returns."""

    def __init__(self, function: Callable[..., Any], *args: Any) -> None:
        self._reduced = function, args

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self._reduced


def _as_code(function: Callable[..., Any], *args: Any) -> bytes:
    """A call of one of `worker_call`'s functions; unpickling it makes the call."""
    cloudpickle.register_pickle_by_value(worker_call)
    try:
        data: bytes = cloudpickle.dumps(_Call(function, *args))
    finally:
        cloudpickle.unregister_pickle_by_value(worker_call)
    return data


@contextmanager
def connect(address: str) -> Iterator[DaskWorkers]:
    """The workers of the scheduler at `address`, such as `tcp://host:8786`.

    Raises SparkproofError within about ten seconds when there is none, or none that works.
    """
    # What it logs about a lost scheduler is said in one sentence here.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    client = _connected(address)
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS_TO_MEET_WORKERS)
        except TimeoutError as error:
            raise SparkproofError(
                f"The Dask scheduler at {address} has no workers: "
                f"start some {_how_to_start(address)}."
            ) from error
        yield DaskWorkers(client, _checked_workers(client, address))


def _connected(address: str) -> Client:
    _check_certificates(address)
    try:
        _check_address(address)
        return Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SparkproofError(
            f"No Dask scheduler answers at {address}: start one with `dask scheduler`, "
            "or leave out --scheduler."
        ) from error


def _check_certificates(address: str) -> None:
    """A client that begins without them does not end well."""
    try:
        is_ready = Security().get_connection_args("client")["ssl_context"] is not None
    except OSError:
        is_ready = False
    if address.startswith("tls:") and not is_ready:
        raise SparkproofError(
            f"{address} needs certificates: name them in Dask's settings "
            "(distributed.comm.tls), or give a tcp:// address."
        )


def _how_to_start(address: str) -> str:
    place = "beside an installed Sparkproof" if is_installed() else "in Sparkproof's own folder"
    return f"with `dask worker {address} --nthreads 1` {place}"


def _checked_workers(client: Client, address: str) -> dict[str, str]:
    """Their processes by address.

    Raises SparkproofError for one with other code: what it makes would look different.
    """
    asked = _as_code(worker_call.who_is_here)
    makers: dict[str, str] = {}
    for worker, answer in client.run(pickle.loads, asked, on_error="return").items():
        version, makers[worker] = answer if isinstance(answer, tuple) else ("", "")
        if version != copy_version():
            raise SparkproofError(
                f"The Dask worker at {worker} has no Sparkproof, or another version: "
                f"start it again {_how_to_start(address)}."
            )
    return makers


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
