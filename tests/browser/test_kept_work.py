"""Nothing that was typed or uploaded is lost: not by a reload, another ad, or the server's end."""

from __future__ import annotations

import base64
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from browser.choosing import choose, only
from browser.kept_app import SIZE, fresh_page
from browser.latency import commit_caption
from browser.served_app import open_paused, read_player, serve_app, wait_until
from renderer.source.probe import probe_source
from support.media import Clip, write_clip
from support.ports import free_port

# The page's connections, to be cut as a network does.
KEEP_SOCKETS = """
  window.sockets = [];
  window.WebSocket = class extends WebSocket {
    constructor(...given) { super(...given); window.sockets.push(this); }
  };
"""
MINE = "My own words, and nobody else's #mine"


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "take.mp4", Clip())


def caption(page: Page) -> Locator:
    return only(page.locator(".st-key-caption textarea"))


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def expect_offer(page: Page, *words: str) -> None:
    for word in words:
        expect(page.locator(".st-key-question")).to_contain_text(word)


def drop(page: Page, path: Path, onto: str) -> None:
    """As a file manager does: held over the page first, then let go."""
    content = base64.b64encode(path.read_bytes()).decode()
    held = page.evaluate_handle(
        """([content, name]) => {
          const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
          const held = new DataTransfer();
          held.items.add(new File([bytes], name));
          return held;
        }""",
        [content, path.name],
    )
    for kind in ("dragover", "drop"):
        page.locator(onto).first.dispatch_event(kind, {"dataTransfer": held})


@pytest.mark.long
def test_after_the_servers_end_and_a_lost_connection_the_page_offers_everything_again(
    chromium: Browser, tmp_path: Path, clip: Path
) -> None:
    avatar = tmp_path / "me.png"
    Image.new("RGB", (96, 96), (200, 30, 60)).save(avatar)
    port = free_port()
    # A page of a server that has gone prints errors.
    page = chromium.new_context(viewport=SIZE).new_page()
    page.add_init_script(KEEP_SOCKETS)
    with serve_app(tmp_path, port=port) as address:
        open_paused(page, address)
        page.get_by_label("Upload video", exact=True).set_input_files(clip)
        expect(page.locator("dl.facts")).to_contain_text("take.mp4")
        page.get_by_label("Upload avatar", exact=True).set_input_files(avatar)
        commit_caption(page, MINE)
        page.get_by_role("radio", name="iPhone").click()
        wait_until(page, lambda: "phone=iphone" in page.url, "the phone did not change")
        page.get_by_role("radio", name="Draft").click()
        page.get_by_role("button", name="Export video").click()
        expect(page.get_by_role("link", name="Download")).to_be_visible()
    expect(page.get_by_text("Sparkproof does not answer. Start it again")).to_be_visible()
    # Sessions whose connection is lost are forgotten at once, not after two minutes.
    with serve_app(tmp_path, {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "0"}, port):
        expect_offer(page, "Glow serum", "take.mp4", "me.png", "My own words, and nobody else's")
        expect(page.get_by_text("Sparkproof does not answer")).to_have_count(0)
        expect(page.locator(".st-key-jobs")).to_contain_text("iPhone")
        with page.expect_download() as saved:
            page.get_by_role("link", name="Download").click()
        assert saved.value.suggested_filename == "glow_serum-tiktok-in-feed-iphone-draft.mp4"
        saved.value.save_as(tmp_path / "saved.mp4")
        assert probe_source(tmp_path / "saved.mp4").duration == 1
        press(page, "Go on with it")
        expect(caption(page)).to_have_value(MINE)
        page.evaluate("window.sockets.forEach((socket) => socket.close())")
        expect_offer(page, "Glow serum", "take.mp4", "me.png", "My own words, and nobody else's")
        expect(caption(page)).not_to_have_value(MINE)
        press(page, "Go on with it")
        expect(caption(page)).to_have_value(MINE)
        expect(page.locator("dl.facts")).to_contain_text("take.mp4")
        wait_until(page, lambda: read_player(page)["duration"] < 2, "the clip did not come")
        expect(page.get_by_role("radio", name="iPhone")).to_be_checked()
        field = only(page.get_by_label("Avatar", exact=True))
        expect(field).to_have_attribute("placeholder", "me.png (uploaded)")
        expect(page.locator(".st-key-question")).to_have_count(0)
        page.context.close()


