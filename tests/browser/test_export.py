"""From the button to a file on disk, while the page stays alive; and the still of this moment."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from browser.latency import commit_caption
from browser.served_app import read_player
from renderer.probe import probe_source

EXPORT_MS = 90_000


def test_export_shows_progress_and_ends_in_an_mp4(app: Page, tmp_path: Path) -> None:
    app.get_by_role("button", name="Export video").click()
    expect(app.get_by_role("progressbar")).to_be_visible()
    # The page answers meanwhile.
    commit_caption(app, "edited while it exports")
    link = app.get_by_role("link", name="Download MP4")
    expect(link).to_be_visible(timeout=EXPORT_MS)
    expect(app.get_by_text("The ad has changed since this export.")).to_be_visible()
    with app.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.endswith("-tiktok-in-feed.mp4")
    path = tmp_path / "export.mp4"
    download.value.save_as(path)
    info = probe_source(path)
    assert (info.display_size.width, info.display_size.height) == (1080, 1920)
    assert info.codec == "h264"
    assert read_player(app)["loads"] == 1


def test_a_canceled_export_leaves_nothing(app: Page) -> None:
    app.get_by_role("button", name="Export video").click()
    app.get_by_role("button", name="Cancel").click()
    expect(app.get_by_text("Canceled. Nothing was kept.")).to_be_visible(timeout=15_000)
    expect(app.get_by_role("link", name="Download MP4")).to_have_count(0)


def test_still_is_the_finished_frame_as_png(app: Page) -> None:
    app.get_by_role("button", name="Pause").click()
    with app.expect_download() as download:
        app.get_by_role("button", name="Save still at this time").click()
    picture = Image.open(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert picture.format == "PNG"
    assert picture.size == (1080, 1920)
