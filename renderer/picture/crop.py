"""What a fit leaves out of the creative: whole pixels of the picture as it is shown upright."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from overlays.framing import STEPS, Framing
from overlays.geometry import Rect, Size
from renderer.picture.fit import Fit, place_cover


@dataclass(frozen=True, slots=True)
class Crop:
    """Columns and rows that are not shown, counted at each side."""

    left: int = 0
    right: int = 0
    top: int = 0
    bottom: int = 0

    @property
    def is_nothing(self) -> bool:
        """True when the whole picture is shown."""
        return not any((self.left, self.right, self.top, self.bottom))


def cropped(source_size: Size, feed: Rect, fit: Fit) -> Crop:
    """What `fit` cuts of a picture of `source_size` (upright, square samples) to fill `feed`."""
    if fit != "cover":
        return Crop()
    shown = place_cover(source_size, Fraction(1), 0, feed.size).crop
    return Crop(
        left=shown.x,
        right=source_size.width - shown.right,
        top=shown.y,
        bottom=source_size.height - shown.bottom,
    )


def crop_words(phone: str, source_size: Size, crop: Crop) -> str:
    """One sentence: `iPhone cuts 27 of 1080 columns at each side.`"""
    return f"{phone} cuts {_cuts(source_size, crop)}."


def crop_words_of(
    phone: str, source_size: Size, framing: Framing, fit: Fit, time: Fraction | None = None
) -> str:
    """What is cut at a media time, or of the whole clip: in the takeover, where it differs there,
    and in the feed.
    """
    if time is not None:
        return _words_at(phone, source_size, framing, fit, time)
    feed = cropped(source_size, framing.feed, fit)
    first = cropped(source_size, framing.takeover or framing.feed, fit)
    if first == feed:
        return crop_words(phone, source_size, feed)
    before, then = _cuts(source_size, first), _cuts(source_size, feed)
    return f"In the takeover {phone} cuts {before}, in the feed {then}."


def _words_at(phone: str, source_size: Size, framing: Framing, fit: Fit, time: Fraction) -> str:
    words = crop_words(phone, source_size, cropped(source_size, framing.rect(time), fit))
    when = {0: "In the takeover ", STEPS: ""}.get(framing.state(time), "Between takeover and feed ")
    return when + words


def _cuts(source_size: Size, crop: Crop) -> str:
    columns, rows = f"of {source_size.width} columns", f"of {source_size.height} rows"
    cuts = [
        *_cut(crop.left, crop.right, columns, ("at the left", "at the right", "at each side")),
        *_cut(crop.top, crop.bottom, rows, ("at the top", "at the bottom", "at top and bottom")),
    ]
    return " and ".join(cuts) or "nothing"


def _cut(first: int, last: int, unit: str, places: tuple[str, str, str]) -> list[str]:
    at_first, at_last, at_both = places
    # Cuts are even, so the two sides of a centered picture may differ by one chroma sample.
    if abs(first - last) <= 2:
        each = (first + last) // 2
        return [f"{each} {unit} {at_both}"] if each else []
    pairs = ((first, at_first), (last, at_last))
    return [f"{count} {unit} {place}" for count, place in pairs if count]
