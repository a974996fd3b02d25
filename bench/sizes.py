"""How large six seconds for a deck are: our GIF and WebP beside ffmpeg's of the same picture.

    python -m bench.sizes [SAMPLE ...]

ffmpeg gets a nearly lossless video of the whole chrome at the width and rate of ours, and makes its
palette from all of it; its WebP has the same quality number. Sizes do not depend on load.
"""

from __future__ import annotations

import sys
import tempfile
from fractions import Fraction
from pathlib import Path

from bench.commands import ROOT, Command, ffmpeg
from bench.processes import cost_of
from overlays.ad.file import load_ad
from overlays.motion import TimeSpan
from overlays.viewports import View
from renderer.output.export import ExportResult, export_video
from renderer.output.options import ExportOptions
from renderer.plan import RenderPlan, build_plan

SAMPLES = ("glow_serum", "slow_coffee", "city_sprint")
SECONDS = TimeSpan(Fraction(0), Fraction(6))
WIDTH, RATE, QUALITY = 540, 15, 75
TARGETS = {"gif": 8, "webp": 3}
_PALETTE = "split[picture][all];[all]palettegen[colors];[picture][colors]paletteuse"
_WEBP = ("-c:v", "libwebp_anim", "-quality", str(QUALITY), "-loop", "0")
_PEERS: dict[str, Command] = {
    "gif": ["-filter_complex", f"fps={RATE},{_PALETTE}"],
    "webp": ["-vf", f"fps={RATE}", *_WEBP],
}


def main() -> None:
    print(f"Six seconds, {WIDTH} pixels wide, for review")
    with tempfile.TemporaryDirectory(prefix="sparkproof-bench-") as name:
        for sample in sys.argv[1:] or SAMPLES:
            compare_sample(sample, Path(name))


def compare_sample(sample: str, folder: Path) -> None:
    """Prints both sizes of both formats, in millions of bytes."""
    ad = load_ad(ROOT / "samples" / sample / "ad.yaml")
    plan = build_plan(ad, view=View(width=WIDTH), stamp=True)
    video = folder / f"{sample}.mp4"
    export_video(plan, video, ExportOptions(preset="ultrafast", crf=4, span=SECONDS))
    for kind, target in TARGETS.items():
        ours = export_animation(plan, folder / f"{sample}.{kind}")
        theirs = folder / f"ffmpeg.{kind}"
        cost_of([*ffmpeg(), "-i", video, *_PEERS[kind], theirs])
        print(
            f"  {sample:12} {kind:5} ours {ours.size_bytes / 1e6:5.2f} MB (target {target})", end=""
        )
        print(f"   ffmpeg {theirs.stat().st_size / 1e6:5.2f} MB   {'; '.join(ours.notes)}")


def export_animation(plan: RenderPlan, output: Path) -> ExportResult:
    return export_video(plan, output, ExportOptions(span=SECONDS))


if __name__ == "__main__":
    main()
