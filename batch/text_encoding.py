"""Bytes that a spreadsheet saved as text: which encoding they are in, and the text.

Unicode is known by its marks. The code pages of the world's Windows and Macs carry none; a page is
taken when *every* word of the file is a word in it: its letters those of one language, capitals
where capitals stand, signs outside. Where none fits the file is refused: a caption of wrong letters
is worse than a sentence.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from batch.table_row import refusal

# By their first bytes, the longer marks first. Every heading begins with an ASCII letter.
_UNICODE = (
    (codecs.BOM_UTF8, "utf-8-sig", ""),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_UNMARKED = (
    (re.compile(rb"[^\0]\0\0\0", re.DOTALL), "utf-32-le", "UTF-32"),
    (re.compile(rb"\0\0\0[^\0]", re.DOTALL), "utf-32-be", "UTF-32"),
    (re.compile(rb"[^\0]\0[^\0]\0", re.DOTALL), "utf-16-le", "UTF-16"),
    (re.compile(rb"\0[^\0]\0[^\0]", re.DOTALL), "utf-16-be", "UTF-16"),
)
_MARK = "\ufeff"
_SIGNS = "“”„‚‘’«»‹›…–—¿¡€£¥§©®™°•·²½¼¾ªº"
_WESTERN = (
    "äöüßé",
    "àâæçéèêëîïôœùûüÿ",
    "áéíóúüñ",
    "áâãàçéêíóôõúü",
    "àèéìíîòóùú",
    "áéíóúàèëïöü",
    "æøåéèêóòôü",
    "åäöéàü",
)
_CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž")
_TURKISH = ("çğıöşüâîûi\u0307",)
_VIETNAMESE = "àáâãèéêìíòóôõùúýăđĩũơư\u0300\u0301\u0303\u0309\u0323"
_VOWELS = "aeiouyăâêôơư"
_COMMON_HANGUL = "이다는에의가을고지하한사기로들도해자어인그리나시과서아요세대구스일정으부만"
# Of letters in common use; half of any text is.
_LEAST_SCORE = 0.45

_Score = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class _CodePage:
    """`score` says how much text that was read in it is made of words, 0.0 to 1.0."""

    codec: str
    name: str
    score: _Score


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """The text, and what it was read as, which is empty for UTF-8. Raises TableError."""
    for mark, codec, told in _UNICODE:
        if data.startswith(mark):
            return _unicode(data, codec, name).removeprefix(_MARK), told
    for beginning, codec, told in _UNMARKED:
        if beginning.match(data):
            return _unicode(data, codec, name), told
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    for group in _GROUPS:
        score, page = max(((_score(data, page), page) for page in group), key=lambda each: each[0])
        if score >= _LEAST_SCORE:
            return data.decode(page.codec), page.name
    raise refusal(
        f"{name} is not UTF-8 text, and no other encoding makes words of it (line {line}): "
        "save it as CSV UTF-8, or as .xlsx"
    )


def _score(data: bytes, page: _CodePage) -> float:
    try:
        return page.score(data.decode(page.codec))
    except UnicodeDecodeError:
        return 0


def _unicode(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        kind = codec.removesuffix("-sig").upper()
        raise refusal(
            f"{name} is no whole {kind} text (byte {error.start + 1:,}): save it again as CSV UTF-8"
        ) from error


def _words(text: str) -> Iterator[str]:
    """Runs of text with more than ASCII in them, without the signs around them."""
    for word in re.split(r"[\s,;|\"/()\[\]’‘'–—-]+", text):
        core = word.strip(_SIGNS + "!?.:*#@+=&%$<>0123456789")
        if not core.isascii():
            yield core


def _shape(word: str) -> str:
    """`u` a capital, `U` one beyond ASCII, `l` a small letter, `x` anything else."""
    return "".join(map(_shape_of, word))


def _shape_of(letter: str) -> str:
    if letter.isupper():
        return "u" if letter.isascii() else "U"
    # The one small letter that stands among capitals.
    return "l" if letter.islower() and letter != "ß" else "x"


def _in_letters_of(*alphabets: str) -> _Score:
    def score(text: str) -> float:
        return all(
            not re.search("lU|[uU]Ul|Uul", _shape(word))
            and any(_is_spelled(word, letters) for letters in alphabets)
            for word in _words(text)
        )

    return score


def _is_spelled(word: str, letters: str) -> bool:
    return all(
        character.isascii() or character in "·…€°" or character.lower() in letters
        for character in word
    )


def _in_script(script: str, common: str) -> _Score:
    """`script` is how Unicode's names of its letters begin; `common` are a half of all text."""

    def score(text: str) -> float:
        words = list(_words(text))
        letters = [letter.lower() for word in words for letter in word if letter not in ".·…"]
        if not all(unicodedata.name(letter, "").startswith(script) for letter in letters):
            return 0
        # As in #НоваяКоллекция, but not as in the wrong page: нОВАЯ.
        odd = sum(bool(re.search("UUl|lUU", _shape(word))) for word in words)
        return (odd <= len(words) / 5) * _share(letters, lambda letter: letter in common)

    return score


