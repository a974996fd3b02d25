"""Many scripts: what can be drawn, and where its lines break."""

from __future__ import annotations

import numpy as np
import pytest

from overlays.chrome import draw_chrome
from overlays.drawing.items import WHITE, Drawing, Run, Text, TextStyle
from overlays.drawing.skia.painting import draw
from overlays.drawing.skia.paragraphs import line_count, text_width
from overlays.geometry import Size
from support.ads import make_ad

WORDS = {
    "Georgian": "ყიდვა ახლავე ქართული ჯ",
    "Armenian": "Գնել հիմա հայերեն և",
    "Bengali": "এখনই কিনুন ক্ষ র্ক ৎ ৫",
    "Tamil": "இப்போது வாங்குங்கள் க்ஷ ஸ்ரீ",
    "Telugu": "ఇప్పుడే కొనండి క్ష్మ",
    "Khmer": "ទិញឥឡូវនេះ ស្ត្រី ៛",
    "Lao": "ຊື້ດຽວນີ້ ຂໍ້ມູນ",
    "Burmese": "ယခုဝယ်ပါ ကျွန်ုပ် ဒ္ဓ",
    "Amharic": "አሁን ይግዙ ፩ ።",
    "Gujarati": "હમણાં ખરીદો ક્ષ",
    "Gurmukhi": "ਹੁਣੇ ਖਰੀਦੋ ਕ੍ਰ",
    "Kannada": "ಈಗ ಖರೀದಿಸಿ ಕ್ಷ",
    "Malayalam": "ഇപ്പോൾ വാങ്ങുക ക്ഷ ൻ്റെ",
    "Sinhala": "දැන් මිලදී ගන්න ක්‍ෂ",
    "Thaana": "މިހާރު ގަންނަން",
}
# Written without spaces between words: two words of which the second goes to the next line whole.
UNSPACED = {
    "Khmer": ("ផលិតផល", "ថ្មី"),
    "Lao": ("ພາສາ", "ລາວ"),
    "Burmese": ("ကျောင်း", "သွား"),
}
STYLE = TextStyle(size=42, line_height=56)


@pytest.mark.parametrize("script", WORDS)
def test_a_caption_of_that_script_is_shown_whole(script: str) -> None:
    words = WORDS[script]
    chrome = draw_chrome(make_ad(post__caption=words))
    assert chrome.layer("caption").text == words
    assert chrome.notes == ()


@pytest.mark.parametrize("script", WORDS)
def test_letters_differ_from_each_other_and_from_boxes(script: str) -> None:
    letters = dict.fromkeys(c for c in WORDS[script] if c.isalpha())
    assert len(letters) >= 5
    pictures = {picture(letter).tobytes() for letter in (*letters, "\u16a0")}
    assert len(pictures) == len(letters) + 1


@pytest.mark.parametrize("script", WORDS)
def test_hashtags_are_heavier_in_that_script(script: str) -> None:
    word = WORDS[script].split()[0]
    assert picture(word, "semibold")[..., 3].sum() > 1.02 * picture(word)[..., 3].sum()


def picture(text: str, weight: str = "regular") -> np.ndarray:
    run = Run(text, "semibold" if weight == "semibold" else "regular")
    return draw(Drawing(Size(500, 84), (Text((run,), TextStyle(42, 84, WHITE), 500),)))


@pytest.mark.parametrize("script", UNSPACED)
def test_lines_without_spaces_break_between_words(script: str) -> None:
    first, second = UNSPACED[script]
    room = text_width((Run(first + second),), STYLE) - 4
    text = Text((Run(first + second),), STYLE, round(room))
    assert line_count(text) == 2
    # Rows that no mark of the second line reaches.
    line = draw(Drawing(Size(text.width, 44), (text,)))[..., 3].any(axis=0)
    assert np.flatnonzero(line)[-1] <= text_width((Run(first),), STYLE) + 1
