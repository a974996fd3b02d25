"""The first picture of a creative without chrome, in a process of its own: a poster for the wait.

`python -m studio.first_picture CREATIVE PNG` exits with 0 when the picture is there.
"""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

from overlays.errors import SparkproofError
from overlays.layers import Chrome
from renderer.frames import render_still
from renderer.picture import write_png
from renderer.plan import make_plan
from renderer.probe import probe_source
from renderer.proxy import proxy_size
from renderer.worker import QUICK_LIMITS
from renderer.worker_process import limit_memory

_ROOT = Path(__file__).parent.parent


def make_poster(path: Path, output: Path) -> Path | None:
    """Write the poster; None when that fails, which the copy will explain better."""
    command = [sys.executable, "-m", "studio.first_picture", str(path), str(output)]
    limit = QUICK_LIMITS.quiet_seconds
    try:
        done = subprocess.run(command, cwd=_ROOT, timeout=limit, capture_output=True, check=False)
    except subprocess.TimeoutExpired:
        return None
    return output if done.returncode == 0 else None


def main(path: str, output: str) -> int:
    limit_memory(QUICK_LIMITS.memory_bytes)
    try:
        source = probe_source(Path(path))
        bare = make_plan(source, Chrome(proxy_size(source.display_size), (), "none"))
        write_png(render_still(bare, Fraction(0)), Path(output))
    except SparkproofError:
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
