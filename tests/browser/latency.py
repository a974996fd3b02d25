"""How long a caption takes from commit to the screen, while the clip plays.

`python -m bench.latency` prints what this measures.
"""

from __future__ import annotations

import itertools
import statistics
from dataclasses import dataclass

from playwright.sync_api import Page

from browser.chrome_swap import app_of_its_own, time_swap
from browser.served_app import read_player

# Commits as Ctrl+Enter does.
COMMIT = """(text, find) => {
  const field = find("textarea");
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return () => field.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }),
  );
}"""

_PAUSE_MS = 150
_WARM_UP = 2


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of each edit, where the clip stood after it, and the player's counters."""

    milliseconds: tuple[float, ...]
    positions: tuple[float, ...]
    duration: float
    mounts: int
    loads: int

    @property
    def median(self) -> float:
        return statistics.median(self.milliseconds)

    @property
    def never_went_back(self) -> bool:
        """True when the clip advanced between any two edits, by less than one turn of its loop."""
        steps = (
            (after - before) % self.duration for before, after in itertools.pairwise(self.positions)
        )
        return all(0 < step < self.duration / 2 for step in steps)


def commit_caption(page: Page, text: str) -> float:
    """Milliseconds from the commit of a new caption to its chrome on the screen."""
    return time_swap(page, COMMIT, text)


def measure_latency(page: Page, edits: int = 20) -> Latency:
    """Commit that many captions, one after the other, while the clip plays."""
    for number in range(_WARM_UP):
        commit_caption(page, f"warming up {number}")
    times, positions = [], []
    for number in range(edits):
        times.append(commit_caption(page, f"take {number} of the morning light #glow @noa"))
        positions.append(read_player(page)["time"])
        page.wait_for_timeout(_PAUSE_MS)
    player = read_player(page)
    return Latency(
        tuple(times), tuple(positions), player["duration"], player["mounts"], player["loads"]
    )


def measure_app(edits: int = 20) -> Latency:
    """The same on an app and a browser of its own."""
    with app_of_its_own() as page:
        return measure_latency(page, edits)
