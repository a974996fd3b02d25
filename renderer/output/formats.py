"""Every kind of output in one table: names on disk and in words, encoders, what a quality means.

What is known of a format stands in its row of `FORMATS` and nowhere else. A new one is a row, a
word of `options.Format`, and a writer where its frames are written in a new way.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Literal

from overlays.errors import ExportError
from renderer.files.part_file import check_name
from renderer.output.options import MOST_FPS, ExportOptions, Format, Quality

Form = Literal["video", "animation", "pictures", "layers"]
"""Pictures and layers are folders; an animation is made smaller until it fits a size limit."""

Codec = Literal["libx264", "libx265", "libvpx-vp9", "prores_ks", "qtrle"]

FULL_WIDTH = 1080
DECK_WIDTH = 540
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Numbers:
    """An encoder's own. `presets` from quick to thorough; `by_quality` holds a preset and a crf."""

    presets: tuple[str, ...]
    worst_crf: int
    by_quality: dict[Quality, tuple[str, int]] = field(hash=False)


@dataclass(frozen=True, slots=True)
class FormatFacts:
    """One row. `title` stands in sentences, `short` in lists, `choice` says what it is good for.

    `suffix` is empty for a folder; `slug` tells names of one suffix apart. `thing` is what the
    file is called on a button. `width` is the screen's usual one in pixels. `numbers` is None where
    the codec takes none. `size_limit` is in bytes, 0 is none: what chats and slides take of an
    animation without complaint.
    """

    title: str
    short: str
    choice: str
    form: Form
    suffix: str = ""
    media_type: str = ""
    slug: str = ""
    thing: str = "video"
    codec: Codec | None = None
    numbers: Numbers | None = None
    is_chrome_alone: bool = False
    width: int = FULL_WIDTH
    most_fps: int = MOST_FPS
    size_limit: int = 0

    @property
    def container(self) -> str:
        """FFmpeg's name of the muxer; empty for a folder."""
        return self.suffix.removeprefix(".")

    @property
    def has_sound(self) -> bool:
        """True for videos of the whole mockup; the chrome alone has no sound."""
        return self.form == "video" and not self.is_chrome_alone

    @property
    def has_frames(self) -> bool:
        """False where a range and a rate mean nothing."""
        return self.form != "layers"

    @property
    def has_qualities(self) -> bool:
        """False where every quality is the same file."""
        return self.numbers is not None or self.form == "animation"

    def usual_limit(self, quality: Quality) -> int:
        """Of an animation when no other is asked for, in bytes; 0, which is none, for masters."""
        return 0 if quality == "master" else self.size_limit

    @property
    def unit(self) -> str:
        """What it is made of and its progress counts, one of them."""
        return "frame" if self.has_frames else "layer"


_X26X_PRESETS = (
    *("ultrafast", "superfast", "veryfast", "faster", "fast", "medium"),
    *("slow", "slower", "veryslow", "placebo"),
)
_VP9_SPEEDS = ("8", "7", "6", "5", "4", "3", "2", "1", "0")

