"""Names of outputs: filled from the ad, good on every computer, never outside the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from batch.names import DEFAULT_PATTERN, parse_pattern, place_output, with_suffix
from batch.ready_rows import ReadyRow, RowOptions, ready_rows, table_error
from batch.table import read_table
from overlays.errors import TableError
from renderer.output.options import Format
from support.ads import write_ad


def outputs_of(
    folder: Path, text: str, pattern: str = DEFAULT_PATTERN, kind: Format | None = None
) -> list[str]:
    """Names inside the output folder, or the mistakes."""
    (folder / "ads.csv").write_text(text, encoding="utf-8")
    table = read_table(folder / "ads.csv")
    ready, bad = ready_rows(table, RowOptions(folder, write_ad(folder), pattern, kind))
    if bad:
        return str(table_error(table, bad)).splitlines()
    return [_inside(row, folder) for row in ready]


def _inside(row: ReadyRow, folder: Path) -> str:
    return row.output.relative_to(folder).as_posix()


def test_values_become_safe_characters(tmp_path: Path) -> None:
    text = 'post.caption,ad.placement\n../../etc/x,tiktok/in_feed\n"Été: 50% ✨",tiktok/organic\n'
    names = outputs_of(tmp_path, text, "{row}_{ad.placement}_{post.caption}_{post.video}")
    assert names == [
        "1_tiktok-in_feed_etc-x_clip.mp4",
        "2_tiktok-organic_Été-50_clip.mp4",
    ]


def test_long_and_empty_values(tmp_path: Path) -> None:
    text = f"post.caption,post.creator.display_name\n{'x' * 500},\n✨,\n"
    names = outputs_of(tmp_path, text, "{row:02d}-{post.caption}-{ad.call_to_action.label}")
    assert names == [f"01-{'x' * 60}-none.mp4", "02-none-none.mp4"]


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("{ad.localle}", "did you mean ad.locale"),
        ("{row:999999999d}", "write fields as in"),
        ("{ad.locale!r}", "write fields as in"),
        ("{0}", "write fields as in"),
        ("{ad.__class__}", "write fields as in|no field is called"),
        ("../{row}", "no folders"),
        ("a/{row}", "no folders"),
        (".{row}", "no folders"),
        ("{row}?", "no folders"),
    ],
)
def test_patterns_that_are_none(pattern: str, words: str) -> None:
    with pytest.raises(TableError, match=words):
        parse_pattern(pattern, ("ad.locale",))


def test_outputs_as_the_table_gives_them(tmp_path: Path) -> None:
    text = "output,ad.locale\nfrench/one,fr\ntwo.webm,de\nv1.2,es\n,ar\n"
    assert outputs_of(tmp_path, text) == ["french/one.mp4", "two.webm", "v1.2.mp4", "004-ar.mp4"]


@pytest.mark.parametrize(
    "name",
    [
        *("../up.mp4", "a/../../up.mp4", "/tmp/x.mp4", "a//b.mp4", "./x.mp4", "..", "C:\\x.mp4"),
        *(".hidden.mp4", "a/.b.mp4", "nul.mp4", "COM1", "x\u0007.mp4", "a?.mp4", "dot./x.mp4"),
        *("x" * 300 + ".mp4", "~user/..", "a\\..\\..\\b.mp4"),
    ],
)
def test_outputs_outside_the_folder_or_bad_anywhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match=r"folder|name|long"):
        place_output(name, tmp_path)


def test_a_link_that_leads_out(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "link").symlink_to(tmp_path)
    with pytest.raises(ValueError, match="through a link"):
        place_output("link/x.mp4", tmp_path / "out")


def test_two_rows_with_one_output(tmp_path: Path) -> None:
    said = outputs_of(tmp_path, "output\nÉ.mp4\nb.mp4\ne\u0301.MP4\n")
    assert [line.split(":")[0] for line in said] == [
        "row 1 (line 2), output",
        "row 3 (line 4), output",
    ]
    assert "rows 1 and 3" in said[0]
    (line,) = outputs_of(tmp_path, "ad.locale\nfr\nfr\n", "{ad.locale}")
    assert line.startswith("rows 1, 2, output: fr.mp4 would be written by rows 1 and 2")


def test_the_clip_itself_is_not_an_output(tmp_path: Path) -> None:
    (line,) = outputs_of(tmp_path, "output,ad.locale\nclip.mp4,fr\n")
    assert "clip.mp4 is a file that the batch is made of" in line


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("file.xyz", "file.xyz: no format is known for .xyz"),
        ("FILE.AVI", "FILE.AVI: no format is known for .avi"),
        ("a.3gp", "a.3gp: no format is known for .3gp"),
        ("still.png", "still.png is one picture"),
    ],
)
def test_an_unknown_suffix_is_a_mistake(tmp_path: Path, name: str, words: str) -> None:
    (line,) = outputs_of(tmp_path, f"output\n{name}\n")
    assert line.startswith(f"row 1 (line 2), output: {words}")
    (line,) = outputs_of(tmp_path, "ad.locale\nfr\n", f"{{ad.locale}}{Path(name).suffix}")
    assert line.startswith(f"row 1 (line 2), --name: fr{Path(name).suffix}")


def test_a_point_in_a_value_is_no_suffix(tmp_path: Path) -> None:
    text = "post.caption\nOnly 9.99\nwww.example.com\n"
    assert outputs_of(tmp_path, text, "{post.caption}") == ["Only-9.99.mp4", "www.example.com.mp4"]


def test_a_suffix_that_is_no_format(tmp_path: Path) -> None:
    assert with_suffix("a", None) == "a.mp4"
    assert with_suffix("a", "gif") == "a.gif"
    assert with_suffix("a", "png_sequence") == "a"
    assert with_suffix("a.webm", "gif") == "a.webm"


def test_zero_and_false_are_values(tmp_path: Path) -> None:
    text = "post.counts.likes,post.creator.verified,post.creator.display_name\n0,false,0\n"
    pattern = "{post.counts.likes}_{post.creator.verified}_{post.creator.display_name}"
    assert outputs_of(tmp_path, text, pattern) == ["0_False_0.mp4"]


def test_a_value_never_chooses_the_format(tmp_path: Path) -> None:
    text = "post.creator.username\nbrand.mov\nbrand.gif\n"
    pattern = "{post.creator.username}"
    assert outputs_of(tmp_path, text, pattern) == ["brand.mov.mp4", "brand.gif.mp4"]
    assert outputs_of(tmp_path, text, f"{pattern}.webm") == ["brand.mov.webm", "brand.gif.webm"]
    folders = outputs_of(tmp_path, text, pattern, "png_sequence")
    assert folders == ["brand-mov", "brand-gif"]
    assert outputs_of(tmp_path, text, pattern, "webp") == ["brand.mov.webp", "brand.gif.webp"]


@pytest.mark.parametrize("rows", [("a.mp4", "x", "A.mp4/b"), ("a.mp4/b/c.gif", "x", "a.mp4")])
def test_outputs_one_inside_the_other(tmp_path: Path, rows: tuple[str, ...]) -> None:
    said = outputs_of(tmp_path, "output,ad.locale\n" + "".join(f"{row},fr\n" for row in rows))
    assert [line.split(":")[0] for line in said] == [
        "row 1 (line 2), output",
        "row 3 (line 4), output",
    ]
    assert "the output of row 3 would be one inside the other: choose another name" in said[0]
    assert "the output of row 1 would be one inside the other: choose another name" in said[1]


def test_advice_fits_where_the_names_are_from(tmp_path: Path) -> None:
    (line,) = outputs_of(tmp_path, "output,ad.locale\na,fr\na,de\n")
    assert line.endswith("a.mp4 would be written by rows 1 and 2: give each its own output")
    (line,) = outputs_of(tmp_path, "ad.locale\nfr\nfr\n", "{ad.locale}")
    assert line.endswith("fr.mp4 would be written by rows 1 and 2: put {row:03d} into --name")


def test_a_file_where_a_folder_has_to_be(tmp_path: Path) -> None:
    (tmp_path / "french").write_bytes(b"mine")
    said = outputs_of(tmp_path, "output,ad.locale\nfrench/one,fr\ntwo,de\n")
    assert said == [
        f"row 1 (line 2), output: {tmp_path / 'french'} is a file and no folder: "
        "choose another name"
    ]


def test_the_results_are_no_output(tmp_path: Path) -> None:
    (line,) = outputs_of(tmp_path, "output\nresults.json\n", kind="png_sequence")
    assert "results.json is a file that the batch is made of" in line
