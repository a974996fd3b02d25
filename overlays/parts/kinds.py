"""All kinds of part, told apart by `part`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from overlays.parts.bar import BarPart
from overlays.parts.button import ButtonPart
from overlays.parts.countdown import CountdownPart
from overlays.parts.creative import CreativePart
from overlays.parts.dots import DotsPart
from overlays.parts.icon import IconPart
from overlays.parts.links import LinksPart
from overlays.parts.picture import PicturePart
from overlays.parts.plate import PlatePart
from overlays.parts.scrim import ScrimPart
from overlays.parts.stack import StackPart
from overlays.parts.text import TextPart
from overlays.parts.vote import VotePart

AnyPart = Annotated[
    TextPart
    | LinksPart
    | PicturePart
    | IconPart
    | ButtonPart
    | BarPart
    | DotsPart
    | ScrimPart
    | PlatePart
    | CreativePart
    | CountdownPart
    | VotePart
    | StackPart,
    Field(discriminator="part"),
]

StackPart.model_rebuild(_types_namespace={"AnyPart": AnyPart})
