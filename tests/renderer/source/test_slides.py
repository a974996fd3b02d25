"""Carousels as creatives: which picture is seen when, what is heard, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from PIL import Image

from overlays.ad.carousel import Carousel
from overlays.errors import SourceError, SourceNotFound
from overlays.geometry import Size
from overlays.layers import Chrome
from renderer.accent import accent_of
from renderer.frames import iter_frames, render_still
from renderer.inspection.inspecting import inspect_file
from renderer.output.export import export_video
from renderer.output.still import rgb_from_frame
from renderer.plan import make_plan
from renderer.source.decode import iter_source_frames
from renderer.source.looped_sound import looped_frames
from renderer.source.notes import source_notes
from renderer.source.probe import probe_source
from support.media import BLUE, GREEN, RED, rgb_of

HALF = Decimal("0.5")
SIZE = Size(54, 96)
RATE = 8_000


def plain(path: Path, color: tuple[int, ...], size: tuple[int, int] = (54, 96)) -> Path:
    Image.new("RGBA" if len(color) == 4 else "RGB", size, color).save(path)
    return path


def rising(path: Path, samples: int) -> Path:
    """A WAV of one round: levels that rise from the first sample to the last."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream("pcm_s16le", rate=RATE)
        stream.codec_context.layout = "mono"
        levels = np.linspace(1_000, 30_000, samples).astype(np.int16)[None]
        frame = AudioFrame.from_ndarray(levels, "s16", "mono")
        frame.sample_rate = RATE
        file.mux([*stream.encode(frame), *stream.encode(None)])
    return path


@pytest.fixture
def three(tmp_path: Path) -> Carousel:
    names = (("a.png", RED), ("b.png", GREEN), ("c.png", BLUE))
    pictures = tuple(plain(tmp_path / name, color) for name, color in names)
    return Carousel(pictures=pictures, seconds=HALF)


