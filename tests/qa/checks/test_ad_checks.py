"""Each check of the ad as it is bought, on both sides."""

from __future__ import annotations

from pathlib import Path

import pytest

from overlays.locales import list_locales
from qa.checks.ad.disclosure import disclosing, known_languages
from qa.checks.asked import Asked
from support.candidates import any_clip, candidate, codes, limits, said
from support.small_clips import lively, tone, write_small


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return any_clip(tmp_path_factory.mktemp("ad"))


@pytest.mark.parametrize(
    ("url", "severities"),
    [
        ("https://shop.lumenroot.com/serum?utm_source=tiktok", []),
        ("https://xn--mnchen-3ya.de/", []),
        ("http://shop.lumenroot.com/serum", ["warn"]),
        ("https://example.com/serum", ["warn"]),
        ("http://shop.example.org", ["warn", "warn"]),
        ("https://brand.example", ["warn"]),
        ("https://my-example.com", []),
        ("https://localhost:8000/", ["fail"]),
        ("https://192.168.0.4/shop", ["fail"]),
        ("https://intranet/shop", ["fail"]),
        ("https://brand.test/", ["fail"]),
        ("https://shop.lumenroot.com/?c={{campaign}}", ["fail"]),
        ("https://shop.lumenroot.com/?c=__CAMPAIGN_ID__", []),
        ("https://noa:secret@shop.lumenroot.com/", ["fail"]),
    ],
)
def test_landing_pages(url: str, severities: list[str], clip: Path) -> None:
    of = candidate(clip, ad__call_to_action__landing_url=url)
    found = codes("ad/landing-page", of, limits())
    assert found == [(severity, "landing-page") for severity in severities]


def test_the_button_has_its_place_wherever_its_words_are_titled(clip: Path) -> None:
    url = "https://example.com"
    of = candidate(clip, ad__placement="instagram/reels", ad__call_to_action__landing_url=url)
    (finding,) = said("ad/landing-page", of, limits())
    assert finding.element == "cta"


def test_an_address_that_is_too_long(clip: Path) -> None:
    url = "https://shop.lumenroot.com/serum"
    of = candidate(clip, ad__call_to_action__landing_url=url)
    assert codes("ad/landing-page", of, limits(most=len(url))) == []
    assert codes("ad/landing-page", of, limits(most=len(url) - 1)) == [("fail", "landing-page")]


def test_no_button_has_no_landing_page(clip: Path) -> None:
    assert codes("ad/landing-page", candidate(clip, ad__call_to_action=None), limits()) == []


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("so good #ad", ("#ad",)),
        ("so good #AD #glow", ("#AD",)),
        ("#adventure of a lifetime #adidas", ()),
        ("an ad for soap", ()),
        ("#Werbung | mein Serum", ("#Werbung",)),
        ("Werbung | mein Serum", ("Werbung",)),
        ("[Anzeige] mein Serum", ("Anzeige",)),
        ("#publi avec @lumenroot", ("#publi",)),
        ("#paid_partnership", ("#paid_partnership",)),
        ("#PartenariatRémunéré", ("#PartenariatRémunéré",)),
        ("毎日 #PR", ("#PR",)),
        ("#реклама", ("#реклама",)),
        ("#إعلان", ("#إعلان",)),
        ("#partnership #partnership", ("#partnership",)),
    ],
)
def test_words_that_disclose(caption: str, expected: tuple[str, ...]) -> None:
    assert disclosing(caption) == expected


def test_every_language_of_ours_has_its_words() -> None:
    known = set(known_languages())
    assert {code.split("-")[0] for code in list_locales()} <= known


def test_a_tag_without_the_setting(clip: Path) -> None:
    tagged = candidate(clip, post__caption="so good #ad")
    (finding,) = said("ad/disclosure", tagged, limits())
    assert (finding.severity, finding.code, finding.figures["text"]) == (
        "fail",
        "disclosure",
        "#ad",
    )
    # Where it is read, so that it can be shown.
    caption = tagged.plan.chrome.layer("caption")
    assert (finding.element, finding.rect) == ("caption", caption.rect)
    disclosed = candidate(clip, post__caption="so good #ad", post__disclosure="promotional_content")
    assert codes("ad/disclosure", disclosed, limits()) == []
    assert codes("ad/disclosure", candidate(clip), limits()) == []


