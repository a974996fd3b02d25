"""What is in each clip, drawn by lot once and written down: places, sizes, scripts, times.

Most cases were looked at while the checks were made (`tuned`), the others were not (`held out`).
What is asked of Latin words is a share of 95 %, which a few dozen cannot tell: the last clips hold
nothing else, three lines each where they find room.
Things stand under an element of the chrome, by its box as `cli.py layers` prints it, or far from
all: not by the masks that the checks use.
"""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

from overlays.ad.file import load_ad
from overlays.chrome import draw_chrome
from overlays.geometry import Rect

AD = Path("samples/glow_serum/ad.yaml")
FILE = Path(__file__).with_name("cases.json")
SECONDS, RATE = 3.0, 15
_TUNED, _HELD_OUT, _LATIN_HELD_OUT = 72, 36, 48
_LINES, _LINES_APART, _DRAWS = 3, 200, 60
WIDTH, HEIGHT = 1080, 1920

WORDS = {
    "Latin": (
        "20 % OFF", "Wait for it", "Link in bio", "ÜBERRASCHUNG", "día 14: mejor", "NEW DROP",
    ),
    "Cyrillic": ("Скидка 20 %", "Смотри до конца"),
    "Arabic": ("خصم كبير اليوم", "شاهد النهاية"),
    "Hebrew": ("מבצע חדש היום", "חכו לסוף"),
    "Japanese": ("今日だけ半額", "最後まで見てね"),
    "Korean": ("오늘만 반값", "끝까지 보세요"),
    "Chinese": ("限时优惠", "看到最后"),
    "Thai": ("ลดราคาวันนี้", "ดูให้จบนะ"),
}  # fmt: skip
LATIN_WORDS = (
    "PART 2",
    "NOCH 3 TAGE",
    "how I start my day",
    "100 % coton",
    "Routine du soir",
    "Nur heute",
    "step 1: cleanse",
    "mañana sin prisa",
    "get ready with me",
    "Código: GLOW10",
)
LANGUAGES = {"Japanese": "ja", "Korean": "ko", "Chinese": "zh-Hans"}
SIZES = (24, 28, 36, 44, 56, 72, 96, 120)
STYLES = ("plain", "outlined", "plate", "shadow")
GROUNDS = ("coffee", "brick", "gravel", "stripes", "dusk", "white")
FACES = ("astronaut", "signer", "noa", "luna")
FACE_WIDTHS = (60, 85, 110, 150, 220, 300)
# Elements that are large enough for something to stand wholly below them.
UNDER = (
    "username", "caption", "sponsored_label", "cta", "likes", "comments", "saves", "shares", "disc",
    "avatar",
)  # fmt: skip
FREE = Rect(60, 320, 760, 820)

Kind = Literal["text", "face"]


@dataclass(frozen=True)
class Thing:
    """Words or a face: its middle at `start`, its way in px a second; `name` is the text or face.

    `size` is the letters' size or the face's width in px. `under` is an element's id, or empty.
    """

    kind: Kind
    name: str
    script: str
    style: str
    size: int
    x: int
    y: int
    speed: int
    start: float
    end: float
    under: str


@dataclass(frozen=True)
class Case:
    """One clip."""

    id: str
    part: Literal["tuned", "held out"]
    ground: str
    things: tuple[Thing, ...]


def cases() -> tuple[Case, ...]:
    """As they are written down."""
    said = json.loads(FILE.read_text(encoding="utf-8"))
    return tuple(_case(one) for one in said)


def _case(said: dict[str, Any]) -> Case:
    things = tuple(Thing(**thing) for thing in said.pop("things"))
    return Case(**said, things=things)


def drawn_by_lot() -> list[Case]:
    chrome = draw_chrome(load_ad(AD), taps=False)
    boxes = {layer.id: layer.rect for layer in chrome.layers if layer.id in UNDER}
    made = []
    for index in range(_TUNED + _HELD_OUT):
        part: Literal["tuned", "held out"] = "tuned" if index < _TUNED else "held out"
        lot = random.Random(1000 + index)
        things = [_thing(lot, index, boxes)]
        if lot.random() < 0.5:
            things.append(_apart(lot, index + 1, things[0]))
        ground = GROUNDS[lot.randrange(len(GROUNDS))]
        made.append(Case(f"{index:03}", part, ground, tuple(things)))
    first = len(made)
    return made + [_latin_case(first + index, boxes) for index in range(_LATIN_HELD_OUT)]


def _latin_case(index: int, boxes: dict[str, Rect]) -> Case:
    lot = random.Random(5000 + index)
    things: list[Thing] = []
    for _ in range(_DRAWS):
        thing = _latin(lot, {} if things else boxes)
        if len(things) < _LINES and all(abs(thing.y - one.y) > _LINES_APART for one in things):
            things.append(thing)
    return Case(f"{index:03}", "held out", lot.choice(GROUNDS), tuple(things))


def _latin(lot: random.Random, boxes: dict[str, Rect]) -> Thing:
    """A line over 32 px that is no wider than where lines stand."""
    while True:
        thing = replace(_thing(lot, 0, boxes), script="Latin", name=lot.choice(LATIN_WORDS))
        if thing.size > 32 and len(thing.name) * thing.size * 0.6 < FREE.width:
            return thing


def _thing(lot: random.Random, index: int, boxes: dict[str, Rect]) -> Thing:
    # A frame's time, so that the truth is exact; half of the things are there from the start.
    start = 0.0 if lot.random() < 0.3 else lot.randint(6, 15) / RATE
    end = SECONDS if lot.random() < 0.3 else lot.randint(24, 42) / RATE
    under = lot.choice(UNDER) if boxes and lot.random() < 0.6 else ""
    moves = lot.random() < 0.25 and not under
    speed = lot.choice((-90, 90)) if moves else 0
    place = boxes[under] if under else FREE
    if index % 4 == 3:
        width = lot.choice(FACE_WIDTHS)
        x, y = _place(lot, place, under, width)
        face = FACES[lot.randrange(len(FACES))]
        return Thing("face", face, "", "", width, x, y, speed, start, end, under)
    script = "Latin" if lot.random() < 0.5 else lot.choice(tuple(WORDS)[1:])
    size = lot.choice(SIZES)
    x, y = _place(lot, place, under, size)
    words = lot.choice(WORDS[script])
    return Thing("text", words, script, lot.choice(STYLES), size, x, y, speed, start, end, under)


def _apart(lot: random.Random, index: int, other: Thing) -> Thing:
    """A second thing, far from the first and from the chrome."""
    while True:
        thing = _thing(lot, index, {})
        if abs(thing.y - other.y) > 300:
            return thing


def _place(lot: random.Random, place: Rect, under: str, size: int) -> tuple[int, int]:
    """The middle of what stands under an element, or anywhere where nothing is drawn."""
    if under:
        return place.x + place.width // 2, place.y + place.height // 2
    x = lot.randint(place.x + 280, place.right - 280)
    return x, lot.randint(place.y + size, place.bottom - size)


def main() -> None:
    said = [asdict(case) for case in drawn_by_lot()]
    FILE.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{FILE.name}: {len(said)} cases")


if __name__ == "__main__":
    main()