def colors(carousel: Carousel, start: Fraction | None = None) -> Iterator[tuple[int, ...]]:
    for frame in iter_source_frames(probe_source(carousel), start):
        rgb = rgb_of(frame)
        yield tuple(int(value) for value in rgb[rgb.shape[0] // 2, rgb.shape[1] // 2])


def test_each_picture_stands_for_its_time_and_no_frame_longer(three: Carousel) -> None:
    source = probe_source(three)
    assert (source.duration, source.frame_count, source.display_size) == (Fraction(3, 2), 45, SIZE)
    assert list(colors(three)) == [RED] * 15 + [GREEN] * 15 + [BLUE] * 15
    times = [source.time_of(frame.pts or 0) for frame in iter_source_frames(source)]
    assert times == [Fraction(number, 30) for number in range(45)]


def test_a_seek_shows_the_picture_of_that_time(three: Carousel) -> None:
    for time, left in ((Fraction(1, 2), 30), (Fraction(44, 90), 31), (Fraction(9), 1)):
        found = list(colors(three, time))
        assert len(found) == left
        assert found[0] == (GREEN if left == 30 else RED if left == 31 else BLUE)


def test_still_and_export_show_the_same(three: Carousel) -> None:
    plan = make_plan(probe_source(three), Chrome(SIZE, (), "none"))
    frames = [frame.block.copy() for frame in iter_frames(plan)]
    for number in (0, 14, 15, 44):
        still = render_still(plan, Fraction(number, 30))
        np.testing.assert_array_equal(still.block, frames[number])
    color = rgb_from_frame(render_still(plan, Fraction(29, 30)))[48, 27]
    np.testing.assert_allclose(color, GREEN, atol=3)


def test_the_order_is_part_of_what_is_shown(three: Carousel) -> None:
    chrome = Chrome(SIZE, (), "none")
    turned = three.model_copy(update={"pictures": three.pictures[::-1]})
    digests = {make_plan(probe_source(one), chrome).digest for one in (three, turned)}
    assert len(digests) == 2


def test_pictures_of_other_shapes_stand_whole_on_black(tmp_path: Path) -> None:
    pictures = (
        plain(tmp_path / "tall.png", RED, (54, 96)),
        plain(tmp_path / "wide.png", GREEN, (96, 54)),
        plain(tmp_path / "clear.png", (*BLUE, 0), (54, 54)),
    )
    source = probe_source(Carousel(pictures=pictures, seconds=HALF))
    assert source.display_size == Size(1080, 1920)
    assert "the pictures differ in shape" in " ".join(source_notes(source))
    shown = [rgb_of(next(iter(iter_source_frames(source, Fraction(n, 2))))) for n in range(3)]
    assert (shown[0] == RED).all()
    lit = np.flatnonzero((shown[1] == GREEN).all(axis=2).all(axis=1))
    # 1080 x 607.5 in the middle.
    assert (lit[0], lit[-1]) == (656, 1263)
    assert not shown[1][:656].any()
    assert not shown[2].any()


def test_larger_pictures_of_one_shape_set_the_size(tmp_path: Path) -> None:
    pictures = tuple(
        plain(tmp_path / f"{width}.png", RED, (width, width * 16 // 9)) for width in (90, 900, 1800)
    )
    source = probe_source(Carousel(pictures=pictures))
    assert source.display_size == Size(1440, 2560)
    assert source_notes(source) == ("the carousel has no sound",)


def test_the_sound_begins_anew_right_after_its_end(tmp_path: Path, three: Carousel) -> None:
    one_round = 3_000
    sound = rising(tmp_path / "song.wav", one_round)
    source = probe_source(three.model_copy(update={"sound": sound}))
    heard = np.concatenate([frame.to_ndarray().ravel() for frame in looped_frames(source)])
    assert len(heard) >= RATE * 3 // 2
    np.testing.assert_array_equal(heard[:one_round], heard[one_round : 2 * one_round])
    assert (heard[one_round - 1], heard[one_round]) == (30_000, 1_000)


def test_the_sound_ends_with_the_pictures_in_an_export(tmp_path: Path, three: Carousel) -> None:
    source = probe_source(three.model_copy(update={"sound": rising(tmp_path / "s.wav", 3_000)}))
    plan = make_plan(source, Chrome(SIZE, (), "none"))
    export_video(plan, tmp_path / "out.mp4")
    made = probe_source(tmp_path / "out.mp4")
    assert (made.duration, made.frame_count) == (Fraction(3, 2), 45)
    assert made.audio is not None
    facts = inspect_file(made).sound
    assert facts is not None
    assert float(facts.seconds) == pytest.approx(1.5, abs=0.13)


def test_it_is_measured_as_pictures(tmp_path: Path, three: Carousel) -> None:
    source = probe_source(three.model_copy(update={"sound": rising(tmp_path / "s.wav", 3_000)}))
    facts = inspect_file(source)
    assert facts.size_bytes == sum(path.stat().st_size for path in source.files)
    assert (facts.uneven, facts.bars) == (0, type(facts.bars)())
    assert facts.sound is not None
    assert float(facts.sound.seconds) == pytest.approx(1.5, abs=0.2)
    assert accent_of(source) != "#000000"


def broken(path: Path) -> Path:
    good = plain(path, RED, (300, 300)).read_bytes()
    path.write_bytes(good[: len(good) // 2])
    return path


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("clip.mp4", b"\0\0\0\x18ftypmp42", "clip.mp4 is no PNG, JPEG or WebP picture: a carousel"),
        ("empty.png", b"", "empty.png is empty"),
        ("cut.png", None, "cut.png is a damaged picture: save it again"),
    ],
)
def test_a_picture_that_is_none_is_named(
    tmp_path: Path, three: Carousel, name: str, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / name
    broken(path) if content is None else path.write_bytes(content)
    with pytest.raises(SourceError, match=sentence):
        probe_source(three.model_copy(update={"pictures": (*three.pictures, path)}))


def test_a_huge_picture_is_refused_before_it_is_decoded(
    tmp_path: Path, three: Carousel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("renderer.source.still_picture.PIXEL_LIMIT", 54 * 96)
    huge = plain(tmp_path / "huge.png", RED, (54, 97))
    with pytest.raises(SourceError, match=r"huge\.png has too many pixels"):
        probe_source(three.model_copy(update={"pictures": (*three.pictures, huge)}))


def test_a_sound_that_is_none_is_named(tmp_path: Path, three: Carousel) -> None:
    silent = three.model_copy(update={"sound": three.pictures[0]})
    with pytest.raises(SourceError, match=r"a\.png has no sound that can be read: choose an mp3"):
        probe_source(silent)
    with pytest.raises(SourceNotFound, match=r"gone\.mp3 does not exist"):
        probe_source(three.model_copy(update={"sound": tmp_path / "gone.mp3"}))
