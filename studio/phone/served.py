"""The player's data in this app: its pictures, video and stills under addresses of our routes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from overlays.layers import PremulRGBA
from player.data import Phone, Stage, Video, player_data
from renderer.look import Look
from studio.store.hosting import our_address
from studio.store.media_store import MediaStore, StillRecipe, Visitor
from studio.work.clips import Clip

BROWSER_TYPES = {".webm": "video/webm", ".mkv": "video/x-matroska"}


@dataclass(frozen=True, slots=True)
class ServedAddresses:
    """Pictures go into the store, and are called by our route for them."""

    store: MediaStore

    def picture(self, key: str, rgba: PremulRGBA) -> str:
        return self.store.add_picture(key, rgba)

    def id_of(self, path: Path) -> str:
        return self.store.token("post", path)


def served_data(
    visitor: Visitor, phones: Sequence[Phone], clip: Clip | None, look: Look, name: str
) -> dict[str, Any]:
    """What the player shows of these phones and this clip; stills are saved under `name`."""
    has_still = clip is not None and clip.info is not None
    stage = Stage(
        look.fit,
        look.background,
        _video(visitor, clip),
        _poster(visitor, clip),
        _still(visitor, StillRecipe(phones[0].ad, look, name)) if has_still else None,
    )
    return player_data(ServedAddresses(visitor.store), phones, look.view, stage)


def _video(visitor: Visitor, clip: Clip | None) -> Video | None:
    if clip is None or clip.info is None or clip.shown is None:
        return None
    media_type = BROWSER_TYPES.get(clip.shown.suffix.lower(), "video/mp4")
    token = _address(visitor, clip.shown, media_type)
    if token is None:
        return None
    is_copy = clip.shown != clip.path
    return Video(
        token,
        our_address(f"media/{token}"),
        start=0.0 if is_copy else float(clip.info.first_pts * clip.info.time_base),
        duration=float(clip.info.duration),
        step=float(1 / clip.info.frame_rate),
    )


def _poster(visitor: Visitor, clip: Clip | None) -> str | None:
    token = clip and clip.poster and _address(visitor, clip.poster, "image/png")
    return our_address(f"media/{token}") if token else None


def _address(visitor: Visitor, path: Path, media_type: str) -> str | None:
    """None for a file that was removed after it was read; the form says so."""
    try:
        return visitor.add_file(path, media_type)
    except OSError:
        return None


def _still(visitor: Visitor, recipe: StillRecipe) -> dict[str, str]:
    return {"url": our_address(f"still/{visitor.add_still(recipe)}"), "name": recipe.name}