def test_buttons_by_objective(clip: Path) -> None:
    by = limits(
        refused=("JOIN_THIS_HASHTAG",),
        only_live=("WATCH_LIVE",),
        only_messages=("SEND_MESSAGE",),
        needed_for=("traffic",),
    )

    def told(kind: str | None, asked: Asked = Asked()) -> list[tuple[str, str]]:  # noqa: B008
        button = kind and {"kind": kind, "landing_url": "https://shop.lumenroot.com"}
        return codes(
            "ad/call-to-action", candidate(clip, asked=asked, ad__call_to_action=button), by
        )

    fails, warns = [("fail", "call-to-action")], [("warn", "call-to-action")]
    assert told("SHOP_NOW") == []
    assert told("JOIN_THIS_HASHTAG") == fails
    assert told("WATCH_LIVE") == warns
    assert told("WATCH_LIVE", Asked(objective="live_shop")) == []
    assert told("WATCH_LIVE", Asked(objective="traffic")) == fails
    assert told("SEND_MESSAGE", Asked(objective="messages")) == []
    assert told("SEND_MESSAGE", Asked(objective="leads")) == fails
    assert told(None, Asked(objective="traffic")) == fails
    assert told(None, Asked(objective="reach")) == []
    assert told(None) == []


def test_rights_to_the_sound_are_asked_for(tmp_path: Path, clip: Path) -> None:
    by = limits(allowed=("own", "commercial_library"))
    heard = write_small(tmp_path / "a.mov", map(lively, range(5)), sound=tone(0.1, 0.5))

    def told(asked: Asked, **values: object) -> list[tuple[str, str]]:
        return codes("ad/sound-rights", candidate(heard, asked=asked, **values), by)

    assert told(Asked()) == [("info", "sound-rights")]
    assert told(Asked(), post__sound__original=False) == [("warn", "sound-rights")]
    assert told(Asked(sound="own")) == []
    assert told(Asked(sound="licensed")) == [("fail", "sound-rights")]
    assert codes("ad/sound-rights", candidate(clip), by) == []


_FLIGHT = {"from": "2026-12-01", "to": "2026-12-31"}


@pytest.mark.parametrize(
    ("given", "flight", "severities", "words"),
    [
        ({"granted_on": "2026-11-27"}, None, [], ""),
        (None, None, [], ""),
        (None, _FLIGHT, ["info"], "runs for 31 days, and no authorization is granted yet"),
        ({"days": 30}, _FLIGHT, ["warn"], "to last 30 days: ask for 60 days"),
        ({"days": 60}, _FLIGHT, [], ""),
        (
            {"granted_on": "2026-11-27", "code": "#Zq8xKd7"},
            _FLIGHT,
            ["fail"],
            "expires on 2026-12-27, 4 days before the campaign ends: "
            "ask for 60 days, or have it extended by 7 days",
        ),
        ({"granted_on": "2026-11-27", "extended_days": 7}, _FLIGHT, [], ""),
        ({"granted_on": "2026-12-01"}, _FLIGHT, ["warn"], "on the campaign's last day, 2026-12-31"),
        ({"granted_on": "2026-10-01"}, _FLIGHT, ["fail"], "before the campaign begins"),
        (
            {"granted_on": "2026-12-03", "days": 7},
            _FLIGHT,
            ["fail", "fail"],
            "is granted 2 days after the campaign begins",
        ),
    ],
)
def test_whether_the_authorization_lasts(
    given: object, flight: object, severities: list[str], words: str, clip: Path
) -> None:
    of = candidate(clip, ad__authorization=given, ad__flight=flight)
    durations = limits(durations=("7", "30", "60", "180", "365"))
    found = said("ad/authorization", of, durations)
    assert [finding.severity for finding in found] == severities
    assert words in (found[0].message if found else "")
    assert "Zq8xKd7" not in str(found)
