"""Captions as creators write them, in many scripts: the cut always holds its promises."""

from __future__ import annotations

import itertools

import pytest
import regex

from overlays.drawing.items import TextStyle
from overlays.drawing.text import clamp_caption, clean_text, shown_text

STYLE = TextStyle(size=42, line_height=56)
SUFFIX = "… See more"
WORDS = {
    "latin": "three weeks one bottle zero filters and my skin has never been this calm before",
    "german": "Hautpflegeroutine Feuchtigkeitsversorgung Verträglichkeitsprüfung ganz ohne Quatsch",
    "vietnamese": "ba tuần một chai không bộ lọc và làn da của mình chưa bao giờ dịu như thế",
    "cyrillic": "три недели один флакон без фильтров и кожа ещё никогда не была такой спокойной",
    "greek": "τρεις εβδομάδες ένα μπουκάλι χωρίς φίλτρα και το δέρμα μου δεν ήταν ποτέ έτσι",
    "arabic": "ثلاثة أسابيع وزجاجة واحدة وبدون فلاتر وبشرتي لم تكن بهذا الهدوء من قبل أبدا",
    "hebrew": "שלושה שבועות בקבוק אחד בלי פילטרים והעור שלי אף פעם לא היה רגוע כל כך",
    "devanagari": "तीन हफ्ते एक बोतल कोई फ़िल्टर नहीं और मेरी त्वचा पहले कभी इतनी शांत नहीं थी",
    "thai": "สามสัปดาห์หนึ่งขวดไม่มีฟิลเตอร์และผิวของฉันไม่เคยสงบขนาดนี้มาก่อนเลยจริงๆ",
    "japanese": "三週間で一本フィルターなし肌がこんなに落ち着いたのは初めてです本当におすすめ",
    "chinese": "三個星期一瓶沒有濾鏡我的皮膚從來沒有這麼平靜過完整流程都寫在下面了",
    "korean": "삼 주 동안 한 병 필터 없이 피부가 이렇게 차분했던 적은 없었어요 정말 추천해요",
}
EMOJI_TEXT = "😍 👩‍👩‍👧‍👦 🇫🇷 👍🏽 1️⃣ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👩🏿‍🚀 🫶🏻 ❤️‍🔥 🧑‍🤝‍🧑 ☕️ 🏳️‍🌈"
EMOJI = EMOJI_TEXT.split()
TAGS_TEXT = "#skincare #त्वचा_देखभाल #سلام #日本語 #ทดสอบ @noa.skin @lumen_root #a"


def shapes(words: str) -> list[str]:
    """Twenty ways to write with the same words."""
    emoji, tags = "".join(EMOJI), TAGS_TEXT
    spaced = words.split()
    return [
        words,
        f"{words} " * 4,
        words.replace(" ", "") * 6,
        f"{words} {emoji} " * 3,
        f"{emoji}{words}" * 3,
        f"{tags} {words} {tags} " * 2,
        f"{words} {tags}" * 3,
        "#" + words.replace(" ", "") * 8,
        " ".join(f"#{word}" for word in spaced) * 6,
        " ".join(f"@{word}" for word in spaced) * 6,
        "\n".join(spaced),
        "\n\n".join(spaced) * 2,
        f"{words} # @ " * 6,
        " ".join(itertools.chain(*zip(spaced, itertools.cycle(EMOJI), strict=False))) * 4,
        f"hello {words} مرحبا 123 שלום " * 3,
        f"{words} (1.000,50 € – 20 %) " * 4,
        emoji * 12 + words,
        f"“{words}” … {words} — " * 3,
        words.upper() * 5,
        f"  {words}  \t {words}\u00a0{words} " * 2,
    ]


CAPTIONS = [caption for words in WORDS.values() for caption in shapes(words)]


def test_there_are_enough_of_them() -> None:
    assert len(set(CAPTIONS)) >= 200


@pytest.mark.parametrize("max_lines", [2, 4])
def test_every_caption_is_whole_or_cut_well(max_lines: int) -> None:
    cut = 0
    for caption in map(clean_text, CAPTIONS):
        text, lines = clamp_caption(caption, SUFFIX, STYLE, 804, max_lines)
        shown = shown_text(text)
        assert lines <= max_lines, caption
        if shown == caption.replace("\u00a0", " "):
            continue
        cut += 1
        assert shown.endswith(SUFFIX), caption
        kept = shown.removesuffix(SUFFIX)
        clusters = regex.findall(r"\X", kept)
        whole = regex.findall(r"\X", caption.replace("\u00a0", " "))
        assert clusters, caption
        assert whole[: len(clusters)] == clusters, caption
        assert not kept.endswith(("#", "@", " ", "\n")), caption
    assert cut > len(CAPTIONS) // 2
