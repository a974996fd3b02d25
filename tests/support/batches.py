"""Batches as people run them: a folder with an ad, a clip and a table, and the command."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

import cli
from support.ads import write_ad
from support.media import Clip, write_clip

ROOT = Path(__file__).parent.parent.parent
SMALL = ("--width", "180", "--preset", "ultrafast")
# Long enough for a process to be found at work.
SLOW = ("--width", "360", "--preset", "slower")


class Batch:
    """A folder with `ads.csv` over `ad.yaml`; outputs go to `out`."""

    def __init__(self, folder: Path, rows: str, frames: int = 10) -> None:
        self.folder, self.out = folder, folder / "out"
        clip = Clip(times=tuple(range(0, frames * 512, 512)))
        write_ad(folder, video=write_clip(folder / "made.mp4", clip).read_bytes())
        self.write_table(rows)

    def write_table(self, rows: str) -> None:
        (self.folder / "ads.csv").write_text(rows, encoding="utf-8")

    def command(self, *options: str) -> list[str]:
        table, base = str(self.folder / "ads.csv"), str(self.folder / "ad.yaml")
        start = [sys.executable, str(ROOT / "cli.py"), "batch", table, "--base", base]
        return [*start, "-o", str(self.out), *options]

    def invoke(self, *options: str) -> subprocess.CompletedProcess[str]:
        """The command within this process; its workers are processes all the same."""
        command = self.command(*options)
        result = CliRunner().invoke(cli.app, command[2:], catch_exceptions=False)
        return subprocess.CompletedProcess(command, result.exit_code, result.stdout, result.stderr)

    @contextmanager
    def running(self, *options: str) -> Iterator[subprocess.Popen[str]]:
        """The command at work; it is ended with the block."""
        with subprocess.Popen(
            self.command(*options), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def results(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads((self.out / "results.json").read_text(encoding="utf-8"))
        return data

    def statuses(self) -> list[str]:
        return [row["status"] for row in self.results()["rows"]]

    def videos(self) -> list[str]:
        return sorted(path.name for path in self.out.glob("*.mp4"))

    def parts(self) -> list[Path]:
        """Files on their way."""
        return [path for path in self.out.glob(".*.part") if self.out.is_dir()]


def worker_at(batch: Batch, name: str = "") -> int | None:
    """The process that writes an output whose name begins with `name`."""
    for part in batch.parts():
        found = re.fullmatch(r"\.(.+)\.(\d+)-[0-9a-f]+-[0-9a-f]+\.part", part.name)
        if found and found[1].startswith(name):
            return int(found[2])
    return None


def kill(process_id: int) -> None:
    os.kill(process_id, signal.SIGKILL)


def is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True
