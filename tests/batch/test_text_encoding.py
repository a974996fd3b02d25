"""Tables in the encodings that spreadsheets save: the right letters, or a sentence."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from batch.table import read_table
from overlays.errors import TableError

HEADING = "post.caption;ad.locale\r\n"


def caption_of(folder: Path, data: bytes, name: str = "ads.csv") -> tuple[object, tuple[str, ...]]:
    (folder / name).write_bytes(data)
    table = read_table(folder / name)
    return table.rows[0].values["post.caption"], table.notes


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("utf-32-be", "UTF-32"),
        ("utf-8-sig", "UTF-8"),
    ],
)
def test_unicode_with_marks_and_without(tmp_path: Path, codec: str, told: str) -> None:
    text = f"{HEADING}hallo ✨ größer;de\r\n".replace(";", "\t")
    caption, notes = caption_of(tmp_path, text.encode(codec))
    assert caption == "hallo ✨ größer"
    assert notes == (f"ads.csv was read as {told}, cells divided by tabs.",)


@pytest.mark.parametrize(
    ("codec", "caption"),
    [
        ("cp1252", "“Größe” – neu…"),
        ("cp1252", "Très bien, l’Été à Noël"),
        ("cp1252", "¿Qué tal? ¡Mañana sí! #SoloParaTíHoy"),
        ("cp1252", "Promoção: é só 5 € às 20 °C"),
        ("cp1252", "smørrebrød på STRAßE"),
        ("mac_roman", "“Größe” für Mädchen – neu…"),
        ("mac_roman", "crème brûlée à Noël"),
        ("cp1250", "Zażółć gęślą jaźń"),
        ("cp1250", "Nový účes při večeři"),
        ("cp1254", "ışık değil şimdi İstanbul"),
        ("cp1251", "Привет, #НоваяКоллекция — скидка"),
        ("cp1253", "Καλημέρα σας"),
        ("cp1255", "שלום עולם"),
        ("cp1256", "مرحبا بالعالم"),
        ("cp1258", "Xin chào các bạn"),
        ("cp932", "こんにちは世界、新商品"),
        ("cp949", "안녕하세요 지금 구매하세요"),
        ("gbk", "你好，现在购买新的产品"),
        ("cp950", "你好，現在購買新的產品"),
    ],
)
def test_code_pages_of_windows_and_of_a_mac(tmp_path: Path, codec: str, caption: str) -> None:
    found, (note,) = caption_of(tmp_path, _encoded(f"{HEADING}{caption};de\r\n", codec))
    assert unicodedata.normalize("NFC", str(found)) == caption
    assert note.startswith("ads.csv was read as ")
    assert note.endswith(", cells divided by semicolons.")
    assert "UTF" not in note


def _encoded(text: str, codec: str) -> bytes:
    """Vietnamese Windows has some letters with their tones apart."""
    if codec != "cp1258":
        return text.encode(codec)
    apart = "".join(
        letter if letter.encode(codec, "ignore") else unicodedata.normalize("NFD", letter)
        for letter in text
    )
    return apart.encode(codec)


@pytest.mark.parametrize(
    "data",
    [
        "Привет, новая коллекция".encode("koi8-r"),
        "größer".encode() + b" \xff\xfe",
        bytes(range(128, 256)),
    ],
    ids=["no page of a spreadsheet", "UTF-8 with two bytes of something else", "no text"],
)
def test_what_makes_no_words_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(TableError, match=r"no other encoding makes words of it \(line 2\): save"):
        caption_of(tmp_path, HEADING.encode() + data)


def test_half_a_character_of_utf_16(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="is no whole UTF-16 text"):
        caption_of(tmp_path, HEADING.encode("utf-16") + b"x")


def test_yaml_and_json_too(tmp_path: Path) -> None:
    text = '[{"post.caption": "größer"}]'
    for name in ("ads.json", "ads.yaml"):
        caption, notes = caption_of(tmp_path, text.encode("utf-16"), name)
        assert (caption, notes) == ("größer", (f"{name} was read as UTF-16.",))
