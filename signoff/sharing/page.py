"""The page of a share: the player's own files with a frame of ours, and all values in it."""

from __future__ import annotations

import functools
import html
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from overlays.locales import load_locale
from overlays.viewports import BARE, load_viewport
from renderer.code_version import code_version
from signoff.one_file.modules import script_of
from signoff.one_file.page import Base64, page_text, style_of
from signoff.seen import SeenAd, ViewId, view_words
from signoff.sharing.pictures import PagePictures
from signoff.sharing.request import ShareRequest

_ROOT = Path(__file__).parents[2]
_BROWSER = Path(__file__).parent / "browser"
_PLAYER = _ROOT / "player" / "browser"
_FONTS = _ROOT / "overlays" / "assets" / "fonts"
_WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}
_STYLES = (
    *(
        _PLAYER / f"{name}.css"
        for name in ("player", "phone", "tones", "findings", "findings_list", "sheets")
    ),
    _PLAYER / "sheet_contents.css",
    *(_BROWSER / f"{name}.css" for name in ("page", "review", "print")),
)


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """All that a page holds but the video. `stills` are data URLs by the view that
    they are of.

    `views` and `comparisons` are the player's data; `made` has a time zone.
    """

    name: str
    creator: str
    made: datetime
    request: ShareRequest
    seen: SeenAd
    views: Sequence[Mapping[str, Any]]
    comparisons: Sequence[Mapping[str, Any]]
    stills: Mapping[ViewId, str]
    poster: str
    pictures: PagePictures
    notes: tuple[str, ...] = ()

    @property
    def count_words(self) -> str:
        """`3 views`"""
        count = self.request.count
        return f"{count} view{'' if count == 1 else 's'}"


def page_of(share: Share, video: bytes, times: Mapping[str, float]) -> str:
    """The page; `times` are `start`, `duration` and `step` of the video, in seconds."""
    return page_text(
        title=f"{share.name} · for review",
        style=_style(),
        script=_script(),
        body=_body(share),
        data={
            "share": _values(share, times),
            "pictures": share.pictures.as_data(),
            "clip": Base64(b64encode(video).decode()),
        },
    )


@functools.cache
def _style() -> str:
    return "\n".join((*map(_face, _WEIGHTS), style_of(*_STYLES)))


def _face(name: str) -> str:
    """The player's own letters, for what opens in the phone."""
    letters = b64encode((_FONTS / f"TikTokSans-{name}.ttf").read_bytes()).decode()
    return (
        f'@font-face {{ font-family: "TikTok Sans"; font-weight: {_WEIGHTS[name]}; '
        f"src: url(data:font/ttf;base64,{letters}); }}"
    )


@functools.cache
def _script() -> str:
    return script_of(_BROWSER / "share.js")


def _values(share: Share, times: Mapping[str, float]) -> dict[str, Any]:
    return {
        "name": share.name,
        "creator": share.creator,
        "made": share.made.isoformat(timespec="minutes"),
        "digest": share.seen.digest,
        "version": code_version()[:12],
        "notes": [f"{note[:1].upper()}{note[1:]}." for note in share.notes],
        "video": {"id": share.seen.video, **times},
        "poster": share.poster,
        "axes": _axes(share),
        "views": share.views,
        "comparisons": share.comparisons,
        "seen": _seen(share),
    }


def _axes(share: Share) -> dict[str, list[dict[str, str]]]:
    """What can be chosen, with names for people."""
    titles = {view["placement"]: view["data"]["phones"][0]["title"] for view in share.views}
    request = share.request
    return {
        "placement": [{"id": id_, "name": titles[id_]} for id_ in request.placements],
        "locale": [{"id": code, "name": load_locale(code).names} for code in request.locales],
        "viewport": [{"id": id_, "name": _phone_name(id_)} for id_ in request.viewports],
    }


def _phone_name(viewport: str) -> str:
    return "9:16" if viewport == BARE else load_viewport(viewport).title.split(",")[0]


def _seen(share: Share) -> dict[str, Any]:
    """What a review carries, so that a later edit can be told by name."""
    look = share.request.look
    return {
        "video": share.seen.video,
        "look": {
            "fit": look.fit,
            "background": look.background,
            "stamp": look.stamp,
            "width": look.view.width,
            "still_ms": round(look.still_duration * 1000),
        },
        "views": [
            {
                "placement": view.id.placement,
                "locale": view.id.locale,
                "viewport": view.id.viewport,
                "elements": dict(view.elements),
            }
            for view in share.seen.views
        ],
    }


def _body(share: Share) -> str:
    """What is there without a script: who, when, and the ad as it stands still, also on paper."""
    name, creator = html.escape(share.name), html.escape(share.creator)
    date = share.made.strftime("%Y-%m-%d %H:%M %Z").strip()
    stills = "".join(
        f'<figure><img src="{picture}" alt="{_words(view)}">'
        f"<figcaption>{_words(view)}</figcaption></figure>"
        for view, picture in share.stills.items()
    )
    return (
        f'<header class="top"><p class="wordmark">Sparkproof</p><h1>{name}</h1>'
        f'<p class="facts">@{creator} · {html.escape(date)} · '
        f"<code>{share.seen.digest[:12]}</code></p></header>"
        '<main id="desk"></main>'
        f'<section class="stills" aria-label="Still pictures">{stills}</section>'
        '<p class="unscripted">To play the ad and to answer, open this file in a browser: here it '
        "cannot run.</p>"
        '<footer class="foot"></footer>'
    )


def _words(view: ViewId) -> str:
    return html.escape(view_words(view), quote=True)
