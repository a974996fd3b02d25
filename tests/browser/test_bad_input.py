"""Files and values that are wrong: one clear sentence each, and the app stays up."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from browser.served_app import read_player, slow_motion, wait_until


def upload(page: Page, name: str, path: Path) -> None:
    page.get_by_label(name, exact=True).set_input_files(path)


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def assert_still_up(page: Page) -> None:
    """The clip of before plays on."""
    before = read_player(page)
    assert (before["mounts"], before["loads"]) == (1, 1)
    wait_until(page, lambda: read_player(page)["time"] != before["time"], "the clip stands still")
    expect(page.get_by_text("The last good version stays up here.")).to_be_visible()


NO_VIDEOS = [
    ("notes.mp4", b"these are only words\n" * 40, "is a text file"),
    ("list.mp4", b"#EXTM3U\nfile:///etc/passwd\n", "is a text file"),
    ("cut.mp4", b"\0\0\0\x18ftypmp42" + bytes(200), "cut off"),
]


def test_what_is_no_video_is_named_and_a_good_clip_after_it_is_shown(
    playing_app: Page, tmp_path: Path, media: Path
) -> None:
    app = playing_app
    slow_motion(app)
    for name, content, sentence in NO_VIDEOS:
        upload(app, "Upload video", written(tmp_path, name, content))
        alert = app.get_by_role("alert").filter(has_text=f"Video: {name}")
        expect(alert).to_contain_text(sentence)
        expect(app.get_by_role("button", name="Export video")).to_be_disabled()
        assert_still_up(app)
    good = written(tmp_path, "second take.mp4", (media / "clip.mp4").read_bytes())
    upload(app, "Upload video", good)
    wait_until(app, lambda: read_player(app)["loads"] == 2, "the new clip is not loaded")
    expect(app.get_by_role("alert")).to_have_count(0)
    expect(app.locator("dl.facts")).to_contain_text("second take.mp4")
    assert read_player(app)["mounts"] == 1


def test_an_empty_upload_is_refused_at_the_field_and_no_picture_named(
    playing_app: Page, tmp_path: Path
) -> None:
    app = playing_app
    slow_motion(app)
    upload(app, "Upload video", written(tmp_path, "nothing.mp4", b""))
    expect(app.get_by_text("nothing.mp4 is empty.")).to_be_visible()
    app.get_by_role("tab", name="Creator").click()
    upload(app, "Upload avatar", written(tmp_path, "me.png", b"no picture at all"))
    expect(app.get_by_role("alert").filter(has_text="Avatar: me.png")).to_be_visible()
    assert_still_up(app)


def test_an_ad_file_with_mistakes_names_each_and_shows_no_other_ad(
    app: Page, tmp_path: Path
) -> None:
    bad = written(tmp_path, "mine.yaml", b"post: {creator: {username: a b}, video: gone.mp4}\n")
    app.locator(".st-key-header_files").get_by_test_id("stPopoverButton").click()
    upload(app, "Open an ad file", bad)
    alerts = app.get_by_role("alert")
    expect(alerts.filter(has_text="Username")).to_be_visible()
    expect(alerts.filter(has_text="Video:")).to_have_text(
        "Video: gone.mp4 is not here yet: upload it"
    )
    expect(app.get_by_text("The phone appears when the ad is complete.")).to_be_visible()
    expect(app.locator(".stage")).to_have_count(0)
