"""The card Check, without a browser: once pressed it follows the ad by itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from studio.judging.checking import Checking
from support.app_page import field, phone, work
from support.judged_page import await_judged

pytestmark = pytest.mark.processes


def listed(page: AppTest) -> list[dict[str, Any]]:
    """The findings in the list, each with the title of its group."""
    found = [json.loads(part.proto.json) for part in page.get("bidi_component")]
    (data,) = [data for data in found if "groups" in data]
    return [
        {"title": group["title"], **item} for group in data["groups"] for item in group["items"]
    ]


def codes(page: AppTest) -> set[str]:
    return {str(item["id"]).split(":")[0] for item in listed(page)}


def held(page: AppTest) -> Checking:
    found = page.session_state["checking"]
    assert isinstance(found, Checking)
    return found


def test_a_check_follows_the_ad(judged_page: AppTest) -> None:
    page = judged_page
    assert held(page).judging.job_id == ""
    work(page).put("post.caption", "Short enough")
    page.button(key="check_start").click().run()
    await_judged(page)
    assert "caption-cut" not in codes(page)
    before = codes(page)
    assert "check_start" not in [button.key for button in page.button]

    work(page).put("post.caption", "one long word after another " * 40)
    await_judged(page)
    assert codes(page) - before == {"caption-cut"}
    (cut,) = [item for item in listed(page) if item["id"].startswith("caption-cut")]
    assert cut["title"] == "Words"
    (judged,) = phone(page)["judged"]
    assert cut["id"] in [mark["id"] for mark in judged["marks"]]

    work(page).put("post.caption", "Short enough")
    await_judged(page)
    assert codes(page) == before


def test_what_no_file_says_is_asked(judged_page: AppTest) -> None:
    page = judged_page
    page.button(key="check_start").click().run()
    await_judged(page)
    assert "sound-rights" in codes(page)
    field(page.selectbox, "check:sound").set_value("commercial_library").run()
    await_judged(page)
    assert held(page).asked.sound == "commercial_library"
    assert "sound-rights" not in codes(page)


def test_a_check_that_was_stopped_begins_with_a_press_alone(judged_page: AppTest) -> None:
    page = judged_page
    page.button(key="check_start").click().run()
    page.button(key="check_stop").click().run()
    await_judged(page)
    assert not held(page).is_on
    work(page).put("post.caption", "Other words")
    await_judged(page)
    assert phone(page)["judged"] == []
    page.button(key="check_start").click().run()
    await_judged(page)
    assert codes(page)
