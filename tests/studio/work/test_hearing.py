"""Whatever is said to a part of the page is answered, whichever part runs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from studio.work.hearing import Hearing

STUDIO = Path(__file__).parents[3] / "studio"
HEARD = {"heard", "noted", "on_press"}


def test_what_is_said_to_the_page_waits_until_the_page_runs() -> None:
    ears = Hearing()
    ears.note("page")
    assert ears.waits_outside("phone")
    with ears.drawing("phone"):
        pass
    assert ears.waits_outside("phone")
    ears.begin()
    assert not ears.waits_outside("phone")


def test_a_part_answers_what_is_said_to_itself() -> None:
    ears = Hearing()
    ears.note("phone")
    assert not ears.waits_outside("phone")
    assert ears.waits_outside("jobs")
    with ears.drawing("phone"):
        assert ears.part == "phone"
    assert ears.part == "page"
    assert not ears.waits_outside("jobs")


def test_a_part_that_is_broken_off_has_answered_nothing() -> None:
    ears = Hearing()
    ears.note("phone")
    with pytest.raises(KeyboardInterrupt), ears.drawing("phone"):
        raise KeyboardInterrupt
    assert ears.part == "page"
    assert ears.waits_outside("jobs")


def test_a_press_is_taken_once() -> None:
    ears = Hearing()
    ears.press("export")
    assert not ears.take_press("sheet")
    assert ears.take_press("export")
    assert not ears.take_press("export")


def _two_parts() -> None:
    from functools import partial

    import streamlit as st

    from studio.work.hearing import hearing, noted, page_part

    def count(name: str) -> None:
        st.session_state[name] = st.session_state.get(name, 0) + 1

    def phone() -> None:
        st.button("phone", on_click=noted(partial(count, "phone pressed")))
        count("phone drawn")

    hearing().begin()
    count("page drawn")
    page_part("phone", phone)()
    st.button("outside", on_click=noted(partial(count, "outside pressed")))


def test_a_part_runs_alone_for_itself_and_with_the_page_for_another() -> None:
    page = AppTest.from_function(_two_parts).run()
    page.button[0].click().run()
    assert page.session_state["phone pressed"] == 1
    page.button[1].click().run()
    assert page.session_state["outside pressed"] == 1
    assert not page.exception


def _callbacks() -> Iterator[tuple[str, ast.expr]]:
    for path in sorted(STUDIO.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not _is_of_streamlit(node.func):
                continue
            for keyword in node.keywords:
                if keyword.arg and keyword.arg.startswith("on_"):
                    yield f"{path.relative_to(STUDIO)}:{node.lineno}", keyword.value


def _is_of_streamlit(called: ast.expr) -> bool:
    """`st.button(…)`, and our own components `_player(…)`."""
    if isinstance(called, ast.Attribute):
        return isinstance(called.value, ast.Name) and called.value.id == "st"
    return isinstance(called, ast.Name) and called.id.startswith("_")


def test_every_callback_of_the_app_says_where_it_stands() -> None:
    found = dict(_callbacks())
    assert len(found) > 15
    unheard = [
        place
        for place, value in found.items()
        if not (
            isinstance(value, ast.Call)
            and isinstance(value.func, ast.Name)
            and value.func.id in HEARD
        )
        and not (isinstance(value, ast.Constant) and value.value == "ignore")
    ]
    assert not unheard


def test_no_part_of_the_page_is_made_elsewhere() -> None:
    users = [
        path.name
        for path in STUDIO.rglob("*.py")
        if "st.fragment" in path.read_text(encoding="utf-8")
    ]
    assert users == ["hearing.py"]
