"""How long a switch of placement, language or phone takes, and how three phones keep step.

`python -m bench.switching` prints what this measures.
"""

from __future__ import annotations

import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from browser.served_app import launch_chromium, open_app, read_player, serve_app, wait_until

# Presses what is named, and waits for the frame after the new chrome was swapped in.
_PRESS = """async ([role, name]) => {
  const find = (selector) => {
    for (const host of document.querySelectorAll("*")) {
      const found = host.shadowRoot?.querySelector(selector);
      if (found) return found;
    }
    return null;
  };
  const stage = find(".stage");
  const before = stage.dataset.rev;
  const frame = () => new Promise(requestAnimationFrame);
  const target = [...document.querySelectorAll(`[role=${role}]`)].find((node) =>
    node.textContent.trim().startsWith(name),
  );
  const began = performance.now();
  target.click();
  while (stage.dataset.rev === before) {
    await frame();
    if (performance.now() - began > 10000) return null;
  }
  await frame();
  return performance.now() - began;
}"""

_STEPS = """async (seconds) => {
  const stages = [];
  for (const host of document.querySelectorAll("*")) {
    stages.push(...(host.shadowRoot?.querySelectorAll(".stage") ?? []));
  }
  const gaps = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    await new Promise(requestAnimationFrame);
    const times = stages.map((stage) => Number(stage.dataset.time));
    gaps.push(Math.max(...times) - Math.min(...times));
  }
  return { phones: stages.length, looks: gaps.length, widest: Math.max(...gaps) };
}"""

_PAUSE_MS = 400
_VIEWS = ("TopView", "Organic", "In-Feed")
_PHONES = ("iPhone", "Android", "9:16")
_LANGUAGES = ("Deutsch", "العربية", "日本語", "English")


@dataclass(frozen=True, slots=True)
class Switches:
    """Milliseconds of each switch by kind, the player's counters, and the gap between phones."""

    milliseconds: dict[str, tuple[float, ...]]
    mounts: int
    loads: int
    phones: int
    widest_gap_ms: float

    def median(self, kind: str) -> float:
        return statistics.median(self.milliseconds[kind])


def measure_switches(page: Page, rounds: int = 3) -> Switches:
    """Each switch that many times while the clip plays, then two seconds of three phones."""
    times: dict[str, list[float]] = {"placement": [], "phone": [], "language": []}
    for _ in range(rounds):
        times["placement"] += [_press(page, "radio", view) for view in _VIEWS]
        times["phone"] += [_press(page, "radio", phone) for phone in _PHONES]
        for language in _LANGUAGES:
            page.get_by_label("Language", exact=True).click()
            page.get_by_role("option").filter(has_text=language).wait_for()
            times["language"].append(_press(page, "option", language))
    page.get_by_role("radio", name="Compare", exact=True).click()
    wait_until(page, lambda: page.locator(".stage").count() == 3, "three phones did not appear")
    page.wait_for_timeout(_PAUSE_MS)
    step = page.evaluate(_STEPS, 2)
    player = read_player(page)
    return Switches(
        {kind: tuple(each) for kind, each in times.items()},
        player["mounts"],
        player["loads"],
        step["phones"],
        step["widest"] * 1000,
    )


def _press(page: Page, role: str, name: str) -> float:
    took = page.evaluate(_PRESS, [role, name])
    assert took is not None, f"{name} did not change the chrome within ten seconds"
    page.wait_for_timeout(_PAUSE_MS)
    return float(took)


def measure_app(rounds: int = 3) -> Switches:
    """The same on an app and a browser of its own."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_app(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = launch_chromium(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        open_app(page, address)
        measured = measure_switches(page, rounds)
        browser.close()
    return measured
