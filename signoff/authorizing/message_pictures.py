"""Pictures for a chat: each step's screen with its words below, and what each placement covers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from overlays.ad import SparkAd
from overlays.drawing.items import WHITE, Color, Drawing
from overlays.drawing.skia.painting import draw
from overlays.geometry import Rect, Size
from overlays.layout.mirror import mirror
from overlays.parts.element import Element
from renderer.files.part_file import part_folder
from renderer.output.sequence import CONTENTS, write_contents
from renderer.picture.rgb import RGB
from signoff.authorizing.blocks import ACCENT, INK, QUIET, Pen
from signoff.authorizing.screen import HEIGHT, WIDTH
from signoff.authorizing.walk import Told, Walk
from signoff.briefing.zone_picture import has_zone, over_ground, zone_picture
from signoff.wording import Wording

_SIDE, _TOP, _GAP, _BOTTOM = 30, 28, 22, 30
_GROUND = Color.from_hex("#ebe9e4")
_BLANK = (70, 76, 90)
_SCALE = 2


@dataclass(frozen=True, slots=True, eq=False)
class MessagePicture:
    """A picture under the name of its file, and its words for whoever cannot see it."""

    file: str
    rgb: RGB
    title: str
    text: str


def message_pictures(
    ads: tuple[SparkAd, ...], walks: tuple[Walk, ...], wording: Wording
) -> Iterator[MessagePicture]:
    """Zones first, then every step. Raises PlacementError and PictureError."""
    for ad in ads:
        name = ad.ad.placement.replace("/", "-")
        text = wording.say("brief_zone" if has_zone(ad) else "brief_no_zone")
        rgb = over_ground(zone_picture(ad), _BLANK)
        yield MessagePicture(f"brief-{name}.png", rgb, wording.say("brief_title"), text)
    for walk in walks:
        for number, told in enumerate(walk.told(), start=1):
            file = f"{walk.way.id}-{number:02}-{told.step.words}.png"
            yield MessagePicture(file, _told(told, number, wording), told.title, _text(told))


def write_message_pictures(
    folder: Path,
    pictures: Iterator[MessagePicture],
    language: str,
    *,
    overwrite: bool = False,
) -> int:
    """How many. The folder has a list of them with their words; it stands only when it is whole.

    Raises ExportError for a folder of somebody's, or one that may not be replaced.
    """
    listed: list[dict[str, Any]] = []
    with part_folder(folder, CONTENTS, overwrite=overwrite) as part:
        for picture in pictures:
            Image.fromarray(picture.rgb).save(part / picture.file, compress_level=3)
            listed.append({"file": picture.file, "title": picture.title, "text": picture.text})
        write_contents(part, {"language": language, "pictures": listed})
    return len(listed)


def _text(told: Told) -> str:
    return " ".join(told.texts)


def _told(told: Told, number: int, wording: Wording) -> RGB:
    """The screen over its words, on a light ground."""
    ground = _ground(told, number, wording)
    picture = told.screen.picture().rgba
    top, left = _TOP * _SCALE, _SIDE * _SCALE
    place = ground[top : top + picture.shape[0], left : left + picture.shape[1]]
    alpha = picture[..., 3:].astype(np.float32) / 255
    place[:] = np.rint(picture[..., :3] + place * (1 - alpha)).astype(np.uint8)
    return ground


def _ground(told: Told, number: int, wording: Wording) -> RGB:
    """What is round the screen: a number, a title, a text; as high as they are."""
    across = WIDTH + 2 * _SIDE
    pen = Pen(_SCALE, wording, Rect(0, 0, across, HEIGHT))
    top, width = _TOP + HEIGHT + _GAP, WIDTH - 40
    pen.plate(Rect(_SIDE, top, 28, 28), 14, ACCENT)
    digits = pen.width(str(number), 14, "semibold")
    pen.text(str(number), (_SIDE + 14 - digits / 2, top + 5, digits + 2), 14, WHITE, "semibold")
    high = pen.text(told.title, (_SIDE + 40, top + 2, width), 18, INK, "semibold")
    high += 8 + pen.text(_text(told), (_SIDE + 40, top + high + 10, width), 14.5, QUIET)
    size = Size(across * _SCALE, round((top + high + 2 + _BOTTOM) * _SCALE))
    drawing = Drawing(size, tuple(pen.items))
    if wording.direction == "rtl":
        whole = Rect(0, 0, size.width, size.height)
        drawing = mirror(Element("words", whole, drawing), whole).drawing
    return _on_ground(draw(drawing))


def _on_ground(rgba: npt.NDArray[np.uint8]) -> RGB:
    alpha = rgba[..., 3:].astype(np.float32) / 255
    return np.rint(rgba[..., :3] + np.array(_GROUND[:3]) * (1 - alpha)).astype(np.uint8)
