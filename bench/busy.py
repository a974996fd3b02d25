"""How long an edit takes in the app while two others edit and export.

    python -m bench.busy

Three pages of three browsers' visitors on one server and this computer. Two of them change their
captions again and again, and each begins another export whenever its last one is over.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browser.chrome_swap import app_of_its_own
from browser.latency import commit_caption
from browser.served_app import open_app, wait_until

EDITS = 20
OTHERS = 2
TARGETS = {"alone": 100, "three visitors": None, "and two exports": 300}
_WARM_UP = 2
_PAUSE_MS = 150

# Types as somebody who stops after every word; an export is over when no bar is left.
_EDITS = """(every) => {
  const find = (selector) => {
    for (const host of document.querySelectorAll("*")) {
      const found = host.shadowRoot?.querySelector(selector);
      if (found) return found;
    }
    return null;
  };
  let number = 0;
  window.exports = false;
  setInterval(() => {
    const field = find("textarea");
    number += 1;
    field.value = `visitor ${Math.random()} word ${number} #glow`;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const button = [...document.querySelectorAll("button")].find((node) =>
      node.textContent.startsWith("Export"),
    );
    const isExporting = document.querySelector(".st-key-jobs progress") !== null;
    if (window.exports && !isExporting && !button.disabled) button.click();
  }, every);
}"""


def main() -> None:
    print(f"App, caption to the chrome on the screen, median of {EDITS}")
    with app_of_its_own() as page:
        _print("alone", _edit(page))
        others = [_other(page) for _ in range(OTHERS)]
        for number, other in enumerate(others):
            # Never both within one moment.
            other.evaluate(_EDITS, 700 + 90 * number)
        _print("three visitors", _edit(page))
        for other in others:
            other.evaluate("window.exports = true")
        for other in others:
            wait_until(other, lambda page=other: _exports(page), "no export began")  # type: ignore[misc]
        _print("and two exports", _edit(page))


def _other(page: Page) -> Page:
    """Another visitor's page, with the sample playing."""
    assert page.context.browser is not None
    other = page.context.browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    open_app(other, page.url.split("?")[0])
    return other


def _exports(page: Page) -> bool:
    return page.locator(".st-key-jobs progress").count() > 0


def _edit(page: Page) -> list[float]:
    for number in range(_WARM_UP):
        commit_caption(page, f"warming up {number}")
    times = []
    for number in range(EDITS):
        times.append(commit_caption(page, f"take {number} of the morning light #glow @noa"))
        page.wait_for_timeout(_PAUSE_MS)
    return times


def _print(name: str, times: list[float]) -> None:
    target = TARGETS[name]
    said = "" if target is None else f"   target {target}"
    median = statistics.median(times)
    print(f"  {name:16} {median:5.0f} ms, slowest {max(times):5.0f} ms{said}", flush=True)


if __name__ == "__main__":
    main()
