"""What came back from reviewers: one list, decisions held against the ad, hostile files refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from overlays.ad import SparkAd
from overlays.errors import ReviewError
from signoff.reviews.gathering import Gathered, Now, gather
from signoff.reviews.page import reviews_page
from signoff.reviews.review import check_sum, read_review, review_schema
from signoff.reviews.told import clean, decision_words, json_of
from support.ads import ad_of
from support.media import Clip, write_clip
from support.review_files import note, review_data, write_review

# Of a character of two, which no UTF-8 holds.
HALF = "\ud800"
TURNED = "\u202e"
SCRIPT = "</script><script>alert(1)</script>"


@pytest.fixture(scope="module")
def ad(tmp_path_factory: pytest.TempPathFactory) -> SparkAd:
    clip = Clip(width=54, height=96)
    return ad_of(write_clip(tmp_path_factory.mktemp("reviews") / "clip.mp4", clip))


def edited(ad: SparkAd) -> SparkAd:
    """With another caption and another button."""
    call = ad.ad.call_to_action
    assert call is not None
    post = ad.post.model_copy(update={"caption": "Another caption " * 6})
    update = {"call_to_action": call.model_copy(update={"kind": "SHOP_NOW"})}
    return ad.model_copy(update={"post": post, "ad": ad.ad.model_copy(update=update)})


def gathered(folder: Path, ad: SparkAd | None = None) -> Gathered:
    return gather(folder, None if ad is None else Now(ad), "serum")


@pytest.fixture
def folder(tmp_path: Path, ad: SparkAd) -> Path:
    """Two reviewers' files, the second as text that was pasted."""
    late, early = note(1, 800_000, "cta", "Louder"), note(2, 200_001, "", "Too dark")
    write_review(
        tmp_path / "ana.review.json", review_data(ad, "Ana", late, early, verdict="approved")
    )
    same = note(1, 200_001, "caption", SCRIPT)
    write_review(tmp_path / "from chat.txt", review_data(ad, f"Bo\x1b[31m{TURNED}", same))
    (tmp_path / "unlike.json").write_text("{}")
    return tmp_path


def test_notes_stand_by_time_and_element_and_the_decision_holds(folder: Path, ad: SparkAd) -> None:
    found = gathered(folder, ad)
    assert [(one.by, one.word, one.note.text) for one in found.notes] == [
        (f"Bo\x1b[31m{TURNED}", "caption", SCRIPT),
        ("Ana", "video", "Too dark"),
        ("Ana", "button", "Louder"),
    ]
    assert found.is_clean
    assert [decision_words(one) for one in found.reviews] == [
        "Bo[31m has not decided",
        "approved by Ana on 2026-12-01 · of this version",
    ]


def test_an_edit_voids_the_decision_by_name(folder: Path, ad: SparkAd) -> None:
    found = gathered(folder, edited(ad))
    decided = next(one for one in found.reviews if one.review.decision)
    assert decided.is_void
    assert not found.is_clean
    assert decided.standing == "approved version differs: caption, button"
    # What is only pushed aside by another caption is told to scripts.
    data = json.loads(json_of(found))
    ana = next(one for one in data["reviews"] if one["reviewer"] == "Ana")
    hows = {change["element"]: change["how"] for change in ana["changes"]}
    assert (hows["caption"], hows["cta"], hows["username"]) == ("changed", "changed", "moved")
    assert ana["void"] is True


def test_another_video_and_another_address_are_told(
    tmp_path: Path, folder: Path, ad: SparkAd
) -> None:
    call = ad.ad.call_to_action
    assert call is not None
    leads = call.model_copy(update={"landing_url": "https://shop.lumenroot.com/other"})
    other = ad.model_copy(update={"ad": ad.ad.model_copy(update={"call_to_action": leads})})
    video = write_clip(tmp_path / "other.mp4", Clip(width=54, height=96, flashes=(3,)))
    other = other.model_copy(update={"post": other.post.model_copy(update={"video": video})})
    (decided,) = [one for one in gathered(folder, other).reviews if one.review.decision]
    assert decided.found is not None
    assert {(one.word, one.how) for one in decided.found} == {
        ("video", "changed"),
        ("button", "leads elsewhere"),
        # A tap on an ad's caption leads there, too.
        ("caption", "leads elsewhere"),
    }


def test_without_the_ad_nothing_is_said_of_its_worth(folder: Path) -> None:
    found = gathered(folder)
    assert [one.standing for one in found.reviews] == ["", ""]
    assert [one.word for one in found.notes] == ["caption", "video", "cta"]


