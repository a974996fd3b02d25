"""What a fit leaves out of the creative: whole pixels of the picture as it is shown upright."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from overlays.framing import Framing
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
    """What is cut at a media time, or of the whole clip: in each stage, where they differ."""
    if time is not None:
        return _words_at(phone, source_size, framing, fit, time)
    crops = [cropped(source_size, key.rect, fit) for key in framing.keys]
    if all(crop == crops[-1] for crop in crops):
        return crop_words(phone, source_size, crops[-1])
    cuts = [
        (key.title, _cuts(source_size, crop)) for key, crop in zip(framing.keys, crops, strict=True)
    ]
    (first, words), *others = cuts
    then = "".join(f", in the {title} {cut}" for title, cut in others)
    return f"In the {first} {phone} cuts {words}{then}."


def _words_at(phone: str, source_size: Size, framing: Framing, fit: Fit, time: Fraction) -> str:
    words = crop_words(phone, source_size, cropped(source_size, framing.rect(time), fit))
    if framing.is_fixed:
        return words
    key = framing.settled(time)
    if key is None:
        titles = [key.title for key in framing.keys if key.at <= time][-1:]
        after = framing.keys.index(next(k for k in framing.keys if k.title in titles))
        return f"Between {framing.keys[after - 1].title} and {titles[0]} {words}"
    return words if key == framing.keys[-1] else f"In the {key.title} {words}"


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
