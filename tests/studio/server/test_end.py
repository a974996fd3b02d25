"""Ctrl-C ends the app at once, leaves no files behind, and shows no traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import urllib.request
from contextlib import suppress
from pathlib import Path

from support.ports import free_port
from support.waiting import PATIENCE, until

ROOT = Path(__file__).parents[3]


def test_ctrl_c_ends_the_app_without_a_traceback(tmp_path: Path) -> None:
    port = str(free_port())
    work, log = tmp_path / "files", tmp_path / "app.log"
    with log.open("wb") as output:
        app = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env={**os.environ, "SPARKPROOF_WORK": str(work), "STREAMLIT_SERVER_PORT": port},
            stdout=output,
            stderr=output,
        )
    until(lambda: answers(port) or app.poll() is not None)
    app.send_signal(signal.SIGINT)
    assert app.wait(PATIENCE) == 130, log.read_text()
    assert "Traceback" not in log.read_text()
    assert not list(work.glob("run-*"))


def answers(port: str) -> bool:
    with (
        suppress(OSError),
        urllib.request.urlopen(
            f"http://127.0.0.1:{port}/_stcore/health", timeout=PATIENCE
        ) as response,
    ):
        return bool(response.status == 200)
    return False
