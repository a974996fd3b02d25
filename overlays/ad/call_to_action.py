"""The buttons of TikTok's API enum (`tiktok` identity of docs/placements.md, "Calls to action")."""

from __future__ import annotations

from typing import Literal, get_args

CallToActionKind = Literal[
    "APPLY_NOW",
    "BOOK_NOW",
    "CALL_NOW",
    "CHECK_AVAILABILITY",
    "CONTACT_US",
    "DOWNLOAD_NOW",
    "EXPERIENCE_NOW",
    "GET_QUOTE",
    "GET_SHOWTIMES",
    "GET_TICKETS_NOW",
    "INSTALL_NOW",
    "INTERESTED",
    "JOIN_THIS_HASHTAG",
    "LEARN_MORE",
    "LISTEN_NOW",
    "ORDER_NOW",
    "PLAY_GAME",
    "PREORDER_NOW",
    "READ_MORE",
    "SEND_MESSAGE",
    "SHOOT_WITH_THIS_EFFECT",
    "SHOP_NOW",
    "SIGN_UP",
    "SUBSCRIBE",
    "VIEW_NOW",
    "VIEW_PROFILE",
    "VIEW_VIDEO_WITH_THIS_EFFECT",
    "VISIT_STORE",
    "WATCH_LIVE",
    "WATCH_NOW",
]
KINDS: tuple[str, ...] = get_args(CallToActionKind)

# The API itself spells it so in most copies.
_OTHER_SPELLINGS = {"CHECK_AVAILABLILITY": "CHECK_AVAILABILITY"}


def canonical_kind(kind: str) -> str:
    """`shop now`, `shop-now` and the API's misspelling all name the same button."""
    name = kind.strip().upper().replace(" ", "_").replace("-", "_")
    return _OTHER_SPELLINGS.get(name, name)
