"""What a dump may hold, and what is refused with a sentence."""

from __future__ import annotations

import pytest

from overlays.errors import ActualError
from overlays.geometry import Box
from qa.compare.dump import dump_from_bytes

_NODE = '<node class="T" bounds="{}">{}</node>'
_LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><hierarchy>&c;</hierarchy>'
)
_OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><hierarchy>&b;</hierarchy>'


def hierarchy(*nodes: str) -> bytes:
    return f"<hierarchy rotation='0'>{''.join(nodes)}</hierarchy>".encode()


def test_boxes_words_and_parents_are_read() -> None:
    inner = '<node text="Hi" resource-id="a.b:id/title" package="a.b" bounds="[1,2][31,42]"/>'
    dump = dump_from_bytes(hierarchy(_NODE.format("[0,0][100,200]", inner)), "x.xml")
    assert (dump.system, dump.width, dump.height) == ("android", 100, 200)
    outer, node = dump.nodes
    assert (node.words, node.id, node.app, node.box) == ("Hi", "title", "a.b", Box(1, 2, 31, 42))
    assert list(dump.around(node)) == [outer]
    assert dump.in_dp(2).nodes[1].box == Box(0.5, 1, 15.5, 21)
    assert dump.mirrored().nodes[1].box == Box(69, 2, 99, 42)


def test_a_page_source_of_ios_is_read() -> None:
    source = (
        '<AppiumAUT><XCUIElementTypeApplication name="TikTok" x="0" y="0" width="393" height="852">'
        '<XCUIElementTypeStaticText label="Hi" value="Hi" x="12" y="700.5" width="90" height="20"/>'
        '<XCUIElementTypeButton label="Like" visible="false" x="1" y="1" width="9" height="9"/>'
        "</XCUIElementTypeApplication></AppiumAUT>"
    )
    dump = dump_from_bytes(source.encode(), "x.xml")
    assert (dump.system, dump.width, dump.height) == ("ios", 393, 852)
    assert [(node.words, node.app) for node in dump.nodes] == [("", "TikTok"), ("Hi", "TikTok")]
    assert dump.nodes[1].box == Box(12, 700.5, 102, 720.5)


@pytest.mark.parametrize(
    "bounds",
    [
        *("[5,5][5,5]", "[9,9][3,3]", "[0,0][0,40]", "[-90,-90][-10,-10]", "[0,300][50,400]"),
        *("", "[a,b][c,d]", "[1,2]", "[0,0][99999999999,5]", "[0,0][200000,5]", "NaN"),
    ],
)
def test_what_nobody_can_see_is_left_out(bounds: str) -> None:
    words = f'<node class="T" text="lost" bounds="{bounds}"/>'
    dump = dump_from_bytes(hierarchy(_NODE.format("[0,0][100,200]", words)), "x.xml")
    assert [node.words for node in dump.nodes] == [""]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "x.xml is not XML that can be read"),
        (b"PNG or so", "x.xml is not XML that can be read"),
        (b"<hierarchy>", "x.xml is not XML that can be read"),
        (b"<hierarchy a='\xff\xfe'/>", "x.xml is not XML that can be read"),
        (b"<?xml version='1.0' encoding='nonsense'?><a/>", "x.xml is not XML that can be read"),
        (b"<svg/>", "is no element dump: write one with “adb shell uiautomator dump”"),
        (hierarchy(), "holds no element that is on a screen"),
        (hierarchy(_NODE.format("[0,0][0,0]", "")), "holds no element that is on a screen"),
        (hierarchy(_NODE.format("[-9,-9][-1,-1]", "")), "holds no element that is on a screen"),
        (_LAUGHS.encode(), "declares a document type, which no dump does: not read"),
        (_OUTSIDE.encode(), "declares a document type, which no dump does: not read"),
        (hierarchy(*["<node bounds='[0,0][9,9]'/>"] * 4_001), "holds over 4,000 elements"),
        (hierarchy("<node>" * 401), "nests elements over 400 deep"),
    ],
)
def test_what_is_no_dump_is_said_to_be_none(data: bytes, sentence: str) -> None:
    with pytest.raises(ActualError, match=sentence):
        dump_from_bytes(data, "x.xml")
