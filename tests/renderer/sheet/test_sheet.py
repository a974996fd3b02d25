"""The contact sheet: every cell in its place, made of the same frames as everything else."""

from __future__ import annotations

import threading
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from overlays.ad import SparkAd
from overlays.chrome import draw_chrome
from overlays.errors import Canceled, ExportError, PlacementError, SparkproofError
from overlays.viewports import BARE, View
from renderer.frames import render_still
from renderer.look import Look
from renderer.output.progress import Progress
from renderer.output.still import rgb_from_frame
from renderer.plan import build_plan
from renderer.sheet.sheet import SheetRequest, SheetResult, write_sheet
from support.ads import make_ad
from support.media import RED, Clip, write_clip

IN_FEED, ORGANIC = "tiktok/in_feed", "tiktok/organic"
NOT_FILLED = (
    "iPhone: the clip keeps its width on iPhone, 6.1 inch, with island, as in the app: bands above "
    "and below stay empty."
)


@pytest.fixture
def ad(clips: Path) -> SparkAd:
    return make_ad(post__video=str(clips / "plain.mp4"))


def shrunk_frame(ad: SparkAd, time: Fraction, placement: str, locale: str) -> np.ndarray:
    """The picture that a cell of 108 columns on the bare screen holds."""
    promotion = ad.ad.model_copy(update={"placement": placement, "locale": locale})
    shown = ad.model_copy(update={"ad": promotion})
    frame = render_still(build_plan(shown, view=View(width=540)), time)
    return cv2.resize(rgb_from_frame(frame), (108, 192), interpolation=cv2.INTER_AREA)


def cell_of(sheet: np.ndarray, row: int, column: int, label: int = 44) -> np.ndarray:
    top, left = 98 + row * (192 + label + 14), 28 + column * (108 + 28)
    return sheet[top : top + 192, left : left + 108]


def test_a_few_placements_and_times_stand_in_one_row(ad: SparkAd, tmp_path: Path) -> None:
    times = (Fraction(0), Fraction(1, 2))
    request = SheetRequest((ORGANIC, IN_FEED), ("en",), times=times, cell_width=108)
    output = tmp_path / "sheet.png"
    assert write_sheet(ad, request, output) == SheetResult(output, 4)
    sheet = np.asarray(Image.open(output)).astype(int)
    assert sheet.shape == (98 + 250, 28 + 4 * 136, 3)
    for column, (placement, time) in enumerate(product(request.placements, times)):
        wanted = shrunk_frame(ad, time, placement, "en")
        assert np.abs(cell_of(sheet, 0, column) - wanted).max() <= 1


def test_five_languages_run_across_and_two_placements_down(ad: SparkAd, tmp_path: Path) -> None:
    locales = ("fr", "de", "ar", "he", "ja")
    request = SheetRequest((IN_FEED, ORGANIC), locales, times=(Fraction(0),), cell_width=108)
    output = tmp_path / "sheet.png"
    assert write_sheet(ad, request, output).count == 10
    sheet = np.asarray(Image.open(output)).astype(int)
    assert sheet.shape == (98 + 2 * 250, 28 + 5 * 136, 3)
    for row, placement in enumerate(request.placements):
        for column, locale in enumerate(locales):
            wanted = shrunk_frame(ad, Fraction(0), placement, locale)
            assert np.abs(cell_of(sheet, row, column) - wanted).max() <= 1


def test_what_is_named_twice_is_shown_once(ad: SparkAd, tmp_path: Path) -> None:
    twice = SheetRequest((IN_FEED,) * 2, ("en", "de", "en"), (BARE,) * 3, (Fraction(0), Fraction()))
    assert (twice.count, twice.locales) == (2, ("en", "de"))
    assert write_sheet(ad, replace(twice, cell_width=108), tmp_path / "sheet.png").count == 2
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.size == (28 + 2 * 136, 98 + 250)


def test_labels_stand_under_the_cells(ad: SparkAd, tmp_path: Path) -> None:
    output = tmp_path / "sheet.png"
    times = (Fraction(0),)
    write_sheet(ad, SheetRequest((IN_FEED,), ("en",), times=times, cell_width=270), output)
    sheet = np.asarray(Image.open(output)).astype(int)
    label = sheet[98 + 480 : 98 + 480 + 44, 28:298]
    assert (label.min(axis=2) > 200).sum() > 100


def test_labels_of_phones_of_different_heights_stand_in_one_line(
    ad: SparkAd, tmp_path: Path
) -> None:
    output = tmp_path / "sheet.png"
    phones = ("bare", "iphone", "small")
    request = SheetRequest((IN_FEED,), ("en",), phones, (Fraction(0),), cell_width=270)
    write_sheet(ad, request, output)
    sheet = np.asarray(Image.open(output)).astype(int)
    heights = [
        round(canvas.height * 270 / canvas.width)
        for canvas in (draw_chrome(ad, View(phone, 540)).canvas for phone in phones)
    ]
    assert len(set(heights)) > 1
    ground = 98 + max(heights)
    for column, height in enumerate(heights):
        left = 28 + column * 298
        label = sheet[ground : ground + 44, left : left + 270].min(axis=2) > 150
        rows = np.flatnonzero(label.any(axis=1))
        assert rows.min() > 8
        assert rows.max() < 36
        above = sheet[98 : ground - height, left : left + 270]
        assert (above == (14, 15, 18)).all()
        assert (sheet[ground - 40 : ground, left : left + 270] != (14, 15, 18)).any()


