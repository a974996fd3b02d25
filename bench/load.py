"""Whether a server holds for several people at once, and gives back what they took.

    python -m bench.load [--people 8] [--minutes 10]

Real pages in one Chromium, each in a context of its own, over `app.py --server --no-sign-in`. Each
person uploads a clip that no other has, edits the caption every few seconds, exports every half
minute, saves the file, looks whose clip is in it, and asks for a file of somebody else's. Printed:
milliseconds from an edit's commit to its chrome on the screen, what became of the exports, and the
memory of the server with its workers: when all are there, at the end, and after they left. Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright, expect

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from bench.soak import tree_megabytes
from browser.chrome_swap import timed_swap
from browser.latency import COMMIT
from browser.served_app import CHROMIUM_ARGUMENTS, ROOT, await_health, chromium_path
from renderer.source.probe import probe_source
from support.media import Clip, write_clip
from support.ports import free_port
from support.waiting import PATIENCE

_SECONDS_BETWEEN_EDITS = (2.0, 6.0)
_SECONDS_BETWEEN_EXPORTS = 30.0
# The clip's own length tells whose it is.
_LEAST_FRAMES = 20
_TICKS = 512
_SECONDS_TO_BE_FORGOTTEN = 10
_PATIENCE_MS = 300_000
_ROWS = '.st-key-jobs [class*="st-key-job_"]'

expect.set_options(timeout=_PATIENCE_MS)


@dataclass
class Tally:
    """What happened to everybody."""

    edits: list[float] = field(default_factory=list)
    exports: int = 0
    lost: list[str] = field(default_factory=list)
    mixed: list[str] = field(default_factory=list)
    open_to_others: list[str] = field(default_factory=list)


@dataclass
class Person:
    """One of them, with a page and a clip of their own."""

    number: int
    page: Page
    clip: Path
    duration: Fraction
    address: str
    made: str = ""

    async def begin(self) -> None:
        await self.page.goto(self.address)
        await self.page.get_by_role("button", name="Pause").click()
        # The page is whole when it has told of the sample.
        await expect(self.page.locator("dl.facts")).to_contain_text("clip.mp4")
        upload = self.page.get_by_label("Upload video", exact=True)
        await upload.set_input_files(self.clip)
        await expect(self.page.locator("dl.facts")).to_contain_text(self.clip.name)
        await self.page.get_by_role("radio", name="Draft").click()

    async def edit(self, words: str) -> float:
        took = await self.page.evaluate(timed_swap(COMMIT, _PATIENCE_MS), words)
        return float("inf") if took is None else float(took)

    async def export(self, tally: Tally) -> None:
        """Ask for one, wait for it, save it, and look into it."""
        page, rows = self.page, self.page.locator(_ROWS)
        with suppress(AssertionError):
            await page.get_by_role("button", name="Export video").click()
            # The newest is above those that are over.
            await expect(rows.first.locator("a.get")).to_have_count(0)
            await expect(rows.first.locator("a.get")).to_have_count(1)
            self.made = str(await rows.first.locator("a.get").get_attribute("href"))
            tally.exports += 1
            await self._look(tally)
            return
        tally.lost.append(f"person {self.number}")

    async def _look(self, tally: Tally) -> None:
        answer = await self.page.request.get(self.address + self.made)
        if not answer.ok:
            tally.lost.append(f"person {self.number}: {answer.status}")
            return
        saved = self.clip.with_name(f"saved-{self.number}.mp4")
        saved.write_bytes(await answer.body())
        found = await asyncio.to_thread(probe_source, saved)
        if found.duration != self.duration:
            tally.mixed.append(f"person {self.number} got {found.duration} s")

    async def work(self, others: list[Person], end: float, tally: Tally) -> None:
        chance = random.Random(self.number)
        next_export = time.monotonic() + chance.uniform(0, _SECONDS_BETWEEN_EXPORTS)
        for turn in itertools.count():
            await asyncio.sleep(chance.uniform(*_SECONDS_BETWEEN_EDITS))
            if time.monotonic() > end:
                return
            tally.edits.append(await self.edit(f"person {self.number}, take {turn} #glow @noa"))
            if time.monotonic() > next_export:
                await self.export(tally)
                await self._try(chance.choice(others), tally)
                next_export = time.monotonic() + _SECONDS_BETWEEN_EXPORTS

    async def _try(self, other: Person, tally: Tally) -> None:
        if other is not self and other.made:
            answer = await self.page.request.get(self.address + other.made)
            if answer.status != 404:
                tally.open_to_others.append(f"{self.number} reads {other.number}'s")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--people", type=int, default=8)
    options.add_argument("--minutes", type=float, default=10.0)
    asked = options.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="sparkproof-load-") as name,
        _serve(Path(name)) as (address, server),
    ):
        tally = asyncio.run(_crowd(Path(name), address, server, asked.people, asked.minutes))
    _print(tally)
    bad = tally.lost or tally.mixed or tally.open_to_others
    sys.exit(bool(bad))


@contextmanager
def _serve(folder: Path) -> Iterator[tuple[str, int]]:
    """The address, and the process that listens there."""
    port, log = free_port(), folder / "app.log"
    command = [sys.executable, "app.py", "--server", "--no-sign-in", "--port", str(port)]
    forgotten = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(_SECONDS_TO_BE_FORGOTTEN)}
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, "--home", str(folder / "home")],
            cwd=ROOT,
            env={**os.environ, **forgotten},
            stdout=output,
            stderr=output,
        )
        try:
            await_health(f"http://127.0.0.1:{port}/healthz", server, log)
            yield f"http://127.0.0.1:{port}", server.pid
        finally:
            server.terminate()
            server.wait(PATIENCE)


async def _crowd(folder: Path, address: str, server: int, count: int, minutes: float) -> Tally:
    tally = Tally()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS
        )
        people = [await _person(browser, folder, address, number) for number in range(count)]
        for person in people:
            await person.begin()
            await person.export(tally)
        print(f"Memory in MB: {tree_megabytes(server):.0f} with {count} people", flush=True)
        end = time.monotonic() + minutes * 60
        await asyncio.gather(*(person.work(people, end, tally) for person in people))
        print(f"              {tree_megabytes(server):.0f} after {minutes:g} minutes", flush=True)
        await browser.close()
    await asyncio.sleep(3 * _SECONDS_TO_BE_FORGOTTEN)
    print(f"              {tree_megabytes(server):.0f} when they had left")
    return tally


async def _person(browser: Browser, folder: Path, address: str, number: int) -> Person:
    context = await browser.new_context(viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    page.set_default_timeout(_PATIENCE_MS)
    frames = _LEAST_FRAMES + number
    times = tuple(range(0, frames * _TICKS, _TICKS))
    clip = write_clip(folder / f"clip-{number}.mp4", Clip(times=times))
    return Person(number, page, clip, Fraction(frames, 30), address)


def _print(tally: Tally) -> None:
    edits = sorted(tally.edits)
    late = edits[len(edits) * 95 // 100]
    print(
        f"{len(edits)} edits: {statistics.median(edits):.0f} ms in the median, "
        f"{late:.0f} ms for 95 of 100, {edits[-1]:.0f} ms at most"
    )
    print(f"{tally.exports} exports; lost {tally.lost}, mixed up {tally.mixed}")
    print(f"files that others could read: {tally.open_to_others}")


if __name__ == "__main__":
    main()
