"""`make bench`: every timing script, one after the other, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

SCRIPTS = (
    "bench.chrome",
    "bench.start",
    "bench.latency",
    "bench.switching",
    "bench.busy",
    "bench.export",
    "bench.variants",
    "bench.jobs",
    "bench.sizes",
    "bench.diff",
    "bench.checks",
    "bench.memory",
)


def main() -> int:
    codes = [
        subprocess.run([sys.executable, "-m", name], check=False).returncode for name in SCRIPTS
    ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
