"""Short work of all visitors: so many at a time, in order, and no more than can wait."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from studio.work.quick_queue import QuickQueue
from support.waiting import PATIENCE, until


def test_forty_at_once_are_no_more_than_allowed_at_a_time() -> None:
    queue = QuickQueue(at_once=2, most_waiting=40)
    lock, running, most = threading.Lock(), 0, 0
    both = threading.Barrier(2)

    def work(number: int) -> int:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        # Each waits for another one to run beside it, so that two do.
        both.wait(PATIENCE)
        with lock:
            running -= 1
        return number

    futures = [queue.offer(partial(work, number)) for number in range(40)]
    assert [future.result(PATIENCE) for future in futures if future] == list(range(40))
    assert most == 2
    queue.close()


def test_what_finds_no_place_is_refused_until_there_is_one() -> None:
    queue = QuickQueue(at_once=1, most_waiting=1)
    go_on = threading.Event()
    first, second = queue.offer(lambda: go_on.wait(PATIENCE)), queue.offer(lambda: 2)
    assert first is not None
    assert second is not None
    assert queue.offer(lambda: 3) is None
    go_on.set()
    assert (first.result(PATIENCE), second.result(PATIENCE)) == (True, 2)
    third = queue.offer(lambda: 3)
    assert third is not None
    assert third.result(PATIENCE) == 3
    queue.close()


def test_one_person_leaves_room_for_others() -> None:
    queue = QuickQueue(at_once=1, most_waiting=3)
    go_on = threading.Event()
    first = queue.offer(lambda: go_on.wait(PATIENCE), "ann", 2)
    second = queue.offer(lambda: True, "ann", 2)
    assert first is not None
    assert second is not None
    assert queue.offer(lambda: True, "ann", 2) is None
    other = queue.offer(lambda: True, "bob", 2)
    assert other is not None
    go_on.set()
    assert all(future.result(PATIENCE) for future in (first, second, other))
    until(lambda: queue.offer(lambda: True, "ann", 2))
    queue.close()


def test_one_that_waits_and_is_given_up_leaves_its_place() -> None:
    queue = QuickQueue(at_once=1, most_waiting=1)
    go_on = threading.Event()
    first, second = queue.offer(lambda: go_on.wait(PATIENCE)), queue.offer(lambda: 2)
    assert first is not None
    assert second is not None
    assert second.cancel()
    assert queue.offer(lambda: 3) is not None
    go_on.set()
    queue.close()


def test_who_waits_for_it_hears_what_went_wrong() -> None:
    queue = QuickQueue(at_once=1)

    def fail() -> None:
        raise OSError("no such thing")

    with pytest.raises(OSError, match="no such thing"):
        queue.run(fail)
    assert queue.run(lambda: 5) == 5
    queue.close()
