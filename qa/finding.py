"""What every comparison and every check says, and what every report is made of.

Plain frozen values, so that scripts of others can read and make them. Nothing here judges.

Finding   one thing that is not as it should be: code, severity, element, where, when, by how much
Region    one element of the template with its verdict, also when all is well
Shot      the two pictures of one moment, for people to look at
Report    the three together, with what was compared: one picture, one video, one case of a matrix
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from overlays.geometry import Rect

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Severity = Literal["fail", "warn", "info"]
Verdict = Literal["pass", "fail", "unsure"]
RegionVerdict = Literal[
    "present",
    "missing",
    "moved",
    "resized",
    "recolored",
    "faded",
    "retyped",
    "covered",
    "unexpected",
    "not-judged",
]
Figure: TypeAlias = float | int | str
Figures: TypeAlias = Mapping[str, Figure]
Path: TypeAlias = tuple[tuple[Fraction, Rect], ...]
"""Where something stands at media times, in order; between two of them it goes straight on."""

# Every code that a finding may have, and what it says. Scripts rely on them: one may be added,
# none is renamed. docs/reports.md shows this table.
CODES: Mapping[str, str] = MappingProxyType(
    {
        # Of an element, against the template.
        "moved": "it stands somewhere else, by dx and dy",
        "missing": "it is not there",
        "resized": "it is larger or smaller",
        "recolored": "its color is another one",
        "faded": "it is more, or less, transparent",
        "retyped": "it says other words, or shows another icon",
        "covered": "something lies over it, so it was not judged",
        "unexpected": "something is drawn where the template has nothing",
        "not-judged": "it could not be judged; the message says why",
        "order": "it stands in another order than the placement's rule",
        "doubled": "it is drawn twice",
        # Of the picture as a whole.
        "size": "the pictures differ in size",
        "other-picture": "the picture is of something else",
        "registration": "the screen was found at a scale or an offset in the picture",
        "profile": "the picture has another color profile",
        "changed": "pixels differ, without a template that could say what they are",
        "smoothing": "pixels differ in the smoothing of edges alone, which does not count",
        "converted": "the file was turned or converted before it was compared",
        # In time.
        "late": "it appears, or goes, later",
        "early": "it appears, or goes, earlier",
        "dropped-frame": "a frame of the expected video is missing",
        "repeated-frame": "a frame is shown again in place of the next",
        "rate": "the frame rate is another one",
        "duration": "the video is longer or shorter",
        "offset": "the whole video starts earlier or later; differences are told after it",
        "sound-missing": "the expected sound is not there",
        "sound-late": "the sound starts earlier or later than the picture",
        # Of a set of baselines.
        "baseline-missing": "nothing was approved for this case",
        "baseline-unused": "a picture was approved that no case asks for",
        "baseline-version": "the picture was approved with another version",
        "baseline-approved": "the picture was approved now, as asked",
        "not-rendered": "the case could not be rendered",
        # Of checks on the ad itself.
        "covered-text": "the chrome covers words of the video",
        "covered-face": "the chrome covers a face",
        "outside-safe": "words or a face stand outside the placement's safe zone",
        "cropped": "the phone's screen cuts it off",
        "low-contrast": "the words are hard to read over the video",
        "container": "the platform does not take this kind of file",
        "codec": "the platform does not take this codec",
        "duration-short": "the video is shorter than the platform takes",
        "duration-long": "the video is longer than the platform takes",
        "size-large": "the file is larger than the platform takes",
        "bitrate-low": "the bitrate is lower than the platform asks for",
        "rate-low": "the frame rate is lower than the platform asks for",
        "rate-high": "the frame rate is higher than the platform takes",
        "rate-variable": "the frame rate varies",
        "resolution-low": "the picture is smaller than the platform asks for",
        "ratio": "the picture has a shape that the placement does not take",
        "carousel-kind": "the platform does not take this kind of picture in a carousel",
        "carousel-heavy": "pictures of a carousel are heavier than the platform advises",
        "carousel-sound": "the sound of a carousel is shorter than the platform takes",
        "silent": "there is no sound, or it is silent",
        "loudness": "the sound is too loud or too quiet",
        "true-peak": "the sound clips",
        "black": "the picture is black at the start or the end",
        "frozen": "the picture stands still",
        "blurred": "the picture is blurred",
        "letterbox": "bars are part of the picture",
        "interlaced": "the picture is interlaced",
        "caption-long": "the caption is longer than the platform takes",
        "caption-cut": "the caption is cut before its end",
        "name-long": "a name is longer than the platform takes",
        "headline-long": "the headline is longer than the platform takes",
        "disclaimer-long": "the disclaimer is longer than the platform takes",
        "sticker-long": "the words of a sticker are longer than the platform takes",
        "sticker-place": "a sticker stands where the platform does not take it",
        "not-allowed": "the platform takes no such characters here",
        "fallback": "words fell back to English",
        "label-cut": "a label or button is cut or shrunk",
        "missing-glyph": "a character cannot be drawn",
        "landing-page": "the address of the landing page is not one",
        "disclosure": "the caption says that it is an ad, and the post does not disclose it",
        "call-to-action": "the placement does not take this call to action",
        "sound-rights": "it is not known whether the sound may be used in ads",
        "authorization": "the creator's authorization does not cover the flight",
        "authorization-missing": "the creator has not authorized the post yet",
        "check-failed": "a check came to an error of its own",
    }
)
# Keys of a finding in JSON; no figure may be called like one.
RESERVED = frozenset({"code", "severity", "element", "message", "at", "rect", "path", "case"})


def _frozen(figures: Figures) -> Figures:
    taken = RESERVED & figures.keys()
    assert not taken, f"figures called like a finding's own keys: {sorted(taken)}"
    # NumPy's scalars look like numbers, and no writer of JSON takes them.
    plain = {name: getattr(value, "item", lambda v=value: v)() for name, value in figures.items()}
    assert all(isinstance(value, str) or math.isfinite(value) for value in plain.values()), plain
    return MappingProxyType(plain)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be, or that is worth knowing.

    `code` is one of `CODES`, `element` the layer's id as in `cli.py layers`, empty for the picture
    as a whole. `message` is a sentence without its full stop. `at` is in seconds of the expected
    video, None for a picture; `rect` in pixels of the expected picture, of what moves where it is
    at its worst, and `path` follows it; empty for what stands still. `figures` say by how much:
    `dx`, `dy` (expected px, positive right and down), `dx_dp`, `dy_dp`, `frames`, `levels` ….
    """

    code: str
    severity: Severity
    element: str
    message: str
    at: Fraction | None = None
    rect: Rect | None = None
    figures: Figures = field(default_factory=dict, hash=False)
    path: Path = ()

    def __post_init__(self) -> None:
        assert self.code in CODES, f"unknown code {self.code}: list it in CODES"
        object.__setattr__(self, "figures", _frozen(self.figures))

    def __reduce__(self) -> tuple[object, ...]:
        # What is judged in a worker is read elsewhere, and a view of a dict cannot be sent.
        where = (self.at, self.rect, dict(self.figures), self.path)
        return Finding, (self.code, self.severity, self.element, self.message, *where)

    def holds(self, time: Fraction) -> bool:
        """True at the media times from which to which it is so, and at its one moment."""
        start, end = self.figures.get("from"), self.figures.get("to")
        if isinstance(start, int | float) and isinstance(end, int | float):
            return start <= time <= end
        return time == self.at

    def rect_at(self, time: Fraction) -> Rect | None:
        """Where it stands at a media time; before its first place and after its last there."""
        if not self.path:
            return self.rect
        after = bisect_right([at for at, _ in self.path], time)
        first = self.path[max(0, after - 1)]
        return rect_between(first, self.path[min(after, len(self.path) - 1)], time)


