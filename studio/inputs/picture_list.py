"""A list of pictures in an order: several uploaded at once, moved, taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from zlib import crc32

import streamlit as st

from studio.store.assets import component_script, component_style
from studio.store.hosting import our_address
from studio.work.hearing import noted

_list = st.components.v2.component(
    "sparkproof_picture_list",
    css=component_style("inputs/inputs.css"),
    js=component_script("inputs/picture_list.js"),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture's name for people, and the address of a small one; None where there is none."""

    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """The places of the pictures that stay, in their new order, and id and name of new files."""

    order: list[int]
    added: list[tuple[object, str]]


def picture_list(
    label: str,
    tiles: Sequence[Tile],
    *,
    key: str,
    ticket: str,
    suffixes: tuple[str, ...],
    limit: int,
    most: int,
    on_change: Callable[[Changed], None],
) -> None:
    """The pictures as tiles; files go to the slot of `ticket`, each of at most `limit` bytes."""
    # What a browser does to a list that has changed since is done to another one.
    rev = f"{crc32(repr([tile.name for tile in tiles]).encode()):08x}"

    def changed() -> None:
        said = heard(st.session_state[key].get("changed"), rev, len(tiles))
        if said is not None:
            on_change(said)

    data = {
        "label": label,
        "pictures": [asdict(tile) for tile in tiles],
        "most": most,
        "rev": rev,
        "hint": f"{', '.join(suffixes)}, at most {limit // 1_000_000} MB each; or drop them here",
        "url": our_address(f"upload/{ticket}"),
        "accept": ",".join(suffixes),
        "limit": limit,
    }
    _list(key=key, data=data, on_changed_change=noted(changed))


def heard(said: object, rev: str, count: int) -> Changed | None:
    """What was done to the list of `count` pictures that `rev` names; None for anything else."""
    if not isinstance(said, dict) or said.get("rev") != rev:
        return None
    order, added = said.get("order"), said.get("added")
    if not isinstance(order, list) or not isinstance(added, list):
        return None
    places = [place for place in order if type(place) is int and 0 <= place < count]
    if len(places) != len(order) or len(set(places)) != len(places):
        return None
    files = [(one.get("id"), str(one.get("name", ""))) for one in added if isinstance(one, dict)]
    return Changed(places, files)
