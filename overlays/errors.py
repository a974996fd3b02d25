"""Every error that a user can cause, in one tree. Doors catch `SparkproofError` and nothing wider.

SparkproofError
  AdError            what the ad file asks for is wrong   (every problem, each with its path)
    TableError         a batch's table is wrong           (the paths begin with the row)
  PlacementError     a placement or locale file is wrong or unknown
  PictureError       an avatar or cover cannot be used
  SourceError        the creative cannot be used
    SourceNotFound     also FileNotFoundError
    UnreadableSource   also ValueError
  ActualError        a screenshot, video or dump of the real thing cannot be used
  DetectorError      what finds words and faces in a clip cannot be loaded
  ReviewError        a reviewer's file, or a folder of them, cannot be used
  BaselineError      a list of baselines, or an approved picture, cannot be used
  ExportError        the output cannot be written
  Canceled           the user stopped the work
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class SparkproofError(Exception):
    """A problem that the user can read and act on. `str(error)` is the whole message."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in an ad file: where (`post.creator.username`), what, and what is allowed."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


class AdError(SparkproofError):
    """The ad file or an override is wrong; `problems` holds every mistake found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class TableError(AdError):
    """A batch's table is wrong; `problems` holds every mistake found, by row and column."""


class PlacementError(SparkproofError):
    """A placement or locale is unknown, or its data file is wrong."""


class PictureError(SparkproofError):
    """An avatar or cover cannot be read as a picture; `path` is that file, where it is known."""

    def __init__(self, message: str, path: Path | None = None) -> None:
        self.path = path
        super().__init__(message)


class SourceError(SparkproofError):
    """The creative cannot be used."""


class SourceNotFound(SourceError, FileNotFoundError):
    """The creative does not exist."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class UnreadableSource(SourceError, ValueError):
    """The creative exists but is not a video that can be decoded."""


class ActualError(SparkproofError):
    """What is held against our render cannot be used: unreadable, too small, of something else."""


class DetectorError(SparkproofError):
    """A model file that finds, or reads, something in a picture is missing or damaged."""


class ReviewError(SparkproofError):
    """What came back from a reviewer is no review, was changed by hand, or is of another ad."""


class BaselineError(SparkproofError):
    """A list of what is to be approved is wrong, or an approved picture cannot be read."""


class ExportError(SparkproofError):
    """The output could not be written; nothing stands under its final name."""


class Canceled(SparkproofError):
    """The user stopped the work; nothing stands under the output's final name."""
