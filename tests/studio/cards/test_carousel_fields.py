"""A carousel in the form: chosen in place of a video, its pictures listed as browsers tell it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from overlays.ad.carousel import Carousel
from studio.cards.labels import LABELS
from studio.inputs.fields import sentence_of
from studio.inputs.picture_list import Changed, heard
from studio.store.bundle import Bundle, pack, unpack
from studio.store.drafts import Draft
from studio.work.beginning import open_ad_file
from studio.work.blanks import with_blanks
from studio.work.clips import Clip, ClipDesk
from studio.work.kept_work import offer_words
from studio.work.session import Studio
from studio.work.video_or_carousel import has_carousel, use_carousel, use_video
from support.ads import carousel_of, changed, write_ad
from support.app_page import alerts, work

SAMPLE = Path(__file__).parents[3] / "samples" / "slow_coffee" / "ad.yaml"


def pictures_in(folder: Path, *names: str) -> list[str]:
    for name in names:
        Image.new("RGB", (9, 16), (200, 40, 40)).save(folder / name)
    return [str(folder / name) for name in names]


@pytest.fixture
def opened(tmp_path: Path) -> Studio:
    studio = Studio(tmp_path, with_blanks({}), tmp_path, "ad")
    open_ad_file(studio, SAMPLE)
    return studio


def test_video_and_carousel_are_both_kept_and_a_change_is_one_step(
    opened: Studio, tmp_path: Path
) -> None:
    video = opened.value("post.video")
    use_carousel(opened)
    assert [problem.path for problem in opened.problems] == ["post.carousel.pictures"]
    opened.put("post.carousel.pictures", pictures_in(tmp_path, "1.png", "2.png"))
    assert opened.problems == ()
    assert opened.good is not None
    assert isinstance(opened.good.post.footage, Carousel)
    assert opened.clip_name == "1.png and 1 more"
    use_video(opened)
    assert (opened.value("post.video"), opened.problems) == (video, ())
    opened.undo()
    assert (opened.value("post.video"), has_carousel(opened)) == (None, True)
    use_video(opened)
    use_carousel(opened)
    assert [Path(one).name for one in opened.value("post.carousel.pictures")] == ["1.png", "2.png"]


def test_a_file_with_a_carousel_is_opened_as_it_is(tmp_path: Path) -> None:
    pictures_in(tmp_path, "1.png", "2.png")
    studio = Studio(tmp_path, with_blanks({}), tmp_path, "ad")
    open_ad_file(studio, write_ad(tmp_path, changed(**carousel_of(2))))
    assert studio.problems == ()
    assert (studio.value("post.video"), studio.value("post.carousel.seconds")) == (None, 3)


def test_on_a_server_each_picture_must_have_been_uploaded(opened: Studio, tmp_path: Path) -> None:
    inside = tmp_path / "own"
    inside.mkdir()
    opened.roots = (inside,)
    use_carousel(opened)
    (foreign,) = pictures_in(tmp_path, "1.png")
    opened.put("post.carousel.pictures", [*pictures_in(inside, "2.png", "3.png"), foreign])
    (problem,) = [one for one in opened.problems if "carousel" in one.path]
    assert problem.path == "post.carousel.pictures.2"
    assert sentence_of(opened, problem, LABELS).startswith("Pictures: on this server only files")


def test_a_carousel_is_saved_with_its_media_and_opened_again(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    pictures_in(tmp_path, "1.png", "2.png")
    studio = Studio(tmp_path, with_blanks({}), tmp_path, "ad")
    open_ad_file(studio, write_ad(tmp_path, changed(**carousel_of(2))))
    assert studio.good is not None
    pack(Bundle(studio.good, {"1.png": "front.png", "2.png": "front.png"}), tmp_path / "ad.zip")
    opened = unpack(tmp_path / "ad.zip", inside, (".png",))
    assert [
        opened.names[Path(one).name] for one in opened.data["post"]["carousel"]["pictures"]
    ] == [
        "front.png",
        "front-2.png",
    ]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({"rev": "a", "order": [2, 0], "added": []}, Changed([2, 0], [])),
        (
            {"rev": "a", "order": [0, 1, 2], "added": [{"id": "x.png", "name": "n.png"}]},
            Changed([0, 1, 2], [("x.png", "n.png")]),
        ),
        ({"rev": "of before", "order": [0], "added": []}, None),
        ({"rev": "a", "order": [0, 0], "added": []}, None),
        ({"rev": "a", "order": [3], "added": []}, None),
        ({"rev": "a", "order": [-1], "added": []}, None),
        ({"rev": "a", "order": [True], "added": []}, None),
        ({"rev": "a", "order": "012", "added": []}, None),
        ({"rev": "a", "order": [0], "added": None}, None),
        ("anything", None),
        (None, None),
    ],
)
def test_only_what_is_done_to_this_list_counts(said: Any, meant: Changed | None) -> None:
    assert heard(said, "a", 3) == meant


def test_another_order_is_another_clip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, then = (Path(one) for one in pictures_in(tmp_path, "1.png", "2.png"))
    desk = ClipDesk()
    monkeypatch.setattr(desk, "_do", lambda *_: None)
    carousels = [Carousel(pictures=order) for order in ((first, then), (then, first))]
    seen = [desk.look(carousel) for carousel in (*carousels, carousels[0])]
    assert seen == [Clip(carousels[0]), Clip(carousels[1]), Clip(carousels[0])]
    gone = desk.look(Carousel(pictures=(first, tmp_path / "gone.png")))
    assert gone.problem == "gone.png cannot be read: No such file or directory."
    desk.close()


def test_the_form_asks_for_pictures_where_a_carousel_is_chosen(page: AppTest) -> None:
    (kind,) = [one for one in page.button_group if "Carousel" in str(one.options)]
    kind.set_value("carousel").run()
    assert not page.exception
    assert any("Pictures: holds 0; at least 2 are needed" in said for said in alerts(page))
    assert work(page).value("post.video") is None


def test_what_is_offered_again_does_not_name_all_pictures(tmp_path: Path) -> None:
    names = {f"{number}.png": f"look {number}.png" for number in range(5)}
    values = {"name": "ad", "uploaded_names": names, "data": {"post": {"pictures": list(names)}}}
    words = offer_words(Draft(tmp_path, 0.0, values), 0.0)
    assert "with look 0.png, look 1.png, look 2.png and 2 more" in words
