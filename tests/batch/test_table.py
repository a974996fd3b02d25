"""Tables as people save them, and everything that can be wrong with one, said before any frame."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from batch.names import DEFAULT_PATTERN
from batch.ready_rows import ReadyRow, RowOptions, ready_rows, table_error
from batch.row_ads import BadRow
from batch.table import read_table
from overlays.errors import TableError
from support.ads import write_ad


def write_table(folder: Path, text: str, name: str = "ads.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def rows_of(
    folder: Path, text: str, *, name: str = "ads.csv", pattern: str = DEFAULT_PATTERN
) -> tuple[list[ReadyRow], list[BadRow]]:
    base = write_ad(folder)
    order = RowOptions(folder / "out", base, pattern)
    return ready_rows(read_table(write_table(folder, text, name)), order)


def mistakes(folder: Path, text: str, *, name: str = "ads.csv") -> list[str]:
    base = write_ad(folder)
    table = read_table(write_table(folder, text, name))
    ready, bad = ready_rows(table, RowOptions(folder / "out", base, DEFAULT_PATTERN))
    assert len(ready) + len(bad) == len(table.rows)
    return str(table_error(table, bad)).splitlines()


CSV = "\n".join(
    (
        "ad.locale,post.caption,post.counts.likes,post.creator.verified",
        'fr,"Bonjour, ""toi""",12,true',
        ",,,",
        "de,,,",
        "ar,yes,0,",
    )
)
ROWS = (
    {
        "ad": {"locale": "fr"},
        "post": {
            "caption": 'Bonjour, "toi"',
            "counts": {"likes": 12},
            "creator": {"verified": True},
        },
    },
    {"ad.locale": "de"},
    {"ad": {"locale": "ar"}, "post.caption": "yes", "post.counts.likes": 0},
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ads.csv", CSV),
        ("semicolons.csv", CSV.replace(",", ";").replace("Bonjour;", "Bonjour,")),
        ("windows.csv", "\ufeff" + CSV.replace("\n", "\r\n")),
        ("ads.json", json.dumps(ROWS)),
        ("ads.yaml", json.dumps(ROWS)),
    ],
)
def test_every_kind_of_table_gives_the_same_ads(tmp_path: Path, name: str, text: str) -> None:
    ready, bad = rows_of(tmp_path, text, name=name)
    assert bad == []
    french, german, arabic = (row.ad for row in ready)
    assert (french.post.caption, french.post.counts.likes) == ('Bonjour, "toi"', 12)
    assert french.post.creator.verified
    # An empty cell keeps what the base says.
    assert (german.post.caption, german.post.counts.likes) == ("A short caption #skincare", 128_400)
    assert not german.post.creator.verified
    # Text stays text where the ad wants text.
    assert (arabic.post.caption, arabic.post.counts.likes) == ("yes", 0)
    assert [row.ad.ad.locale for row in ready] == ["fr", "de", "ar"]
    outputs = [row.output for row in ready]
    names = ["001-fr.mp4", "002-de.mp4", "003-ar.mp4"]
    assert outputs == [tmp_path / "out" / name for name in names]


def test_a_value_over_several_lines_does_not_shift_the_lines_told(tmp_path: Path) -> None:
    text = 'post.caption,ad.locale\n"one\ntwo",fr\nthree,xx\n'
    assert mistakes(tmp_path, text)[0].startswith("row 2 (line 4), ad.locale: no locale is called")


def test_all_mistakes_of_all_rows_at_once(tmp_path: Path) -> None:
    text = (
        "ad.locale,post.video,post.counts.likes,output,post.posted_on\n"
        "fr,gone.mp4,,,\n"
        "xx,,many,,2026-13-45\n"
        "de,,,../up,\n"
        "es,,,,\n"
    )
    said = mistakes(tmp_path, text)
    assert [line.split(": ")[0] for line in said] == [
        "row 1 (line 2), post.video",
        "row 2 (line 3), post.posted_on",
        "row 2 (line 3), post.counts.likes",
        "row 2 (line 3), ad.locale",
        "row 3 (line 4), output",
    ]
    assert "no file at" in said[0]
    assert "must be a whole number" in said[2]
    assert "leaves the output folder" in said[4]


