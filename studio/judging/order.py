"""A comparison, or a check, as it was asked for: all that its verdict depends on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from overlays.ad import SparkAd
from overlays.viewports import View
from qa.checks.asked import Asked as CheckAsked
from qa.reports.kept import SUFFIX
from renderer.look import Look
from renderer.worker.limits import Limits
from renderer.worker.messages import OwnTask
from renderer.worker.work import Work, start_own
from studio.exports.request import key_of, media_identity, view_stem

if TYPE_CHECKING:
    from qa.compared import Asked

# What is loaded and looked at before the first word is heard, on a busy computer.
_LIMITS = Limits(quiet_seconds=300.0)


@dataclass(frozen=True, slots=True)
class JudgingOrder(ABC):
    """What both are as jobs. `name` is what the file that is looked at was called.

    `done` is what an ad then is, as the report's file says.
    """

    ad: SparkAd
    name: str

    done: ClassVar[str]
    output_suffix = download_suffix = SUFFIX
    media_type = "text/html"
    things = "frames"
    unusual = ()

    def key(self) -> str:
        """Equal for what is judged alike. Raises SourceError for a file that cannot be read."""
        facts = repr((self.done, self.name, *self._facts()))
        return key_of(self.ad, (self.ad.ad.placement,), facts)

    def start(self, output: Path) -> Work[Path]:
        """Begins to judge in a worker process."""
        return start_own(self._task(output), self.name, limits=_LIMITS)

    def stem(self, ad_name: str) -> str:
        """The name of the report's file without its suffix."""
        return f"{view_stem(ad_name, self.ad, self._view())}-{self.done}"

    @abstractmethod
    def _facts(self) -> tuple[object, ...]:
        """What its verdict depends on beside the ad and the name. Raises SourceError."""

    @abstractmethod
    def _task(self, output: Path) -> OwnTask: ...

    @abstractmethod
    def _view(self) -> View: ...


@dataclass(frozen=True, slots=True)
class CompareOrder(JudgingOrder):
    """`actual` is the file that is held against the ad."""

    actual: Path
    asked: Asked

    done = "compared"

    def _facts(self) -> tuple[object, ...]:
        return self.asked, media_identity(self.actual)

    def _task(self, output: Path) -> OwnTask:
        # What judges is a fifth of all that the app would load before its first page.
        from qa.judging import CompareTask

        return CompareTask(output, self.ad, self.actual, self.name, self.asked)

    def _view(self) -> View:
        return self.asked.look.view


@dataclass(frozen=True, slots=True)
class CheckOrder(JudgingOrder):
    """The ad as it is looked at, and what no file says of it."""

    look: Look
    asked: CheckAsked

    done = "checked"

    def _facts(self) -> tuple[object, ...]:
        return self.look, self.asked

    def _task(self, output: Path) -> OwnTask:
        from qa.judging import CheckTask

        return CheckTask(output, self.ad, self.name, self.look, self.asked)

    def _view(self) -> View:
        return self.look.view
