"""Workbooks as programs write them, down to the XML where a library would be too good for it."""

from __future__ import annotations

import zipfile
from pathlib import Path

Parts = dict[str, str | bytes]
"""Files of a workbook by their names."""

_OFFICE = "http://schemas.openxmlformats.org"
_MAIN = f'xmlns="{_OFFICE}/spreadsheetml/2006/main"'
_RELATIONS = f"{_OFFICE}/officeDocument/2006/relationships"
_PACKAGE = f'xmlns="{_OFFICE}/package/2006/relationships"'
_TYPES = f"""<Types xmlns="{_OFFICE}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml"
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""


def text(place: str, value: str) -> str:
    """A cell of text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def write_workbook(path: Path, rows: str, before: str = "", *, parts: Parts | None = None) -> Path:
    """A workbook of one sheet; `rows` and `before` are XML, `parts` more files by their names."""
    link = f"{_RELATIONS}/worksheet"
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": f'<Relationships {_PACKAGE}><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="Ads" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships {_PACKAGE}><Relationship Id="rId1" '
        f'Type="{link}" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"{before}<worksheet {_MAIN}>{rows}</worksheet>",
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path