def test_the_same_mistake_in_many_rows_is_said_once(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, "post.video\n" + "gone.mp4\n" * 12)
    assert line.startswith("rows 1, 2, 3 and 9 more, post.video: no file at")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "ad.localle\nfr\n", "column ad.localle: .* did you mean ad.locale"),
        ("a.csv", "post\nx\n", "column post: no column is called 'post'"),
        ("a.json", '[{"ad": {"localle": "fr"}}]', "column ad.localle: .* did you mean ad.locale"),
        ("a.csv", "ad.locale,ad.locale\nfr,de\n", "'ad.locale' stands twice"),
        ("a.csv", "ad.locale,\nfr,de\n", "column 2 has no name in the heading"),
        ("a.csv", ",ad.locale,,post.caption\n,fr,x,\n", "column 3 has no name in the heading"),
        ("a.csv", "", "no heading"),
        ("a.csv", "ad.locale\n\n", "has no rows"),
        ("a.csv", 'post.caption\n"Hello\n', "not valid CSV: line"),
        ("a.json", '[{}, {"ad.localle": "fr"}]', "row 2, column ad.localle: no column"),
        ("a.yaml", "- ad.locale: fr\n- oops: 1\n", "row 2, column oops: no column"),
        ("a.csv", 'sep=;\nad.locale;post.caption\n"x', "not valid CSV: line 3"),
        ("a.json", "{}", "must be a list of rows"),
        ("a.json", "[1]", "must be a list of rows"),
        ("a.json", "[{]", "not valid JSON"),
        ("a.yaml", "- &a {ad.locale: fr}\n- *a\n", "aliases"),
        ("a.yaml", "- [", "not valid YAML: line 1, column 4"),
        ("a.yaml", "- ? [a]\n  : 1\n", "line 1, column 5: a key must be a word"),
        ("a.docx", "ad.locale\nfr\n", r"ends in \.xlsx, \.csv"),
        ("a.csv", "ad.locale\n" + "fr\n" * 10_001, "10,001 rows"),
    ],
)
def test_a_table_that_is_none(tmp_path: Path, name: str, text: str, words: str) -> None:
    with pytest.raises(TableError, match=words):
        rows_of(tmp_path, text, name=name)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "a.csv",
            "post.caption\nHello, you\ngood\na,b,c\n",
            [
                "row 1 (line 2): has 2 cells and the heading 1: "
                'put text that holds commas between "quotes"',
                "row 3 (line 4): has 3 cells and the heading 1: "
                'put text that holds commas between "quotes"',
            ],
        ),
        (
            "a.json",
            """[{"ad.locale": "fr", "ad": {"locale": "de"}}, {"ad.locale": "fr"},
            {"ad.locale": "fr", "ad.locale": "de"},
            {"post": {"caption": "a", "caption": "b"}}, 5]""",
            [
                "rows 1, 3: ad.locale stands twice",
                "row 4: post.caption stands twice",
                "row 5: must be a group of keys and values",
            ],
        ),
        (
            "a.yaml",
            "- {ad.locale: fr, ad.locale: de}\n- {ad.locale: fr}\n"
            "- {post: {counts: {likes: 1, likes: 2}}}\n- {ad: {locale: fr}, ad.locale: de}\n- 5\n",
            [
                "rows 1, 4: ad.locale stands twice",
                "row 3: post.counts.likes stands twice",
                "row 5: must be a group of keys and values",
            ],
        ),
    ],
)
def test_a_row_that_cannot_be_read_is_a_wrong_row(
    tmp_path: Path, name: str, text: str, said: list[str]
) -> None:
    assert mistakes(tmp_path, text, name=name) == said
    ready, _ = rows_of(tmp_path, text, name=name)
    assert [row.number for row in ready] == [2]


def test_a_table_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "book.csv").write_bytes(b"PK\3\4 and so on")
    found = (("folder", "not a file"), ("gone", "no table at"), ("book", "ends in .xlsx"))
    for name, words in found:
        with pytest.raises(TableError, match=words):
            read_table(tmp_path / f"{name}.csv")


def test_files_beside_the_table_go_first(tmp_path: Path) -> None:
    write_ad(tmp_path)
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "clip.mp4").write_bytes(b"of the table")
    (tmp_path / "other.mp4").write_bytes(b"of the base")
    path = write_table(tmp_path / "tables", "post.video\nclip.mp4\nother.mp4\n")
    order = RowOptions(tmp_path / "out", tmp_path / "ad.yaml", DEFAULT_PATTERN)
    ready, bad = ready_rows(read_table(path), order)
    assert bad == []
    videos = [row.ad.media[0].read_bytes() for row in ready]
    assert videos == [b"of the table", b"of the base"]


