"""What the routes may serve: layer pictures, addresses, limits."""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from overlays.geometry import Rect
from overlays.layers import Layer, pixel_key
from player.pictures import png_from_layer
from renderer.look import PLAIN
from renderer.picture.straight import straight_from_premul
from studio.store.media_store import MediaStore, Shelf, StillRecipe, UploadSlot
from studio.store.plain_name import plain_name
from studio.store.uploads import uploaded_path
from studio.store.workspace import Workspace, open_workspace
from support.ads import make_ad


@pytest.fixture
def store(tmp_path: Path) -> Iterator[MediaStore]:
    workspace = open_workspace(tmp_path)
    yield MediaStore(workspace)
    workspace.remove()


def premultiplied() -> np.ndarray:
    """Every alpha with every possible premultiplied level."""
    alpha, color = np.meshgrid(np.arange(256), np.arange(256), indexing="ij")
    color = np.minimum(color, alpha)
    return np.stack([color, color // 2, color * 0, alpha], axis=-1).astype(np.uint8)


def test_how_far_a_job_is_is_told_to_its_visitor_alone(store: MediaStore) -> None:
    mine, other = store.visitor("me"), store.visitor("you")
    far: list[float] = [0.25]
    token = mine.add_job("a1", lambda: {"state": "works", "share": far[-1]})
    assert store.job(token, "me") == {"state": "works", "share": 0.25}
    far.append(0.5)
    assert store.job(token, "me") == {"state": "works", "share": 0.5}
    assert store.job(token, "you") is None
    assert store.job(token) is None
    assert other.add_job("a1", lambda: {"state": "over", "share": None}) == token
    assert store.job(token, "me") == {"state": "works", "share": 0.5}


def test_straight_alpha_multiplies_back_to_the_same_pixels() -> None:
    rgba = premultiplied()
    straight = straight_from_premul(rgba).astype(np.float64)
    again = np.rint(straight[..., :3] * straight[..., 3:] / 255)
    assert (again == rgba[..., :3]).all()


def test_png_holds_every_visible_pixel_without_loss() -> None:
    rgba = premultiplied()
    decoded = np.asarray(Image.open(io.BytesIO(png_from_layer(rgba))).convert("RGBA"))
    assert (decoded == straight_from_premul(rgba)).all()


def test_a_layer_is_named_by_its_pixels(store: MediaStore) -> None:
    rgba = premultiplied()
    layer = Layer("a", Rect(0, 0, 256, 256), rgba, pixel_key(rgba))
    address = store.add_layer(layer)
    assert address == store.add_layer(layer)
    assert store.layer_at(address) == png_from_layer(rgba)
    # Who knows the pixels knows their key; the address is not to be worked out from it.
    assert layer.key not in address


def test_an_address_is_the_same_after_a_restart_and_another_after_a_change(tmp_path: Path) -> None:
    video = tmp_path / "clip.mp4"
    video.write_bytes(b"one")
    stores = [MediaStore(open_workspace(tmp_path / "work")) for _ in range(2)]
    first, second = (store.visitor() for store in stores)
    token = first.add_file(video, "video/mp4")
    assert token == second.add_file(video, "video/mp4")
    video.write_bytes(b"other")
    assert token != first.add_file(video, "video/mp4")
    for store in stores:
        store.workspace.remove()


def test_an_address_cannot_be_worked_out_without_the_key(tmp_path: Path) -> None:
    tokens = {MediaStore(Workspace(tmp_path, key)).token("x") for key in (b"a" * 32, b"b" * 32)}
    assert len(tokens) == 2
    assert all(len(token) == 32 for token in tokens)


def slot(folder: Path) -> UploadSlot:
    return UploadSlot(folder, (".mp4",), 9)


def recipe(caption: str) -> StillRecipe:
    return StillRecipe(make_ad(post__caption=caption), PLAIN, "ad")


def test_one_visitor_s_addresses_outlast_whatever_others_do(
    store: MediaStore, tmp_path: Path
) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"clip")
    quiet = store.visitor()
    ticket, still = quiet.add_upload(slot(tmp_path)), quiet.add_still(recipe("mine"))
    video = quiet.add_file(clip, "video/mp4")
    busy = store.visitor()
    newest = ""
    for number in range(3_000):
        busy.add_upload(slot(tmp_path))
        busy.add_file(clip, "video/mp4", f"{number}.mp4")
        newest = busy.add_still(recipe(f"take {number}"))
    assert store.upload(ticket) is not None
    assert store.still(still) == recipe("mine")
    assert store.still(newest) == recipe("take 2999")
    served = store.serve_file(video)
    assert served is not None
    assert served.path == clip


def test_addresses_are_found_for_their_owner_alone(store: MediaStore, tmp_path: Path) -> None:
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"clip")
    mine = store.visitor("me")
    video, still = mine.add_file(clip, "video/mp4"), mine.add_still(recipe("mine"))
    ticket = mine.add_upload(slot(tmp_path))
    assert store.serve_file(video, "me")
    assert store.still(still, "me") == recipe("mine")
    assert store.upload(ticket, "me")
    assert store.lane(mine.lane.token, "me") is mine.lane
    for other in ("you", None):
        assert store.serve_file(video, other) is None
        assert store.still(still, other) is None
        assert store.upload(ticket, other) is None
        assert store.lane(mine.lane.token, other) is None
        assert store.bundle(mine.bundle_token, other) is None


def test_a_visitor_who_has_gone_leaves_nothing_and_takes_nothing_of_others(
    store: MediaStore, tmp_path: Path
) -> None:
    first, second = store.visitor(), store.visitor()
    tickets = [visitor.add_upload(slot(tmp_path)) for visitor in (first, second)]
    tokens = [visitor.add_still(recipe("the same")) for visitor in (first, second)]
    assert tokens[0] == tokens[1]
    del first
    gc.collect()
    assert [store.upload(ticket) is not None for ticket in tickets] == [False, True]
    assert store.still(tokens[0]) is not None
    del second
    gc.collect()
    assert store.still(tokens[0]) is None


def test_a_shelf_drops_the_least_used_when_full() -> None:
    shelf: Shelf[str] = Shelf(10)
    shelf.put("a", "A", 4)
    shelf.put("b", "B", 4)
    assert shelf.get("a") == "A"
    shelf.put("c", "C", 4)
    assert (shelf.get("a"), shelf.get("b"), shelf.get("c")) == ("A", None, "C")
    shelf.put("c", "CC", 5)
    assert shelf.get("a") == "A"


@pytest.mark.parametrize(
    "made_up", ["../../etc/passwd", "", None, 7, "a" * 24, "0" * 24 + ".mp4/..", "x" * 24 + ".mp4"]
)
def test_only_ids_that_we_gave_lead_to_a_file(tmp_path: Path, made_up: object) -> None:
    assert uploaded_path(UploadSlot(tmp_path, (".mp4",), 9), made_up) is None


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("clip.mp4", "clip.mp4"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\clip.mp4", "clip.mp4"),
        ("a\nb\x00c.mp4", "abc.mp4"),
        ("", "file"),
        ("x" * 300 + ".mp4", "x" * 96 + ".mp4"),
    ],
)
def test_names_of_uploads_are_plain(given: str, shown: str) -> None:
    assert plain_name(given) == shown
