"""The post and its button, as the sheets that taps open show them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from overlays.ad import SparkAd, is_web_address
from overlays.ad.facts import initial_of, sound_title, states_of
from overlays.drawing.contrast import ink_on
from overlays.drawing.items import Color
from overlays.drawing.pictures import load_picture
from overlays.drawing.text import clean_text, tagged_runs
from overlays.errors import PictureError
from overlays.layers import Chrome
from overlays.locales import Locale
from overlays.locales.counts import format_count
from player.addresses import Addresses

# As large as a sheet shows a picture on a screen of three device pixels each.
_PICTURE_SIZE = 288
WORDS = (
    *("follow", "followed", "comments", "add_comment", "likes", "views", "share_to", "copy_link"),
    *("repost", "send_message", "save_video", "use_sound", "see_less", "close", "creator_label"),
    *("original_sound", "profile"),
)
_COUNTS = ("views", "likes", "comments", "saves", "shares")


def post_data(addresses: Addresses, ad: SparkAd, locale: Locale) -> dict[str, Any]:
    """The creator's post; `id` is another one for another post."""
    post, creator = ad.post, ad.post.creator
    exact = {name: getattr(post.counts, name) for name in _COUNTS}
    return {
        "id": addresses.id_of(post.video),
        "name": clean_text(creator.name, one_line=True),
        "initial": initial_of(creator),
        "username": clean_text(creator.username, one_line=True),
        "verified": creator.verified,
        "states": sorted(states_of(ad)),
        "avatar": _picture(addresses, creator.avatar),
        "caption": [
            {"text": run.text, "tag": run.tag} for run in tagged_runs(clean_text(post.caption))
        ],
        "disclosure": "" if post.disclosure == "none" else locale.word(post.disclosure),
        "sound": _sound(addresses, ad, locale),
        "counts": {
            **{name: format_count(count, locale) for name, count in exact.items()},
            "liked": format_count(post.counts.likes + 1, locale),
            "exact": exact,
        },
    }


def button_data(ad: SparkAd, chrome: Chrome) -> dict[str, Any] | None:
    """The call to action as the feed shows it: words, color, ink and where it leads."""
    cta = ad.ad.call_to_action
    button = next((layer for layer in chrome.layers if layer.fill), None)
    if cta is None or button is None or button.fill is None:
        return None
    return {
        "label": button.text,
        "color": button.fill,
        "ink": _css(ink_on(Color.from_hex(button.fill))),
        "href": cta.landing_url if is_web_address(cta.landing_url) else None,
    }


def _css(color: Color) -> str:
    return f"#{color.red:02X}{color.green:02X}{color.blue:02X}"


def _sound(addresses: Addresses, ad: SparkAd, locale: Locale) -> dict[str, Any]:
    sound = ad.post.sound
    return {
        "title": sound_title(sound.model_copy(update={"author": ""}), locale),
        "author": clean_text(sound.author, one_line=True),
        "original": sound.original,
        "cover": _picture(addresses, sound.cover or ad.post.creator.avatar),
    }


def _picture(addresses: Addresses, path: Path | None) -> str | None:
    """The address of a picture's middle square; the file itself never reaches the browser."""
    if path is None:
        return None
    try:
        picture = load_picture(path, _PICTURE_SIZE)
    except PictureError:
        # The page says so beside the field.
        return None
    return addresses.picture(picture.key, picture.rgba)