def test_a_base_for_each_row_or_none(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    write_ad(tmp_path / "one")
    table = read_table(write_table(tmp_path, "base,ad.locale\none/ad.yaml,fr\n,de\ngone.yaml,es\n"))
    ready, bad = ready_rows(table, RowOptions(tmp_path / "out", None, DEFAULT_PATTERN))
    assert [row.ad.post.video for row in ready] == [tmp_path / "one" / "clip.mp4"]
    needed, gone = str(table_error(table, bad)).splitlines()
    assert "row 2 (line 3), base: is needed" in needed
    assert "row 3 (line 4): there is no ad file at" in gone


@pytest.mark.parametrize(
    "text",
    [
        "ad.locale,post.caption,,\nfr,Oui,,\n,,,\nde,Ja,,\n",
        "sep=;\r\nad.locale;post.caption\r\nfr;Oui\r\nde;Ja\r\n",
        "\ufeffsep=|\nad.locale|post.caption\nfr|Oui\nde|Ja\n",
        " ad.locale ,post.caption\n fr , Oui \nde,\tJa\u00a0\n",
        "ad.locale,post.caption\nfr,Oui,,\nde,Ja\n",
        ",,\n,,\nad.locale,post.caption,\nfr,Oui,\nde,Ja,\n",
        '\n"";""\n\nad.locale;post.caption\nfr;Oui\n;\nde;Ja\n',
        ",ad.locale,,post.caption\n,fr,,Oui\n,de,,Ja\n",
        "\u200bad.locale,post.\u2060caption\u00a0\u200b\nfr\u200e,\ufeffOui\n\u00a0de,Ja\u200b\n",
        "ad.locale\tpost.caption\rfr\tOui\rde\tJa\r",
        "ad.locale|post.caption\nfr|Oui\nde|Ja\n",
    ],
)
def test_tables_as_spreadsheets_save_them(tmp_path: Path, text: str) -> None:
    ready, bad = rows_of(tmp_path, text)
    assert bad == []
    found = [(row.ad.ad.locale, row.ad.post.caption) for row in ready]
    assert found == [("fr", "Oui"), ("de", "Ja")]


def test_space_inside_a_caption_stays(tmp_path: Path) -> None:
    (row,), _ = rows_of(tmp_path, 'post.caption\n"  one \n\n  two  "\n')
    assert row.ad.post.caption == "one \n\n  two"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "a.csv",
            f"post.caption\ngood\n{'x' * 131_073}\nnot\0good\n",
            [
                "row 2 (line 3), post.caption: is 131,073 characters long; "
                "at most 131,072 are allowed",
                "row 3 (line 4), post.caption: holds a NUL character: type the text again",
            ],
        ),
        (
            "a.csv",
            "post.caption,base\ngood,\ngood,ad\0.yaml\n",
            ["row 2 (line 3), base: holds a NUL character: type the text again"],
        ),
        (
            "a.json",
            r"""[{"post.caption": "\ud800"}, {"base": "a\u0000"}, {"": 1}, {"ad": {"": "fr"}},
            {}]""",
            [
                "row 1, post.caption: holds half a character (a lone surrogate): type the text "
                "again",
                "row 2, base: holds a NUL character: type the text again",
                "rows 3, 4: has an empty key: write a column's name before the colon",
            ],
        ),
        (
            "a.json",
            """[{"output": ["a"]}, {"output": true}, {"base": {}}, {"output": ""},
            {"output": null}]""",
            [
                "rows 1, 2, output: must be text: write a name between quotes",
                "row 3, base: must be text: write a name between quotes",
            ],
        ),
        (
            "a.yaml",
            "- post.caption: 2026-11-20\n- post.posted_on: 2026-11-20\n- output: 2026-11-20\n",
            ["row 1, post.caption: is a date in YAML: write '2026-11-20' between quotes for text"],
        ),
    ],
)
def test_a_value_that_nobody_typed_costs_its_row(
    tmp_path: Path, name: str, text: str, said: list[str]
) -> None:
    assert mistakes(tmp_path, text, name=name) == said


