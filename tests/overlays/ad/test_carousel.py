"""Carousels in ad files: read, written, replaced, and what is wrong with them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from overlays.ad.carousel import Carousel
from overlays.ad.file import ad_schema, dump_ad, load_ad
from overlays.errors import AdError
from support.ads import carousel_of, changed, write_ad


def with_files(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).write_bytes(b"picture")
    return folder


def problems_of(folder: Path, *overrides: str, **values: object) -> dict[str, str]:
    with pytest.raises(AdError) as caught:
        load_ad(write_ad(folder, changed(**values)), overrides)
    return {problem.path: problem.message for problem in caught.value.problems}


def test_pictures_and_sound_are_media_of_the_ad_and_come_back_from_its_text(tmp_path: Path) -> None:
    with_files(tmp_path, "1.png", "2.png", "song.mp3")
    values = carousel_of(2, sound="song.mp3", seconds=2.5)
    ad = load_ad(write_ad(tmp_path, changed(**values)))
    assert ad.media == (tmp_path / "1.png", tmp_path / "2.png", tmp_path / "song.mp3")
    text = dump_ad(ad, tmp_path)
    assert "- 1.png\n    - 2.png\n    sound: song.mp3\n    seconds: 2.5\n" in text
    (tmp_path / "again.yaml").write_text(text, encoding="utf-8")
    assert load_ad(tmp_path / "again.yaml") == ad
    other = ad.with_media({tmp_path / "2.png": Path("/b.png"), tmp_path / "song.mp3": Path("/c")})
    assert other.media == (tmp_path / "1.png", Path("/b.png"), Path("/c"))


def test_the_command_line_names_pictures_in_one_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_files(tmp_path, "a.png", "b.png")
    monkeypatch.chdir(tmp_path)
    sets = ("post.video=null", "post.carousel.pictures=a.png, b.png", "post.carousel.seconds=4")
    carousel = load_ad(write_ad(tmp_path), sets).post.carousel
    assert carousel is not None
    assert carousel.pictures == (tmp_path / "a.png", tmp_path / "b.png")
    assert carousel.starts == (Fraction(0), Fraction(4))
    same = load_ad(write_ad(tmp_path), (sets[0], "post.carousel.pictures=[a.png, b.png]"))
    assert same.media == (tmp_path / "a.png", tmp_path / "b.png")


def test_pictures_stand_for_whole_frames() -> None:
    one = Carousel.model_validate({"pictures": ["a", "b", "c"], "seconds": 0.99})
    assert one.starts == (Fraction(0), Fraction(1), Fraction(2))
    assert Carousel.model_validate({"pictures": ["a", "b"], "seconds": 3.35}).stands == Fraction(
        100, 30
    )


@pytest.mark.parametrize(
    ("values", "path", "sentence"),
    [
        (carousel_of(1), "pictures", "holds 1; at least 2 are needed"),
        (carousel_of(36), "pictures", "holds 36; at most 35 are allowed"),
        (carousel_of(2, pictures="1.png"), "pictures", "must be a list, not '1.png'"),
        (carousel_of(2, seconds=0.2), "seconds", "must be 0.5 or more, not 0.2"),
        (carousel_of(2, seconds=16), "seconds", "must be 15 or less"),
        (carousel_of(2, seconds="long"), "seconds", "must be a number, not 'long'"),
        (carousel_of(2, pictures=["1.png", "gone.png"]), "pictures.1", "no file at"),
        (carousel_of(2, sound="gone.mp3"), "sound", "no file at"),
    ],
)
def test_a_mistake_is_one_sentence(
    tmp_path: Path, values: dict[str, object], path: str, sentence: str
) -> None:
    with_files(tmp_path, *(f"{number}.png" for number in range(1, 37)))
    (found,) = problems_of(tmp_path, **values).items()
    assert found[0] == f"post.carousel.{path}"
    assert found[1].startswith(sentence)


def test_a_post_has_a_video_or_a_carousel(tmp_path: Path) -> None:
    with_files(tmp_path, "1.png", "2.png")
    both = carousel_of(2) | {"post__video": "clip.mp4"}
    assert "must be left out where the post has a carousel" in str(problems_of(tmp_path, **both))
    assert problems_of(tmp_path, post__video=None) == {"post.video": "is required"}
    assert {"required": ["carousel"]} in ad_schema()["$defs"]["Post"]["anyOf"]
