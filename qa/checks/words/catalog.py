"""The checks of words, in the order in which a report says them."""

from __future__ import annotations

from qa.checks.check import Check
from qa.checks.words import lengths, shown

WORD_CHECKS = (
    Check(
        "words/caption-length",
        ("caption-long",),
        "fail",
        "A longer caption is refused.",
        "S19 S31 S64",
        lengths.caption_length,
        ("counting", "most", "advised"),
    ),
    Check(
        "words/caption-characters",
        ("not-allowed",),
        "fail",
        "The ad's text takes no tags, mentions and emoji where it is not a post's.",
        "S1 S12 S19",
        lengths.caption_characters,
        ("refused",),
    ),
    Check(
        "words/name-length",
        ("name-long",),
        "fail",
        "A longer name is refused.",
        "S19 S35",
        lengths.name_length,
        ("counting", "most_username", "most_name"),
    ),
    Check(
        "words/headline-length",
        ("headline-long",),
        "fail",
        "A longer headline is refused, or cut.",
        "Q2 Q22 Q23",
        lengths.headline_length,
        ("counting", "most", "advised"),
    ),
    Check(
        "words/brand-length",
        ("name-long",),
        "fail",
        "A longer name of the brand is refused, or cut.",
        "Q22 Q23",
        lengths.brand_length,
        ("counting", "most", "advised"),
    ),
    Check(
        "words/name-characters",
        ("not-allowed",),
        "fail",
        "A brand's name takes no emoji.",
        "S19",
        lengths.name_characters,
        ("refused",),
    ),
    Check(
        "words/caption-cut",
        ("caption-cut",),
        "warn",
        "What stands behind “more” is read by few.",
        "S1 D1",
        shown.caption_cut,
    ),
    Check(
        "words/name-cut",
        ("label-cut",),
        "warn",
        "Half a name is nobody's.",
        "none: our own",
        shown.name_cut,
    ),
    Check(
        "words/button",
        ("label-cut",),
        "warn",
        "A button whose words are cut says something else.",
        "none: our own",
        shown.button,
    ),
    Check(
        "words/translation",
        ("fallback",),
        "warn",
        "The app would not show English to this viewer: the wording is not known here.",
        "none: our own",
        shown.translation,
    ),
    Check(
        "words/glyphs",
        ("missing-glyph",),
        "warn",
        "A character that is drawn here by no font may show as a box there.",
        "none: our own",
        shown.glyphs,
    ),
)