def test_progress_counts_pictures_and_cancel_leaves_nothing(ad: SparkAd, tmp_path: Path) -> None:
    output = tmp_path / "sheet.png"
    request = SheetRequest((ORGANIC, IN_FEED), ("en",), times=(Fraction(0),), cell_width=108)
    heard: list[Progress] = []
    write_sheet(ad, request, output, on_progress=heard.append)
    assert heard[-1].frames_done == heard[-1].frames_total == 2
    output.unlink()
    stop = threading.Event()
    stop.set()
    with pytest.raises(Canceled):
        write_sheet(ad, request, output, cancel=stop)
    assert not list(tmp_path.iterdir())


def test_the_fit_of_a_sheet_is_the_fit_of_its_frames(clips: Path, tmp_path: Path) -> None:
    ad = make_ad(post__video=str(clips / "plain.mp4"))
    output = tmp_path / "sheet.png"
    request = SheetRequest((IN_FEED,), ("en",), ("iphone",), (Fraction(0),), 108, Look("contain"))
    write_sheet(ad, request, output)
    plan = build_plan(ad, fit="contain", view=View("iphone", 540))
    frame = rgb_from_frame(render_still(plan, Fraction(0)))
    height = round(frame.shape[0] * 108 / frame.shape[1])
    cell = cv2.resize(frame, (108, height), interpolation=cv2.INTER_AREA).astype(int)
    sheet = np.asarray(Image.open(output)).astype(int)
    assert np.abs(sheet[98 : 98 + height, 28:136] - cell).max() <= 1


def test_the_background_of_a_sheet_is_that_of_its_frames(tmp_path: Path) -> None:
    wide = write_clip(tmp_path / "wide.mp4", Clip(width=480, height=270))
    output = tmp_path / "sheet.png"
    request = SheetRequest(
        *((IN_FEED,), ("en",), (BARE,), (Fraction(0),), 270),
        look=Look("contain", background="#204060"),
    )
    write_sheet(make_ad(post__video=str(wide)), request, output)
    sheet = np.asarray(Image.open(output)).astype(int)
    # Above the picture in the middle, clear of the chrome.
    beside = sheet[98 + 120 : 98 + 150, 28 + 40 : 28 + 180]
    assert np.abs(beside - (0x20, 0x40, 0x60)).max() <= 3


def test_a_picture_as_creative_stands_as_long_as_asked(tmp_path: Path) -> None:
    Image.new("RGB", (108, 192), RED).save(tmp_path / "a.png")
    ad = make_ad(post__video=str(tmp_path / "a.png"))
    times = (Fraction(7),)
    request = SheetRequest((IN_FEED,), ("en",), times=times, cell_width=108)
    with pytest.raises(SparkproofError, match=r"lasts 5\.00 s; choose times before"):
        write_sheet(ad, request, tmp_path / "sheet.png")
    write_sheet(ad, replace(request, look=Look(still_duration=Fraction(8))), tmp_path / "sheet.png")
    sheet = np.asarray(Image.open(tmp_path / "sheet.png")).astype(int)
    assert np.abs(sheet[98 + 60, 28 + 30] - RED).max() <= 4


def test_the_heading_has_the_name_that_the_file_came_with(ad: SparkAd, tmp_path: Path) -> None:
    headings = []
    for name in ("", "plain.mp4", "holiday.mp4"):
        request = SheetRequest((IN_FEED,), ("en",), times=(Fraction(0),), clip_name=name)
        write_sheet(ad, request, tmp_path / "sheet.png")
        headings.append(np.asarray(Image.open(tmp_path / "sheet.png"))[:84].tobytes())
    assert headings[0] == headings[1] != headings[2]


def ink(part: np.ndarray) -> int:
    return int((part.min(axis=2) > 100).sum())


