"""How long an edit takes to reach the screen in the real app, in a real Chromium."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from browser.latency import measure_app

EDITS = 20


def main() -> None:
    measured = measure_app(EDITS)
    print("App, caption committed to chrome on the screen while the clip plays")
    print(f"  median of {EDITS} edits    {measured.median:6.0f} ms   target 150")
    rising = "yes" if measured.never_went_back else "NO"
    print(f"  mounts {measured.mounts}, video loads {measured.loads}, position rising: {rising}")


if __name__ == "__main__":
    main()
