"""The real app on a free port, and a real Chromium: for tests and for the timing scripts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, Playwright

from support.own_processes import end_with_us
from support.ports import free_port
from support.waiting import PATIENCE, until

ROOT = Path(__file__).parents[2]

CHROMIUM_ARGUMENTS = ["--autoplay-policy=no-user-gesture-required"]
# The player's own facts about itself, and those of its video.
_READ_PLAYER = """stage => {
  const video = stage.querySelector("video");
  return {
    rev: stage.dataset.rev ?? null,
    mounts: Number(stage.dataset.mounts),
    loads: Number(stage.dataset.loads),
    shown: Number(stage.dataset.time ?? -1),
    time: video.currentTime,
    duration: video.duration,
    width: video.videoWidth,
    paused: video.paused,
    muted: video.muted,
  };
}"""


@contextmanager
def serve_app(
    work: Path, environment: Mapping[str, str] | None = None, port: int | None = None
) -> Iterator[str]:
    """The address of an app that runs until the block ends; its files lie under `work`."""
    port = port or free_port()
    log_path = work / "app.log"
    with log_path.open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", ROOT / "app.py", "--server.port", str(port)],
            env={**os.environ, "SPARKPROOF_WORK": str(work / "files"), **(environment or {})},
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=work,
            preexec_fn=end_with_us,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            await_health(f"{address}/_stcore/health", server, log_path)
            yield address
        finally:
            ended = server.poll()
            server.terminate()
            server.wait(PATIENCE)
    assert ended is None, f"the app ended by itself with {ended}: {log_path.read_text()}"
    assert "Traceback" not in log_path.read_text(), log_path.read_text()


def launch_chromium(playwright: Playwright) -> Browser:
    """SPARKPROOF_CHROMIUM, else the system's, else Playwright's own; none is an error."""
    return playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)


def chromium_path() -> str | None:
    """Of the one that is chosen, or the system's; None for Playwright's own."""
    return os.environ.get("SPARKPROOF_CHROMIUM") or shutil.which("chromium")


def be_patient(page: Page) -> None:
    """Playwright's own waits on this page last as long as ours."""
    page.set_default_timeout(PATIENCE * 1000)


def read_player(page: Page) -> dict[str, Any]:
    return dict(stage(page).evaluate(_READ_PLAYER))


def stage(page: Page) -> Locator:
    """The phone's; the first one's where several are compared."""
    return page.locator(".stage").first


def open_app(page: Page, address: str) -> None:
    """Go there and wait until a clip plays under its chrome."""
    be_patient(page)
    page.goto(address)
    wait_until(page, lambda: stage(page).count() == 1, "the phone did not appear")
    wait_until(page, lambda: is_playing(page), "the sample did not start to play")


def open_paused(page: Page, address: str) -> None:
    """The same, and stopped then."""
    open_app(page, address)
    pause(page)


def is_playing(page: Page) -> bool:
    player = read_player(page)
    return bool(player["rev"]) and player["time"] > 0.1 and player["shown"] > 0


def pause(page: Page) -> None:
    """Stop the clip. Playing costs half a processor, which most tests have no use for."""
    page.get_by_role("button", name="Pause").click()
    wait_until(page, lambda: bool(read_player(page)["paused"]), "the clip plays on")


def slow_motion(page: Page) -> None:
    """At a sixteenth of its speed no clip begins anew while a test follows where it is."""
    stage(page).evaluate("stage => { stage.querySelector('video').playbackRate = 1 / 16; }")


def wait_until(page: Page, condition: Callable[[], bool], message: str) -> None:
    """Poll from here: a strict content policy keeps Playwright from polling in the page."""
    until(
        condition,
        message,
        seen=lambda: _seen_on(page),
        pause=lambda: page.wait_for_timeout(50),
    )


def until_right(page: Page, check: Callable[[], None]) -> None:
    """Poll what asserts, until it finds nothing wrong: for places and pictures that may move yet.

    The failure holds its last complaint.
    """
    complaints: list[str] = []

    def is_right() -> bool:
        try:
            check()
        except AssertionError as error:
            complaints[:] = [str(error)]
            return False
        return True

    until(
        is_right,
        "all is right",
        seen=lambda: f"{complaints[-1]}; {_seen_on(page)}",
        pause=lambda: page.wait_for_timeout(50),
    )


def _seen_on(page: Page) -> str:
    """The phone's facts, what the page complains of, and how it begins."""
    facts = read_player(page) if stage(page).count() else "no phone"
    alerts = page.get_by_role("alert").all_inner_texts()
    begins = " ".join(page.locator("body").inner_text().split())[:300]
    return f"{page.url} has {facts}, says {alerts} and begins {begins!r}"


def await_health(health: str, server: subprocess.Popen[bytes], log: Path) -> None:
    def answers() -> bool:
        assert server.poll() is None, f"the app ended at once:\n{log.read_text()[-2000:]}"
        try:
            with urllib.request.urlopen(health, timeout=PATIENCE):
                return True
        except OSError:
            return False

    until(answers, "the app answers", seen=lambda: log.read_text()[-2000:])
