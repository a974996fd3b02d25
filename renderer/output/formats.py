"""The kinds of output, as data: names on disk, encoders, and what each quality means for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from overlays.errors import ExportError
from renderer.files.part_file import check_name
from renderer.output.options import ExportOptions, Format, Quality

Codec = Literal["libx264", "libx265", "libvpx-vp9"]

FULL_WIDTH = 1080
DECK_WIDTH = 540


@dataclass(frozen=True, slots=True)
class FormatFacts:
    """`suffix` is empty for a folder. `width` is the screen's usual width in pixels."""

    title: str
    suffix: str
    width: int = FULL_WIDTH
    is_chrome_alone: bool = False


FORMATS: dict[Format, FormatFacts] = {
    "mp4": FormatFacts("MP4 with H.264", ".mp4"),
    "hevc": FormatFacts("MP4 with HEVC", ".mp4"),
    "webm": FormatFacts("WebM with VP9", ".webm"),
    "gif": FormatFacts("GIF", ".gif", DECK_WIDTH),
    "webp": FormatFacts("animated WebP", ".webp", DECK_WIDTH),
    "png_sequence": FormatFacts("PNG sequence", ""),
    "chrome_prores": FormatFacts("chrome alone, ProRes 4444", ".mov", is_chrome_alone=True),
    "chrome_webm": FormatFacts("chrome alone, VP9 with alpha", ".webm", is_chrome_alone=True),
    "chrome_png_sequence": FormatFacts("chrome alone, PNG sequence", "", is_chrome_alone=True),
    "chrome_layers": FormatFacts("chrome alone, a PNG per layer", "", is_chrome_alone=True),
}

_BY_SUFFIX: dict[str, Format] = {
    ".mp4": "mp4",
    ".webm": "webm",
    ".gif": "gif",
    ".webp": "webp",
    ".mov": "chrome_prores",
    "": "png_sequence",
}


@dataclass(frozen=True, slots=True)
class CodecFacts:
    """`presets` from quick to thorough; `by_quality` holds a preset and a crf for each quality."""

    codec: Codec
    presets: tuple[str, ...]
    worst_crf: int
    by_quality: dict[Quality, tuple[str, int]] = field(hash=False)


_X26X_PRESETS = (
    *("ultrafast", "superfast", "veryfast", "faster", "fast", "medium"),
    *("slow", "slower", "veryslow", "placebo"),
)
_VP9_SPEEDS = ("8", "7", "6", "5", "4", "3", "2", "1", "0")

CODECS: dict[Format, CodecFacts] = {
    "mp4": CodecFacts(
        "libx264",
        _X26X_PRESETS,
        51,
        {"draft": ("superfast", 28), "review": ("veryfast", 20), "master": ("medium", 14)},
    ),
    # HEVC's scale reaches the same quality about four steps later.
    "hevc": CodecFacts(
        "libx265",
        _X26X_PRESETS,
        51,
        {"draft": ("ultrafast", 30), "review": ("veryfast", 24), "master": ("medium", 17)},
    ),
    "webm": CodecFacts(
        "libvpx-vp9",
        _VP9_SPEEDS,
        63,
        {"draft": ("8", 40), "review": ("5", 31), "master": ("2", 18)},
    ),
    # Letters on nothing take little room, and their edges show every step of alpha.
    "chrome_webm": CodecFacts(
        "libvpx-vp9",
        _VP9_SPEEDS,
        63,
        {"draft": ("8", 31), "review": ("5", 15), "master": ("2", 4)},
    ),
}


def format_of(output: Path, wanted: Format | None = None) -> Format:
    """The format that `wanted` or the output's suffix names.

    Raises ExportError for a suffix that nothing is known for, that is another format's, or that is
    the whole name.
    """
    check_name(output)
    suffix = output.suffix.lower()
    if wanted is None:
        if suffix == ".png":
            raise ExportError(f"{output.name} is one picture: write it with preview, not export.")
        if suffix not in _BY_SUFFIX:
            known = ", ".join(name for name in _BY_SUFFIX if name)
            raise ExportError(
                f"{output.name}: no format is known for {suffix}: give a name that ends in one of "
                f"{known}, or a folder's name for a PNG sequence."
            )
        return _BY_SUFFIX[suffix]
    facts = FORMATS[wanted]
    if facts.suffix and suffix != facts.suffix:
        raise ExportError(
            f"{output.name}: give the file a name that ends in {facts.suffix} ({facts.title})."
        )
    if not facts.suffix and suffix in {*_BY_SUFFIX, ".png"} - {""}:
        raise ExportError(
            f"{output.name}: the output ({facts.title}) is a folder: leave out {suffix}."
        )
    return wanted


def encoder_numbers(kind: Format, options: ExportOptions) -> tuple[str, int]:
    """Preset and crf: the ones asked for, else those of the quality. Raises ExportError."""
    facts = CODECS.get(kind)
    if facts is None:
        if options.preset is not None or options.crf is not None:
            title = FORMATS[kind].title
            raise ExportError(
                f"preset and crf mean nothing in this format ({title}): leave them out."
            )
        return "", 0
    usual_preset, usual_crf = facts.by_quality[options.quality]
    preset = usual_preset if options.preset is None else options.preset
    crf = usual_crf if options.crf is None else options.crf
    if preset not in facts.presets:
        known = ", ".join(facts.presets)
        raise ExportError(f"There is no preset {preset!r} for {kind}: choose one of {known}.")
    if not 0 <= crf <= facts.worst_crf:
        raise ExportError(
            f"A quality (crf) of {crf} is not possible: choose 0 (best) to {facts.worst_crf}."
        )
    return preset, crf
