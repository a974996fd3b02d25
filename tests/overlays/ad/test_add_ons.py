"""What an ad carries beside its button: as it is read, and the sentence for each mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from batch.row_ads import leaf_paths
from overlays.ad import SparkAd
from overlays.ad.file import dump_ad, load_ad
from overlays.errors import AdError
from support.ads import changed, write_ad

TERMS = "{title: Terms, url: https://example.com/terms}"
LINKS = f"ad.disclaimer.links=[{TERMS}, {TERMS}]"


def test_each_is_set_from_the_command_line_and_written_again(tmp_path: Path) -> None:
    path = write_ad(tmp_path)
    ad = load_ad(path, [LINKS, "ad.ai_label=true", "post.ai_label=true"])
    assert ad.ad.disclaimer is not None
    assert [link.url for link in ad.ad.disclaimer.links] == ["https://example.com/terms"] * 2
    assert (ad.ad.ai_label, ad.post.ai_label) == (True, True)
    path.write_text(dump_ad(ad, tmp_path), encoding="utf-8")
    assert load_ad(path) == ad
    plain = load_ad(write_ad(tmp_path), ["ad.disclaimer.text=18+"])
    assert plain.ad.disclaimer is not None
    assert plain.ad.disclaimer.text == "18+"


def test_a_list_is_one_column_of_a_table() -> None:
    paths = [path for path in leaf_paths(SparkAd) if path.startswith("ad.disclaimer")]
    assert paths == ["ad.disclaimer.text", "ad.disclaimer.links"]


NOON = "2026-12-31T12:00Z"
ZONED = "must be a time with its zone, such as 2026-12-31T18:30+01:00"


def countdown(*sets: str) -> list[str]:
    return ["ad.countdown.title=Soon", f"ad.countdown.ends={NOON}", *sets]


@pytest.mark.parametrize(
    ("sets", "left"),
    [
        (countdown(), 86_400),
        (countdown("ad.countdown.first_frame=2026-12-31T12:59:30+01:00"), 30),
        (countdown("ad.countdown.first_frame=2026-12-31T11:59:59.5Z"), 1),
        (countdown("ad.viewed_on=2026-12-30"), 36 * 3_600),
    ],
)
def test_when_a_countdown_is_seen_is_never_asked_of_this_machine(
    sets: list[str], left: int, tmp_path: Path
) -> None:
    ad = load_ad(write_ad(tmp_path), sets).ad
    assert ad.countdown is not None
    assert ad.countdown.seconds_left(ad.viewed_on) == left


@pytest.mark.parametrize(
    ("sets", "sentence"),
    [
        (["ad.countdown.ends=2026-12-31T12:00"], f"ad.countdown.ends: {ZONED}"),
        (["ad.countdown.ends=2026-12-31"], f"ad.countdown.ends: {ZONED}"),
        (
            ["ad.countdown.first_frame=2026-12-31T12:00:00Z"],
            "ad.countdown: is over when the clip begins: it ends 2026-12-31T12:00:00+00:00, and "
            "is seen 2026-12-31T12:00:00+00:00; take a later end, or an earlier first_frame",
        ),
        (
            ["ad.viewed_on=2026-01-01"],
            "ad.countdown: is more than 99 days from its end when the clip begins, "
            "2026-01-01T00:00:00+00:00",
        ),
        (
            ["ad.call_to_action=null"],
            "ad.countdown: needs a page to lead to: give ad.call_to_action, too",
        ),
        (
            ["ad.countdown.x=20"],
            "ad.countdown: x and y belong together: give both, or none for the usual place",
        ),
    ],
)
def test_a_countdown_that_cannot_be(sets: list[str], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(AdError) as caught:
        load_ad(write_ad(tmp_path), countdown(*sets))
    assert str(caught.value) == sentence


def test_a_vote_goes_with_no_other_add_on(tmp_path: Path) -> None:
    vote = ["ad.vote.title=Which?", "ad.vote.first=This", "ad.vote.second=That"]
    assert load_ad(write_ad(tmp_path), vote).ad.vote is not None
    with pytest.raises(AdError) as caught:
        load_ad(write_ad(tmp_path), [*vote, *countdown()])
    assert str(caught.value) == (
        "ad.vote: goes with no other add-on: take ad.countdown away, or the vote"
    )


@pytest.mark.parametrize(
    ("value", "path", "sentence"),
    [
        (
            {"text": "18+", "links": [{"title": "Terms", "url": "https://example.com"}]},
            "ad.disclaimer",
            "is plain (text) or clickable (links), not both: take one of them away",
        ),
        (
            {"links": [{"title": "Terms", "url": "javascript:alert(1)"}]},
            "ad.disclaimer.links.0.url",
            "must be a web address, http:// or https:// and no spaces, not 'javascript:alert(1)'",
        ),
        ({"links": [{"title": "Terms"}]}, "ad.disclaimer.links.0.url", "is required"),
        ({"links": "Terms"}, "ad.disclaimer.links", "must be a list, not 'Terms'"),
        (
            {"links": [{"title": f"{i}", "url": "https://example.com"} for i in range(11)]},
            "ad.disclaimer.links",
            "holds 11; at most 10 are allowed",
        ),
    ],
)
def test_a_mistake_is_one_sentence(value: object, path: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(AdError) as caught:
        load_ad(write_ad(tmp_path, changed(ad__disclaimer=value)))
    (problem,) = caught.value.problems
    assert (problem.path, problem.message) == (path, sentence)
