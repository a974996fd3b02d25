"""A reviewer's file as it came back: read with suspicion, every value of its kind and size.

The check sum finds a file that was cut or changed by hand; it is no signature, and proves nobody.
"""

from __future__ import annotations

import json
import zlib
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from overlays.errors import ReviewError
from overlays.reading.strict_json import load_strict_json
from overlays.viewports import View
from renderer.look import Look
from renderer.output.options import MOST_WIDTH
from renderer.picture.fit import Fit
from signoff.seen import SeenAd, SeenView, ViewId

KIND = "sparkproof-review"
MOST_BYTES = 2_000_000
"""A review of 300 long notes on 48 views has a third of it."""
_MOST_NOTES, _MOST_VIEWS, _MOST_ELEMENTS = 300, 48, 400
_TEN_HOURS_US = 36_000_000_000

Id = Annotated[str, StringConstraints(pattern=r"^[\w./-]{1,80}$")]
Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8,64}$")]
Print = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(\.[0-9a-f]{8}){3}$")]
Name = Annotated[str, StringConstraints(max_length=200)]
Words = Annotated[str, StringConstraints(max_length=2000)]
Written = Annotated[
    str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT[\d:.]{5,12}(Z|[+-]\d\d:\d\d)$")
]
Verdict = Literal["approved", "approved_with_changes", "changes_required", "rejected"]
Pixel = Annotated[int, Field(ge=0, le=20_000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ReviewView(_Strict):
    """One way to look at the ad."""

    placement: Id
    locale: Id
    viewport: Id

    @property
    def id(self) -> ViewId:
        return ViewId(self.placement, self.locale, self.viewport)


class ReviewSeen(ReviewView):
    """A view with a print of each element that was seen in it."""

    elements: Annotated[dict[Id, Print], Field(max_length=_MOST_ELEMENTS)]


class ReviewLook(_Strict):
    """How the ad was looked at; `still_ms` is how long a picture stands for a clip."""

    fit: Fit
    background: Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
    stamp: bool
    width: Annotated[int, Field(ge=24, le=MOST_WIDTH, multiple_of=2)]
    still_ms: Annotated[int, Field(ge=1, le=3_600_000)]

    def as_look(self) -> Look:
        still = Fraction(self.still_ms, 1000)
        return Look(self.fit, View(width=self.width), self.background, self.stamp, still)


class ReviewAd(_Strict):
    """What the ad is called, and whose post it is."""

    name: Name
    creator: Name


class ReviewShare(_Strict):
    """What was seen: the digest of all of it, when it was made, and by which version."""

    digest: Hex
    made: Written
    version: Hex
    video: Hex
    look: ReviewLook
    views: Annotated[tuple[ReviewSeen, ...], Field(min_length=1, max_length=_MOST_VIEWS)]

    @property
    def seen(self) -> SeenAd:
        return SeenAd(self.video, tuple(SeenView(one.id, one.elements) for one in self.views))


class ReviewDecision(_Strict):
    """What was decided, by whom, and when."""

    verdict: Verdict
    words: Words
    by: Name
    decided: Written


class ReviewNote(_Strict):
    """A remark on a place, in canvas pixels, at a time in microseconds of the clip.

    `element` is the layer's id under the place, empty for the clip itself.
    """

    id: Annotated[str, StringConstraints(pattern=r"^n[0-9]{1,6}$")]
    view: ReviewView
    at_us: Annotated[int, Field(ge=0, le=_TEN_HOURS_US)]
    x: Pixel
    y: Pixel
    element: Annotated[str, StringConstraints(pattern=r"^[\w./-]{0,80}$")]
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    written: Written

    @property
    def at(self) -> Fraction:
        return Fraction(self.at_us, 1_000_000)


class Review(_Strict):
    """One reviewer's file."""

    kind: Literal["sparkproof-review"]
    v: Literal[1]
    ad: ReviewAd
    share: ReviewShare
    reviewer: Name
    decision: ReviewDecision | None
    notes: Annotated[tuple[ReviewNote, ...], Field(max_length=_MOST_NOTES)]
    sum: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]


def read_review(path: Path) -> Review:
    """The review in a file. Raises ReviewError with one sentence for anything else."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ReviewError(
                f"{path.name} has {size / 1e6:.0f} MB, and no review has more than "
                f"{MOST_BYTES // 1_000_000}: it is not one."
            )
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ReviewError(f"{path.name} cannot be read: {error.strerror}.") from error
    except UnicodeError as error:
        raise ReviewError(f"{path.name} is not text: it is no review.") from error
    return review_from_text(text, path.name)


def review_from_text(text: str, name: str) -> Review:
    """The review in a text that a file, or a message, of that name held. Raises ReviewError."""
    try:
        data = load_strict_json(text)
    except (ValueError, RecursionError) as error:
        raise ReviewError(f"{name} is not whole JSON: ask for the review once more.") from error
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise ReviewError(f"{name} is not a review of Sparkproof.")
    if data.get("v") != 1:
        raise ReviewError(f"{name} was made by another version of Sparkproof: update this one.")
    if data.get("sum") != check_sum(data):
        raise ReviewError(
            f"{name} was cut or changed by hand: ask its reviewer for the file as it was saved."
        )
    try:
        # Of text, so that lists are taken as tuples, and nothing else is.
        review = Review.model_validate_json(json.dumps(data))
        if review.share.digest != review.share.seen.digest:
            raise ReviewError(f"{name} does not say what was seen: its digest is of other views.")
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))[:80] or "the words"
        raise ReviewError(f"{name} is not written as a review is: see {place} in it.") from error
    return review


def check_sum(data: dict[str, Any]) -> str:
    """CRC-32 of all values but `sum`, written in one way: keys in order, no spaces, UTF-8."""
    rest = {key: value for key, value in data.items() if key != "sum"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def review_schema() -> dict[str, Any]:
    """The JSON Schema of a review file."""
    return Review.model_json_schema()
