"""`cli.py share` and `cli.py reviews`: what they write, say and refuse."""

from __future__ import annotations

import json
from pathlib import Path

from overlays.ad.file import load_ad
from support.command_line import invoke, one_sentence
from support.review_files import note, review_data, write_review

FAST = ("--width", "270", "--no-checks")


def test_a_share_is_one_file_under_a_strict_policy(ad_file: Path, tmp_path: Path) -> None:
    output = tmp_path / "review.html"
    options = (*FAST, "--placements", "tiktok/in_feed,tiktok/organic", "--json")
    made = invoke("share", ad_file, "-o", output, *options)
    assert made.returncode == 0, made.stderr
    facts = json.loads(made.stdout)
    assert (facts["views"], facts["bytes"]) == (2, output.stat().st_size)
    page = output.read_text("utf-8")
    assert "default-src &#x27;none&#x27;; style-src &#x27;sha256-" in page
    assert "connect-src" not in page
    for found in (str(tmp_path), "/sparkproof/media"):
        assert found not in page
    assert "exists already" in one_sentence(invoke("share", ad_file, "-o", output, *FAST))
    again = invoke("--quiet", "share", ad_file, "-o", output, *FAST, "--overwrite")
    assert (again.returncode, again.stdout) == (0, "")


def test_mistakes_of_a_share_are_one_sentence(ad_file: Path, tmp_path: Path) -> None:
    output = tmp_path / "review.html"

    def said(*options: str) -> str:
        return one_sentence(invoke("share", ad_file, "-o", output, *FAST, *options))

    small = said("--size-target", "400kB")
    assert "with 1 view it does not fit into 400 kB: give --size-target 1MB" in small
    assert "tiktok/in_feed" in said("--placements", "tiktok/infeed")
    assert "no locale" in said("--locales", "xx")
    locales = ",".join(("en", "de", "fr", "es", "it", "ar", "he", "ja", "ko"))
    phones = "bare,iphone,android,small"
    assert "1 to 48 views" in said(
        *("--locales", locales, "--viewports", phones),
        *("--placements", "tiktok/in_feed,tiktok/organic"),
    )
    assert not output.exists()


def test_reviews_are_told_and_held_against_the_ad(ad_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "came back"
    folder.mkdir()
    assert "holds no review" in one_sentence(invoke("reviews", folder))
    ad = load_ad(ad_file)
    data = review_data(ad, "Ana", note(1, 300_000, "cta", "Louder\x1b[31m"), verdict="approved")
    data["ad"]["name"] = tmp_path.name
    write_review(folder / "ana.review.json", data)
    page, found = tmp_path / "reviews.html", tmp_path / "reviews.json"
    held = invoke("reviews", folder, "--ad", ad_file, "--html", page, "--json", found)
    assert held.returncode == 0, held.stderr
    assert "ana.review.json: approved by Ana on 2026-12-01 · of this version." in held.stdout
    assert "\x1b" not in held.stdout
    assert "0:00.30  button" in held.stdout
    assert "<svg" in page.read_text("utf-8")
    assert json.loads(found.read_text("utf-8"))["notes"][0]["element"] == "cta"

    for own in (folder / "ana.review.json", ad.media[0]):
        before = own.read_bytes()
        refused = invoke("reviews", folder, "--ad", ad_file, "--json", own)
        assert "name" in one_sentence(refused)
        assert own.read_bytes() == before

    (folder / "bad\x1b[31m.review.json").write_text("{")
    edit = ("--set", "post.caption=Another", "--set", "ad.call_to_action.kind=SHOP_NOW")
    void = invoke("reviews", folder, "--ad", ad_file, *edit)
    assert void.returncode == 1
    assert "approved version differs: caption, button." in void.stdout
    assert void.stderr == "bad[31m.review.json is not whole JSON: ask for the review once more.\n"


def test_the_schema_of_a_review() -> None:
    schema = json.loads(invoke("schema", "--review").stdout)
    assert {"notes", "decision", "share", "sum"} <= schema["properties"].keys()
