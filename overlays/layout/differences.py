"""What a placement makes of a post, told against another one of the same post."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from overlays.layers import Chrome, Layer, Stage


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that `other` has more, less or otherwise; `words` are short, for people."""

    kind: Literal["added", "removed", "changed"]
    layer_id: str
    words: str


def differences(base: Chrome, other: Chrome, *, named: bool = False) -> tuple[Difference, ...]:
    """Everything by which `other` differs for the eye; places that only shift are not told.

    `named`: only what has a name of its own, for platforms whose interfaces have nothing in common.
    """
    before, after = ({layer.id: layer for layer in chrome.layers} for chrome in (base, other))
    added, removed = _only_in(after, before), _only_in(before, after)
    if named:
        added, removed = (list(filter(_is_named, layers)) for layers in (added, removed))
    return (
        *(Difference("added", layer.id, f"+ {layer.word}") for layer in added),
        *(Difference("removed", layer.id, f"− {layer.word}") for layer in removed),
        *_stages(base.stages, other.stages),
        *_texts(before, after),
    )


def _only_in(here: dict[str, Layer], there: dict[str, Layer]) -> list[Layer]:
    """What has a word and is not in the other, under whatever id; each word once."""
    known = {layer.word for layer in there.values()}
    own = {layer.word: layer for id_, layer in reversed(here.items()) if id_ not in there}
    return [layer for layer in reversed(own.values()) if layer.word and layer.word not in known]


def _is_named(layer: Layer) -> bool:
    return layer.word != layer.id.replace("_", " ")


def _stages(before: tuple[Stage, ...], after: tuple[Stage, ...]) -> Iterator[Difference]:
    """Stages that pass; the last one is what the placement is for good."""
    old, new = ({stage.id: stage for stage in stages[:-1]} for stages in (before, after))
    for id_, stage in new.items():
        if stage.span.end is not None and (id_ not in old or old[id_].span != stage.span):
            length = float(stage.span.end - stage.span.start)
            yield Difference("changed", id_, f"{length:g} s {stage.title}")
    for id_, stage in old.items():
        if id_ not in new:
            yield Difference("changed", id_, f"no {stage.title}")


def _texts(before: dict[str, Layer], after: dict[str, Layer]) -> Iterator[Difference]:
    """Text of the post that is cut elsewhere."""
    for id_, layer in after.items():
        old = before.get(id_)
        if old is None or not (layer.is_locked and layer.text and old.text):
            continue
        if old.text == layer.text:
            continue
        word = layer.word.lower()
        shows_more = layer.rect.height > old.rect.height
        words = f"more of the {word}" if shows_more else f"the {word} cut elsewhere"
        yield Difference("changed", id_, words)
