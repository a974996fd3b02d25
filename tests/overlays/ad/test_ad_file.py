from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import yaml

from overlays.ad import is_web_address
from overlays.ad.call_to_action import KINDS
from overlays.ad.file import ad_schema, dump_ad, load_ad, parse_ad_text
from overlays.errors import AdError
from support.ads import ad_data, changed, write_ad


def problems_of(folder: Path, data: dict[str, object], *overrides: str) -> dict[str, str]:
    with pytest.raises(AdError) as caught:
        load_ad(write_ad(folder, data), overrides)
    return {problem.path: problem.message for problem in caught.value.problems}


def test_a_whole_file_loads_with_absolute_media_paths(tmp_path: Path) -> None:
    ad = load_ad(write_ad(tmp_path))
    assert ad.post.video == tmp_path / "clip.mp4"
    assert ad.post.counts.likes == 128_400
    assert ad.ad.call_to_action is not None
    assert ad.ad.call_to_action.kind == "DOWNLOAD_NOW"


def test_json_and_yaml_say_the_same(tmp_path: Path) -> None:
    from_yaml = load_ad(write_ad(tmp_path))
    path = tmp_path / "ad.json"
    path.write_text(json.dumps(ad_data()), encoding="utf-8")
    assert load_ad(path) == from_yaml


def test_writing_and_reading_gives_the_same_ad(tmp_path: Path) -> None:
    ad = load_ad(write_ad(tmp_path))
    text = dump_ad(ad, tmp_path)
    assert "video: clip.mp4" in text
    (tmp_path / "again.yaml").write_text(text, encoding="utf-8")
    assert load_ad(tmp_path / "again.yaml") == ad


def test_every_mistake_is_reported_at_once_with_its_path(tmp_path: Path) -> None:
    data = changed(
        post__creator__usernme="x",
        post__counts__likes="many",
        post__video="gone.mp4",
        post__disclosure="sometimes",
        ad__placement="tiktok/infeed",
        ad__locale="klingon",
        ad__call_to_action__landing_url="javascript:alert(1)",
        ad__call_to_action__color="red",
        ad__call_to_action__kind="BUY",
    )
    found = problems_of(tmp_path, data)
    assert set(found) == {
        "post.creator.usernme",
        "post.counts.likes",
        "post.video",
        "post.disclosure",
        "ad.placement",
        "ad.locale",
        "ad.call_to_action.landing_url",
        "ad.call_to_action.color",
        "ad.call_to_action.kind",
    }
    assert "did you mean username?" in found["post.creator.usernme"]
    assert found["post.counts.likes"].endswith("(128400, 128,400 or 128.4K), not 'many'")
    assert "gone.mp4" in found["post.video"]
    assert "paid_partnership" in found["post.disclosure"]
    assert "did you mean tiktok/in_feed?" in found["ad.placement"]
    assert "http://" in found["ad.call_to_action.landing_url"]
    assert "#RRGGBB" in found["ad.call_to_action.color"]
    assert "SHOP_NOW" in found["ad.call_to_action.kind"]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("x" * 4_001, "4,001 characters long; at most 4,000"),
        ("half \ud83d an emoji", "lone surrogate"),
        (12, "must be text"),
    ],
)
def test_a_caption_that_cannot_be(tmp_path: Path, value: object, message: str) -> None:
    path = tmp_path / "ad.json"
    (tmp_path / "clip.mp4").write_bytes(b"video")
    path.write_text(json.dumps(changed(post__caption=value)), encoding="utf-8")
    with pytest.raises(AdError, match=message):
        load_ad(path)


@pytest.mark.parametrize("value", ["", "🎉🎉🎉", "<script>alert(1)</script>", "\u202edrawkcab"])
def test_odd_captions_are_captions(tmp_path: Path, value: str) -> None:
    ad = load_ad(write_ad(tmp_path, changed(post__caption=value)))
    assert ad.post.caption == value


def test_no_button_is_allowed(tmp_path: Path) -> None:
    assert load_ad(write_ad(tmp_path, changed(ad__call_to_action=None))).ad.call_to_action is None