def _share(letters: Sequence[str], is_usual: Callable[[str], bool]) -> float:
    return sum(map(is_usual, letters)) / max(1, len(letters))


def _letters(text: str) -> list[str]:
    """Those beyond ASCII."""
    return [
        letter
        for letter in text
        if not letter.isascii() and unicodedata.category(letter) in ("Lo", "Lm", "Ll", "Lu", "Co")
    ]


def _is_vietnamese(text: str) -> float:
    """Its tones are characters of their own, which follow a vowel; none is a letter elsewhere."""
    tones = [found[0] for found in re.finditer(r".[\u0300-\u0323]", text)]
    is_toned = bool(tones) and all(tone[0].lower() in _VOWELS for tone in tones)
    return is_toned and _in_letters_of(_VIETNAMESE)(text)


def _is_japanese(text: str) -> float:
    """A fifth is kana; pieces of other pages come out as halfwidth kana."""
    kana = _share(_letters(text), lambda letter: "\u3041" <= letter <= "\u30fe")
    return kana >= 0.2 and not re.search("[\uff61-\uff9f]", text)


def _is_korean(text: str) -> float:
    letters = _letters(text)
    is_hangul = _share(letters, lambda letter: "\uac00" <= letter <= "\ud7a3") >= 0.9
    return is_hangul and _share(letters, lambda letter: letter in _COMMON_HANGUL) >= 0.2


def _is_chinese(codec: str, first: int, last: int) -> _Score:
    """The standards put the characters in daily use between two first bytes."""

    def is_usual(letter: str) -> bool:
        pair = letter.encode(codec)
        return len(pair) == 2 and first <= pair[0] <= last

    return lambda text: _share(_letters(text), is_usual) >= 0.9


# Of the pages of one group the one with the best score is taken, and the groups in this order:
# what tells itself most surely goes first.
_GROUPS = (
    (_CodePage("cp1258", "Vietnamese text of Windows (cp1258)", _is_vietnamese),),
    (_CodePage("cp1252", "Western European text of Windows (cp1252)", _in_letters_of(*_WESTERN)),),
    (_CodePage("mac_roman", "Western European text of a Mac", _in_letters_of(*_WESTERN)),),
    (_CodePage("cp1250", "Central European text of Windows (cp1250)", _in_letters_of(*_CENTRAL)),),
    (_CodePage("cp1254", "Turkish text of Windows (cp1254)", _in_letters_of(*_TURKISH)),),
    (
        _CodePage("cp1251", "Cyrillic text of Windows (cp1251)", _in_script("CYR", "оеаинтсрвлі")),
        _CodePage("cp1253", "Greek text of Windows (cp1253)", _in_script("GR", "αοιετσνηυρςόάί")),
        _CodePage("cp1255", "Hebrew text of Windows (cp1255)", _in_script("HEB", "יוהלארמתבשםן")),
        _CodePage("cp1256", "Arabic text of Windows (cp1256)", _in_script("ARA", "اليمنرتوبةعح")),
    ),
    (_CodePage("cp932", "Japanese text of Windows (cp932)", _is_japanese),),
    (_CodePage("cp949", "Korean text of Windows (cp949)", _is_korean),),
    (_CodePage("gbk", "simplified Chinese text (cp936)", _is_chinese("gbk", 0xB0, 0xD7)),),
    (_CodePage("cp950", "traditional Chinese text (Big5)", _is_chinese("cp950", 0xA4, 0xC6)),),
)
