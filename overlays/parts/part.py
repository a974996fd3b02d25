"""`Part`: what every kind of part has, and the values it is made with: `Anchor`, `Room`, `Made`."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, Field, model_validator

from overlays.drawing.items import Drawing
from overlays.geometry import Rect
from overlays.layers import Action, Verb
from overlays.parts.element import Element, Shifted
from overlays.parts.scene import SECONDS_LEFT, WORDS, Scene
from overlays.reading.figures import Duration, Extent, Length, Name, Offset, Section, wrong
from overlays.reading.merging import merged
from overlays.reading.names import unknown_name

Block = Literal["rail", "text_block"]


class Anchor(Section):
    """Where a part stands: distances in dp to the edges of the feed, the screen or another part.

    The `feed` begins where the placement allows for a status bar to end, the `frame` where the clip
    does, the `screen` at its very edge; `bar` is the strip under the feed, which only a phone has.
    `center` counts from the middle or, with `from`, from a side. `above` and `below` count from the
    other part's edges.
    """

    of: str = "feed"
    left: Length | None = None
    right: Length | None = None
    top: Length | None = None
    bottom: Length | None = None
    above: Length | None = None
    below: Length | None = None
    center: Offset | None = None
    side: Literal["middle", "left", "right"] = Field("middle", alias="from")


def known_words(value: str) -> str:
    """A name of `WORDS`, or `word.` and something."""
    if value not in (*WORDS, SECONDS_LEFT) and not (value.startswith("word.") and value != "word."):
        raise wrong(unknown_name("value to show", value, (*WORDS, SECONDS_LEFT, "word.…")))
    return value


Shows = Annotated[str, AfterValidator(known_words)]


class Tap(Section):
    """What a tap does, one of four: `lead` to an address, `open` a sheet, `toggle` a state, or
    `peek`: turn one on `for` some seconds. `says` is the word that a screen reader says in place
    of those that are shown; it may name the creator ({name}) and the sound ({title}).
    """

    lead: Literal["landing_page"] | None = None
    open: Name | None = None
    toggle: Name | None = None
    peek: Name | None = None
    seconds: Duration | None = Field(None, alias="for")
    says: Shows | None = None

    @model_validator(mode="after")
    def _one_verb(self) -> Self:
        verbs = [verb for verb in _VERBS if getattr(self, verb) is not None]
        if len(verbs) != 1:
            raise wrong(f"must hold one of {', '.join(_VERBS)}")
        if (self.peek is None) != (self.seconds is None):
            raise wrong("peek and for belong together")
        return self

    @property
    def verb(self) -> Verb:
        return next(verb for verb in _VERBS if getattr(self, verb) is not None)

    @property
    def target(self) -> str:
        return str(getattr(self, self.verb))

    @property
    def state(self) -> str | None:
        """The state that it turns on or off."""
        return self.toggle or self.peek


_USED = (
    *(
        "shows",
        "number",
        "lead",
        "shadow",
        "less",
        "says",
        "zero",
        "free",
        "title",
        "count",
        "word",
        "on",
        "off",
    ),
    "only_with",
)

_VERBS: tuple[Verb, ...] = ("lead", "open", "toggle", "peek")


class Room(NamedTuple):
    """What a part may fill: columns in pixels and, where its anchor says them, rows.

    `foot` is what the part's lower edge lies under the whole pixel above it, 0.0 to 1.0: stacks
    add up exact heights from there. `seconds` is how long the part is there, None for to the end.
    """

    width: int
    foot: float = 0.0
    height: int | None = None
    seconds: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """Elements from the part's own top left corner; its exact size, and that in whole pixels.

    `rise` is how many rows the top lies over the whole pixel above the lower edge; None where the
    rows alone say it. `creative` is where the clip stands in it.
    """

    elements: tuple[Shifted, ...]
    width: float
    height: float
    columns: int
    rows: int
    rise: int | None = None
    creative: Rect | None = None

    @classmethod
    def box(cls, elements: tuple[Element, ...], rect: Rect) -> Made:
        """What is of whole pixels anyway."""
        placed = tuple(map(Shifted, elements))
        return cls(placed, rect.width, rect.height, rect.width, rect.height)

    def top(self, edge: float) -> int:
        """The row of the top of a part whose lower edge is to lie at `edge`."""
        return round(edge) - self.rows if self.rise is None else math.floor(edge) - self.rise

    def moved(self, dx: int, dy: int) -> Made:
        """The same, so many pixels further right and down; sizes are those from the corner."""
        creative = self.creative
        if creative:
            size = creative.size
            creative = Rect(creative.x + dx, creative.y + dy, size.width, size.height)
        return Made(
            tuple(one.moved(dx, dy) for one in self.elements),
            self.width,
            self.height,
            self.columns,
            self.rows,
            self.rise,
            creative,
        )


class Part(Section):
    """A kind with its figures. `make` decides how it looks; nothing else knows its kind.

    At the top level it stands by `at`. In a stack it stands after the one before it, `gap_below`
    in place of the stack's own gap; `gap_above` replaces that of the part above, and `foot` is the
    room under it where it is the lowest of a stack from the bottom, `aside` how far it stands to
    the right of where a stack would have it. What is `free` stands where the ad puts what that
    names, if it says so, and may lie over others. `when` holds the figures that differ in a state,
    a null takes the part away; `only_when` is the state that it needs, `only_with` what there must
    be to show beside it. `word` names it for people, `locked` says that an ad cannot change it,
    `block` which guide goes round it.
    """

    is_ground: ClassVar[bool] = False
    """True for what others may lie over."""
    holds_creative: ClassVar[bool] = False
    """True where the clip stands."""

    id: Name
    at: Anchor | None = None
    width: Extent | None = None
    grow: bool = Field(False, strict=True)
    gap_below: Length | None = None
    gap_above: Length | None = None
    foot: Length | None = None
    aside: Offset | None = None
    free: Shows | None = None
    word: str | None = None
    locked: bool = Field(False, strict=True)
    block: Block | None = None
    tap: Tap | None = None
    only_when: Name | None = None
    only_with: Shows | None = None
    when: dict[Name, Any] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _whole_states(cls, data: Any) -> Any:
        """Each state's changes as the whole part that they make."""
        if not isinstance(data, dict) or not isinstance(data.get("when"), dict):
            return data
        base = {key: value for key, value in data.items() if key not in ("when", "only_when")}
        states = {
            state: merged(base, changes) if isinstance(changes, dict) else changes
            for state, changes in data["when"].items()
        }
        return {**data, "when": states}

    def make(self, scene: Scene, room: Room) -> Made | None:
        """The part in a room; None where there is nothing to show."""
        raise NotImplementedError

    def in_states(self, states: frozenset[str]) -> Part | None:
        """The part as it is in these states; None where it is not there."""
        if self.only_when and self.only_when not in states:
            return None
        for state, part in self.when.items():
            if state in states:
                return part  # type: ignore[no-any-return]
        return self

    @property
    def children(self) -> tuple[Part, ...]:
        """The parts that stand in this one."""
        return ()

    @functools.cached_property
    def needs(self) -> frozenset[str]:
        """Ids of the parts that it stands by, or is as large as, in any state."""
        own = {self.at.of} - {"feed", "frame", "screen", "bar"} if self.at else set()
        return frozenset(own).union(*(part.needs for part in self.when.values() if part))

    @property
    def uses(self) -> Iterator[tuple[str, str]]:
        """Every value under a key `shows` or `shadow`, with its path in the part."""
        return uses_of(self)

    @property
    def own_states(self) -> frozenset[str]:
        """The states that its own figures name."""
        return frozenset((*self.when, *([self.only_when] if self.only_when else [])))

    @functools.cached_property
    def reads(self) -> frozenset[str]:
        """The states that change it."""
        inner = frozenset().union(*(child.reads for child in self.children))
        return inner | self.own_states

    @functools.cached_property
    def targets(self) -> tuple[str, ...]:
        """What taps on it lead to, open, or turn on and off."""
        own = (self.tap.target,) if self.tap else ()
        inner = (target for child in self.children for target in child.targets)
        return tuple(dict.fromkeys((*own, *self.toggles, *inner)))

    @functools.cached_property
    def toggles(self) -> tuple[str, ...]:
        """The states that taps on it turn on or off."""
        own = self.tap.state if self.tap else None
        inner = (toggle for child in self.children for toggle in child.toggles)
        return tuple(dict.fromkeys((*([own] if own else []), *inner)))

    def element(
        self,
        rect: Rect,
        drawing: Drawing,
        *,
        suffix: str = "",
        action: Action | None = None,
        text: str = "",
        **more: Any,
    ) -> Element:
        """An element of this part: the part itself, or with a suffix a piece of it."""
        word = (self.word or self.id.replace("_", " ")) if not suffix else ""
        return Element(
            self.id + suffix,
            rect,
            drawing,
            action=action,
            text=text,
            part=self.id,
            word=word,
            is_locked=self.locked and not suffix,
            **more,
        )

    def action(self, scene: Scene, words: str = "") -> Action | None:
        """What a tap on the part does; `words` are those that it shows, if nothing else is said."""
        says = self.tap is not None and self.tap.says is not None
        return action_of(self.tap, scene, self.id, "" if says else words)


def uses_of(group: BaseModel, path: str = "") -> Iterator[tuple[str, str]]:
    """Every value under a key that names something to show or a shadow, with its path."""
    for key in type(group).model_fields:
        value, here = getattr(group, key), f"{path}{key}"
        if key in _USED and isinstance(value, str):
            yield here, value
        elif isinstance(value, BaseModel) and not isinstance(value, Part):
            yield from uses_of(value, f"{here}.")
        elif isinstance(value, tuple):
            groups = (
                one for one in value if isinstance(one, BaseModel) and not isinstance(one, Part)
            )
            for index, one in enumerate(groups):
                yield from uses_of(one, f"{here}.{index}.")


def action_of(tap: Tap | None, scene: Scene, part_id: str, words: str = "") -> Action | None:
    """What a tap does, labeled by what it says and these words; None where it leads nowhere."""
    if tap is None:
        return None
    url = scene.facts.address(tap.target) if tap.verb == "lead" else None
    if tap.verb == "lead" and url is None:
        return None
    label = scene.spoken(tap.says, part_id, words) if tap.says else words
    wait = tap.seconds.value if tap.seconds else None
    return Action(tap.target, label, url, verb=tap.verb, seconds=wait)