def test_both_spellings_of_a_button_are_accepted(tmp_path: Path) -> None:
    data = changed(ad__call_to_action__kind="CHECK_AVAILABLILITY")
    ad = load_ad(write_ad(tmp_path, data))
    assert ad.ad.call_to_action is not None
    assert ad.ad.call_to_action.kind == "CHECK_AVAILABILITY"
    assert len(KINDS) == 30


class TestOverrides:
    def test_text_stays_as_typed(self, tmp_path: Path) -> None:
        path = write_ad(tmp_path)
        ad = load_ad(path, ["post.caption=123", "post.creator.display_name=yes"])
        assert ad.post.caption == "123"
        assert ad.post.creator.display_name == "yes"

    def test_other_values_are_read_as_yaml(self, tmp_path: Path) -> None:
        overrides = ["post.counts.likes=5", "post.creator.verified=true", "ad.call_to_action=null"]
        ad = load_ad(write_ad(tmp_path), overrides)
        assert ad.post.counts.likes == 5
        assert ad.post.creator.verified is True
        assert ad.ad.call_to_action is None

    def test_a_value_may_hold_equals_signs(self, tmp_path: Path) -> None:
        override = "ad.call_to_action.landing_url=https://example.com/?a=1"
        ad = load_ad(write_ad(tmp_path), [override])
        assert ad.ad.call_to_action is not None
        assert ad.ad.call_to_action.landing_url == "https://example.com/?a=1"

    def test_a_media_path_counts_from_the_current_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = tmp_path / "elsewhere"
        other.mkdir()
        (other / "mine.mp4").write_bytes(b"video")
        monkeypatch.chdir(other)
        assert load_ad(write_ad(tmp_path), ["post.video=mine.mp4"]).post.video == other / "mine.mp4"

    def test_mistakes_name_their_path(self, tmp_path: Path) -> None:
        found = problems_of(tmp_path, ad_data(), "post.captoin=Hi", "nonsense")
        assert "did you mean caption?" in found["post.captoin"]
        assert "path=value" in found[""]

    def test_the_placement_can_be_replaced(self, tmp_path: Path) -> None:
        with pytest.raises(AdError, match=r"ad\.placement: no placement is called 'nowhere'"):
            load_ad(write_ad(tmp_path), placement="nowhere")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("post: [", "not valid YAML"),
        ("- just\n- a list", "must hold the keys post and ad"),
        ("post: &a {x: 1}\nad: *a", "aliases"),
        ("post: 1\npost: 2", "stands twice"),
        ("a: " + "[" * 5000, "nested too deeply"),
        ("a: " + "[" * 300 + "]" * 300, "nested too deeply"),
        ("? [a]\n: 1", "line 1, column 3: a key must be a word, not a list or a group"),
        ("post:\n  ? {a: 1}\n  : 1", "line 2, column 5: a key must be a word"),
        ("a: &a [1]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]", "line 2, column 8: aliases"),
        ("a: !!int ''", "line 1, column 4: tags"),
        ("a: !!timestamp x", "line 1, column 4: tags"),
        ("a: 2026-13-45", "line 1, column 4: 2026-13-45 is no date or number"),
        ("a:\n- " + "9" * 5_000, r"line 2, column 3: 9{37}\.\.\. is no date or number"),
    ],
)
def test_broken_files(text: str, message: str) -> None:
    with pytest.raises(AdError, match=message):
        parse_ad_text(text, "ad.yaml")


def test_a_word_that_yaml_takes_for_something_else_is_a_key(tmp_path: Path) -> None:
    """Named as it stands in the file, and not as Python would show what YAML makes of it."""
    path = tmp_path / "ad.yaml"
    path.write_text("post: {2026-11-20: 1, on: 2, 7: 3}\n", encoding="utf-8")
    with pytest.raises(AdError) as caught:
        load_ad(path)
    unknown = {problem.path for problem in caught.value.problems if "unknown" in problem.message}
    assert unknown == {"post.2026-11-20", "post.on", "post.7"}


@pytest.mark.parametrize("value", ["? [a]\n: 1", "!!int ''", "&a [*a]", "0x_"])
def test_a_value_on_the_command_line_that_is_none(tmp_path: Path, value: str) -> None:
    found = problems_of(tmp_path, ad_data(), f"post.creator.verified={value}")
    assert found["post.creator.verified"] == f"{value!r} is not a value"


