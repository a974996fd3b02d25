"""`cli.py authorize`: a page and pictures for the creator, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from signoff.authorizing.handing_out import Handout
from support.ads import changed, make_ad, write_ad
from support.command_line import invoke, one_sentence

CODE = "#Zq8xKd7AbC0secret"


@pytest.fixture
def ad_file(tmp_path: Path) -> Path:
    given = {"code": CODE, "days": 60, "granted_on": "2026-11-27"}
    return write_ad(tmp_path, changed(ad__authorization=given))


def test_a_page_and_pictures(ad_file: Path, tmp_path: Path) -> None:
    page, folder = tmp_path / "for_creator.html", tmp_path / "pictures"
    result = invoke("authorize", ad_file, "-o", page, "--pictures", folder, "--locale", "de")
    assert result.returncode == 0, result.stderr
    assert "10 steps in German" in result.stdout
    assert result.stderr == ""
    text = page.read_text("utf-8")
    assert 'lang="de"' in text
    assert 'Content-Security-Policy" content="default-src' in text
    listed = json.loads((folder / "contents.json").read_text("utf-8"))
    assert [entry["file"] for entry in listed["pictures"]][:3] == [
        *("brief-tiktok-in_feed.png", "tiktok-01-tools.png", "tiktok-02-post.png"),
    ]
    assert {path.name for path in folder.iterdir()} == {
        *(entry["file"] for entry in listed["pictures"]),
        "contents.json",
    }
    for file in (page, *folder.iterdir()):
        assert CODE.encode() not in file.read_bytes()
    assert CODE not in result.stdout

    again = invoke("authorize", ad_file, "-o", page)
    assert "exists already" in one_sentence(again)
    again = invoke("authorize", ad_file, "--pictures", folder)
    assert "exists already" in one_sentence(again)
    (folder / "mine.txt").write_text("mine")
    kept = invoke("authorize", ad_file, "--pictures", folder, "--overwrite")
    assert "something else in it (mine.txt)" in one_sentence(kept)


def test_what_is_not_known_is_said(ad_file: Path, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    # The brief is for who films it.
    result = invoke(
        *("authorize", ad_file, "-o", page, "--locale", "fi", "--json"),
        *("--set", "post.video=to be filmed.mp4"),
    )
    assert result.returncode == 0
    assert "No translation into Finnish" in result.stderr
    made = json.loads(result.stdout)
    assert (made["steps"], made["language"], made["output"]) == (10, "en", str(page))
    assert made["bytes"] == page.stat().st_size
    assert len(made["notes"]) == 1


def test_whose_post_is_nobody_s_is_authorized_by_nobody() -> None:
    uploaded = Handout.of(make_ad(ad__placement="tiktok/in_feed_upload"))
    assert uploaded.walks == ()
    assert "no post is advertised" in uploaded.notes[0]
    shorts = Handout.of(make_ad(ad__placement="youtube/shorts"))
    assert shorts.walks == ()
    assert "no way to authorize is known" in shorts.notes[0]
    both = Handout.of(make_ad(), ["tiktok/in_feed", "instagram/reels"])
    assert [walk.way.id for walk in both.walks] == ["tiktok", "instagram"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Say where to"),
        (("-o", "page.pdf"), "ends in .html"),
        (("-o", "page.html", "--ways", "myspace"), "no way to authorize is called 'myspace'"),
        (("-o", "page.html", "--placements", "tiktok/feeed"), "no placement is called"),
        (("-o", "page.html", "--locale", "xx"), "no locale is called"),
        (("-o", "page.html", "--set", "ad.authorization.code=a b"), "holds a space"),
    ],
)
def test_mistakes_are_one_sentence(
    arguments: tuple[str, ...],
    said: str,
    ad_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in one_sentence(invoke("authorize", ad_file, *arguments))
    assert not list(tmp_path.glob("page.*"))
