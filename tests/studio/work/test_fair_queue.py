"""Whose turn it is."""

from __future__ import annotations

from studio.work.fair_queue import FairQueue


def test_each_has_a_turn_before_anybody_has_another() -> None:
    queue: FairQueue[str] = FairQueue()
    for thing in ("a1", "a2", "a3", "a4"):
        queue.put("ann", thing)
    assert [queue.take(), queue.take()] == ["a1", "a2"]
    queue.put("bob", "b1")
    queue.put("bob", "b2")
    queue.put("cleo", "c1")
    assert [queue.take() for _ in range(6)] == ["b1", "c1", "a3", "b2", "a4", None]
    queue.put("ann", "a5")
    queue.put("bob", "b3")
    # Ann was served last.
    assert [queue.take(), queue.take()] == ["b3", "a5"]
