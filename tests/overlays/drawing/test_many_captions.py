"""Captions as creators write them, in many scripts: the cut always holds its promises."""

from __future__ import annotations

import itertools
import sys
from itertools import accumulate

import pytest
import regex

from overlays.drawing.items import Run, Text, TextStyle
from overlays.drawing.skia.paragraphs import line_count
from overlays.drawing.text import clamp_caption, clean_text, shown_text, tagged_runs

STYLE = TextStyle(size=42, line_height=56)
WIDTH = 804
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
    "bengali": "তিন সপ্তাহ এক বোতল কোনো ফিল্টার নেই আর আমার ত্বক আগে কখনো এত শান্ত ছিল না",
    "burmese": "သုံးပတ်အတွင်း တစ်ပုလင်း ဖီလ်တာမပါ ကျွန်ုပ်၏အသားအရည်သည် ယခင်က ဤမျှ မတည်ငြိမ်ဖူးပါ",
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


def assert_whole_or_cut_well(caption: str, max_lines: int) -> bool:
    """True when the caption is cut: between clusters, at the last place where it still fits."""
    start = caption[:80]
    text, lines = clamp_caption(caption, SUFFIX, STYLE, WIDTH, max_lines)
    shown = shown_text(text)
    assert lines <= max_lines, start
    plain = caption.replace("\u00a0", " ")
    if shown == plain:
        return False
    assert shown.endswith(SUFFIX), start
    kept = shown.removesuffix(SUFFIX)
    assert kept, start
    assert not kept.endswith(("#", "@", " ", "\n")), start
    cuts = list(accumulate(map(len, regex.findall(r"\X", plain))))
    assert len(kept) in cuts, start
    assert plain.startswith(kept), start
    # What is left out at a cut, such as a space or a lone #, adds nothing that could be too much.
    more = next(at for at in cuts if len(plain[:at].rstrip(" \n#@")) > len(kept))
    longer = (*tagged_runs(caption[:more]), Run(SUFFIX.replace(" ", "\u00a0"), "semibold"))
    assert more == len(plain) or line_count(Text(longer, STYLE, WIDTH)) > max_lines, start
    return True


@pytest.mark.parametrize("max_lines", [2, 4])
def test_every_caption_is_whole_or_cut_well(max_lines: int) -> None:
    cut = [assert_whole_or_cut_well(clean_text(caption), max_lines) for caption in CAPTIONS]
    assert sum(cut) > len(CAPTIONS) // 2


def test_a_caption_that_is_cut_too_early_does_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def first_cluster(text: str, suffix: str, *_: object) -> tuple[Text, int]:
        return Text((Run(text[:1]), Run(suffix)), STYLE, WIDTH), 1

    monkeypatch.setattr(sys.modules[__name__], "clamp_caption", first_cluster)
    with pytest.raises(AssertionError):
        assert_whole_or_cut_well("one word and another " * 40, 2)


@pytest.mark.parametrize("max_lines", [9, 20])
@pytest.mark.parametrize("word", ["i ", "word ", "漢", "1️⃣", "ঠিক "])
def test_many_lines_are_filled_to_the_last(word: str, max_lines: int) -> None:
    """Twenty lines of narrow letters hold far more than a thousand clusters."""
    assert assert_whole_or_cut_well(word * 3_000, max_lines)
    assert clamp_caption(word * 3_000, SUFFIX, STYLE, WIDTH, max_lines)[1] == max_lines
