"""Spots joined over time: when they came and went, what goes on, what is somebody else."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from overlays.geometry import Box, Size
from qa.seeing.sampling import Looked
from qa.seeing.seen import Track
from qa.seeing.spots import Spot
from qa.seeing.tracking import Tracker
from renderer.picture.planes import Plane, black_planes

SIZE = Size(80, 160)
PLACE = Box(20, 40, 60, 52)
PLANES = black_planes(Size(2, 2))
WORDS = np.random.default_rng(1).integers(0, 255, (12, 40)).astype(np.uint8)
OTHERS = np.random.default_rng(2).integers(0, 255, (12, 40)).astype(np.uint8)


def gray(words: Plane | None = None, box: Box = PLACE) -> Plane:
    """A plain picture, with words in a place."""
    picture = np.full((SIZE.height, SIZE.width), 90, np.uint8)
    if words is not None:
        picture[int(box.top) : int(box.bottom), int(box.left) : int(box.right)] = words
    return picture


def moved(box: Box, down: float) -> Box:
    return Box(box.left, round(box.top + down), box.right, round(box.top + down) + 12)


class Film:
    """Looked at twice a second, ten pictures a second between."""

    def __init__(self) -> None:
        self.tracker, self.time = Tracker(SIZE), Fraction(0)

    def look(
        self,
        words: Plane | None,
        box: Box = PLACE,
        came: int = 0,
        score: float = 0.95,
        way: float = 0,
    ) -> None:
        """`came` of the four pictures before this one still look as the last one did.

        In the others it is on its `way`, so many px down in half a second.
        """
        now, before = gray(words, box), getattr(self, "before", gray())
        between = tuple(
            (
                self.time - Fraction(4 - index, 10),
                before if index < came else gray(words, moved(box, -way * (4 - index) / 5)),
            )
            for index in range(4)
        )
        looked = Looked(self.time, PLANES, now, between if self.time else ())
        spots = [] if words is None else [Spot("text", box, score)]
        self.tracker.add(looked, spots, now)
        self.before, self.time = now, self.time + Fraction(1, 2)

    def tracks(self) -> tuple[Track, ...]:
        return self.tracker.finish(self.time)


def test_it_came_and_went_between_two_looks() -> None:
    film = Film()
    for words, came in ((None, 0), (WORDS, 3), (WORDS, 0), (None, 1), (None, 0), (None, 0)):
        film.look(words, came=came)
    (track,) = film.tracks()
    assert (track.start, track.end) == (Fraction(4, 10), Fraction(12, 10))
    assert [time for time, _ in track.boxes] == [Fraction(1, 2), Fraction(1)]


def test_what_was_there_from_the_start_and_to_the_end() -> None:
    film = Film()
    for _ in range(3):
        film.look(WORDS)
    (track,) = film.tracks()
    assert [track.start, track.end] == [0, Fraction(3, 2)]


def test_once_is_not_enough_unless_it_is_sure() -> None:
    for score, count in ((0.85, 0), (0.93, 1)):
        film = Film()
        film.look(None)
        film.look(WORDS, score=score)
        film.look(None)
        film.look(None)
        assert len(film.tracks()) == count


@pytest.mark.parametrize(("looks", "growth", "count"), [(2, 0, 1), (3, 4, 0), (4, 4, 1)])
def test_unsure_words_count_when_they_keep_their_size_or_last(
    looks: int, growth: int, count: int
) -> None:
    film = Film()
    for look in range(looks):
        wide = Box(20, 40, 60 + growth * look, 52)
        words = np.resize(WORDS, (12, int(wide.width)))
        film.look(words, box=wide, score=0.8)
    assert len(film.tracks()) == count


def test_a_clip_of_one_picture_has_no_second_look() -> None:
    film = Film()
    film.look(WORDS, score=0.7)
    assert len(film.tracks()) == 1


def test_a_look_without_it_is_bridged() -> None:
    film = Film()
    for words in (WORDS, WORDS, None, WORDS, WORDS):
        film.look(words)
    (track,) = film.tracks()
    assert [track.start, track.end, track.changes] == [0, Fraction(5, 2), 0]


def test_captions_that_change_in_their_place_are_one() -> None:
    film = Film()
    for words in (WORDS, OTHERS, WORDS, OTHERS):
        film.look(words)
    (track,) = film.tracks()
    assert track.is_caption
    assert track.changes == 3


def test_other_words_after_a_time_without_any_are_another_thing() -> None:
    film = Film()
    for words in (WORDS, WORDS, None, OTHERS, OTHERS):
        film.look(words)
    first, second = film.tracks()
    assert first.end <= Fraction(1)
    assert second.start >= Fraction(1)


def test_what_moves_came_where_it_was_then() -> None:
    """It slides down by its own height between two looks, so its later place tells nothing."""
    film = Film()
    film.look(None)
    for step, came in ((1, 2), (2, 0), (3, 0)):
        box = Box(20, 40 + 12 * step, 60, 52 + 12 * step)
        film.look(WORDS, box=box, came=came, way=12)
    (track,) = film.tracks()
    assert track.start == Fraction(3, 10)


def test_what_moves_is_followed() -> None:
    film = Film()
    for step in range(5):
        film.look(WORDS, box=Box(20, 40 + 14 * step, 60, 52 + 14 * step))
    (track,) = film.tracks()
    assert track.box(Fraction(1, 4)) == Box(20, 47, 60, 59)
    assert track.box(Fraction(9)) == Box(20, 96, 60, 108)
