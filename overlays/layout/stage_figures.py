"""What of a placement file depends on time: its stages and moments."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, PlainValidator, TypeAdapter, model_validator

from overlays.motion import seconds
from overlays.reading.figures import Duration, Name, Number, Section, Title, between, wrong


class StageCreative(Section):
    """Where the clip stands in a stage: on a phone's whole screen; elsewhere so much larger."""

    of: Literal["screen"]
    zoom: Annotated[Number, between(1, 3)]


class Condition(Section):
    """A stage that is there for clips over, or up to, so many seconds; a length must be known."""

    clip_over: Annotated[Number, between(0.1, 7_200)] | None = None
    clip_up_to: Annotated[Number, between(0.1, 7_200)] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.clip_over is None and self.clip_up_to is None:
            raise wrong("must hold clip_over or clip_up_to")
        return self

    def holds(self, duration: Fraction | None) -> bool:
        """True for a clip of that length."""
        if duration is None:
            return False
        over = self.clip_over is None or duration > seconds(self.clip_over.value)
        return over and (self.clip_up_to is None or duration <= seconds(self.clip_up_to.value))


_End = Annotated[Number, between(0.1, 600)]
_END: TypeAdapter[Number] = TypeAdapter(_End)


def _end(value: object) -> Number | Literal["clip"]:
    return "clip" if value == "clip" else _END.validate_python(value)


class StageFigures(Section):
    """A time of the clip: it `ends` at so many seconds, and shows `only` or `hides` some parts.

    What comes with it fades in within `enters` seconds, in which the clip also comes to its place.
    The last may end with the `clip`, so that what is there for so long knows how long that is.
    `must_end`: a clip that ends before it does is too short for the placement. `forbids` are
    targets of taps, and states, that are not to be had in it.
    """

    id: Name
    title: Title
    ends: Annotated[Number | Literal["clip"], PlainValidator(_end)] | None = None
    condition: Condition | None = Field(None, alias="if")
    enters: Annotated[Number, between(0, 10)] | None = None
    only: tuple[Name, ...] | None = None
    hides: tuple[Name, ...] = ()
    forbids: tuple[Name, ...] = ()
    creative: StageCreative | None = None
    must_end: bool = Field(False, strict=True)

    @property
    def seconds(self) -> Fraction | None:
        """The second of the clip at which it ends; None where no figure says it."""
        return seconds(self.ends.value) if isinstance(self.ends, Number) else None


class Moment(Section):
    """A state that time turns on `from` so many seconds; what it changes fades in within `over`.

    Seconds count, as those of a button's looks, from the start of the part's first stage.
    """

    id: Name
    start: Annotated[Number, between(0.1, 600)] = Field(alias="from")
    over: Duration | None = None