def rect_between(first: tuple[Fraction, Rect], then: tuple[Fraction, Rect], time: Fraction) -> Rect:
    """On the straight way from one place to a later one, edges rounded; held beyond both."""
    (start, one), (end, other) = first, then
    if end <= start or time <= start:
        return one
    share = min(Fraction(1), (time - start) / (end - start))
    left, top = _between(one.x, other.x, share), _between(one.y, other.y, share)
    right, bottom = (
        _between(one.right, other.right, share),
        _between(one.bottom, other.bottom, share),
    )
    return Rect(left, top, max(1, right - left), max(1, bottom - top))


def _between(first: int, then: int, share: Fraction) -> int:
    return math.floor(first + (then - first) * share + Fraction(1, 2))


@dataclass(frozen=True, slots=True)
class Region:
    """One element of the template and its verdict, for the table of all of them.

    `rect` is in pixels of the expected picture. `reason` says why it was not judged, or what was
    seen instead; empty for what is present. `at` is the time of its worst frame.
    """

    element: str
    verdict: RegionVerdict
    rect: Rect | None = None
    figures: Figures = field(default_factory=dict, hash=False)
    reason: str = ""
    at: Fraction | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "figures", _frozen(self.figures))

    def __reduce__(self) -> tuple[object, ...]:
        figures = dict(self.figures)
        return Region, (self.element, self.verdict, self.rect, figures, self.reason, self.at)


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """What was to be seen and what was seen at a time.

    Both are uint8, height x width x 3 or 4, sRGB, alpha straight. `actual` lies on the pixel grid
    of `expected` where it could be brought there; else it has a size of its own.
    """

    expected: npt.NDArray[np.uint8] = field(repr=False)
    actual: npt.NDArray[np.uint8] = field(repr=False)
    at: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What was compared, as its reader knows it. An empty string: does not apply.

    `actual` and `pictures` are names of files without their folders, `versions` what would change
    pixels (`sparkproof`, `placement` …).
    """

    actual: str = ""
    ad: str = ""
    placement: str = ""
    locale: str = ""
    viewport: str = ""
    expected: str = ""
    versions: Mapping[str, str] = field(default_factory=dict, hash=False)
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found in one picture or video. `case` names it among others of a matrix."""

    verdict: Verdict
    profile: str
    findings: tuple[Finding, ...] = ()
    regions: tuple[Region, ...] = ()
    subject: Subject = Subject()
    case: str = ""
    shots: tuple[Shot, ...] = field(default=(), compare=False, repr=False)


def verdict_of(findings: Iterable[Finding], regions: Iterable[Region] = ()) -> Verdict:
    """`fail` for any finding that fails; `unsure` where no region at all could be judged."""
    if any(finding.severity == "fail" for finding in findings):
        return "fail"
    verdicts = [region.verdict for region in regions]
    if verdicts and all(verdict in ("not-judged", "covered") for verdict in verdicts):
        return "unsure"
    return "pass"
