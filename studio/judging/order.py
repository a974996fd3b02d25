"""A comparison, or a check, as it was asked for: all that its verdict depends on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from overlays.ad import SparkAd
from qa.checks.asked import Asked as CheckAsked
from qa.reports.kept import SUFFIX
from renderer.look import Look
from renderer.worker.limits import Limits
from renderer.worker.work import Work, start_own
from studio.exports.request import key_of, media_identity, view_stem

if TYPE_CHECKING:
    from qa.compared import Asked

# What is loaded and looked at before the first word is heard, on a busy computer.
_LIMITS = Limits(quiet_seconds=300.0)


@dataclass(frozen=True, slots=True)
class CompareOrder:
    """`actual` is the file that is held against the ad, `name` what it was called."""

    ad: SparkAd
    actual: Path
    name: str
    asked: Asked

    output_suffix = download_suffix = SUFFIX
    media_type = "text/html"
    things = "frames"
    unusual = ()

    def key(self) -> str:
        """Equal for what is judged alike. Raises SourceError for a file that cannot be read."""
        look = repr((self.asked, self.name, media_identity(self.actual)))
        return key_of(self.ad, (self.ad.ad.placement,), look)

    def start(self, output: Path) -> Work[Path]:
        """Begins to judge in a worker process."""
        # What judges is a fifth of all that the app would load before its first page.
        from qa.judging import CompareTask

        task = CompareTask(output, self.ad, self.actual, self.name, self.asked)
        return start_own(task, self.name, limits=_LIMITS)

    def stem(self, ad_name: str) -> str:
        """The name of the report's file without its suffix."""
        return f"{view_stem(ad_name, self.ad, self.asked.look.view)}-compared"


@dataclass(frozen=True, slots=True)
class CheckOrder:
    """The ad as it is looked at, and what no file says of it; `name` is what its clip is called."""

    ad: SparkAd
    name: str
    look: Look
    asked: CheckAsked

    output_suffix = download_suffix = SUFFIX
    media_type = "text/html"
    things = "frames"
    unusual = ()

    def key(self) -> str:
        """Equal for what is checked alike. Raises SourceError for a file that cannot be read."""
        looked_at = repr((self.look, self.asked, self.name, "check"))
        return key_of(self.ad, (self.ad.ad.placement,), looked_at)

    def start(self, output: Path) -> Work[Path]:
        """Begins to check in a worker process."""
        from qa.judging import CheckTask

        task = CheckTask(output, self.ad, self.name, self.look, self.asked)
        return start_own(task, self.name, limits=_LIMITS)

    def stem(self, ad_name: str) -> str:
        """The name of the report's file without its suffix."""
        return f"{view_stem(ad_name, self.ad, self.look.view)}-checked"
