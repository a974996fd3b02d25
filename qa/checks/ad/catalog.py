"""The checks of the ad as it is bought, in the order in which a report says them."""

from __future__ import annotations

from qa.checks.ad import authorization, button, disclosure, landing, stickers
from qa.checks.check import Check

AD_CHECKS = (
    Check(
        "ad/landing-page",
        ("landing-page",),
        "fail",
        "The review opens the address, and so does everybody who taps.",
        "RFC 2606 RFC 6761",
        landing.landing_page,
        ("most",),
    ),
    Check(
        "ad/disclosure",
        ("disclosure",),
        "fail",
        "Commercial content must be disclosed by the post's own setting; a tag is not enough.",
        "S28 S29",
        disclosure.disclosure,
    ),
    Check(
        "ad/call-to-action",
        ("call-to-action",),
        "fail",
        "Some buttons go with one objective only, and some objectives need one.",
        "S10 S49",
        button.call_to_action,
        ("refused", "only_live", "only_messages", "needed_for"),
    ),
    Check(
        "ad/sticker-place",
        ("sticker-place",),
        "fail",
        "Stickers are placed inside of the safe zone only.",
        "S16",
        stickers.sticker_place,
        ("most_outside",),
    ),
    Check(
        "ad/sound-rights",
        ("sound-rights",),
        "fail",
        "With a sound that is not cleared for ads, the ad is muted or refused.",
        "S38",
        button.sound_rights,
        ("allowed",),
    ),
    Check(
        "ad/authorization",
        ("authorization", "authorization-missing"),
        "fail",
        "When the creator's authorization expires, the ad stops.",
        "S47 S48",
        authorization.authorization,
        ("durations",),
    ),
)
