"""From the start of the app to the sample playing in a browser that is open already.

python -m bench.start
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browser.served_app import launch_chromium, open_app, serve_app

RUNS = 5
TARGET_SECONDS = 4.0


def main() -> None:
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        measured = [_measure(browser) for _ in range(RUNS)]
        browser.close()
    answers, plays = (statistics.median(times) for times in zip(*measured, strict=True))
    print(f"App, from its start to what follows, median of {RUNS}")
    print(f"  the server answers     {answers:5.1f} s")
    print(f"  the sample plays       {plays:5.1f} s   target {TARGET_SECONDS:g}")


def _measure(browser: Browser) -> tuple[float, float]:
    """Seconds until the server answers, and until the clip plays under its chrome."""
    with tempfile.TemporaryDirectory(prefix="sparkproof-start-") as name:
        began = time.perf_counter()
        with serve_app(Path(name)) as address:
            answered = time.perf_counter()
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            open_app(page, address)
            plays = time.perf_counter()
            page.close()
    return answered - began, plays - began


if __name__ == "__main__":
    main()
