"""Whether the app stays as it is while somebody works in it for long.

    python -m bench.soak

200 edits, and 60 exports of a short upload, of which every second one is canceled, in one page of
the real app in a real Chromium. It takes several minutes, and Linux, whose /proc is read at the
start and after each sixth: memory of the server and of its workers, the server's open files and
threads, worker processes, finished and unfinished files on disk; and of the page its elements and
its heap. Nothing but the finished files, which go after a day, may rise without end.
"""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browser.latency import commit_caption
from browser.served_app import launch_chromium, open_app, read_player, serve_app, wait_until
from support.media import Clip, write_clip

EDITS, EXPORTS, LOOKS = 200, 60, 6
_PROC = Path("/proc")
_ROWS = '.st-key-jobs [class*="st-key-job_"]'


@dataclass(frozen=True, slots=True)
class Look:
    """What the app holds at one moment; memory in megabytes."""

    server: float
    workers: float
    handles: int
    threads: int
    processes: int
    kept: int
    parts: int
    nodes: int
    heap: float


def main() -> None:
    with (
        tempfile.TemporaryDirectory(prefix="sparkproof-soak-") as name,
        serve_app(Path(name)) as address,
        sync_playwright() as playwright,
    ):
        browser = launch_chromium(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        open_app(page, address)
        server = _server_of(address)
        clip = write_clip(Path(name) / "take.mp4", Clip())
        page.get_by_label("Upload video", exact=True).set_input_files(clip)
        wait_until(page, lambda: read_player(page)["loads"] == 2, "the clip was not loaded")
        page.get_by_role("radio", name="Draft").click()
        _heading()
        # The first export loads what all later ones use.
        _export(page, cancels=False)
        _print(0, 1, _look(server, Path(name), page))
        for part in range(LOOKS):
            _work(page, part)
            done = part + 1
            _print(EDITS * done // LOOKS, EXPORTS * done // LOOKS, _look(server, Path(name), page))
        player = read_player(page)
        print(f"mounts {player['mounts']}, video loads {player['loads']}")
        browser.close()


def _work(page: Page, part: int) -> None:
    """A sixth of all: a few edits, an export of the newest, and so on."""
    each = EXPORTS // LOOKS
    for number in range(each):
        for edit in range(_share(EDITS, LOOKS * each, part * each + number)):
            commit_caption(page, f"part {part}, export {number}, word {edit} #glow @noa")
        _export(page, cancels=number % 2 == 1)
    page.get_by_role("button", name="Clear finished").click()
    wait_until(page, lambda: page.locator(_ROWS).count() == 0, "the list was not cleared")


def _share(count: int, parts: int, part: int) -> int:
    """How many of `count` fall into that part, when all parts are as equal as may be."""
    return count * (part + 1) // parts - count * part // parts


def _export(page: Page, *, cancels: bool) -> None:
    """Begin one, and see it end as it should."""
    row = page.locator(_ROWS).first
    before = page.locator(_ROWS).count()
    page.get_by_role("button", name="Export video").click()
    wait_until(page, lambda: page.locator(_ROWS).count() == before + 1, "no export began")
    if cancels:
        row.get_by_role("button", name="Cancel").click()
    ended = "Canceled" if cancels else "Download"
    wait_until(page, lambda: ended in row.inner_text(), f"the export did not end in {ended}")


def _server_of(address: str) -> int:
    """The process that listens there: a child of this one."""
    port = address.rsplit(":", 1)[1]
    for child in _children(os.getpid()):
        if port in (_PROC / str(child) / "cmdline").read_text().split("\0"):
            return child
    raise RuntimeError(f"no server of ours listens on port {port}")


def _children(process: int) -> list[int]:
    """With theirs."""
    lists = (_PROC / str(process) / "task").glob("*/children")
    own = [int(child) for text in lists for child in text.read_text().split()]
    return [*own, *(grandchild for child in own for grandchild in _children(child))]


def tree_megabytes(process: int) -> float:
    """Of a process and all below it."""
    return sum(map(_megabytes, [process, *_children(process)]))


def _count(process: int, what: str) -> int:
    return len(list((_PROC / str(process) / what).iterdir()))


def _megabytes(process: int) -> float:
    pages = int((_PROC / str(process) / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _look(server: int, folder: Path, page: Page) -> Look:
    workers = _children(server)
    files = [path for path in (folder / "files").rglob("*") if path.is_file()]
    counts = page.evaluate(
        "() => [document.querySelectorAll('*').length, performance.memory.usedJSHeapSize]"
    )
    return Look(
        _megabytes(server),
        sum(map(_megabytes, workers)),
        _count(server, "fd"),
        _count(server, "task"),
        len(workers),
        sum(path.suffix == ".mp4" for path in files),
        sum(path.suffix == ".part" for path in files),
        counts[0],
        counts[1] / 1e6,
    )


def _heading() -> None:
    print("The app in use: memory in MB")
    print(
        "  edits exports   server workers  handles threads workers   kept parts   nodes    heap",
        flush=True,
    )


def _print(edits: int, exports: int, look: Look) -> None:
    print(
        f"  {edits:5} {exports:7}   {look.server:6.0f} {look.workers:7.0f}  {look.handles:7} "
        f"{look.threads:7} {look.processes:7}   {look.kept:4} {look.parts:5}   {look.nodes:5} "
        f"{look.heap:7.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
