"""What goes ahead to a page, and who waits for it."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from studio.store.lane import Lane

PNG = {"/layer/a": b"first", "/layer/b": b"second", "/layer/large": bytes(200_001)}
LONG = 60.0


def data(*addresses: str, fit: str = "cover") -> dict[str, Any]:
    return {"fit": fit, "phones": [{"layers": [{"url": address} for address in addresses]}]}


@pytest.fixture
def lane() -> Lane:
    return Lane(PNG.get)


@pytest.fixture
def sent(lane: Lane) -> list[dict[str, Any]]:
    """What a page has heard; it says nothing."""
    said: list[dict[str, Any]] = []
    lane.open(lambda text: said.append(json.loads(text)))
    return said


def test_only_what_is_new_goes_ahead_with_its_own_new_pictures(
    lane: Lane, sent: list[dict[str, Any]]
) -> None:
    first = lane.take(data("/layer/a", "/layer/large", "/layer/gone"))
    assert lane.take(data("/layer/a", "/layer/large", "/layer/gone")) == first
    second = lane.take(data("/layer/b"))
    # Back again: the page has the picture still.
    third = lane.take(data("/layer/a"))
    assert [message["data"] for message in sent] == [first, second, third]
    assert (first["turn"], second["turn"], second["fit"]) == (1, 2, "cover")
    assert first["lane"] == f"/sparkproof/lane/{lane.token}"
    # The first word of each PNG in base64; what is too large or gone is asked for by the page.
    pictures = [message["pictures"] for message in sent]
    assert pictures == [
        {"/layer/a": "data:image/png;base64,Zmlyc3Q="},
        {"/layer/b": "data:image/png;base64,c2Vjb25k"},
        {},
    ]


def test_without_a_page_nothing_is_awaited(lane: Lane) -> None:
    lane.take(data("/layer/a"))
    assert not lane.await_shown(LONG)


def test_the_newest_is_awaited_until_the_page_shows_it(
    lane: Lane, sent: list[dict[str, Any]]
) -> None:
    lane.take(data("/layer/a"))
    lane.hear(1)
    assert lane.await_shown(LONG)
    lane.take(data("/layer/b"))
    assert not lane.await_shown(0)
    threading.Timer(0, lane.hear, (2,)).start()
    assert lane.await_shown(LONG)
    assert len(sent) == 2


def test_a_page_that_goes_lets_go_and_one_that_came_later_stays(lane: Lane) -> None:
    def old(_: str) -> None:
        pass

    def new(text: str) -> None:
        said.append(text)

    said: list[str] = []
    lane.open(old)
    lane.take(data("/layer/a"))
    threading.Timer(0, lane.close, (old,)).start()
    assert not lane.await_shown(LONG)
    lane.open(old)
    lane.open(new)
    lane.close(old)
    lane.take(data("/layer/b"))
    assert len(said) == 1
