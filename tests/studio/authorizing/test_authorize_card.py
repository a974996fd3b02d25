"""The card Authorize: its fields, what it says of the days, the steps, the page, the code's way."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from studio.authorizing.card import status_line
from studio.cards.header import bundle_of, saved_text
from studio.store.bundle import pack, unpack
from studio.work.session import PICTURE_SUFFIXES, VIDEO_SUFFIXES
from support.ads import make_ad
from support.app_page import alerts, field, player, work

CODE = "#Zq8xKd7AbC0secret"


def html_of(page: AppTest) -> str:
    return "\n".join(part.proto.body for part in page.get("html"))


def press(page: AppTest, key: str) -> None:
    page.button(key=key).click().run()
    assert not page.exception


def test_from_nothing_to_a_code_that_lasts_and_the_way_there(page: AppTest, tmp_path: Path) -> None:
    field(page.text_input, "ad.flight.from").set_value("2026-12-01").run()
    assert ["Campaign to: " in said for said in alerts(page)] == [True]
    field(page.text_input, "ad.flight.to").set_value("2026-12-31").run()
    assert not alerts(page)
    assert "no authorization is granted yet: ask the creator for 60 days." in html_of(page)
    field(page.selectbox, "ad.authorization.mode").select("only_in_ads").run()
    field(page.text_input, "ad.authorization.granted_on").set_value("2026-11-27").run()
    assert "expires on 2026-12-27, 4 days before the campaign ends" in html_of(page)
    field(page.selectbox, "ad.authorization.days").select(60).run()
    assert "lasts until 2027-01-26, longer than the campaign" in html_of(page)

    field(page.text_input, "ad.authorization.code").set_value("#Zq8 secret").run()
    assert alerts(page) == [said for said in alerts(page) if "Code: holds a space" in said]
    assert len(alerts(page)) == 1
    assert "#Zq8 secret" not in html_of(page)
    field(page.text_input, "ad.authorization.code").set_value(CODE).run()
    assert not alerts(page)
    assert CODE not in html_of(page)
    assert CODE not in str(player(page))

    assert CODE in saved_text(work(page))
    field(page.toggle, "keeps_code").set_value(False).run()
    assert CODE not in saved_text(work(page))
    bundle = bundle_of(work(page))
    assert bundle is not None
    pack(bundle.bundle, tmp_path / "ad.zip")
    data = unpack(tmp_path / "ad.zip", tmp_path, (*VIDEO_SUFFIXES, *PICTURE_SUFFIXES)).data
    assert data["ad"]["authorization"]["code"] is None
    assert data["ad"]["authorization"]["days"] == 60

    # The way, on the same page: opening it costs as much as five runs.
    assert 'class="walk"' not in html_of(page)
    field(page.selectbox, "creator_language").select("en").run()
    press(page, "authorize_open")
    assert "Turn on ad settings for the account" in html_of(page)
    assert page.button(key="authorize_back").disabled
    for _ in range(3):
        press(page, "authorize_next")
    assert "Step 4 of 10" in html_of(page)
    before = player(page)["phones"]
    radio = field(page.radio, "authorize:disclosure")
    radio.set_value("promotional_content").run()
    assert work(page).value("post.disclosure") == "promotional_content"
    assert player(page)["phones"] != before
    assert field(page.selectbox, "post.disclosure").value == "promotional_content"
    field(page.selectbox, "creator_language").select("ar").run()
    assert 'lang="ar" dir="rtl"' in html_of(page)


def test_what_is_said_of_the_days() -> None:
    flight = {"from": "2026-12-01", "to": "2026-12-31"}
    assert status_line(make_ad()) == ""
    lasting = make_ad(ad__flight=flight, ad__authorization={"days": 60})
    assert 'class="verdict pass"' in status_line(lasting)
    late = make_ad(ad__flight=flight, ad__authorization={"days": 60, "granted_on": "2026-12-02"})
    assert "granted 1 day after the campaign begins" in status_line(late)
    assert 'class="verdict fail"' in status_line(late)
