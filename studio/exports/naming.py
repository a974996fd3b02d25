"""What sets one export of an ad apart from the usual one, for names of files and for the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from overlays.ad import SparkAd
from overlays.locales import load_locale
from overlays.motion import TimeSpan
from overlays.viewports import BARE, View
from renderer.output.formats import FORMATS
from renderer.output.options import ExportOptions, Format
from studio.phone.crop_guides import phone_name

_USUAL_LANGUAGE = "en"
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Trait:
    """One difference from the usual: `in_name` in a file's name, `words` for a person."""

    in_name: str
    words: str


def placement_slug(ad: SparkAd) -> str:
    return ad.ad.placement.replace("/", "-").replace("_", "-")


def traits_of_view(ad: SparkAd, view: View) -> tuple[Trait, ...]:
    """The language and the phone where they are not English and the bare picture."""
    return traits_of_sheet((ad.ad.locale,), (view.viewport,))


def traits_of_sheet(locales: Sequence[str], viewports: Sequence[str]) -> tuple[Trait, ...]:
    """All languages and phones unless they are English and the bare picture alone."""
    languages = [Trait(code, load_locale(code).name) for code in locales]
    phones = [Trait(viewport, phone_name(viewport)) for viewport in viewports]
    return (
        *(() if tuple(locales) == (_USUAL_LANGUAGE,) else _at_most(languages, "languages")),
        *(() if tuple(viewports) == (BARE,) else _at_most(phones, "phones")),
    )


def _at_most(traits: Sequence[Trait], what: str) -> Sequence[Trait]:
    """Their number when there are too many to name."""
    if len(traits) <= _NAMED:
        return traits
    return (Trait(f"{len(traits)}-{what}", f"{len(traits)} {what}"),)


def traits_of_export(
    kind: Format, width: int, options: ExportOptions, *, stamp: bool
) -> tuple[Trait, ...]:
    """Quality, size, range and what else was asked for; nothing of what is as usual."""
    traits = []
    if options.quality != "review":
        traits.append(Trait(options.quality, options.quality.capitalize()))
    if options.preset is not None:
        traits.append(Trait(f"preset{options.preset}", f"preset {options.preset}"))
    if options.crf is not None:
        traits.append(Trait(f"crf{options.crf}", f"CRF {options.crf}"))
    if width != FORMATS[kind].width:
        traits.append(Trait(f"{width}px", f"{width} px wide"))
    if options.fps is not None:
        rate = decimal(options.fps)
        traits.append(Trait(f"{rate}fps", f"{rate} a second"))
    if options.size_limit is not None:
        size = f"{options.size_limit / 1e6:.6g} MB"
        traits.append(Trait(f"max{size.replace(' ', '')}", f"up to {size}"))
    if options.span is not None:
        traits.append(_range(options.span))
    return (*traits, *(() if stamp else (Trait("clean", "no stamp"),)))


def _range(span: TimeSpan) -> Trait:
    start = decimal(span.start)
    if span.end is None:
        return Trait(f"from{start}s", f"from {start} s")
    end = decimal(span.end)
    return Trait(f"{start}-{end}s", f"{start} to {end} s")


def decimal(number: Fraction) -> str:
    """`8.5`, `2`, `29.97`: three places at most, and never an exponent."""
    return f"{float(number):.3f}".rstrip("0").rstrip(".")
