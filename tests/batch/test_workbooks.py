"""Excel workbooks as they are: what is seen in the sheet is in the ads, or the cell is named."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from batch.names import DEFAULT_PATTERN
from batch.ready_rows import RowOptions, ready_rows, table_error
from batch.table import Table, read_table
from overlays.ad import SparkAd
from overlays.errors import TableError
from support.ads import write_ad
from support.workbooks import Parts, text, write_workbook

HEADING = f'<row r="1">{text("A1", "post.caption")}{text("B1", "post.counts.likes")}</row>'


def ads_of(table: Table) -> list[SparkAd]:
    ready, bad = ready_rows(
        table, RowOptions(table.path.parent / "out", write_ad(table.path.parent), DEFAULT_PATTERN)
    )
    assert bad == []
    return [row.ad for row in ready]


def mistakes(table: Table) -> list[str]:
    order = RowOptions(table.path.parent / "out", write_ad(table.path.parent), DEFAULT_PATTERN)
    _, bad = ready_rows(table, order)
    return str(table_error(table, bad)).splitlines()


def saved(folder: Path, fill: Callable[[Workbook], None], name: str = "ads.xlsx") -> Table:
    book = Workbook()
    fill(book)
    book.save(folder / name)
    return read_table(folder / name)


def raw(folder: Path, rows: str, merged: str = "", parts: Parts | None = None) -> Table:
    sheet = f"<sheetData>{rows}</sheetData>{merged}"
    return read_table(write_workbook(folder / "ads.xlsx", sheet, parts=parts))


def test_a_sheet_is_a_table(tmp_path: Path) -> None:
    """Numbers, truths and dates are Excel's own; the first line and column are empty."""

    def fill(book: Workbook) -> None:
        sheet = book.active
        columns = ("post.caption", "post.counts.likes", "post.creator.verified", "post.posted_on")
        sheet.append([])
        sheet.append([None, *columns, "\u200bad.locale\u00a0"])
        day = datetime.date(2026, 11, 20)
        sheet.append([None, "Größe ✨\nzwei", 128_400.0, True, day, "de\u200b"])
        sheet.append([])
        sheet.append([None, 5, None, False, datetime.datetime(2026, 1, 2), None])
        sheet["C3"].number_format = "#,##0.00"

    table = saved(tmp_path, fill)
    assert table.notes == ()
    assert [row.place for row in table.rows] == [
        "row 1 (row 3 of the sheet)",
        "row 2 (row 5 of the sheet)",
    ]
    first, second = ads_of(table)
    assert first.post.caption == "Größe ✨\nzwei"
    assert (first.post.counts.likes, first.post.creator.verified) == (128_400, True)
    assert (first.post.posted_on, first.ad.locale) == (datetime.date(2026, 11, 20), "de")
    assert (second.post.caption, second.post.counts.likes) == ("5", 128_400)
    assert (second.post.posted_on, second.ad.locale) == (datetime.date(2026, 1, 2), "en")


