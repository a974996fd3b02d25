"""From the button to a file on disk, while the page stays alive; and the still of this moment."""

from __future__ import annotations

import io
import re
import zipfile
from fractions import Fraction
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

from browser.latency import commit_caption
from browser.served_app import open_paused, read_player, until_right, wait_until
from renderer.source.probe import probe_source

FRAMES = re.compile(r"[1-9]\d* of 366 frames · [\d.]+/s · \d+ (s|min) left")


def rows(app: Page) -> Locator:
    """The jobs, newest first. They are those of all pages, as the app has one list."""
    return app.locator('[class*="st-key-job_"]')


def choose(app: Page, kind: str = "", quality: str = "", *, shows: str = "") -> None:
    """`shows` is the button of the format; its fields are there when the page's run has ended."""
    if kind:
        app.get_by_role("combobox", name="Format").click()
        app.get_by_role("option", name=kind).click()
    if shows:
        expect(app.get_by_role("button", name=shows)).to_be_visible()
    if quality:
        app.get_by_role("radio", name=quality).click()


def choose_first_second(app: Page, width: int) -> None:
    app.get_by_role("button", name="More", exact=True).click()
    fill(app, "To second", "1")
    fill(app, "Width in pixels", str(width))
    app.keyboard.press("Escape")
    expect(app.locator(".st-key-export_card h2")).to_contain_text(f"{width} ×")


def fill(app: Page, label: str, value: str) -> None:
    app.get_by_role("textbox", name=label).fill(value)
    app.keyboard.press("Enter")


def start(app: Page, label: str) -> Locator:
    """Presses the button; the row of the new job."""
    before = rows(app).count()
    app.get_by_role("button", name=label).click()
    expect(rows(app)).to_have_count(before + 1)
    return rows(app).first


def card(app: Page) -> Locator:
    return app.locator(".st-key-export_card")


def download(app: Page, row: Locator, folder: Path) -> Path:
    link = row.get_by_role("link", name="Download")
    expect(link).to_be_visible()
    with app.expect_download() as waiting:
        link.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def played(app: Page, path: Path) -> dict[str, float]:
    """What Chromium makes of a file: opened by itself, it is one video."""
    page = app.context.new_page()
    page.goto(path.as_uri())
    video = page.locator("video")
    video.evaluate("video => { video.muted = true; void video.play(); }")
    wait_until(page, lambda: video.evaluate("video => video.currentTime") > 0.3, "it does not play")
    facts = video.evaluate(
        "video => ({duration: video.duration, width: video.videoWidth, height: video.videoHeight})"
    )
    page.close()
    return dict(facts)


