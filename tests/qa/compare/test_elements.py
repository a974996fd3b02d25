"""The feed in dumps of many phones: what is there is found where it is, what is not is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from overlays.errors import ActualError
from overlays.geometry import Box
from qa.compare.dump import dump_from_bytes
from qa.compare.elements import find_elements
from qa.compare.sighting import Known, Sighted
from support.dumps import (
    APP_WORDS,
    ENGLISH_SAYS,
    FRENCH_SAYS,
    FRENCH_WORDS,
    Feed,
    View,
    app_places,
)

_FEED = Feed(app_places(), APP_WORDS)
_EVERYTHING = set(app_places())


def found_in(
    feed: Feed, density: float = 3, given: float | None = None, known: Known | None = None
) -> Sighted:
    dump = dump_from_bytes(feed.android(density).encode(), "feed.xml")
    return find_elements(dump, known or Known(), given)


def assert_in_place(found: Sighted, feed: Feed, density: float) -> None:
    """Each edge that is told is right within the pixel to which a dump rounds."""
    off = 1 / density + 0.01
    for name, one in found.found.items():
        box, there = feed.places[name], one.box
        edges = {
            **{"l": (there.left, box.left), "r": (there.right, box.right)},
            **{"t": (there.top, box.top), "b": (there.bottom, box.bottom)},
            **{"x": (there.x, box.x), "y": (there.y, box.y)},
        }
        for edge in one.edges:
            if (name, edge) not in {("sound", "t"), ("sound", "b")}:
                assert edges[edge][0] == pytest.approx(edges[edge][1], abs=off), (name, edge)


@pytest.mark.parametrize("density", [1.75, 2.625, 3.0])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("update", [False, True], ids=["app", "updated"])
def test_an_ad_is_found_on_every_phone(density: float, language: str, update: bool) -> None:
    """In its language, and with other ids in another order: the density is found, too."""
    width = {1.75: 411.4, 2.625: 411.4, 3.0: 360}[density]
    feed = Feed(
        app_places(width, 710),
        APP_WORDS if language == "en" else FRENCH_WORDS,
        width=width,
        foot=710,
        height=806,
        ids="new" if update else "app",
        is_shuffled=update,
        says=ENGLISH_SAYS if language == "en" else FRENCH_SAYS,
    )
    found = found_in(feed, density)
    assert found.density == density
    assert set(found.found) == _EVERYTHING
    assert found.found["label"].words == feed.words["label"]
    assert found.found["likes"].words == "128.4K"
    assert found.feed.bottom == pytest.approx(710, abs=1 / density)
    assert_in_place(found, feed, density)


@pytest.mark.parametrize("gone", [("label",), ("button",), ("label", "button"), ("disc", "follow")])
def test_what_is_not_there_is_not_found(gone: tuple[str, ...]) -> None:
    places = {name: box for name, box in app_places().items() if name not in gone}
    found = found_in(replace(_FEED, places=places, ids="new"))
    assert set(found.found) == _EVERYTHING - set(gone)


def test_a_sound_row_and_a_disclosure_are_found() -> None:
    places = app_places()
    rows = {"disclosure": Box(12, 556, 120, 575), "sound": Box(12, 578, 200, 596)}
    del places["label"]
    words = {**APP_WORDS, "disclosure": "Paid partnership", "sound": "Song - Somebody"}
    feed = replace(_FEED, places=places | rows, words=words)
    found = found_in(feed)
    assert found.found["disclosure"].box.top == pytest.approx(556, abs=0.4)
    assert found.found["sound"].box.left == pytest.approx(12, abs=0.4)
    assert found.found["sound"].words == "Song - Somebody"


def test_words_of_the_ad_are_known_where_nothing_else_is() -> None:
    """A label that no language of ours has."""
    feed = replace(_FEED, words={**APP_WORDS, "label": "Kostað"})
    found = found_in(feed)
    assert "label" not in found.found
    assert "a chip says “Kostað”, which is no label that is known" in found.remarks
    known = replace(Known(), labels=frozenset({"kostað"}))
    assert "label" in found_in(feed, known=known).found


def test_a_screen_from_right_to_left_is_found_in_a_mirror() -> None:
    dump = dump_from_bytes(_FEED.android(3).encode(), "feed.xml").mirrored()
    found = find_elements(dump, Known())
    assert found.is_mirrored
    assert set(found.found) == _EVERYTHING
    assert_in_place(found, _FEED, 3)


def test_an_iphone_tells_points() -> None:
    feed = Feed(app_places(393, 740), APP_WORDS, width=393, foot=740, height=852)
    found = find_elements(dump_from_bytes(feed.ios().encode(), "feed.xml"), Known())
    assert found.density == 1
    assert {"avatar", "likes", "username", "caption", "label", "button"} <= set(found.found)
    assert_in_place(found, feed, 1)


def test_buttons_of_the_rail_are_known_by_what_they_say() -> None:
    """Where favorites are missing, three rows tell no order."""
    places = {name: box for name, box in app_places().items() if name != "comments"}
    found = found_in(replace(_FEED, places=places), given=3)
    assert {"likes", "saves", "shares"} <= set(found.found)
    silent = found_in(replace(_FEED, places=places, says={}), given=3)
    assert not {"likes", "comments", "saves", "shares"} & set(silent.found)
    assert any("is not understood: “128.4K”" in remark for remark in silent.remarks)


def test_small_and_hidden_things_do_not_disturb() -> None:
    """Empty boxes, the next post below the screen, a row of the app beside its words."""
    box = Box(300, 400, 300, 400)
    below = [View("android.widget.Button", Box(12, 900 + y, 200, 920 + y), "next") for y in (0, 30)]
    place = View("android.widget.TextView", Box(34, 455, 70, 470), "Tokyo")
    more = [View("android.widget.ImageView", box), *below, place]
    found = found_in(replace(_FEED, more=more))
    assert set(found.found) == _EVERYTHING
    assert found.found["username"].words == "glowwithnoa"


def wrong_feeds() -> dict[str, tuple[Feed, str]]:
    caption = View("X.1f", Box(12, 310, 280, 350), "Another caption", "desc")
    boxes = (Box(296, top, 360, top + 60) for top in (160, 220))
    rows = [View("android.widget.Button", box, says="Like") for box in boxes]
    no_rail = {name: app_places()[name] for name in ("username", "caption", "button")}
    return {
        "two captions": (replace(_FEED, more=[caption]), "shows two posts at once"),
        "two rails": (replace(_FEED, more=rows), r"shows two posts at once \(6 buttons"),
        "no rail": (Feed(no_rail, APP_WORDS), "shows no feed"),
        "only bars": (Feed({}, {}), "shows no feed"),
    }


@pytest.mark.parametrize("case", wrong_feeds())
def test_what_cannot_be_measured_is_refused(case: str) -> None:
    feed, sentence = wrong_feeds()[case]
    with pytest.raises(ActualError, match=sentence):
        found_in(feed)


def test_another_app_is_named() -> None:
    data = _FEED.android(3, app="com.instagram.android").encode()
    with pytest.raises(ActualError, match=r"a dump of com\.instagram\.android, not of TikTok"):
        find_elements(dump_from_bytes(data, "feed.xml"), Known())


def test_a_density_that_nothing_tells_is_asked_for() -> None:
    """Rows at several distances, and then one that makes no phone."""
    places = app_places()
    box = places["likes"]
    places["likes"] = Box(box.left, box.top - 15, box.right, box.bottom - 15)
    del places["avatar"], places["follow"]
    feed = replace(_FEED, places=places, foot=600)
    uneven = dump_from_bytes(feed.android(3).encode(), "feed.xml")
    no_bar = replace(uneven, nodes=tuple(node for node in uneven.nodes if node.box.top < 1795))
    with pytest.raises(ActualError, match=r"does not tell its density .* --density 2\.625"):
        find_elements(no_bar, Known())
    with pytest.raises(ActualError, match="is 1080 dp wide with 1 pixels for each dp"):
        find_elements(no_bar, Known(), 1.0)
    assert find_elements(no_bar, Known(), 3.0).density == 3
