"""Reviews of a folder as one list: notes by time and element, decisions with their worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from overlays.ad import SparkAd
from overlays.ad.creative import Creative
from overlays.errors import PictureError, PlacementError, ReviewError
from overlays.layers import Chrome
from overlays.placements import load_placement
from renderer.accent import creative_of
from renderer.look import Look
from renderer.source.info import SourceInfo
from renderer.source.probe import probe_source
from signoff.reviews.review import KIND, Review, ReviewNote, read_review
from signoff.seen import (
    VIDEO,
    Change,
    SeenAd,
    ViewId,
    changes,
    drawn,
    element_words,
    in_words,
    placed,
    seen_video,
    seen_view,
)

SUFFIX = ".review.json"
# A browser that saves a second one calls it `ad.review (1).json`; text is pasted into either.
_PATTERNS = ("*.json", "*.txt")
_MARK = f'"{KIND}"'.encode()
_HEAD = 4096
MOST_FILES = 500


@dataclass(frozen=True, slots=True)
class GatheredNote:
    """One note with who made it. `word` is what people call the element under it, `width` the
    pixels across the screen that its place is in.
    """

    note: ReviewNote
    by: str
    file: str
    word: str
    width: int

    @property
    def view(self) -> ViewId:
        return self.note.view.id


@dataclass(frozen=True, slots=True)
class GatheredReview:
    """One file. `found` is what has changed since it was seen, None where no ad was named."""

    file: str
    review: Review
    found: tuple[Change, ...] | None = None

    @property
    def is_void(self) -> bool:
        """True for a decision on a version that is not the ad as it is now."""
        return self.review.decision is not None and bool(self.found)

    @property
    def standing(self) -> str:
        """What the decision is worth, in words: empty where nobody can know."""
        if self.found is None or self.review.decision is None:
            return ""
        if not self.found:
            return "of this version"
        kind = "approved" if self.review.decision.verdict.startswith("approved") else "seen"
        return f"{kind} version differs: {in_words(self.found)}"


@dataclass(frozen=True, slots=True)
class Gathered:
    """All of a folder. `problems` are sentences on files that are no reviews, or of another ad."""

    reviews: tuple[GatheredReview, ...]
    notes: tuple[GatheredNote, ...]
    problems: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """True when every file was read and every decision is of the ad as it is."""
        return not self.problems and not any(one.is_void for one in self.reviews)


def gather(folder: Path, now: Now | None = None, ad_name: str = "") -> Gathered:
    """The reviews in a folder's files, held against the ad as it is `now` where that is named.

    Raises ReviewError for a folder that is none or holds no review file, SourceError for the ad's
    clip.
    """
    if not folder.is_dir():
        raise ReviewError(f"{folder} is not a folder: name the one that holds the reviews.")
    files = list(review_files(folder))
    if not files:
        raise ReviewError(f"{folder} holds no review: save *{SUFFIX} files in it.")
    if len(files) > MOST_FILES:
        raise ReviewError(f"{folder} holds more than {MOST_FILES} reviews: name a smaller folder.")
    return gather_files(files, now, ad_name)


def gather_files(files: Iterable[Path], now: Now | None = None, ad_name: str = "") -> Gathered:
    """The same of some files. Raises SourceError for the ad's clip."""
    read: list[tuple[str, Review]] = []
    problems: list[str] = []
    for path in files:
        try:
            read.append((path.name, read_review(path)))
        except ReviewError as error:
            problems.append(str(error))
    gathered = assembled(read, now, ad_name)
    return replace(gathered, problems=(*problems, *gathered.problems))


def assembled(
    read: Iterable[tuple[str, Review]], now: Now | None = None, ad_name: str = ""
) -> Gathered:
    """The list of reviews that were read, by the names of their files.

    Raises SourceError for the ad's clip.
    """
    reviews: list[GatheredReview] = []
    problems: list[str] = []
    for file, review in read:
        try:
            found = None if now is None else now.changes(review, ad_name, file)
        except ReviewError as error:
            problems.append(str(error))
        else:
            reviews.append(GatheredReview(file, review, found))
    reviews.sort(key=lambda one: (_decided(one.review), one.file))
    notes = sorted(_notes(reviews, now), key=_order)
    return Gathered(tuple(reviews), tuple(notes), tuple(problems))


