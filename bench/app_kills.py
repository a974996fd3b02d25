"""Whether anything is lost when the whole app is killed at any moment.

    python -m bench.app_kills [--kills 20] [--seed 1]

A server over one folder and a real page, whose visitor changes the caption and exports, and goes on
when it answers again. It is killed with SIGKILL after a random while; every third time its workers
are killed first. A last run comes to its end by itself. Then every job whose row the page has shown
has its file, whole, and none twice, but for those under which the app ended three times; and every
link on the page leads to a whole file. Linux.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from os import kill
from pathlib import Path

import yaml
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from bench.kills import children
from browser.latency import commit_caption
from browser.served_app import ROOT, await_health, be_patient, launch_chromium, stage, wait_until
from renderer.source.probe import probe_source
from support.ads import ad_data
from support.desk_process import DeskRuns
from support.media import Clip, write_clip
from support.ports import free_port

_MOST_SECONDS = 4.0
_JOBS_OF_A_RUN = 2
_ROWS = '.st-key-jobs [class*="st-key-job_"]'
_LINKS = f"{_ROWS} a.get"


class Server:
    """Runs over one folder at one address, one after the other."""

    def __init__(self, folder: Path, ad: Path) -> None:
        self._folder, self._ad, self._port = folder, ad, free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        self.start()

    @property
    def home(self) -> Path:
        return self._folder / "home"

    def kill(self, *, workers_first: bool) -> None:
        """With SIGKILL, at any moment."""
        for worker in children(self.process.pid) if workers_first else ():
            with suppress(OSError):
                kill(worker, signal.SIGKILL)
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        self.process.terminate()
        self.process.wait()

    def start(self) -> None:
        log = self._folder / "app.log"
        options = ("--server", "--no-sign-in", "--port", str(self._port), "--home", str(self.home))
        with log.open("ab") as output:
            command = [sys.executable, "app.py", str(self._ad), *options]
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
        await_health(f"{self.address}/healthz", self.process, log)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory(prefix="sparkproof-app-kills-") as name:
        server = Server(Path(name), _small_ad(Path(name)))
        try:
            with sync_playwright() as playwright:
                page = launch_chromium(playwright).new_page(viewport={"width": 1440, "height": 900})
                be_patient(page)
                taken: set[str] = set()
                for number in range(asked.kills):
                    taken |= _one(page, server, number, chance)
                lost, broken = _counted(page, server, taken)
        finally:
            server.end()
    sys.exit(bool(lost or broken))


def _small_ad(folder: Path) -> Path:
    """A second of video: an export of it takes about as long as the pauses."""
    write_clip(folder / "clip.mp4", Clip())
    (folder / "ad.yaml").write_text(yaml.safe_dump(ad_data()), "utf-8")
    return folder / "ad.yaml"


def _one(page: Page, server: Server, number: int, chance: random.Random) -> set[str]:
    """A visit that ends with the server's; the ids of the jobs that were seen to be taken."""
    before = _open(page, server)
    for job in range(_JOBS_OF_A_RUN):
        commit_caption(page, f"kill {number}, job {job}")
        count = page.locator(_ROWS).count()
        page.get_by_role("button", name="Export video").click()
        wait_until(page, lambda n=count: page.locator(_ROWS).count() > n, "no row")  # type: ignore[misc]
    pause = chance.uniform(0, _MOST_SECONDS)
    time.sleep(pause)
    taken = _ids(page) - before
    server.kill(workers_first=number % 3 == 2)
    # Left open, it would begin anew by itself while it is told to.
    page.goto("about:blank")
    server.start()
    print(f"  killed after {pause:.2f} s; {len(taken)} more jobs taken", flush=True)
    return taken


def _open(page: Page, server: Server) -> set[str]:
    """A page of this run's; the ids of the rows that stand there already."""
    page.goto(server.address)
    wait_until(page, lambda: stage(page).count() == 1, "no phone")
    page.get_by_role("radio", name="Draft").click()
    return _ids(page)


def _ids(page: Page) -> set[str]:
    names = page.locator(_ROWS).evaluate_all("rows => rows.map(row => row.className)")
    return {
        word.removeprefix("st-key-job_")
        for name in names
        for word in name.split()
        if word.startswith("st-key-job_")
    }


def _counted(page: Page, server: Server, taken: set[str]) -> tuple[set[str], int]:
    """After the last run: which jobs are lost, and how many files are not whole."""
    began = time.monotonic()
    _open(page, server)
    wait_until(page, lambda: page.locator(f"{_ROWS} progress").count() == 0, "jobs go on")
    runs = DeskRuns(server.home, Path())
    files, waiting = runs.files(), runs.waiting()
    lost = taken - set(files) - waiting
    whole = sum(probe_source(file).duration == 1 for file in files.values())
    links = page.locator(_LINKS).evaluate_all("links => links.map(link => link.href)")
    saved = sum(page.request.get(link).ok for link in links)
    print(f"{len(taken)} jobs taken, {len(lost)} lost, none twice")
    print(f"{len(waiting)} were begun too often and wait for their owner")
    took = time.monotonic() - began
    print(f"{whole} of {len(files)} files whole; {saved} of {len(links)} links lead to one", end="")
    print(f"; the last run took {took:.0f} s")
    return lost, len(files) - whole + len(links) - saved


if __name__ == "__main__":
    main()
