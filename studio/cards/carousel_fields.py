"""Fields of a carousel, and the choice between it and a video."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from overlays.ad.carousel import MOST_PICTURES
from overlays.drawing.pictures import load_picture
from overlays.errors import PictureError
from renderer.source import container, looped_sound, still_picture
from studio.inputs.fields import follow, heard, word_picker
from studio.inputs.file_field import file_field
from studio.inputs.picture_list import Changed, Tile, picture_list
from studio.store.uploads import uploaded_path
from studio.work.session import Studio
from studio.work.video_or_carousel import has_carousel, use_carousel, use_video

Kind = Literal["video", "carousel"]
_PICTURE_LIMIT = 30_000_000
_SOUND_LIMIT = 100_000_000
SOUND_SUFFIXES = (*looped_sound.SUFFIXES, *container.SUFFIXES)
_KINDS: dict[Kind, str] = {"video": "Video", "carousel": "Carousel"}
_PICTURES, _SECONDS = "post.carousel.pictures", "post.carousel.seconds"
_TILE = 160
# Decoding a larger one would hold the page up.
_MOST_TILE_BYTES = 3_000_000


def kind_field(work: Studio) -> None:
    """What is not chosen is kept, should the visitor want it back."""

    def picked(kind: Kind) -> None:
        (use_carousel if kind == "carousel" else use_video)(work)

    now: Kind = "carousel" if has_carousel(work) else "video"
    word_picker("footage", "Video or carousel", _KINDS, now, picked)


def carousel_fields(work: Studio) -> None:
    """Pictures in their order, the seconds of each, and the sound."""
    pictures = _named(work)
    ticket, slot = work.slot(_PICTURES, still_picture.SUFFIXES, _PICTURE_LIMIT)

    def changed(said: Changed) -> None:
        kept = [pictures[place] for place in said.order]
        for file_id, name in said.added:
            stored = uploaded_path(slot, file_id)
            if stored is not None:
                work.uploaded_names[stored.name] = name
                kept.append(str(stored))
        work.put(_PICTURES, kept[:MOST_PICTURES])

    picture_list(
        "Pictures",
        [_tile(work, picture) for picture in pictures],
        key="pictures",
        ticket=ticket,
        suffixes=still_picture.SUFFIXES,
        limit=_PICTURE_LIMIT,
        most=MOST_PICTURES,
        on_change=changed,
    )
    left, right = st.columns([3.4, 1], vertical_alignment="bottom")
    with left:
        file_field(work, "post.carousel.sound", "Sound file", SOUND_SUFFIXES, _SOUND_LIMIT)
    with right:
        _seconds_field(work)


def _named(work: Studio) -> list[str]:
    value = work.value(_PICTURES)
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _tile(work: Studio, picture: str) -> Tile:
    path = work.base / picture
    name = work.shown_name(path)
    try:
        if not work.may_use(path) or path.stat().st_size > _MOST_TILE_BYTES:
            return Tile(name, None)
        small = load_picture(path, _TILE)
    except (OSError, ValueError, PictureError):
        # What is wrong with it is said where problems are.
        return Tile(name, None)
    return Tile(name, work.visitor.store.add_picture(small.key, small.rgba))


def _seconds_field(work: Studio) -> None:
    value = work.value(_SECONDS)
    text = f"{value:g}" if isinstance(value, int | float) else str(value or "")
    key = follow(_SECONDS, text)
    st.text_input(
        "Seconds each",
        text,
        key=key,
        on_change=heard(key, lambda typed: work.put(_SECONDS, _number(typed))),
    )


def _number(text: str) -> float | str:
    """What is no number stays as it was typed: the ad model has the sentence."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return text