def test_the_page_shows_frames_and_runs_nothing(folder: Path, ad: SparkAd) -> None:
    page = reviews_page(gathered(folder, ad), Now(ad), "serum")
    assert page.count('<image href="data:image/webp;base64,') == 3
    # The place of 40,300 on a canvas of 270, at a width of 300.
    assert 'cx="44.4" cy="333.3"' in page
    assert SCRIPT not in page
    assert TURNED not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "default-src &#x27;none&#x27;" in page


def test_the_schema_knows_every_value(folder: Path) -> None:
    data = json.loads((folder / "ana.review.json").read_text("utf-8"))
    jsonschema.validate(data, review_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "more": 1}, review_schema())


def _huge(path: Path, _: dict[str, Any]) -> None:
    with path.open("wb") as file:
        file.truncate(100_000_000)


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _by_hand(path: Path, data: dict[str, Any]) -> None:
    write_review(path, data)
    _text(path, path.read_text("utf-8").replace("changes_required", "approved"))


HOSTILE: dict[str, Callable[[Path, dict[str, Any]], object]] = {
    "has 100 MB": _huge,
    "is not whole JSON": lambda path, _: _text(path, '{"kind": "sparkproof-review", '),
    "not whole JSON: ask": lambda path, _: _text(path, "[" * 100_000),
    "is not text": lambda path, _: path.write_bytes(b"\xff\xfe\x00"),
    "is not a review of Sparkproof": lambda path, _: _text(path, '{"kind": ["x"]}'),
    "another version of Sparkproof": lambda path, data: write_review(path, {**data, "v": 2}),
    "was cut or changed by hand": _by_hand,
    "see notes in it": lambda path, data: write_review(path, {**data, "notes": {}}),
    "see the words in it": lambda path, data: _text(
        path, json.dumps({**data, "reviewer": HALF, "sum": check_sum({**data, "reviewer": HALF})})
    ),
    "see more in it": lambda path, data: write_review(path, {**data, "more": 1}),
    "its digest is of other views": lambda path, data: write_review(
        path, {**data, "share": {**data["share"], "digest": "0" * 24}}
    ),
}


@pytest.mark.parametrize("sentence", HOSTILE)
def test_a_hostile_file_is_one_sentence(sentence: str, tmp_path: Path, ad: SparkAd) -> None:
    path = tmp_path / "bad.review.json"
    HOSTILE[sentence](path, review_data(ad, "Ana", verdict="changes_required"))
    with pytest.raises(ReviewError) as refused:
        read_review(path)
    assert sentence in str(refused.value)
    assert str(refused.value).startswith("bad.review.json ")
    assert "\n" not in str(refused.value)
    (problem,) = gathered(tmp_path).problems
    assert problem == str(refused.value)


def test_a_review_of_another_ad_is_not_taken(folder: Path, tmp_path: Path, ad: SparkAd) -> None:
    video = write_clip(tmp_path / "other.mp4", Clip(width=54, height=96, flashes=(3,)))
    other = ad.model_copy(update={"post": ad.post.model_copy(update={"video": video})})
    found = gather(folder, Now(other), "coffee")
    assert found.reviews == ()
    assert found.problems[0] == "ana.review.json is of another ad: 'serum'."


def test_a_placement_that_is_gone_is_told(tmp_path: Path, ad: SparkAd) -> None:
    data = review_data(ad, "Ana", verdict="approved")
    data["share"]["views"][0]["placement"] = "tiktok/never"
    path = write_review(tmp_path / "a.review.json", data)
    text = json.loads(path.read_text("utf-8"))
    from signoff.seen import SeenAd, SeenView, ViewId

    view = text["share"]["views"][0]
    seen = SeenView(ViewId("tiktok/never", "en", "bare"), view["elements"])
    data["share"]["digest"] = SeenAd(text["share"]["video"], (seen,)).digest
    write_review(path, data)
    (one,) = gathered(tmp_path, ad).reviews
    assert one.standing == "approved version differs: placement tiktok/never"


def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match=r"holds no review: save \*\.review\.json files"):
        gather(tmp_path)
    with pytest.raises(ReviewError, match="is not a folder"):
        gather(tmp_path / "none")


def test_words_for_a_terminal_obey_nothing() -> None:
    assert clean("a\x1b[2Jb\u202ec\nd\x07") == "a[2Jbc d"
