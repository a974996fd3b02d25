"""The card Reviews, without a browser: the list, the pins on the phone, what an edit does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from signoff.reviews.review import check_sum, review_from_text
from studio.judging.reviews_card import Reviewing
from support.app_page import phone, work
from support.review_files import note, review_data

pytestmark = pytest.mark.processes


def listed(page: AppTest) -> dict[str, list[dict[str, Any]]]:
    found = [json.loads(part.proto.json) for part in page.get("bidi_component")]
    (data,) = [data for data in found if "groups" in data]
    return {group["title"]: group["items"] for group in data["groups"]}


def test_notes_are_listed_and_pinned_and_an_edit_voids_the_decision(judged_page: AppTest) -> None:
    page = judged_page
    page.run()
    ad = work(page).good
    assert ad is not None
    turned = "Ana\u202e"
    data = review_data(ad, turned, note(1, 300_000, "caption", "<b>Louder</b>"), verdict="approved")
    text = json.dumps({**data, "sum": check_sum(data)})
    held: Reviewing = page.session_state["reviewing"]
    held.take("ana.review.json", review_from_text(text, "ana.review.json"))
    page.run()
    (decision,) = listed(page)["Decisions"]
    assert decision["words"] == "Approved by Ana on 2026-12-01 · of this version"
    assert turned not in json.dumps(listed(page), ensure_ascii=False)
    (item,) = listed(page)["Notes"]
    assert (item["words"], item["leads"], item["tone"]) == ("<b>Louder</b>", True, "note")
    (judged,) = phone(page)["judged"]
    (mark,) = [mark for mark in judged["marks"] if mark["id"] == item["id"]]
    # 40,300 on a screen of 270 pixels is 53,400 on this one of 360.
    x, y, side, _ = mark["box"]
    assert (x + side // 2, y + side // 2, mark["t0"]) == (53, 400, 0.3)

    work(page).put("post.caption", "Something else")
    page.run()
    (decision,) = listed(page)["Decisions"]
    assert decision["words"].endswith("approved version differs: caption")
    assert decision["tone"] == "warn"

    page.button(key="reviews_clear").click().run()
    assert phone(page)["judged"] == []