def test_notes_are_said_once_and_stand_at_their_cells(clips: Path, tmp_path: Path) -> None:
    video = str(clips / "plain.mp4")
    ad = make_ad(
        post__video=video,
        post__caption="Sumerian 𒀀",
        ad__call_to_action__kind="GET_TICKETS_NOW",
    )
    request = SheetRequest((IN_FEED, ORGANIC), ("en", "ko", "ja"), times=(Fraction(0),))
    output = tmp_path / "sheet.png"
    result = write_sheet(ad, replace(request, cell_width=108), output)
    assert result.notes == (
        "The caption is shown in part, as no font here has its Cuneiform letters: 𒀀 (U+12000).",
        "Korean, Japanese · In-Feed: “Get tickets now” is shown in English: "
        "no local wording is known for it.",
    )
    sheet = np.asarray(Image.open(output)).astype(int)
    grid = 98 + 250 + 26
    assert sheet.shape[:2] == (grid + 2 * 28 + 28, 28 + 6 * 136)
    marks = [sheet[98 + 192 + 38 : grid - 14, 28 + 136 * n : 136 + 136 * n] for n in range(6)]
    alone, other, two, *_ = map(ink, marks)
    # en: one note in both placements; ko and ja: a second one where the button is.
    assert 0 < alone == other < two
    assert [ink(mark) for mark in marks] == [alone, alone, two, alone, two, alone]
    for line in range(2):
        top = grid + 28 * line
        assert ink(sheet[top : top + 24, 28:-28]) > 300


def test_the_wording_of_one_language_is_named(ad: SparkAd, tmp_path: Path) -> None:
    call = ad.ad.call_to_action
    assert call is not None
    call = call.model_copy(update={"kind": "GET_TICKETS_NOW"})
    ad = ad.model_copy(update={"ad": ad.ad.model_copy(update={"call_to_action": call})})
    request = SheetRequest((IN_FEED,), ("ko",), times=(Fraction(0),), cell_width=108)
    (note,) = write_sheet(ad, request, tmp_path / "sheet.png").notes
    assert note == "“Get tickets now” is shown in English: no 한국어 wording is known for it."


def test_pictures_are_as_wide_as_asked_for(ad: SparkAd, tmp_path: Path) -> None:
    """540 wide is the frame itself, and 600 is drawn so large."""
    for width in (540, 600):
        request = SheetRequest((IN_FEED,), ("en",), times=(Fraction(0),), cell_width=width)
        write_sheet(ad, request, tmp_path / "sheet.png")
        sheet = np.asarray(Image.open(tmp_path / "sheet.png"))
        assert sheet.shape[1] == width + 2 * 28
        plan = build_plan(ad, view=View(width=width))
        frame = rgb_from_frame(render_still(plan, Fraction(0)))
        assert (sheet[98 : 98 + frame.shape[0], 28 : 28 + width] == frame).all()


def test_each_crop_of_a_phone_is_said_once(tmp_path: Path) -> None:
    Image.new("RGB", (1080, 1920), RED).save(tmp_path / "a.png")
    ad = make_ad(post__video=str(tmp_path / "a.png"))
    times = (Fraction(1), Fraction(4))
    request = SheetRequest((IN_FEED, "tiktok/top_view"), ("en",), (BARE, "iphone"), times, 108)
    assert write_sheet(ad, request, tmp_path / "sheet.png").notes == (
        NOT_FILLED,
        "In the takeover iPhone, 6.1 inch, with island cuts 96 of 1080 columns at each side.",
    )
    contained = replace(request, look=Look("contain"))
    assert write_sheet(ad, contained, tmp_path / "sheet.png").notes == (NOT_FILLED,)


@pytest.mark.parametrize(
    ("request_", "error", "message"),
    [
        (SheetRequest(("tiktok/infeed",), ("en",)), PlacementError, "did you mean"),
        (SheetRequest((IN_FEED,), ("xx",)), PlacementError, "no locale"),
        (SheetRequest((IN_FEED,), ("en",), ("iphon",)), PlacementError, "did you mean iphone"),
        (SheetRequest((IN_FEED,), ()), SparkproofError, "not 0"),
        (
            SheetRequest((IN_FEED,), ("en",), look=Look(background="red")),
            ExportError,
            "not a color",
        ),
        (SheetRequest((IN_FEED,), ("en",)), SparkproofError, "lasts 1.00 s; choose times before"),
        (
            SheetRequest((IN_FEED,), ("en",), times=tuple(map(Fraction, range(401)))),
            *(SparkproofError, "not 401"),
        ),
        (
            SheetRequest((IN_FEED,), ("en",), (BARE,), tuple(map(Fraction, range(101))), 540),
            *(SparkproofError, "pictures 540 wide holds 1 to 100 of them, not 101"),
        ),
        (
            SheetRequest((IN_FEED,), ("en",), cell_width=5_000),
            *(SparkproofError, "90 to 1080 wide, not 5000"),
        ),
    ],
)
def test_a_sheet_that_cannot_be(
    ad: SparkAd,
    tmp_path: Path,
    request_: SheetRequest,
    error: type[SparkproofError],
    message: str,
) -> None:
    with pytest.raises(error, match=message):
        write_sheet(ad, request_, tmp_path / "sheet.png")
    assert not list(tmp_path.iterdir())


def test_a_sheet_is_a_png(ad: SparkAd, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"ends in \.png"):
        write_sheet(ad, SheetRequest((IN_FEED,), ("en",)), tmp_path / "sheet.jpg")


def test_the_chrome_of_a_cell_is_drawn_at_its_own_size() -> None:
    assert draw_chrome(make_ad(), View(width=540)).layer("cta").rect.width == 402
