"""How long a switch takes to reach the screen in the real app, in a real Chromium."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browser.switching import measure_app

TARGET_MS = 200


def main() -> None:
    measured = measure_app()
    print("App, from the choice to the new chrome on the screen while the clip plays")
    for kind, times in measured.milliseconds.items():
        median, slowest = measured.median(kind), max(times)
        print(
            f"  {kind:9} median of {len(times):2} {median:5.0f} ms, slowest {slowest:5.0f} ms"
            f"   target {TARGET_MS}"
        )
    print(f"  {measured.phones} phones compared: {measured.widest_gap_ms:.1f} ms apart   target 40")
    print(f"  mounts {measured.mounts}, video loads {measured.loads}")


if __name__ == "__main__":
    main()
