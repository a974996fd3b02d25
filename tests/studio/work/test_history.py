"""Steps back and forward."""

from __future__ import annotations

from studio.work.history import MOST_STEPS, History


def test_back_and_forward_again() -> None:
    steps = History()
    steps.note("a", {"n": 0})
    steps.note("b", {"n": 1})
    assert steps.undo({"n": 2}) == {"n": 1}
    assert steps.undo({"n": 1}) == {"n": 0}
    assert steps.undo({"n": 0}) is None
    assert steps.redo({"n": 0}) == {"n": 1}
    assert steps.redo({"n": 1}) == {"n": 2}
    assert steps.redo({"n": 2}) is None


def test_one_field_at_a_time_is_one_step() -> None:
    steps = History()
    for n in range(5):
        steps.note("post.caption", {"n": n})
    steps.note("post.video", {"n": 5})
    steps.note("post.caption", {"n": 6})
    assert [steps.undo({}) for _ in range(3)] == [{"n": 6}, {"n": 5}, {"n": 0}]


def test_after_a_step_back_the_same_field_is_another_step() -> None:
    steps = History()
    steps.note("a", {"n": 0})
    steps.undo({"n": 1})
    steps.note("a", {"n": 0})
    assert steps.possible == (True, False)
    assert steps.undo({"n": 9}) == {"n": 0}


def test_a_change_without_a_field_is_always_a_step() -> None:
    steps = History()
    steps.note("", {"n": 0})
    steps.note("", {"n": 1})
    assert steps.undo({}) == {"n": 1}
    assert steps.possible[0]


def test_it_does_not_grow_for_ever() -> None:
    steps = History()
    for n in range(MOST_STEPS + 50):
        steps.note("", {"n": n})
    count = 0
    while steps.undo({}) is not None:
        count += 1
    assert count == MOST_STEPS
