"""Characters that Japan, China, Taiwan and Korea write differently under one number."""

from __future__ import annotations

import numpy as np
import pytest

from overlays.chrome import draw_chrome
from overlays.drawing.items import WHITE, Drawing, Run, Text, TextStyle
from overlays.drawing.skia.painting import draw
from overlays.geometry import Rect, Size
from overlays.layers import PremulRGBA
from support.ads import make_ad


def drawn(letter: str, language: str, weight: str = "regular") -> PremulRGBA:
    run = Run(letter, "semibold" if weight == "semibold" else "regular")
    style = TextStyle(48, 60, WHITE, language)
    return draw(Drawing(Size(60, 60), (Text((run,), style, 60),)))


@pytest.mark.parametrize("weight", ["regular", "semibold"])
@pytest.mark.parametrize(
    ("letter", "languages"),
    [
        ("骨", "ja zh-Hans zh-Hant"),
        ("令", "ja zh-Hans zh-Hant"),
        ("今", "ja zh-Hans zh-Hant"),
        ("化", "ja zh-Hans zh-Hant ko"),
        ("誤", "zh-Hans zh-Hant ko"),
        ("直", "ja zh-Hans"),
        ("直", "ko zh-Hant"),
        ("角", "ja zh-Hans"),
        ("门", "ja zh-Hans"),
        ("门", "ja zh-Hant"),
    ],
)
def test_a_language_has_its_own_form(letter: str, languages: str, weight: str) -> None:
    codes = languages.split()
    pictures = {drawn(letter, code, weight).tobytes() for code in codes}
    assert len(pictures) == len(codes)


@pytest.mark.parametrize("code", ["ja", "ko", "zh-Hans", "zh-Hant", "en", ""])
def test_what_is_written_alike_is_drawn_alike(code: str) -> None:
    for letter in "一中a한あ":
        assert np.array_equal(drawn(letter, code), drawn(letter, "ja")), letter


def test_the_stroke_inside_of_bone_stands_left_in_china() -> None:
    """The inner corner of 骨 opens to the left in simplified Chinese, to the right elsewhere."""
    left, right = Rect(18, 10, 10, 12), Rect(30, 10, 10, 12)

    def ink(code: str, box: Rect) -> int:
        letters = drawn("骨", code)[..., 3].astype(int)
        return int(letters[box.y : box.bottom, box.x : box.right].sum())

    assert ink("zh-Hans", left) > ink("ja", left)
    assert ink("zh-Hans", right) < ink("ja", right)


@pytest.mark.parametrize("code", ["zh-Hans", "zh-Hant"])
def test_every_text_of_the_ad_is_in_its_language(code: str) -> None:
    values = {
        "post__caption": "骨",
        "post__sound": {"title": "骨", "original": False},
        "post__creator": {"username": "骨"},
        "ad__call_to_action__label": "骨",
    }
    own = draw_chrome(make_ad(ad__locale=code, **values))
    japanese = draw_chrome(make_ad(ad__locale="ja", **values))
    for layer in ("caption", "sound", "username", "cta", "cta_fill", "avatar"):
        assert own.layer(layer).rect == japanese.layer(layer).rect, layer
        assert own.layer(layer).key != japanese.layer(layer).key, layer
