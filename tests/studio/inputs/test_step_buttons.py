"""Presses that come together are all heard, and each once."""

from __future__ import annotations

import pytest

from studio.inputs.step_buttons import unheard


@pytest.mark.parametrize(
    ("said", "heard", "new"),
    [
        ({"count": 1, "presses": ["Undo"]}, 0, ["Undo"]),
        ({"count": 3, "presses": ["Undo", "Undo", "Redo"]}, 1, ["Undo", "Redo"]),
        ({"count": 3, "presses": ["Undo", "Undo", "Redo"]}, 3, []),
        # The page was drawn anew after five presses, and knows only its own.
        ({"count": 6, "presses": ["Redo"]}, 5, ["Redo"]),
        ({"count": 90, "presses": ["Undo", "Redo"]}, 2, ["Undo", "Redo"]),
        ({"count": 1, "presses": ["Undo"]}, 4, []),
        (None, 0, []),
        ({"count": "1", "presses": ["Undo"]}, 0, []),
        ({"count": 1, "presses": "Undo"}, 0, []),
    ],
)
def test_every_press_is_heard_once(said: object, heard: int, new: list[str]) -> None:
    assert unheard(said, heard) == new
