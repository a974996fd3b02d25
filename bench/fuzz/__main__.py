"""Runs the cases and prints the table; exit 1 if anything broke.

    python -m bench.fuzz [--count 10000] [--seed 1] [--kind video] [--first 0] [--processes 2]
                         [--minutes 120]

What broke is written to `out/fuzz`, by seed and number: the file, and what was said.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from bench.fuzz.cases import KINDS, Corpus, make_case, make_corpus
from bench.fuzz.trying import Children, Outcome

_KEPT = Path("out") / "fuzz"


@dataclass
class Tally:
    """Of one kind: cases, exit codes, faults, and the most that one case took."""

    count: int = 0
    codes: Counter[int | None] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    most_seconds: float = 0.0
    most_bytes: int = 0

    def add(self, outcome: Outcome) -> None:
        self.count += 1
        self.codes[outcome.code] += 1
        self.faults.update(outcome.faults)
        self.seconds += outcome.seconds
        self.most_seconds = max(self.most_seconds, outcome.seconds)
        self.most_bytes = max(self.most_bytes, outcome.peak_bytes)


def main() -> None:
    asked = _asked()
    tallies = {kind.name: Tally() for kind in KINDS}
    with tempfile.TemporaryDirectory() as temporary:
        corpus = make_corpus(Path(temporary) / "whole")
        numbers = range(asked.first, asked.first + asked.count)
        shares = [numbers[at :: asked.processes] for at in range(asked.processes)]
        lock, end = Lock(), time.monotonic() + asked.minutes * 60

        def run(at: int) -> None:
            children = Children(Path(temporary) / f"children{at}", corpus)
            try:
                for number in shares[at]:
                    if time.monotonic() > end:
                        break
                    _run_case(number, asked, corpus, children, tallies, lock)
            finally:
                children.end()

        with ThreadPoolExecutor(asked.processes) as pool:
            list(pool.map(run, range(asked.processes)))
    _print(tallies, asked.seed)
    sys.exit(any(tally.faults for tally in tallies.values()))


def _run_case(
    number: int,
    asked: argparse.Namespace,
    corpus: Corpus,
    children: Children,
    tallies: dict[str, Tally],
    lock: Lock,
) -> None:
    case = make_case(number, asked.seed, corpus, asked.kind)
    outcome = children.run(case)
    with lock:
        tallies[case.kind].add(outcome)
        if outcome.faults:
            _KEPT.mkdir(parents=True, exist_ok=True)
            name = f"{asked.seed}-{number}-{case.name}"
            (_KEPT / name).write_bytes(case.content)
            (_KEPT / f"{name}.txt").write_text(outcome.details, "utf-8")
            print(f"{name}: {', '.join(outcome.faults)}", flush=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--minutes", type=float, default=120, help="begin no case after them")
    parser.add_argument("--kind", default="", choices=["", *(kind.name for kind in KINDS)])
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def _print(tallies: dict[str, Tally], seed: int) -> None:
    heads = ("cases", "exit 0", "exit 1", "exit 2", "mean s", "most s", "most MB")
    print(f"{f'seed {seed}':12}", *(f"{head:>7}" for head in heads), " faults")
    for name, tally in tallies.items():
        if not tally.count:
            continue
        mean = tally.seconds / tally.count
        cells = (
            *(f"{tally.count:7}", *(f"{tally.codes[code]:7}" for code in (0, 1, 2))),
            *(f"{mean:7.2f}", f"{tally.most_seconds:7.1f}", f"{tally.most_bytes / 1e6:7.0f}"),
        )
        said = ", ".join(f"{count} {fault}" for fault, count in tally.faults.items())
        print(f"{name:12}", *cells, f" {said or 'none'}")
    print(f"{sum(tally.count for tally in tallies.values())} cases")


if __name__ == "__main__":
    main()
