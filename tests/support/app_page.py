"""The page without a browser: what it holds for the player, and what it says."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.testing.v1 import AppTest

from studio.work.session import Studio

PAGE = Path(__file__).parents[2] / "studio" / "run.py"
AD = Path(__file__).parents[2] / "samples" / "slow_coffee" / "ad.yaml"
HOSTILE = "<script>alert(1)</script>"


def player(page: AppTest) -> dict[str, Any]:
    """The data of the component that has phones."""
    found = [json.loads(part.proto.json) for part in page.get("bidi_component")]
    (data,) = [data for data in found if "phones" in data]
    return dict(data)


def phones(page: AppTest) -> list[dict[str, Any]]:
    return list(player(page)["phones"])


def phone(page: AppTest) -> dict[str, Any]:
    (only,) = phones(page)
    return dict(only)


def layer(page: AppTest, layer_id: str) -> dict[str, Any]:
    return next(dict(found) for found in phone(page)["layers"] if found["id"] == layer_id)


def has_layer(page: AppTest, layer_id: str) -> bool:
    return any(found["id"] == layer_id for found in phone(page)["layers"])


def work(page: AppTest) -> Studio:
    found = page.session_state["studio"]
    assert isinstance(found, Studio)
    return found


def alerts(page: AppTest) -> list[str]:
    return [part.proto.body for part in page.get("html") if 'role="alert"' in part.proto.body]


def field(widgets: Iterable[Any], name: str) -> Any:
    """The one widget of that name among those of its kind, whatever its revision."""
    (found,) = [widget for widget in widgets if str(widget.key).startswith(f"field:{name}#")]
    return found


def held(page: AppTest, **toggles: bool) -> WidgetStates:
    """All that the browser holds now, with these toggles pressed."""
    states = page._tree.get_widget_states()
    for name, value in toggles.items():
        (state,) = [state for state in states.widgets if f"field:{name}#" in state.id]
        state.bool_value = value
    return states


def run_with(page: AppTest, states: WidgetStates) -> None:
    """A run for a browser that has not got the newest answer: it sends what it held before."""
    page._run(states)
    assert not page.exception


def choose_view(page: AppTest, choice: str) -> None:
    (row,) = [group for group in page.button_group if "Compare" in str(group.options)]
    row.set_value(choice).run()
    assert not page.exception
