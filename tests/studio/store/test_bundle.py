"""An ad with its uploads as one zip, out and in again; and zips that are none of ours."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from overlays.ad import SparkAd
from overlays.ad.file import parse_ad
from overlays.errors import AdError
from studio.store.bundle import MOST_FILES, Bundle, pack, unpack

SUFFIXES = (".mp4", ".png")
AD = """
post:
  creator: {username: lena, avatar: take.png}
  video: take.mp4
  sound: {cover: take.png}
ad: {placement: tiktok/in_feed}
"""


def stored(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.fixture
def inside(tmp_path: Path) -> Path:
    folder = tmp_path / "inside"
    folder.mkdir()
    return folder


def zipped(path: Path, **entries: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "."), content)
    return path


def test_packed_and_opened_again_it_is_the_same_ad(tmp_path: Path, inside: Path) -> None:
    video = stored(tmp_path, "0a.mp4", b"video")
    avatar, cover = stored(tmp_path, "0b.png", b"face"), stored(tmp_path, "0c.png", b"cover")
    ad = SparkAd.model_validate(
        {
            "post": {
                "creator": {"username": "lena", "avatar": avatar},
                "video": video,
                "caption": "Grüße 🧴",
                "sound": {"cover": cover},
            }
        }
    )
    # Both pictures came under one name.
    names = {"0a.mp4": "my take.mp4", "0b.png": "me.png", "0c.png": "me.png"}
    output = tmp_path / "ad.zip"
    pack(Bundle(ad, names), output)
    with zipfile.ZipFile(output) as archive:
        assert archive.namelist() == ["ad.yaml", "my take.mp4", "me.png", "me-2.png"]
        assert str(tmp_path) not in archive.read("ad.yaml").decode()
    opened = unpack(output, inside, SUFFIXES)
    again = parse_ad(opened.data, inside)
    assert again.post.caption == "Grüße 🧴"
    assert again.media[0].read_bytes() == b"video"
    assert again.post.creator.avatar is not None
    assert again.post.creator.avatar.read_bytes() == b"face"
    assert again.post.sound.cover is not None
    assert again.post.sound.cover.read_bytes() == b"cover"
    assert sorted(opened.names.values()) == ["me-2.png", "me.png", "my take.mp4"]
    assert {path.parent for path in (again.media[0], again.post.sound.cover)} == {inside}


def test_a_file_that_went_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    ad = SparkAd.model_validate(
        {"post": {"creator": {"username": "lena"}, "video": tmp_path / "gone.mp4"}}
    )
    with pytest.raises(AdError, match=r"take\.mp4 is gone; choose it again"):
        pack(Bundle(ad, {"gone.mp4": "take.mp4"}), tmp_path / "ad.zip")
    assert list(tmp_path.iterdir()) == []


def test_one_file_for_two_fields_is_read_for_both(tmp_path: Path, inside: Path) -> None:
    path = zipped(tmp_path / "b.zip", ad__yaml=AD, take__mp4=b"v", take__png=b"p")
    opened = unpack(path, inside, SUFFIXES)
    post = opened.data["post"]
    assert Path(post["creator"]["avatar"]).read_bytes() == b"p"
    assert Path(post["sound"]["cover"]).read_bytes() == b"p"


def test_media_outside_the_zip_stay_names(tmp_path: Path, inside: Path) -> None:
    opened = unpack(zipped(tmp_path / "b.zip", ad__yaml=AD), inside, SUFFIXES)
    assert opened.data["post"]["video"] == "take.mp4"
    assert opened.names == {}


@pytest.mark.parametrize("name", ["../../evil.mp4", "/etc/evil.mp4", "a/../../evil.mp4"])
def test_nothing_is_written_outside(tmp_path: Path, inside: Path, name: str) -> None:
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ad.yaml", AD.replace("take.mp4", name))
        archive.writestr(name, b"evil")
        link = zipfile.ZipInfo("link.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    opened = unpack(path, inside, SUFFIXES)
    video = Path(opened.data["post"]["video"])
    assert video.parent == inside
    assert not video.is_symlink()
    assert list(opened.names.values()) == ["evil.mp4"]
    outside = [found for found in tmp_path.rglob("*") if found.is_file()]
    assert set(outside) == {path, video}


def test_what_claims_to_be_huge_is_refused(
    tmp_path: Path, inside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studio.store.bundle.MOST_BYTES", 1_000)
    path = zipped(tmp_path / "b.zip", ad__yaml=AD, take__mp4=b"v" * 2_000)
    with pytest.raises(AdError, match="holds more than"):
        unpack(path, inside, SUFFIXES)
    assert list(inside.iterdir()) == []


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({"readme__txt": "x"}, "it holds no ad files at its top; one is needed"),
        ({"ad__yaml": AD, "b__json": "{}"}, "it holds 2 ad files at its top"),
        ({"ad__yaml": b"\xff\xfe\x00"}, "not UTF-8"),
        ({"ad__yaml": "{"}, "is not valid YAML"),
        ({"ad__yaml": AD.replace("take.mp4", "take.exe"), "take__exe": b"x"}, "is none of"),
        (
            {
                "ad__yaml": AD.replace("cover: take.png", "cover: take.exe"),
                "take__mp4": b"v",
                "take__png": b"p",
                "take__exe": b"x",
            },
            "take.exe is none of .mp4, .png",
        ),
        ({f"f{n}": "x" for n in range(MOST_FILES + 1)}, "an ad has at most"),
    ],
)
def test_what_is_no_bundle_is_one_sentence(
    tmp_path: Path, inside: Path, entries: dict[str, bytes | str], reason: str
) -> None:
    path = zipped(tmp_path / "b.zip", **entries)
    with pytest.raises(AdError) as refused:
        unpack(path, inside, SUFFIXES)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)
    assert list(inside.iterdir()) == []


@pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_zip_that_was_packed_and_broken_is_refused(
    tmp_path: Path, inside: Path, how: int
) -> None:
    path = tmp_path / "broken.zip"
    with zipfile.ZipFile(path, "w", how) as archive:
        archive.writestr("ad.yaml", AD * 20)
    content = bytearray(path.read_bytes())
    # Beyond the entry's head, which says how it is packed.
    content[46:90] = bytes(44)
    path.write_bytes(content)
    with pytest.raises(AdError, match=r"no zip that can be read|cannot be unpacked"):
        unpack(path, inside, SUFFIXES)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"no zip"])
def test_a_file_that_is_no_zip(tmp_path: Path, inside: Path, content: bytes) -> None:
    path = stored(tmp_path, "b.zip", content)
    with pytest.raises(AdError, match="no zip that can be read"):
        unpack(path, inside, SUFFIXES)
