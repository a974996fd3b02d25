"""How long something done in the page takes to show: to the frame after its new chrome."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from browser.served_app import launch_chromium, open_app, serve_app
from support.waiting import PATIENCE

# What `prepare` gives back is all that is timed with the wait.
_TIMED = """async (prepare, argument, limit) => {
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
  const act = prepare(argument, find);
  const began = performance.now();
  act();
  while (stage.dataset.rev === before) {
    await frame();
    if (performance.now() - began > limit) return null;
  }
  await frame();
  return performance.now() - began;
}"""


def time_swap(page: Page, prepare: str, argument: object) -> float:
    """Milliseconds from an act to its chrome on the screen; none within PATIENCE is a failure.

    `prepare` is a script's function of `argument` and of `find`, which gives the first element
    for a selector inside any component. It gives back the act, a function without arguments.
    """
    took = page.evaluate(timed_swap(prepare, round(PATIENCE * 1000)), argument)
    assert took is not None, f"{argument} did not change the chrome within {PATIENCE:.0f} s"
    return float(took)


def timed_swap(prepare: str, limit: int) -> str:
    """The script of `time_swap`, a function of its argument: null after `limit` milliseconds."""
    return f"argument => ({_TIMED})({prepare}, argument, {limit})"


@contextmanager
def app_of_its_own() -> Iterator[Page]:
    """The first sample playing in an app and a browser that end with the block."""
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_app(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = launch_chromium(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        open_app(page, address)
        yield page
        browser.close()