def test_a_reload_offers_what_was_typed_to_this_browser_alone_and_discarding_ends_it(
    app: Page, chromium: Browser, app_address: str
) -> None:
    commit_caption(app, MINE)
    with fresh_page(chromium) as other:
        open_paused(other, app_address)
        expect(other.locator(".st-key-question")).to_have_count(0)
    open_paused(app, app_address)
    expect_offer(app, "Glow serum", "My own words")
    expect(caption(app)).not_to_have_value(MINE)
    press(app, "Discard")
    expect(app.locator(".st-key-question")).to_have_count(0)
    open_paused(app, app_address)
    expect(app.locator(".st-key-question")).to_have_count(0)


def test_another_ad_is_asked_for_first_and_a_step_back_leads_home(app: Page) -> None:
    commit_caption(app, MINE)
    # At once, though an edit runs only its own part of the page.
    expect(app.get_by_role("button", name="Undo", exact=True)).to_be_enabled()
    choose(app, "Ad", "City sprint")
    expect_offer(app, "Glow serum has changes that are not saved.")
    expect(caption(app)).to_have_value(MINE)
    press(app, "Open City sprint")
    expect(app.locator("dl.facts")).to_contain_text("H.264")
    wait_until(app, lambda: "ad=city_sprint" in app.url, "the other ad did not come")
    expect(caption(app)).not_to_have_value(MINE)
    press(app, "Undo")
    expect(caption(app)).to_have_value(MINE)
    press(app, "Undo")
    expect(caption(app)).not_to_have_value(MINE)
    press(app, "Redo")
    expect(caption(app)).to_have_value(MINE)
    press(app, "Redo")
    expect(caption(app)).not_to_have_value(MINE)
    # Within one task of the browser, as of somebody who presses faster than the server answers.
    app.get_by_role("button", name="Undo", exact=True).evaluate("it => [it.click(), it.click()]")
    expect(app.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    press(app, "Redo")
    expect(caption(app)).to_have_value(MINE)


def test_a_clip_dropped_on_the_phone_is_a_new_ad_saved_whole_and_opened_again(
    app: Page, clip: Path, tmp_path: Path
) -> None:
    drop(app, clip, ".stage")
    expect(app.locator("dl.facts")).to_contain_text("take.mp4")
    expect(caption(app)).to_have_value("")
    expect(app.locator("[data-layer=count_likes], [data-layer=likes]").first).to_be_attached()
    for place in (".stage", ".st-key-desk"):
        expect(app.locator(place)).not_to_contain_text("glowwithnoa")
    expect(app.locator(".stage")).not_to_contain_text("128")
    commit_caption(app, MINE)
    with app.expect_download() as saved:
        app.get_by_role("link", name="Save with media").click()
    path = tmp_path / "saved.zip"
    saved.value.save_as(path)
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == ["ad.yaml", "take.mp4"]
    drop(app, path, "[data-testid=stApp]")
    expect_offer(app, "Take has changes that are not saved.")
    press(app, "Open saved.zip")
    expect(app.get_by_label("Ad", exact=True).first).to_have_value("Saved")
    expect(caption(app)).to_have_value(MINE)
    expect(app.get_by_label("Video", exact=True).first).to_have_attribute(
        "placeholder", "take.mp4 (uploaded)"
    )


def test_a_file_that_is_neither_is_refused_in_a_sentence(app: Page, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("x")
    drop(app, path, "[data-testid=stApp]")
    expect(app.get_by_text("notes.txt is neither a clip nor an ad file.")).to_be_visible()
