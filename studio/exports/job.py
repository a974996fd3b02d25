"""One export or sheet as it was asked for, and what has become of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from overlays.ad import SparkAd
from renderer.output.progress import Progress
from renderer.worker.work import Work
from studio.store.kept_files import KeptFile

State = Literal["queued", "running", "packing", "done", "failed", "canceled", "cleared"]
Words = Callable[[str], str]


class Request(Protocol):
    """What a job is for: an export, a sheet, or what stands above them."""

    @property
    def ad(self) -> SparkAd: ...
    @property
    def output_suffix(self) -> str:
        """Of the file that the worker writes; empty for a folder."""

    @property
    def download_suffix(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def unusual(self) -> tuple[str, ...]:
        """In words what is not as usual."""

    @property
    def things(self) -> str:
        """What its progress counts."""

    def key(self) -> str:
        """Equal for what comes out the same. Raises SourceError and PlacementError."""

    def start(self, output: Path) -> Work[Any]:
        """Begins to write `output` in a worker process."""

    def stem(self, ad_name: str) -> str:
        """The name of the file without its suffix."""


@dataclass(frozen=True, slots=True)
class ExportJob:
    """One export or sheet as far as it is. `cleared` was done, and its file had to go.

    `clip` is the name of its creative as the visitor knows it.
    """

    id: str
    key: str
    request: Request
    name: str
    state: State = "queued"
    work: Work[Any] | None = None
    result: KeptFile | None = None
    problem: str = ""
    stop: threading.Event = field(default_factory=threading.Event, compare=False)
    in_words: Words = str
    visitor: str = ""
    clip: str = ""

    @property
    def is_active(self) -> bool:
        """True while it waits or works."""
        return self.state in ("queued", "running", "packing")

    @property
    def progress(self) -> Progress | None:
        return None if self.work is None else self.work.progress

    @property
    def download_name(self) -> str:
        return self.request.stem(self.name) + self.request.download_suffix
