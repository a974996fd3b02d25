"""`python -m bench.mutations [tuned|held-out] [KIND…] [MINUTES]`: the whole suite, or a part.

With minutes, cases are taken in one random order, and none is begun after that time.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from bench.mutations.suite import HELD_OUT, SEEDS, TUNED, Case, Outcome, cases, judged

_AT_ONCE = 16


def main(arguments: list[str]) -> int:
    wanted = {"tuned": TUNED, "held-out": HELD_OUT}
    names = [wanted[word] for word in arguments if word in wanted] or [TUNED, HELD_OUT]
    minutes = next((int(word) for word in arguments if word.isdigit()), 0)
    kinds = {word for word in arguments if word not in wanted and not word.isdigit()}
    for name in names:
        chosen = [case for case in cases(SEEDS[name]) if not kinds or case.kind in kinds]
        start = time.perf_counter()
        if minutes:
            random.Random(name).shuffle(chosen)
        outcomes = list(_told(_all(chosen, start + minutes * 60 if minutes else None), len(chosen)))
        spent = time.perf_counter() - start
        print(f"\n{name}: {len(outcomes)} of {len(chosen)} cases, {spent:.0f} s")
        _print_table(outcomes)
    return 0


def _told(outcomes: Iterable[Outcome | None], count: int) -> Iterator[Outcome]:
    """Those that were made, with what is wrong of them said at once: the whole takes minutes."""
    for number, outcome in enumerate(outcomes, 1):
        if outcome is None:
            continue
        if not outcome.is_named:
            print(f"{number}/{count} {_said(outcome)}", file=sys.stderr, flush=True)
        yield outcome


def _said(one: Outcome) -> str:
    what = "false alarm" if one.fault is None else "wrong name" if one.is_caught else "escaped"
    detail = f"{one.fault.element} {one.fault.figures}".strip() if one.fault else "clean"
    return f"{what}: {one.case.name}: {detail} -> {list(one.codes)[:4]}"


def _all(chosen: list[Case], until: float | None) -> Iterable[Outcome | None]:
    with ProcessPoolExecutor(2) as pool:
        for first in range(0, len(chosen), _AT_ONCE):
            if until is not None and time.perf_counter() > until:
                return
            yield from pool.map(_judged, chosen[first : first + _AT_ONCE], chunksize=2)


def _judged(case: Case) -> Outcome | None:
    with tempfile.TemporaryDirectory() as folder:
        return judged(case, Path(folder))


def _print_table(outcomes: list[Outcome]) -> None:
    print(f"{'kind':<14}{'cases':>7}{'caught':>8}{'named':>8}")
    for kind in sorted({outcome.case.kind for outcome in outcomes if outcome.fault}):
        _print_row(kind, [one for one in outcomes if one.case.kind == kind])
    faulty = [one for one in outcomes if one.fault]
    _print_row("all, known", [one for one in faulty if not one.case.is_any])
    _print_row("all, any video", [one for one in faulty if one.case.is_any])
    clean = [one for one in outcomes if one.fault is None]
    print(f"clean: {len(clean)}, false alarms: {sum(one.is_caught for one in clean)}")
    for one in outcomes:
        if not one.is_named:
            print(f"  {_said(one)}")


def _print_row(kind: str, outcomes: list[Outcome]) -> None:
    if not outcomes:
        return
    caught = sum(one.is_caught for one in outcomes) / len(outcomes)
    named = sum(one.is_named for one in outcomes) / len(outcomes)
    print(f"{kind:<14}{len(outcomes):>7}{caught:>8.1%}{named:>8.1%}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