@pytest.mark.parametrize(
    ("written", "count"),
    [("128.4K", 128_400), ("128.400", 128_400), ("0123", 123), ("12 345", 12_345)],
)
def test_a_count_on_the_command_line_is_read_as_people_mean(
    tmp_path: Path, written: str, count: int
) -> None:
    """YAML would take 128.400 for 128.4, and 0123 for 83."""
    ad = load_ad(write_ad(tmp_path), [f"post.counts.likes={written}"])
    assert ad.post.counts.likes == count


def test_a_count_in_a_file_may_be_text_and_never_a_broken_number(tmp_path: Path) -> None:
    ad = load_ad(write_ad(tmp_path, changed(post__counts__likes="1,2 M", post__counts__views=7)))
    assert (ad.post.counts.likes, ad.post.counts.views) == (1_200_000, 7)
    assert "likes: 1200000" in dump_ad(ad, tmp_path)
    found = problems_of(tmp_path, changed(post__counts__likes=128.4, post__counts__views=True))
    assert found["post.counts.likes"] == "must be a whole number, not 128.4"
    assert "post.counts.views" in found


def test_a_key_that_stands_twice_in_json() -> None:
    with pytest.raises(AdError, match="'video' stands twice"):
        parse_ad_text('{"post": {"video": "a", "video": "b"}}', "ad.json", is_json=True)


def test_a_mistake_in_the_writing_has_its_line() -> None:
    with pytest.raises(AdError, match=r"ad\.yaml is not valid YAML: line 3, column 1"):
        parse_ad_text("post:\n  x: [\n", "ad.yaml")


@pytest.mark.parametrize("name", ["\u200b", "@", "two words", "\u202e"])
def test_a_username_can_be_seen(tmp_path: Path, name: str) -> None:
    found = problems_of(tmp_path, changed(post__creator__username=name))
    assert "a username is one word" in found["post.creator.username"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(AdError, match="there is no ad file at"):
        load_ad(tmp_path / "gone.yaml")
    with pytest.raises(AdError, match="is not a file"):
        load_ad(tmp_path)
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(AdError, match="is not a file"):
        load_ad(tmp_path / "pipe.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"post: \xff\xfe\xe9")
    with pytest.raises(AdError, match="not UTF-8"):
        load_ad(tmp_path / "latin.yaml")


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://example.com/a?b=c#d", True),
        ("HTTP://EXAMPLE.COM", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("//example.com", False),
        ("https://exa mple.com", False),
        ("java\nscript:alert(1)", False),
        ("https://[bad", False),
    ],
)
def test_web_addresses(url: str, allowed: bool) -> None:
    assert is_web_address(url) is allowed


def test_the_schema_knows_every_key_and_the_installed_names() -> None:
    schema = ad_schema()
    assert set(schema["properties"]) == {"post", "ad"}
    promotion = schema["$defs"]["Promotion"]["properties"]
    assert "tiktok/in_feed" in promotion["placement"]["enum"]
    assert {"en", "fr", "es"} <= set(promotion["locale"]["enum"])
    assert schema["$defs"]["Creator"]["additionalProperties"] is False
    yaml.safe_dump(schema)


def test_a_date_where_text_is_meant(tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes(b"video")
    text = yaml.safe_dump(changed(post__caption="@@")).replace("'@@'", "2026-11-20")
    (tmp_path / "ad.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(AdError, match="must be text, not 2026-11-20; put it between quotes"):
        load_ad(tmp_path / "ad.yaml")


def test_dates_inside_other_values_are_shown_as_the_file_has_them(tmp_path: Path) -> None:
    data = changed(post__caption=["@@", {"a": "@@"}], post__counts="@@", post__posted_on=["@@"])
    (tmp_path / "clip.mp4").write_bytes(b"video")
    text = yaml.safe_dump(data).replace("'@@'", "2026-11-20")
    (tmp_path / "ad.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(AdError) as caught:
        load_ad(tmp_path / "ad.yaml")
    assert {problem.path: problem.message for problem in caught.value.problems} == {
        "post.caption": "must be text, not [2026-11-20, {a: 2026-11-20}]",
        "post.counts": "must be a group of keys, not 2026-11-20",
        "post.posted_on": "must be a date such as 2026-11-20, not [2026-11-20]",
    }
