"""How long a caption takes from commit to the screen, while the clip plays.

`python -m bench.latency` prints what this measures.
"""

from __future__ import annotations

import itertools
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from browser.served_app import launch_chromium, open_app, read_player, serve_app

# Commits as Ctrl+Enter does, and waits for the frame after the new chrome was swapped in.
_COMMIT = """async text => {
  const find = (selector) => {
    for (const host of document.querySelectorAll("*")) {
      const found = host.shadowRoot?.querySelector(selector);
      if (found) return found;
    }
    return null;
  };
  const stage = find(".stage");
  const field = find("textarea");
  const before = stage.dataset.rev;
  const frame = () => new Promise(requestAnimationFrame);
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  const began = performance.now();
  field.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }),
  );
  while (stage.dataset.rev === before) {
    await frame();
    if (performance.now() - began > 10000) return null;
  }
  await frame();
  return performance.now() - began;
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
    took = page.evaluate(_COMMIT, text)
    assert took is not None, "the chrome did not change within ten seconds"
    return float(took)


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
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_app(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = launch_chromium(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        open_app(page, address)
        measured = measure_latency(page, edits)
        browser.close()
    return measured