# The first row of a suffix is the format that the suffix alone asks for.
FORMATS: dict[Format, FormatFacts] = {
    "mp4": FormatFacts(
        title="MP4 with H.264",
        short="MP4",
        choice="MP4 · plays everywhere",
        form="video",
        suffix=".mp4",
        media_type="video/mp4",
        codec="libx264",
        numbers=Numbers(
            _X26X_PRESETS,
            51,
            {"draft": ("superfast", 28), "review": ("veryfast", 20), "master": ("medium", 14)},
        ),
    ),
    "hevc": FormatFacts(
        title="MP4 with HEVC",
        short="HEVC",
        choice="MP4 · HEVC, smaller",
        form="video",
        suffix=".mp4",
        media_type="video/mp4",
        slug="hevc",
        codec="libx265",
        # HEVC's scale reaches the same quality about four steps later.
        numbers=Numbers(
            _X26X_PRESETS,
            51,
            {"draft": ("ultrafast", 30), "review": ("veryfast", 24), "master": ("medium", 17)},
        ),
    ),
    "webm": FormatFacts(
        title="WebM with VP9",
        short="WebM",
        choice="WebM · VP9, for the web",
        form="video",
        suffix=".webm",
        media_type="video/webm",
        codec="libvpx-vp9",
        numbers=Numbers(
            _VP9_SPEEDS, 63, {"draft": ("8", 40), "review": ("5", 31), "master": ("2", 18)}
        ),
    ),
    "gif": FormatFacts(
        title="GIF",
        short="GIF",
        choice="GIF · for slides",
        form="animation",
        suffix=".gif",
        media_type="image/gif",
        thing="GIF",
        width=DECK_WIDTH,
        # Browsers show what is quicker at ten frames a second.
        most_fps=50,
        size_limit=8 * MEGABYTE,
    ),
    "webp": FormatFacts(
        title="animated WebP",
        short="WebP",
        choice="Animated WebP · small, loops",
        form="animation",
        suffix=".webp",
        media_type="image/webp",
        thing="WebP",
        width=DECK_WIDTH,
        size_limit=3 * MEGABYTE,
    ),
    "png_sequence": FormatFacts(
        title="PNG sequence",
        short="PNG frames",
        choice="PNG frames · zip",
        form="pictures",
        thing="frames",
    ),
    "chrome_prores": FormatFacts(
        title="chrome alone, ProRes 4444",
        short="Overlay, ProRes",
        choice="Overlay alone · ProRes 4444, alpha",
        form="video",
        suffix=".mov",
        media_type="video/quicktime",
        slug="overlay",
        thing="overlay",
        codec="prores_ks",
        is_chrome_alone=True,
    ),
    "chrome_qtrle": FormatFacts(
        title="chrome alone, QuickTime Animation",
        short="Overlay, Animation",
        choice="Overlay alone · QuickTime Animation, alpha, lossless",
        form="video",
        suffix=".mov",
        media_type="video/quicktime",
        slug="overlay-animation",
        thing="overlay",
        codec="qtrle",
        is_chrome_alone=True,
    ),
    "chrome_webm": FormatFacts(
        title="chrome alone, VP9 with alpha",
        short="Overlay, WebM",
        choice="Overlay alone · WebM, alpha",
        form="video",
        suffix=".webm",
        media_type="video/webm",
        slug="overlay",
        thing="overlay",
        codec="libvpx-vp9",
        # Letters on nothing take little room, and their edges show every step of alpha.
        numbers=Numbers(
            _VP9_SPEEDS, 63, {"draft": ("8", 31), "review": ("5", 15), "master": ("2", 4)}
        ),
        is_chrome_alone=True,
    ),
    "chrome_png_sequence": FormatFacts(
        title="chrome alone, PNG sequence",
        short="Overlay, PNG frames",
        choice="Overlay alone · PNG frames, zip",
        form="pictures",
        slug="overlay-frames",
        thing="overlay",
        is_chrome_alone=True,
    ),
    "chrome_layers": FormatFacts(
        title="chrome alone, a PNG per layer",
        short="Overlay, layers",
        choice="Overlay alone · a PNG per layer, zip",
        form="layers",
        slug="overlay-layers",
        thing="overlay",
        is_chrome_alone=True,
    ),
}


def _by_suffix() -> dict[str, Format]:
    first: dict[str, Format] = {}
    for kind, facts in FORMATS.items():
        first.setdefault(facts.suffix, kind)
    return first


_BY_SUFFIX = _by_suffix()


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


def keeps_rate(kind: Format, options: ExportOptions) -> bool:
    """True for what has the clip's own frames, all of them."""
    return options.fps is None and FORMATS[kind].form in ("video", "pictures")


def encoder_numbers(kind: Format, options: ExportOptions) -> tuple[str, int]:
    """Preset and crf: the ones asked for, else those of the quality. Raises ExportError."""
    facts = FORMATS[kind]
    numbers = facts.numbers
    if numbers is None:
        if options.preset is not None or options.crf is not None:
            raise ExportError(
                f"preset and crf mean nothing in this format ({facts.title}): leave them out."
            )
        return "", 0
    usual_preset, usual_crf = numbers.by_quality[options.quality]
    preset = usual_preset if options.preset is None else options.preset
    crf = usual_crf if options.crf is None else options.crf
    if preset not in numbers.presets:
        known = ", ".join(numbers.presets)
        raise ExportError(f"There is no preset {preset!r} for {kind}: choose one of {known}.")
    if not 0 <= crf <= numbers.worst_crf:
        raise ExportError(
            f"A quality (crf) of {crf} is not possible: choose 0 (best) to {numbers.worst_crf}."
        )
    return preset, crf


def check_fps(fps: Fraction, kind: Format = "mp4") -> None:
    """Raises ExportError for a rate that players of that format do not take."""
    facts = FORMATS[kind]
    if not 1 <= fps <= facts.most_fps:
        where = f" in a {facts.short}" if facts.most_fps < MOST_FPS else ""
        raise ExportError(
            f"{float(fps):g} frames a second are not possible{where}: choose 1 to {facts.most_fps}."
        )
