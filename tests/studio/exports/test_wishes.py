"""What was typed behind "More" as options of one format."""

from __future__ import annotations

from fractions import Fraction

import pytest

from overlays.motion import TimeSpan
from renderer.output.options import ExportOptions, Format
from studio.exports.wishes import wishes_of

TYPED = {
    "start": "2",
    "end": "3,5",
    "rate": "23,976",
    "width:1080": "720",
    "width:540": "360",
    "crf:libx264": "30",
    "crf:libvpx-vp9": "63",
    "preset:libx264": "slow",
    "limit": "2,5 MB",
}
SPAN = TimeSpan(Fraction(2), Fraction(7, 2))
RATE = Fraction(24_000, 1001)


@pytest.mark.parametrize(
    ("kind", "options", "width"),
    [
        ("mp4", ExportOptions("mp4", "master", "slow", 30, SPAN, RATE), 720),
        ("hevc", ExportOptions("hevc", "master", None, None, SPAN, RATE), 720),
        ("webm", ExportOptions("webm", "master", None, 63, SPAN, RATE), 720),
        ("gif", ExportOptions("gif", "master", None, None, SPAN, RATE, 2_500_000), 360),
        ("png_sequence", ExportOptions("png_sequence", span=SPAN, fps=RATE), 720),
        ("chrome_layers", ExportOptions("chrome_layers"), 720),
    ],
)
def test_each_format_takes_what_it_has(kind: Format, options: ExportOptions, width: int) -> None:
    wishes = wishes_of(kind, "master", TYPED)
    assert (wishes.options, wishes.width, wishes.problems) == (options, width, ())


def test_an_empty_field_is_the_usual() -> None:
    wishes = wishes_of("mp4", "review", {"start": " ", "width:1080": "", "crf:libx264": ""})
    assert (wishes.options, wishes.width) == (ExportOptions("mp4"), 1080)


@pytest.mark.parametrize(
    ("kind", "name", "text", "sentence"),
    [
        ("mp4", "start", "soon", "From second: 'soon' is not a time in seconds"),
        ("mp4", "end", "-3", "To second: '-3' is not a time in seconds"),
        ("mp4", "end", "0", "The range 0:0 is empty"),
        ("mp4", "width:1080", "9" * 20, f"Width: {'9' * 20} is not possible"),
        ("mp4", "width:1080", "720.5", "Width: 720.5 is not possible"),
        ("mp4", "width:1080", "2162", "choose an even number from 180 to 2160"),
        ("webm", "crf:libvpx-vp9", "64", "choose a whole number from 0 (best) to 63"),
        ("mp4", "crf:libx264", "1e9", "CRF: 1e9 is not possible"),
        ("mp4", "rate", "1000", "Frames a second: 1000 frames a second are not possible"),
        ("gif", "limit", "8", "Largest file: '8' alone means bytes: write 8 MB or 8 kB"),
        ("mp4", "still", "0", "Seconds to show the picture: 0 is not possible: choose 0.1 to 600"),
        ("mp4", "still", "601", "choose 0.1 to 600"),
    ],
)
def test_what_cannot_be_is_one_sentence(kind: Format, name: str, text: str, sentence: str) -> None:
    (problem,) = wishes_of(kind, "review", {name: text}, is_still=True).problems
    assert sentence in problem.message
    assert len(problem.message) < 120


def test_every_wrong_value_has_its_sentence() -> None:
    typed = {"start": "x", "end": "3", "width:1080": "1", "rate": "0", "crf:libx264": "52"}
    problems = wishes_of("mp4", "review", typed).problems
    assert [problem.path for problem in problems] == ["start", "rate", "width:1080", "crf:libx264"]