def test_an_export_goes_on_under_edits_and_a_reload_until_it_is_canceled(
    app: Page, app_address: str
) -> None:
    choose(app, quality="Master")
    row = start(app, "Export video")
    expect(row).to_contain_text(FRAMES)
    # The page answers meanwhile.
    commit_caption(app, "edited while it exports")
    expect(row.get_by_role("progressbar")).to_be_visible()
    assert (read_player(app)["mounts"], read_player(app)["loads"]) == (1, 1)
    open_paused(app, app_address)
    row = rows(app).first
    expect(row.get_by_role("progressbar")).to_be_visible()
    row.get_by_role("button", name="Cancel").click()
    expect(row).to_contain_text("Canceled; nothing was kept")
    expect(row.get_by_role("link", name="Download")).to_have_count(0)

    with app.expect_download() as waiting:
        app.get_by_role("button", name="Save still at this time").click()
    picture = Image.open(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert picture.format == "PNG"
    assert picture.size == (1080, 1920)


def test_an_export_outlives_a_reload_and_plays(app: Page, app_address: str, tmp_path: Path) -> None:
    choose_small_draft(app)
    start(app, "Export video")
    open_paused(app, app_address)
    row = rows(app).first
    path = download(app, row, tmp_path)
    assert path.name == "glow_serum-tiktok-in-feed-draft-360px.mp4"
    assert played(app, path) == {"duration": 12.2122, "width": 360, "height": 640}
    assert probe_source(path).codec == "h264"
    assert (read_player(app)["mounts"], read_player(app)["loads"]) == (1, 1)

    # The same again is there at once, in the place of the old one.
    choose_small_draft(app)
    app.get_by_role("button", name="Export video").click()
    expect(app.get_by_text("Made before: the file is here at once.")).to_be_visible()
    expect(rows(app)).to_have_count(1)
    expect(rows(app).first.get_by_role("link", name="Download")).to_be_visible()
    rows(app).first.get_by_role("button", name="Remove from the list").click()
    expect(rows(app)).to_have_count(0)


def choose_small_draft(app: Page) -> None:
    choose(app, quality="Draft")
    app.get_by_role("button", name="More", exact=True).click()
    fill(app, "Width in pixels", "360")
    app.keyboard.press("Escape")
    expect(card(app).locator("h2")).to_contain_text("360 ×")


def test_a_part_as_gif(app: Page, tmp_path: Path) -> None:
    choose(app, "GIF", shows="Export GIF")
    choose_first_second(app, 360)
    row = start(app, "Export GIF")
    path = download(app, row, tmp_path)
    # The button that saves comes before the one that removes. The old row's "Cancel" may stand
    # beside the new row's buttons for a moment.
    expect(row.locator("a, button")).to_have_text(
        [re.compile("^Download"), re.compile("Remove from the list$")]
    )
    assert path.name == "glow_serum-tiktok-in-feed-360px-0-1s.gif"
    assert path.read_bytes().startswith(b"GIF89a")
    with Image.open(path) as picture:
        assert picture.size == (360, 640)
        assert getattr(picture, "n_frames", 0) == 15


def test_frames_come_as_a_zip(app: Page, tmp_path: Path) -> None:
    choose(app, "PNG frames · zip", shows="Export frames")
    choose_first_second(app, 360)
    path = download(app, start(app, "Export frames"), tmp_path)
    with zipfile.ZipFile(path) as archive:
        frames = [name for name in archive.namelist() if name.endswith(".png")]
        assert archive.testzip() is None
        picture = Image.open(io.BytesIO(archive.read(frames[-1])))
    assert len(frames) == 30
    assert frames[-1] == "glow_serum-tiktok-in-feed-360px-0-1s/frame_00029.png"
    assert picture.size == (360, 640)


def test_what_cannot_be_is_one_sentence_and_no_job(app: Page) -> None:
    app.get_by_role("button", name="More", exact=True).click()
    details = app.locator(".st-key-export_details")
    before = details.bounding_box()
    fill(app, "From second", "20")
    fill(app, "CRF", "99")
    fill(app, "Width in pixels", "9" * 20)
    said = card(app).get_by_role("alert")
    expect(said).to_have_text(
        [
            re.compile(r"Width: 9{20} is not possible: choose an even number"),
            "CRF: 99 is not possible: choose a whole number from 0 (best) to 51.",
        ]
    )
    # Also where it was typed, over the card, which stays as wide as it was.
    expect(details.locator("p.problem")).to_have_count(2)

    def is_as_wide() -> None:
        after = details.bounding_box()
        assert after is not None
        assert before is not None
        assert after["width"] == before["width"]

    until_right(app, is_as_wide)
    fill(app, "CRF", "")
    fill(app, "Width in pixels", "")
    expect(said).to_have_text(["clip.mp4 lasts 12.21 s: choose a range within that, not 20:."])
    expect(details.locator("p.problem")).to_have_count(1)
    app.keyboard.press("Escape")
    expect(app.get_by_role("button", name="Export video")).to_be_disabled()


def test_no_change_of_format_loses_what_was_typed(app: Page) -> None:
    app.get_by_role("button", name="More", exact=True).click()
    typed = {"From second": "2", "To second": "3", "Width in pixels": "720", "CRF": "30"}
    for label, value in typed.items():
        fill(app, label, value)
    app.keyboard.press("Escape")
    for kind, size in (("a PNG per layer", "720 ×"), ("GIF", "540 ×"), ("plays everywhere", "720")):
        choose(app, kind)
        expect(card(app).locator("h2")).to_contain_text(size)
    app.get_by_role("button", name="More", exact=True).click()
    for label, value in typed.items():
        expect(app.get_by_role("textbox", name=label)).to_have_value(value)


def test_a_picture_becomes_a_video_as_long_as_asked(app: Page, tmp_path: Path) -> None:
    Image.new("RGB", (540, 960), (200, 40, 40)).save(tmp_path / "poster.png")
    app.get_by_label("Upload video", exact=True).set_input_files(tmp_path / "poster.png")
    expect(app.locator("dl.facts")).to_contain_text("poster.png")
    wait_until(app, lambda: read_player(app)["duration"] == 5, "the phone does not show it")
    app.get_by_role("button", name="More", exact=True).click()
    fill(app, "Seconds to show the picture", "1.5")
    fill(app, "Width in pixels", "360")
    app.keyboard.press("Escape")
    path = download(app, start(app, "Export video"), tmp_path)
    info = probe_source(path)
    assert (info.duration, info.frame_count) == (Fraction(3, 2), 45)
    assert (info.display_size.width, info.display_size.height) == (360, 640)
