"""`Way`: the steps by which a creator authorizes a post on a platform, from `ways/<id>.json`.

A step says what is on the phone as a few blocks. What is not known of a screen is a gray line.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from overlays.errors import PlacementError
from overlays.reading.figures import Confidence, IconName, Source
from overlays.reading.names import unknown_name
from overlays.reading.strict_json import load_strict_json

_FOLDER = Path(__file__).parent / "ways"
Control = Literal["none", "open", "on", "off"]


class _Figures(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Title(_Figures):
    """The bar at the top, with a way back; a gray line where the words are not known."""

    kind: Literal["title"]
    word: str = ""


class Row(_Figures):
    """A line of a list; gray without a word. `picks` is on where the ad asks for it."""

    kind: Literal["row"]
    word: str = ""
    more: str = ""
    icon: IconName | None = None
    control: Control = "none"
    picks: str = ""
    points: bool = False


class Durations(_Figures):
    """The days that can be chosen, that of the ad chosen."""

    kind: Literal["durations"]
    days: tuple[int, ...]


class Post(_Figures):
    """The post as it is looked at; the three dots are at its `corner`."""

    kind: Literal["post"]
    dots: Literal["side", "corner"]
    points: bool = False


class Button(_Figures):
    """A filled button over the whole width."""

    kind: Literal["button"]
    word: str
    points: bool = False


class Code(_Figures):
    """A box with a code that nobody can read, and what it holds for."""

    kind: Literal["code"]


class Chat(_Figures):
    """Two messages to the brand: words, and the code alone."""

    kind: Literal["chat"]


Block = Annotated[
    Title | Row | Durations | Post | Button | Code | Chat, Field(discriminator="kind")
]


class Step(_Figures):
    """One screen. Its words are those of `{words}_title` and `{words}_text`.

    `over_post`: the blocks stand on a sheet over the post. `labels`: the post's label is chosen.
    """

    words: str
    blocks: tuple[Block, ...] = Field(min_length=1)
    over_post: bool = False
    labels: bool = False
    source: Source
    confidence: Confidence


class Effect(_Figures):
    """What authorizing means for the post: a key of the words."""

    words: str
    source: Source
    confidence: Confidence


class Way(_Figures):
    """A platform's way."""

    id: str
    platform: str
    checked_on: date
    durations: tuple[int, ...] = ()
    steps: tuple[Step, ...] = Field(min_length=1)
    effects: tuple[Effect, ...]


def list_ways() -> tuple[str, ...]:
    """Ids of the platforms whose way is known, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


@functools.cache
def load_way(way_id: str) -> Way:
    """The way of that platform. Raises PlacementError for an unknown or broken one."""
    if way_id not in list_ways():
        raise PlacementError(unknown_name("way to authorize", way_id, list_ways()))
    path = _FOLDER / f"{way_id}.json"
    try:
        return Way.model_validate(load_strict_json(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError) as error:
        raise PlacementError(f"the file {path.name} of a way is wrong: {error}") from error


def ways_of(platforms: Sequence[str]) -> tuple[Way, ...]:
    """The ways of those platforms that are known, each once, in their order."""
    known = [name for name in dict.fromkeys(platforms) if name in list_ways()]
    return tuple(load_way(name) for name in known)
