"""What is worth knowing about the cells of a sheet: each remark once, with where it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding about one cell: a clause that holds at a `place`, which is a name on each axis.

    Without a place it is a sentence that says itself where it holds.
    """

    words: str
    place: tuple[str, ...] = ()


def sentences(remarks: Iterable[Remark], axes: Sequence[Sequence[str]]) -> dict[str, str]:
    """A sentence for all remarks of the same words, in the order in which they come first.

    `axes` are all names that a place can have; an axis on which a remark holds throughout is left
    out: `ko, ja: “Shop now” is shown in English.`
    """
    places: dict[str, list[tuple[str, ...]]] = {}
    for remark in remarks:
        places.setdefault(remark.words, []).extend([remark.place] if remark.place else [])
    return {words: _sentence(words, held, axes) for words, held in places.items()}


def _sentence(words: str, held: Sequence[tuple[str, ...]], axes: Sequence[Sequence[str]]) -> str:
    if not held:
        return words
    of_axis = zip(*held, strict=True)
    named = [_names(set(some), every) for some, every in zip(of_axis, axes, strict=True)]
    where = " · ".join(filter(None, named))
    return f"{where}: {words}." if where else f"{words[:1].upper()}{words[1:]}."


def _names(some: set[str], every: Sequence[str]) -> str:
    held = [name for name in every if name in some]
    missing = [name for name in every if name not in some]
    if not missing:
        return ""
    if 2 * len(missing) < len(held):
        return f"all but {', '.join(missing)}"
    return ", ".join(held)
