"""The command line as its users have it: a process, its output, its exit code.

Without a process of its own it says the same and needs no second to start; what escapes it fails
the test with its traceback.
"""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
from typer.testing import CliRunner

import cli
from support.waiting import PATIENCE

ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=cwd, timeout=PATIENCE, check=False
    )


def invoke(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """The same within this process, for what ends before anything is begun."""
    command = [str(argument) for argument in arguments]
    result = CliRunner().invoke(cli.app, command, prog_name="cli.py", catch_exceptions=False)
    return subprocess.CompletedProcess(command, result.exit_code, result.stdout, result.stderr)


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
        return [Fraction((frame.pts or 0) * (frame.time_base or 0)) for frame in frames]