def test_what_a_cell_shows_and_does_not_hold_is_named(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        sheet.append(["post.caption", "post.counts.likes", "ad.call_to_action.label"])
        sheet.append([0.5, 12, datetime.date(2026, 11, 20)])
        sheet.append(["fine", 1.5, datetime.time(10, 30)])
        sheet["A2"].number_format = "0%"

    said = mistakes(saved(tmp_path, fill))
    assert [line.split(": ")[0] for line in said] == [
        "row 1 (row 2 of the sheet), post.caption",
        "row 1 (row 2 of the sheet), ad.call_to_action.label",
        "row 2 (row 3 of the sheet), ad.call_to_action.label",
        "row 2 (row 3 of the sheet), post.counts.likes",
    ]
    assert "shows in a form of its own, such as 50% for 0.5" in said[0]
    assert "is a date in the spreadsheet (2026-11-20): format the cell as text" in said[1]
    assert "is a time of day" in said[2]
    assert "must be a whole number" in said[3]
    assert "not '1.5'" in said[3]


def test_formulas_and_their_errors(tmp_path: Path) -> None:
    """As they were when the file was saved; a program that does not calculate saves no value."""
    rows = (
        f'<row r="2"><c r="A2" t="str"><f>1&amp;2</f><v>12</v></c><c r="B2"><f>3+4</f><v>7</v></c>'
        f'</row><row r="3"><c r="A3"><f>"a"</f></c><c r="B3"><f>1+1</f><v></v></c></row>'
        f'<row r="4"><c r="A4" t="e"><f>NA()</f><v>#N/A</v></c><c r="B4" t="e"><v>#SPILL!</v></c>'
        f'</row><row r="5"><c r="A5" t="str"><f>""</f><v></v></c><c r="B5"><v>9</v></c></row>'
        f'<row r="6">{text("A6", "#REF!")}<c r="B6" t="e"><v>#NEUER!</v></c></row>'
    )
    table = raw(tmp_path, HEADING + rows)
    assert table.rows[0].values == {"post.caption": "12", "post.counts.likes": "7"}
    assert table.rows[3].values == {"post.counts.likes": "9"}
    said = mistakes(table)
    places = [line.split(": ")[0] for line in said]
    columns = ("post.caption", "post.counts.likes")
    assert places == [
        f"row {row} (row {row + 1} of the sheet), {name}" for row in (2, 3, 5) for name in columns
    ]
    assert all("is a formula whose value was not saved" in line for line in said[:2])
    assert "#N/A is an error of the spreadsheet" in said[2]
    assert all("is an error of the spreadsheet" in line for line in said[2:])


def test_merged_cells(tmp_path: Path) -> None:
    """Over rows they say the same in each; over columns nobody can tell which is meant."""

    def fill(book: Workbook) -> None:
        sheet = book.active
        sheet.append(["post.caption", "ad.locale", "output"])
        for row, locale in enumerate(("fr", "de", "es"), 1):
            sheet.append(["one for two" if row == 1 else None, locale, f"{row}"])
        sheet.append(["wide", None, "4"])
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("A5:B5")

    table = saved(tmp_path, fill)
    captions = [row.values.get("post.caption") for row in table.rows]
    assert captions == ["one for two", "one for two", None, None]
    (said,) = mistakes(table)
    assert said.startswith("row 4 (row 5 of the sheet), post.caption: is merged with its neighbors")


def test_the_first_sheet_that_holds_something_and_is_shown(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active.title = "Empty"
        for title, locale in (("Hidden", "fr"), ("Ads", "de"), ("Notes", "es")):
            sheet = book.create_sheet(title)
            sheet.append(["ad.locale"])
            sheet.append([locale])
        book["Hidden"].sheet_state = "hidden"

    table = saved(tmp_path, fill)
    assert [ad.ad.locale for ad in ads_of(table)] == ["de"]
    assert table.notes == ("ads.xlsx: the sheet “Ads” was read, and not “Notes”.",)


def test_macros_and_links_to_other_files_are_left_alone(tmp_path: Path) -> None:
    row = '<row r="2"><c r="A2" t="str"><f>[1]Other!A1</f><v>as it was</v></c></row>'
    parts: Parts = {
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Shell",
        "xl/externalLinks/externalLink1.xml": "<externalLink/>",
    }
    table = raw(tmp_path, HEADING + row, parts=parts)
    (tmp_path / "ads.xlsx").rename(tmp_path / "ads.xlsm")
    assert read_table(tmp_path / "ads.xlsm").rows == table.rows
    assert ads_of(table)[0].post.caption == "as it was"


def test_cells_far_away_cost_nothing(tmp_path: Path) -> None:
    """Formatted down to the last row, as whole columns are; said to be as large as can be."""
    row = f'<row r="2">{text("A2", "near")}</row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    sheet = f'<dimension ref="A1:B1"/><sheetData>{HEADING}{row}</sheetData>'
    table = read_table(write_workbook(tmp_path / "ads.xlsx", sheet))
    assert [row.values for row in table.rows] == [{"post.caption": "near"}]


def test_an_odd_character_is_the_one_that_is_seen(tmp_path: Path) -> None:
    (ad,) = ads_of(raw(tmp_path, f'{HEADING}<row r="2">{text("A2", "a_x000A_b")}</row>'))
    assert ad.post.caption == "a\nb"


def bomb(folder: Path) -> None:
    write_workbook(folder / "ads.xlsx", f"<sheetData>{HEADING}</sheetData>{' ' * 70_000_000}")


def laughs(folder: Path) -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    sheet = f'<sheetData><row r="1">{text("A1", "&b;")}</row></sheetData>'
    write_workbook(folder / "ads.xlsx", sheet, entities)


def protected(folder: Path) -> None:
    (folder / "ads.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4_000))


def text_file(folder: Path) -> None:
    (folder / "ads.xlsx").write_bytes(b"post.caption\nhi\n")


def other_archive(folder: Path) -> None:
    with zipfile.ZipFile(folder / "ads.xlsx", "w") as archive:
        archive.writestr("a.txt", "no workbook")


def cut(folder: Path) -> None:
    whole = write_workbook(folder / "ads.xlsx", f"<sheetData>{HEADING}</sheetData>").read_bytes()
    (folder / "ads.xlsx").write_bytes(whole[: len(whole) // 2])


def broken_xml(folder: Path) -> None:
    write_workbook(folder / "ads.xlsx", f"<sheetData>{HEADING}<row")


def beyond_the_last_row(folder: Path) -> None:
    row = f'<row r="99999999999">{text("A99999999999", "x")}</row>'
    write_workbook(folder / "ads.xlsx", f"<sheetData>{HEADING}{row}</sheetData>")


def beyond_the_last_column(folder: Path) -> None:
    row = f'<row r="2">{text("ZZZZZ2", "x")}</row>'
    write_workbook(folder / "ads.xlsx", f"<sheetData>{HEADING}{row}</sheetData>")


def merged_without_end(folder: Path) -> None:
    areas = '<mergeCell ref="A1:XFD1048576"/>' * 3
    sheet = f"<sheetData>{HEADING}</sheetData><mergeCells>{areas}</mergeCells>"
    write_workbook(folder / "ads.xlsx", sheet)


def too_many_rows(folder: Path) -> None:
    rows = "".join(f'<row r="{row}">{text(f"A{row}", "x")}</row>' for row in range(2, 10_003))
    write_workbook(folder / "ads.xlsx", f"<sheetData>{HEADING}{rows}</sheetData>")


def no_rows(folder: Path) -> None:
    write_workbook(folder / "ads.xlsx", f"<sheetData>{HEADING}</sheetData>")


def empty(folder: Path) -> None:
    write_workbook(folder / "ads.xlsx", "<sheetData/>")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (bomb, "unpacks to 70 MB .limit 60 MB.: save the table in a workbook of its own"),
        (laughs, "cannot be read as a workbook: save it again"),
        (protected, "has a password, or is a workbook of before 2007"),
        (text_file, "cannot be read as a workbook"),
        (other_archive, "cannot be read as a workbook"),
        (cut, "cannot be read as a workbook"),
        (broken_xml, "cannot be read as a workbook"),
        (beyond_the_last_row, "cannot be read as a workbook"),
        (beyond_the_last_column, "cannot be read as a workbook"),
        (merged_without_end, "cannot be read as a workbook"),
        (too_many_rows, "has more than 10,000 rows: divide the table"),
        (no_rows, "has no rows"),
        (empty, "has no heading"),
    ],
)
def test_a_workbook_that_is_none(tmp_path: Path, make: Callable[[Path], None], words: str) -> None:
    make(tmp_path)
    with pytest.raises(TableError, match=words) as caught:
        read_table(tmp_path / "ads.xlsx")
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize("suffix", [".xls", ".xlsb", ".ods", ".numbers"])
def test_other_spreadsheets_say_what_to_save(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"ads{suffix}").write_bytes(b"x")
    with pytest.raises(TableError, match=r"save or export it as \.xlsx, or as CSV UTF-8"):
        read_table(tmp_path / f"ads{suffix}")
