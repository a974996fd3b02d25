"""Gives a case to a child, waits no longer than is allowed, and says what was wrong."""

from __future__ import annotations

import hashlib
import json
import os
import select
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bench.fuzz.cases import COMMANDS, Case, Corpus

MOST_SECONDS = 10.0
"""Of processor time: on a busy machine a clock says nothing."""
_MOST_BY_THE_CLOCK = 180.0
MOST_BYTES = 1 << 30
_CODES = (0, 1, 2)
_CASES_OF_A_CHILD = 400
_ROOT = Path(__file__).parents[2]
_TICKS = os.sysconf("SC_CLK_TCK")
_PLACES = {
    "HOME": "home",
    "TMPDIR": "tmp",
    "SPARKPROOF_CACHE": "cache",
    "SPARKPROOF_WORK": "work",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case came to: `faults` by kind, and what it took."""

    faults: tuple[str, ...]
    details: str
    code: int | None
    seconds: float
    peak_bytes: int


class Children:
    """One for each door, begun when it is needed, all below `root`."""

    def __init__(self, root: Path, corpus: Corpus) -> None:
        self._root, self._corpus = root, corpus
        self._held: dict[str, Child] = {}

    def run(self, case: Case) -> Outcome:
        """Tries the case in the process of its door."""
        if case.module not in self._held:
            folder = self._root / case.module
            self._held[case.module] = Child(folder, self._corpus, case.module)
        return self._held[case.module].run(case)

    def end(self) -> None:
        for child in self._held.values():
            child.end()


class Child:
    """One process of `module` at a time, with folders of its own; a new one after a fault."""

    def __init__(self, root: Path, corpus: Corpus, module: str = COMMANDS) -> None:
        self._root, self._corpus, self._module = root, corpus, module
        self._process: subprocess.Popen[bytes] | None = None
        self._count = 0
        for name in ("in", "out", "home", "tmp", "cwd", "cache", "work"):
            (root / name).mkdir(parents=True)

    def run(self, case: Case) -> Outcome:
        """Tries the case. The folders are as they were before."""
        folder = self._root / "in" / "acme"
        folder.mkdir()
        file = folder / case.name
        file.write_bytes(case.content)
        for path in self._beside(case):
            shutil.copyfile(path, folder / path.name)
        words = [str(word) for word in case.door(file, self._corpus, self._root / "out")]
        before = {path.name: _digest(path) for path in folder.iterdir()}
        outcome = self._answer(words, str(folder.parent) if case.kind == "placement" else "")
        after = {path.name: _digest(path) for path in folder.iterdir()}
        return self._cleaned(outcome, [] if before == after else [f"in: {sorted(after)}"])

    def end(self) -> None:
        if self._process is not None:
            # Leaves its pipes closed, and no process.
            with self._process as process:
                process.kill()
            self._process = None

    def _beside(self, case: Case) -> list[Path]:
        """What a broken ad or list names is there, and right."""
        if case.kind not in ("ad", "list"):
            return []
        names = ("clip.mp4", "still.png", *(("ad.yaml",) if case.kind == "list" else ()))
        return [self._corpus.folder / name for name in names]

    def _answer(self, words: list[str], placements: str) -> Outcome:
        process = self._ready()
        assert process.stdin is not None
        assert process.stdout is not None
        begun, spent = time.monotonic(), _seconds_of(process.pid)
        order = {"words": words, "placements": placements}
        process.stdin.write(json.dumps(order).encode() + b"\n")
        process.stdin.flush()
        while not select.select([process.stdout], [], [], 0.5)[0]:
            used = _seconds_of(process.pid) - spent
            if used > MOST_SECONDS or time.monotonic() - begun > _MOST_BY_THE_CLOCK:
                self.end()
                return Outcome(("hang",), f"{used:.1f} s", None, used, 0)
        line = process.stdout.readline()
        if not line:
            code = process.wait()
            self.end()
            return Outcome(("crash",), f"exit {code}", code, 0, 0)
        return judged(json.loads(line), _seconds_of(process.pid) - spent)

    def _ready(self) -> subprocess.Popen[bytes]:
        self._count += 1
        if self._process is None or self._count % _CASES_OF_A_CHILD == 0:
            self.end()
            places = {name: str(self._root / folder) for name, folder in _PLACES.items()}
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", self._module, self._root, self._corpus.ad],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                cwd=self._root / "cwd", env={**os.environ, **places, "PYTHONPATH": str(_ROOT)},
            )  # fmt: skip
        return self._process

    def _cleaned(self, outcome: Outcome, strays: list[str]) -> Outcome:
        strays += [
            str(path.relative_to(self._root))
            for name in ("home", "tmp", "cwd")
            for path in (self._root / name).rglob("*")
        ]
        halves = [path.name for path in (self._root / "out").rglob("*.part*")]
        if outcome.code == 2:
            halves += [path.name for path in (self._root / "out").rglob("*") if path.is_file()]
        for name in ("in", "out", "home", "tmp", "cwd"):
            shutil.rmtree(self._root / name)
            (self._root / name).mkdir()
        faults = outcome.faults + (("stray file",) if strays else ())
        # A child that was ended could not tidy up.
        if halves and outcome.code is not None and outcome.code >= 0:
            faults += ("half a file",)
        said = "\n".join(filter(None, (outcome.details, *strays, *halves)))
        return Outcome(faults, said, outcome.code, outcome.seconds, outcome.peak_bytes)


def judged(answer: dict[str, object], seconds: float) -> Outcome:
    """What the child answered, and its processor time, as an outcome."""
    code, said, told = answer["code"], str(answer["said"]), str(answer["traceback"])
    peak = answer["peak"]
    assert isinstance(code, int)
    assert isinstance(peak, int)
    found = {
        "traceback": bool(told) or "Traceback" in said or "error in Sparkproof itself" in said,
        "exit code": code not in _CODES and not told,
        "no words": code == 2 and not said.strip(),
        "slow": seconds > MOST_SECONDS,
        "memory": peak > MOST_BYTES,
    }
    faults = tuple(name for name, is_so in found.items() if is_so)
    return Outcome(faults, (told or said) if faults else "", code, seconds, peak)


def _seconds_of(process_id: int) -> float:
    """Processor time of all its threads so far."""
    try:
        fields = Path(f"/proc/{process_id}/stat").read_text("ascii", "replace").rpartition(")")[2]
    except OSError:
        return 0.0
    user, system = fields.split()[11:13]
    return (int(user) + int(system)) / _TICKS


def _digest(path: Path) -> str:
    if path.is_dir():
        return "folder"
    return hashlib.blake2b(path.read_bytes(), digest_size=8).hexdigest()
