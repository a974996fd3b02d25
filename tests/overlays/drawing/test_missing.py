"""The words for letters that no font has."""

from __future__ import annotations

import pytest

from overlays.chrome import draw_chrome
from overlays.drawing.missing import lacking, script_of
from overlays.drawing.text import missing_characters
from support.ads import make_ad


@pytest.mark.parametrize(
    ("letter", "script"),
    [
        ("ཀ", "Tibetan"),
        ("ᚠ", "Runic"),
        ("𒀀", "Cuneiform"),
        ("Ꮳ", "Cherokee"),
        ("ᠠ", "Mongolian"),
        ("ᱚ", "Ol Chiki"),
        ("ߊ", "N’Ko"),
        ("ᦀ", "New Tai Lue"),
        ("𓀀", "Egyptian"),
        ("𠀀", "Chinese"),
        ("☃", ""),
        ("\u0301", ""),
        ("\u0378", ""),
    ],
)
def test_a_letter_knows_its_script(letter: str, script: str) -> None:
    assert script_of(letter) == script


def test_what_no_font_has_is_said_with_its_script() -> None:
    assert lacking(["ཀ"]) == "no font here has its Tibetan letters: ཀ (U+0F40)"
    assert lacking(["ཀ", "ᚠ"]).startswith("no font here has its Tibetan and Runic letters: ཀ")
    assert lacking(["\u0378"]).startswith("no font here has these characters:")
    mixed = lacking(["ཀ", "\u0378"])
    assert mixed.startswith("no font here has its Tibetan letters and other characters:")
    assert lacking(["ཀ"] * 9).endswith(" …")


@pytest.mark.parametrize("text", ["བོད་སྐད་", "ᚠᚢᚦ", "Ꮳꮃꭹ", "ᠮᠣᠩᠭᠣᠯ", "ଓଡ଼ିଆ", "ⵜⵉⴼⵉⵏⴰⵖ"])
def test_a_script_without_a_font_is_named_loudly(text: str) -> None:
    script = script_of(text[0])
    assert missing_characters(text)
    for caption, extent in ((text, "is not shown"), (f"Hello {text}", "is shown in part")):
        (note,) = draw_chrome(make_ad(post__caption=caption)).notes
        assert (note.code, note.layer_id) == ("missing-glyph", "caption")
        assert note.message.startswith(f"the caption {extent}, as no font here has its {script} ")
