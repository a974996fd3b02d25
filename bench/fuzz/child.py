"""The process in which the doors are tried: `python -m bench.fuzz.child ROOT`.

Orders come as lines of JSON on standard input: {"words", "placements"}; answers go to standard
output: {"code", "said", "traceback", "peak"}. It writes nowhere but beneath ROOT.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from pathlib import Path

from typer.testing import CliRunner

import cli
from renderer.worker.confinement import confine

_MEMORY_BYTES = 6 << 30


def main() -> None:
    root = Path(sys.argv[1])
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    # Opened while it may still be: a 5 has the peak of memory counted anew.
    with Path("/proc/self/clear_refs").open("w") as reset:
        confine(_MEMORY_BYTES, [root])
        for line in sys.stdin:
            order = json.loads(line)
            os.environ["SPARKPROOF_PLACEMENTS"] = order["placements"]
            reset.write("5")
            reset.flush()
            answers.write(json.dumps(_tried(order["words"])) + "\n")
            answers.flush()


def _tried(words: list[str]) -> dict[str, object]:
    result = CliRunner().invoke(cli.app, words, prog_name="cli.py")
    error = result.exception
    is_end = error is None or isinstance(error, SystemExit)
    answer = {
        "code": result.exit_code,
        "said": result.stderr,
        "traceback": "" if is_end else "".join(traceback.format_exception(error)),
        "peak": peak_bytes(),
    }
    # A traceback holds what its functions held.
    del result, error
    gc.collect()
    return answer


def peak_bytes() -> int:
    """The most memory that this process has had since it was counted anew."""
    for line in Path("/proc/self/status").read_text("ascii", "replace").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


if __name__ == "__main__":
    main()
