"""Each check of a file, by a file made for it, on both sides of its limit."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from qa.checks.candidate import Candidate
from support.candidates import any_clip, candidate, codes, limits, said
from support.media import Clip, write_clip
from support.small_clips import barred, black, blurred, lively, tone, write_small


def small(path: Path, count: int = 10, **how: object) -> Candidate:
    return candidate(write_small(path, map(lively, range(count)), **how), "file")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "found"),
    [("a.mp4", []), ("a.mov", []), ("a.mkv", ["mkv"]), ("a.avi", ["avi"]), ("a.mpg", ["mpeg"])],
)
def test_container(name: str, found: list[str], tmp_path: Path) -> None:
    of = small(tmp_path / name, 3)
    told = said("file/container", of, limits(taken=("mp4", "mov")))
    assert [finding.figures["container"] for finding in told] == found
    assert all(finding.severity == "fail" for finding in told)


def test_a_picture_is_no_video(tmp_path: Path) -> None:
    Image.fromarray(lively(0)).save(tmp_path / "still.png")
    (finding,) = said(
        "file/container", candidate(tmp_path / "still.png", "file"), limits(taken=("mp4",))
    )
    assert finding.message == "still.png is a picture; mp4 is taken"


def test_codec(tmp_path: Path) -> None:
    taken = limits(taken=("h264", "hevc"))
    assert codes("file/codec", small(tmp_path / "a.mp4", 3), taken) == []
    of = small(tmp_path / "b.mp4", 3, codec="mpeg4")
    assert codes("file/codec", of, taken) == [("fail", "codec")]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (9, [("fail", "duration-short")]),
        (10, [("warn", "duration-short")]),
        (12, []),
        (15, []),
        (16, [("warn", "duration-long")]),
        (20, [("warn", "duration-long")]),
        (21, [("fail", "duration-long")]),
    ],
)
def test_duration(count: int, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    by = limits(least=1, advised_least=1.2, advised_most=1.5, most=2)
    assert codes("file/duration", small(tmp_path / "a.mp4", count), by) == expected


def test_size_in_either_megabyte(tmp_path: Path) -> None:
    clip = any_clip(tmp_path)
    of, size = candidate(clip, "file"), clip.stat().st_size
    assert codes("file/size", of, limits(most=size / 1_000_000)) == []
    # Too large counted by 1000, and not by 1024: nobody says which is meant.
    assert codes("file/size", of, limits(most=size / 1_010_000)) == [("warn", "size-large")]
    assert codes("file/size", of, limits(most=size / 1_100_000)) == [("fail", "size-large")]


def test_bit_rate(tmp_path: Path) -> None:
    clip = any_clip(tmp_path)
    of, kbps = candidate(clip, "file"), 8 * clip.stat().st_size / 1000
    assert codes("file/bitrate", of, limits(least=kbps - 0.01)) == []
    assert codes("file/bitrate", of, limits(least=kbps + 0.01)) == [("fail", "bitrate-low")]


@pytest.mark.parametrize(
    ("width", "height", "least", "expected"),
    [
        (54, 96, ("54x96", "96x54"), []),
        (52, 96, ("54x96", "96x54"), [("fail", "resolution-low")]),
        (54, 94, ("54x96", "96x54"), [("fail", "resolution-low")]),
        (96, 54, ("54x96", "96x54"), []),
        (96, 52, ("54x96", "96x54"), [("fail", "resolution-low")]),
        (64, 64, ("54x96", "64x64"), []),
    ],
)
def test_resolution_is_held_against_the_nearest_shape(
    width: int, height: int, least: tuple[str, ...], expected: list[object], tmp_path: Path
) -> None:
    clip = write_small(tmp_path / "a.mp4", [lively(n, width, height) for n in range(3)])
    assert codes("file/resolution", candidate(clip, "file"), limits(least=least)) == expected


def test_an_advised_resolution_is_a_warning(tmp_path: Path) -> None:
    of = small(tmp_path / "a.mp4", 3)
    assert codes("file/resolution", of, limits(advised=54)) == []
    assert codes("file/resolution", of, limits(advised=56)) == [("warn", "resolution-low")]


@pytest.mark.parametrize(
    ("size", "expected"),
    [((54, 96), []), ((54, 98), []), ((54, 100), ["ratio"]), ((96, 54), []), ((72, 96), ["ratio"])],
)
def test_ratio(size: tuple[int, int], expected: list[str], tmp_path: Path) -> None:
    clip = write_small(tmp_path / "a.mp4", [lively(n, *size) for n in range(3)])
    by = limits(taken=("9:16", "16:9"), tolerance=0.03)
    assert [code for _, code in codes("file/ratio", candidate(clip, "file"), by)] == expected


def test_a_turned_clip_has_the_shape_that_one_sees(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "a.mp4", Clip(width=192, height=108, rotation=90))
    by = limits(taken=("9:16",), tolerance=0.01)
    assert codes("file/ratio", candidate(clip, "file"), by) in ([], [("fail", "ratio")])


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (22, [("fail", "rate-low")]),
        (23, []),
        (60, []),
        (62, [("fail", "rate-high")]),
    ],
)
def test_frame_rate(rate: int, expected: list[object], tmp_path: Path) -> None:
    of = small(tmp_path / "a.mp4", 6, rate=rate)
    assert codes("file/frame-rate", of, limits(least=23, most=60)) == expected


def test_a_rate_that_varies(tmp_path: Path) -> None:
    times = [0, 100, 200, 300, 700, 800, 900, 1000, 1100, 1200, 1300]
    of = small(tmp_path / "a.mkv", 11, times=times)
    assert codes("file/variable-rate", of, limits(most_uneven=0.11)) == []
    (finding,) = said("file/variable-rate", of, limits(most_uneven=0.09))
    assert (finding.severity, finding.figures["longest"]) == ("warn", 0.4)


def test_interlaced(tmp_path: Path) -> None:
    assert codes("file/interlaced", small(tmp_path / "a.mp4", 3), limits()) == []
    of = small(tmp_path / "b.mp4", 3, interlaced=True)
    assert codes("file/interlaced", of, limits()) == [("warn", "interlaced")]


def test_bars(tmp_path: Path) -> None:
    shown = [barred(lively(number), top=10, bottom=10) for number in range(5)]
    of = candidate(write_small(tmp_path / "a.mp4", shown), "file")
    assert codes("file/letterbox", of, limits(most_share=0.25)) == []
    (finding,) = said("file/letterbox", of, limits(most_share=0.15))
    assert finding.message.startswith("black bars above and below")


@pytest.mark.parametrize(("name", "fault"), [("black", black), ("blurred", blurred)])
def test_faults_at_the_edges(name: str, fault: object, tmp_path: Path) -> None:
    made = [fault() if name == "black" else fault(number) for number in range(4)]  # type: ignore[operator]
    shown = [*made, *map(lively, range(12)), *made[:3]]
    of = candidate(write_small(tmp_path / "a.mp4", shown), "file")
    assert codes(f"file/{name}", of, limits(most_head=0.45, most_tail=0.35)) == []
    found = said(f"file/{name}", of, limits(most_head=0.35, most_tail=0.25))
    spans = [(finding.code, finding.figures["from"], finding.figures["to"]) for finding in found]
    assert spans == [(name, 0, 0.4), (name, 1.6, 1.9)]


def test_a_clip_that_is_black_throughout_is_said_once(tmp_path: Path) -> None:
    of = candidate(write_small(tmp_path / "a.mp4", [black()] * 10), "file")
    (finding,) = said("file/black", of, limits(most_head=0.5, most_tail=0.5))
    assert finding.message == "the picture is black from beginning to end"
    assert (finding.figures["from"], finding.figures["to"]) == (0, 1)
    assert codes("file/black", of, limits(most_head=1.5, most_tail=1.5)) == []


def test_a_picture_that_stands_still(tmp_path: Path) -> None:
    shown = [*[lively(0)] * 6, *map(lively, range(1, 9)), *[lively(8)] * 3]
    of = candidate(write_small(tmp_path / "a.mp4", shown), "file")
    assert codes("file/frozen", of, limits(most_head=0.65, most_tail=0.45)) == []
    head, tail = said("file/frozen", of, limits(most_head=0.55, most_tail=0.35))
    assert (head.figures["to"], tail.figures["from"]) == (0.6, 1.3)


def test_no_sound_and_silence(tmp_path: Path) -> None:
    by = limits(least=-60)
    assert codes("file/sound", small(tmp_path / "a.mp4"), by) == [("fail", "silent")]
    quiet = small(tmp_path / "b.mov", sound=tone(0.0005, 1))
    heard = small(tmp_path / "c.mov", sound=tone(0.002, 1))
    assert codes("file/sound", quiet, by) == [("fail", "silent")]
    assert codes("file/sound", heard, by) == []


def test_loudness_and_peak(tmp_path: Path) -> None:
    of = small(tmp_path / "a.mov", sound=tone(0.5, 1))
    assert codes("file/loudness", of, limits(least=-6.5, most=-5.5)) == []
    assert codes("file/loudness", of, limits(least=-5.5)) == [("warn", "loudness")]
    assert codes("file/loudness", of, limits(most=-6.5)) == [("warn", "loudness")]
    assert codes("file/true-peak", of, limits(most=-5.5)) == []
    assert codes("file/true-peak", of, limits(most=-6.5)) == [("warn", "true-peak")]


def test_an_assumed_figure_never_fails(tmp_path: Path) -> None:
    of = small(tmp_path / "a.mp4", 3)
    assert codes("file/duration", of, limits("A", least=1)) == [("warn", "duration-short")]
    assert codes("file/duration", of, limits("L", least=1)) == [("fail", "duration-short")]


def test_pictures_of_a_carousel(tmp_path: Path) -> None:
    names = ("1.png", "2.webp", "3.jpg")
    for name in names:
        Image.fromarray(lively(0)).save(tmp_path / name)
    heavy = (tmp_path / "3.jpg").stat().st_size
    carousel = {"pictures": [tmp_path / name for name in names], "seconds": 1}
    of = candidate(tmp_path / "none", "file", post__video=None, post__carousel=carousel)
    told = said("file/carousel", of, limits(taken=("png", "jpeg"), advised=(heavy - 1) / 1000))
    assert [finding.code for finding in told] == ["carousel-kind", "carousel-heavy"]
    assert told[0].message == "2.webp is in webp; png or jpeg is taken"
    assert told[1].message.startswith("3.jpg is over ")
    assert codes("file/carousel", of, limits(taken=("png", "jpeg", "webp"), advised=heavy)) == []
    (container,) = said("file/container", of, limits(taken=("mp4",)))
    assert container.message == "the creative is a carousel; mp4 is taken"
    assert codes("file/codec", of, limits(taken=("h264",))) == []
    assert codes("file/bitrate", of, limits(least=9_000)) == []
    assert codes("file/sound", of, limits(least=-60)) == [("fail", "silent")]


@pytest.mark.parametrize(("least", "found"), [(0.5, []), (0.6, [("fail", "carousel-sound")])])
def test_the_sound_of_a_carousel(
    least: float, found: list[tuple[str, str]], tmp_path: Path
) -> None:
    for name in ("1.png", "2.png"):
        Image.fromarray(lively(0)).save(tmp_path / name)
    sound = write_clip(tmp_path / "half.mp4", Clip(audio="aac", audio_seconds=Fraction(1, 2)))
    carousel = {"pictures": [tmp_path / "1.png", tmp_path / "2.png"], "sound": sound}
    of = candidate(tmp_path / "none", post__video=None, post__carousel=carousel)
    assert codes("file/carousel-sound", of, limits(least=least)) == found