def review_files(folder: Path) -> Iterator[Path]:
    """Files that are called reviews, and others that begin as one; none in no folder."""
    found = {path for pattern in _PATTERNS for path in folder.glob(pattern) if path.is_file()}
    for path in sorted(found):
        if ".review" in path.name.lower() or _begins_as_review(path):
            yield path


def _begins_as_review(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _MARK in file.read(_HEAD)
    except OSError:
        return False


def _decided(review: Review) -> str:
    return review.decision.decided if review.decision else ""


def _notes(reviews: Iterable[GatheredReview], now: Now | None) -> Iterator[GatheredNote]:
    for one in reviews:
        for note in one.review.notes:
            words = now.words(note.view.id, one.review) if now else {}
            word = words.get(note.element) or note.element.replace("_", " ")
            width = one.review.share.look.width
            yield GatheredNote(note, one.review.reviewer, one.file, word.lower() or VIDEO, width)


def _order(one: GatheredNote) -> tuple[object, ...]:
    return one.note.at, one.word, one.view, one.file, one.note.id


@dataclass(slots=True)
class Now:
    """The ad as it is, drawn as often as reviews ask for another view of it.

    `known` is its clip where that was probed already.
    """

    ad: SparkAd
    known: SourceInfo | None = None
    _chromes: dict[tuple[ViewId, Look], Chrome | None] = field(default_factory=dict)
    _sources: dict[object, SourceInfo] = field(default_factory=dict)

    def changes(self, review: Review, ad_name: str, file: str) -> tuple[Change, ...]:
        """What is not as this review saw it. Raises ReviewError for a review of another ad."""
        look = review.share.look.as_look()
        before = review.share.seen
        views = [(view, self.chrome(view.id, look)) for view in before.views]
        seen = tuple(seen_view(view.id, chrome) for view, chrome in views if chrome)
        now = SeenAd(seen_video(self.ad, look), seen)
        is_named = ad_name in ("", review.ad.name)
        if not is_named and now.video != before.video:
            raise ReviewError(f"{file} is of another ad: {review.ad.name[:60]!r}.")
        if review.ad.creator != self.ad.post.creator.username and now.video != before.video:
            raise ReviewError(f"{file} is of an ad of another creator: @{review.ad.creator[:60]}.")
        words: dict[str, str] = {}
        for view in before.views:
            words |= self.words(view.id, review)
        gone = tuple(
            Change(view.id.placement, f"placement {view.id.placement}", "gone")
            for view, chrome in views
            if chrome is None
        )
        return (*changes(before, now, words), *gone)

    def words(self, view: ViewId, review: Review) -> Mapping[str, str]:
        """What people call the elements of a view that have a name, by their ids."""
        chrome = self.chrome(view, review.share.look.as_look())
        return element_words(chrome, load_placement(view.placement)) if chrome else {}

    def chrome(self, view: ViewId, look: Look) -> Chrome | None:
        """The view as it is now; None where there is no such placement, language or phone."""
        key = (view, look)
        if key not in self._chromes:
            try:
                creative = self._creative(view, look)
                self._chromes[key] = drawn(self.ad, view, look, creative, taps=False)
            except (PlacementError, PictureError):
                self._chromes[key] = None
        return self._chromes[key]

    def source(self, look: Look) -> SourceInfo:
        """The clip, probed once. Raises SourceError."""
        if self.known is not None:
            return self.known
        if look.still_duration not in self._sources:
            self._sources[look.still_duration] = probe_source(
                self.ad.post.footage, look.still_duration
            )
        return self._sources[look.still_duration]

    def _creative(self, view: ViewId, look: Look) -> Creative:
        return creative_of(placed(self.ad, view), self.source(look))
