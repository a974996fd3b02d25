"""The page without a browser: a link that says how the page looks."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Multiselect

from studio.work.view_link import link_of
from support.app_page import HOSTILE, PAGE, phones, work
from support.waiting import PATIENCE

LINK = {
    "ad": "city_sprint",
    "placement": "tiktok/top_view",
    "locale": "ar",
    "phone": "iphone",
    "fit": "blur",
    "view": "compare",
    "guides": "safe_zone,crop",
}


def opened_by(params: dict[str, str]) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=PATIENCE)
    for name, value in params.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def test_a_link_brings_back_all_of_the_view(page: AppTest) -> None:
    again = work(opened_by(LINK))
    assert again.sample == "city_sprint"
    assert (again.value("ad.placement"), again.value("ad.locale")) == ("tiktok/top_view", "ar")
    assert (again.view.viewport, again.fit, again.compares) == ("iphone", "blur", True)
    assert again.guides == ("safe_zone", "crop")
    assert link_of(again) == LINK


def chosen_field(page: AppTest) -> Multiselect[str]:
    (field,) = [one for one in page.multiselect if one.label.startswith("Placements to compare")]
    return field


def test_a_link_brings_back_what_was_compared(page: AppTest) -> None:
    chosen = ("snapchat/commercial", "tiktok/in_feed", "instagram/feed")
    params = {"ad": "city_sprint", "view": "compare", "compared": ",".join(chosen)}
    found = opened_by(params)
    assert [one["title"] for one in phones(found)] == [
        *("Snapchat Commercial", "TikTok In-Feed", "Instagram Feed"),
    ]
    assert link_of(work(found))["compared"] == params["compared"]
    chosen_field(found).set_value(["youtube/shorts"]).run()
    # Fewer than two leave what is shown.
    assert len(phones(found)) == 3
    chosen_field(found).set_value(["youtube/shorts", "facebook/reels"]).run()
    titles = [one["title"] for one in phones(found)]
    assert titles == ["YouTube Shorts", "Facebook Reels"]
    told = {mark["words"] for phone in phones(found) for mark in phone["marks"]}
    assert {"− Subscribe", "− Counts"} & told
    assert not {word for word in told if "scrim" in word or "tab" in word}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("compared", "tiktok/in_feed,tiktok/in_fed"),
        ("ad", "../../etc/passwd"),
        ("ad", "/etc/passwd"),
        ("ad", "ad.yaml"),
        ("placement", "tiktok/in_fed"),
        ("locale", HOSTILE),
        ("phone", "nokia"),
        ("fit", "stretch"),
        ("view", "everything"),
        ("guides", "safe_zone,<b>"),
        ("phone", "x" * 5000),
    ],
)
def test_what_a_link_makes_up_is_left_out_with_one_sentence(
    page: AppTest, name: str, value: str
) -> None:
    found = opened_by({name: value})
    before, after = link_of(work(page)), link_of(work(found))
    assert {**after, "guides": ""} == {**before, "guides": ""}
    (toast,) = found.toast
    assert toast.value == f"This link says something of {name} that is not known here."
