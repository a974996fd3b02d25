"""Each kind of creative, exported and read back: the table in docs/creatives.md.

    python -m bench.creatives [KIND or FILE ...]

Files are made and read by the ffmpeg binary, so by none of our own code. With no kind given the
tables of the page are written anew, else the rows are printed.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from bench import sync
from bench.creative_files import CREATIVES, Color, Creative, make_creative
from bench.reading import read_spans, run_ffmpeg
from overlays.geometry import Size
from overlays.layers import Chrome
from renderer.output.export import export_video
from renderer.plan import make_plan
from renderer.source.info import SourceInfo
from renderer.source.probe import probe_source

PAGE = Path(__file__).parent.parent / "docs" / "creatives.md"
CANVAS = Size(216, 384)


@dataclass(frozen=True, slots=True)
class Times:
    """What a file holds, by the ffmpeg binary: times in seconds, from the first picture on.

    `end` is when the last picture ends, `sound` when the sound starts, if there is any.
    """

    pictures: tuple[Fraction, ...]
    end: Fraction
    sound: Fraction | None


@dataclass(frozen=True, slots=True)
class Row:
    """A creative beside its export. `color_error` is the largest of four patches in two frames."""

    creative: Creative
    probed: SourceInfo
    source: Times
    export: Times
    patches: list[Color]
    is_upright: bool
    color_error: int


def measure(creative: Creative, folder: Path) -> Row:
    """Makes the file, exports it as it is and reads both."""
    path = make_creative(creative, folder)
    probed = probe_source(path)
    output = folder / f"{path.name}.export.mp4"
    export_video(make_plan(probed, Chrome(CANVAS, (), digest="none")), output)
    first, last = _patches(output), _patches(output, last=True)
    source = _still_times(probed) if probed.is_still else read_times(path, creative.track)
    return Row(
        creative=creative,
        probed=probed,
        source=source,
        export=read_times(output),
        patches=first,
        is_upright=_nearest(first, creative.colors) == [0, 1, 2, 3],
        color_error=max(_difference(patches, creative.colors) for patches in (first, last)),
    )


def read_times(path: Path, track: int = 0) -> Times:
    """Decodes picture and sound of the file at `path`."""
    pictures, sound = read_spans(path, track)
    zero = pictures[0].start
    return Times(
        pictures=tuple(picture.start - zero for picture in pictures),
        end=pictures[-1].end - zero,
        sound=sound[0].start - zero if sound else None,
    )


def _still_times(probed: SourceInfo) -> Times:
    pictures = tuple(number / probed.frame_rate for number in range(probed.frame_count))
    return Times(pictures, probed.duration, None)


def _patches(path: Path, *, last: bool = False) -> list[Color]:
    """Mean colors in the middle of each quarter."""
    place = ["-sseof", "-0.2"] if last else []
    few = ["-update", "1"] if last else ["-frames:v", "1"]
    data = run_ffmpeg(
        *(*place, "-i", str(path), *few, "-vf", "scale=in_color_matrix=bt709:flags=accurate_rnd"),
        *("-pix_fmt", "rgb24", "-f", "rawvideo", "-"),
    )
    size = CANVAS.height * CANVAS.width * 3
    rgb = np.frombuffer(data[-size:], np.uint8).reshape(CANVAS.height, CANVAS.width, 3)
    patches = []
    for y in (CANVAS.height // 4, CANVAS.height * 3 // 4):
        for x in (CANVAS.width // 4, CANVAS.width * 3 // 4):
            mean = rgb[y - 20 : y + 20, x - 20 : x + 20].mean(axis=(0, 1))
            patches.append((round(mean[0]), round(mean[1]), round(mean[2])))
    return patches


def _nearest(patches: list[Color], colors: tuple[Color, ...]) -> list[int]:
    return [int(np.abs(np.array(colors) - patch).sum(axis=1).argmin()) for patch in patches]


def _difference(patches: list[Color], colors: tuple[Color, ...]) -> int:
    return int(np.abs(np.array(patches) - np.array(colors)).max())


HEADINGS = (
    *("kind", "file", "probe", "frames", "end, s", "last frame, s", "sound from, s", "upright"),
    "top left patch",
    "color off by",
)


def cells(row: Row) -> tuple[str, ...]:
    """One line of the table: one value where source and export agree, else both."""
    return (
        row.creative.kind,
        row.creative.file,
        _said(row.probed),
        _both(str(len(row.source.pictures)), str(len(row.export.pictures))),
        _both(_seconds(row.source.end), _seconds(row.export.end)),
        _both(_seconds(row.source.pictures[-1]), _seconds(row.export.pictures[-1])),
        _both(_seconds(row.source.sound), _seconds(row.export.sound)),
        "yes" if row.is_upright else "**no**",
        _both(_rgb(row.creative.colors[0]), _rgb(row.patches[0])),
        str(row.color_error),
    )


def _said(probed: SourceInfo) -> str:
    size = probed.display_size
    sound = probed.audio
    words = [
        f"{probed.codec} {probed.pix_fmt} {size.width}x{size.height}",
        "mirrored" if probed.mirrored else "",
        f"turned {probed.rotation}" if probed.rotation else "",
        f"{float(probed.frame_rate):.5g} fps",
        "interlaced" if probed.interlaced else "",
        f"{sound.codec} {sound.sample_rate} Hz x{sound.channels}" if sound else "",
    ]
    return ", ".join(filter(None, words))


def _rgb(color: Color) -> str:
    return " ".join(map(str, color))


def _both(source: str, export: str) -> str:
    return source if source == export else f"{source} → {export}"


def _seconds(time: Fraction | None) -> str:
    return "none" if time is None else f"{float(time):.3f}"


def table(rows: list[Row]) -> str:
    lines = [HEADINGS, ("---",) * len(HEADINGS), *(cells(row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    wanted = set(sys.argv[1:])
    chosen = [one for one in CREATIVES if not wanted or wanted & {one.kind, one.file}]
    with tempfile.TemporaryDirectory(prefix="sparkproof-creatives-") as name:
        rows = table([measure(creative, Path(name)) for creative in chosen])
        if wanted:
            print(rows)
            return
        text = PAGE.read_text(encoding="utf-8")
        text = replaced(text, "creatives", rows)
        PAGE.write_text(replaced(text, "sync", sync.table(Path(name))), encoding="utf-8")


def replaced(text: str, name: str, part: str) -> str:
    """The page with `part` between its two marks of that name."""
    mark = f"<!-- {name} -->\n"
    before, _, after = text.split(mark)
    return f"{before}{mark}{part}\n{mark}{after}"


if __name__ == "__main__":
    main()
