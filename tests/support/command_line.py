"""The command line as its users have it: a process, its output, its exit code."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av

ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=cwd, timeout=120, check=False
    )


def one_sentence(result: subprocess.CompletedProcess[str]) -> str:
    """What a failed command said: exit 2, one line, no traceback."""
    assert result.returncode == 2, result.stderr
    assert "Traceback" not in result.stderr
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]


def times_of(path: Path) -> list[Fraction]:
    with av.open(str(path)) as container:
        frames = container.decode(video=0)
        return [frame.pts * frame.time_base for frame in frames if frame.pts is not None]
