"""How long a switch of placement, language or phone takes, and how three phones keep step.

`python -m bench.switching` prints what this measures.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from playwright.sync_api import Page

from browser.chrome_swap import app_of_its_own, time_swap
from browser.served_app import read_player, wait_until

_PRESS = """([role, name]) => {
  const target = [...document.querySelectorAll(`[role=${role}]`)].find((node) =>
    node.textContent.trim().startsWith(name),
  );
  return () => target.click();
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
    took = time_swap(page, _PRESS, [role, name])
    page.wait_for_timeout(_PAUSE_MS)
    return took


def measure_app(rounds: int = 3) -> Switches:
    """The same on an app and a browser of its own."""
    with app_of_its_own() as page:
        return measure_switches(page, rounds)