def test_a_base_that_is_no_path(tmp_path: Path) -> None:
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    text = f"base\n{'x' * 5_000}\nloop.yaml\n"
    said = mistakes(tmp_path, text)
    assert [line.split(": ")[0].split(",")[0] for line in said] == [
        "row 1 (line 2)",
        "row 2 (line 3)",
    ]


def test_errors_of_a_spreadsheet_never_become_words_of_an_ad(tmp_path: Path) -> None:
    """All mistakes of a row are told, and what looks like an error is none."""
    errors = ("#N/A", "#NAME?", "#WERT!", "#ССЫЛКА!", "Err:502", "########", "1.28E+05", "1,2E+12")
    rows = "".join(f'"{error}",many\n' for error in errors)
    said = mistakes(tmp_path, f"post.caption,post.counts.likes\n{rows}")
    told = [line for line in said if "post.caption: " in line]
    assert len(told) == len(errors)
    for error, line in zip(errors, told, strict=True):
        words = "too narrow" if error.startswith("###") else error
        assert words in line
    assert any("post.counts.likes: must be a whole number" in line for line in said)
    captions = ("#SALE!", "#1", "##", "Err: 502", "#N/A is fun", "E+05")
    ready, bad = rows_of(tmp_path, "post.caption\n" + "\n".join(captions))
    assert bad == []
    assert [row.ad.post.caption for row in ready] == list(captions)


def test_truths_in_the_words_of_other_languages(tmp_path: Path) -> None:
    words = ("WAHR", "faux", "Verdadero", "FALSCH", "ИСТИНА", "TRUE")
    table = "post.creator.verified,post.caption\n" + "".join(f"{word},{word}\n" for word in words)
    ready, bad = rows_of(tmp_path, table)
    assert bad == []
    truths = [row.ad.post.creator.verified for row in ready]
    assert truths == [True, False, True, False, True, True]
    assert [row.ad.post.caption for row in ready] == list(words)


@pytest.mark.parametrize(("stored", "written"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_a_file_is_found_however_its_letters_are_composed(
    tmp_path: Path, stored: str, written: str
) -> None:
    folder = tmp_path / unicodedata.normalize(stored, "Größe é")  # type: ignore[arg-type]
    folder.mkdir()
    clip = folder / unicodedata.normalize(stored, "Übung.mp4")  # type: ignore[arg-type]
    clip.write_bytes(b"mine")
    name = unicodedata.normalize(written, "Größe é/Übung.mp4")  # type: ignore[arg-type]
    for kind, text in (("csv", f"post.video\n{name}\n"), ("yaml", f"- post.video: {name}\n")):
        (row,), bad = rows_of(tmp_path, text, name=f"ads.{kind}")
        assert bad == []
        assert row.ad.post.video == clip


def test_a_date_for_the_viewer_is_one(tmp_path: Path) -> None:
    (row,), bad = rows_of(tmp_path, "- ad.viewed_on: 2026-11-20\n", name="ads.yaml")
    assert bad == []
    assert str(row.ad.ad.viewed_on) == "2026-11-20"


def test_pictures_of_a_carousel_stand_in_one_cell(tmp_path: Path) -> None:
    write_ad(tmp_path)
    (tmp_path / "tables").mkdir()
    for path in (tmp_path / "tables" / "1.png", tmp_path / "1.png", tmp_path / "2.png"):
        path.write_bytes(b"picture")
    head = "post.video,post.carousel.pictures,post.carousel.seconds"
    rows = (
        'null,"1.png, 2.png",2.5',
        'null,"[2.png, 1.png]",',
        "null,1.png,",
        'null,"1.png,3.png",',
    )
    path = write_table(tmp_path / "tables", "\n".join((head, *rows)) + "\n")
    order = RowOptions(tmp_path / "out", tmp_path / "ad.yaml", DEFAULT_PATTERN)
    ready, bad = ready_rows(read_table(path), order)
    beside, base = tmp_path / "tables" / "1.png", tmp_path / "2.png"
    assert [row.ad.media for row in ready] == [(beside, base), (base, beside)]
    carousels = [row.ad.post.carousel for row in ready]
    assert [float(one.seconds) for one in carousels if one] == [2.5, 3]
    told = {row.number: row.problems[0] for row in bad}
    assert told[3].message == "holds 1; at least 2 are needed"
    assert told[4].path == "post.carousel.pictures.1"
