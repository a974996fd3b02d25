"""Stills by their address: the export's pixels, under any name, at a plain time only."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email.message import Message
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from starlette.requests import Request
from starlette.responses import Response

from overlays.ad import SparkAd
from overlays.viewports import View
from renderer.frames import render_still
from renderer.look import Look
from renderer.output.still import rgb_from_frame
from renderer.plan import build_plan
from renderer.worker.pool import end_idle_workers
from studio.server.routes import serve_still
from studio.server.stills import still_png
from studio.store.media_store import StillRecipe, Visitor, media_store
from support.ads import ad_of

SMALL = View(width=180)
SMALL_LOOK = Look(view=SMALL, stamp=True)


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Visitor]:
    monkeypatch.setenv("SPARKPROOF_WORK", str(tmp_path / "work"))
    media_store.cache_clear()
    yield media_store().visitor()
    media_store().workspace.remove()
    media_store.cache_clear()
    end_idle_workers()


@pytest.fixture
def ad(tmp_path: Path) -> SparkAd:
    Image.new("RGB", (108, 192), (9, 99, 9)).save(tmp_path / "poster.png")
    return ad_of(tmp_path / "poster.png")


def served(token: str, time: str) -> Response:
    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/sparkproof/still/{token}",
        "headers": [],
        "query_string": f"t={time}".encode(),
        "path_params": {"token": token},
    }
    # In this thread a browser test that came before may have left its own loop.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(serve_still(Request(scope)))).result()


@pytest.mark.parametrize("name", ["広告", 'say "hi"; x=', "a/b\\c", "naïve ad"])
def test_a_still_is_saved_under_any_name(visitor: Visitor, ad: SparkAd, name: str) -> None:
    answer = served(visitor.add_still(StillRecipe(ad, SMALL_LOOK, name)), "0.5000000")
    assert answer.status_code == 200
    header = Message()
    header["Content-Disposition"] = answer.headers["Content-Disposition"]
    assert header.get_filename() == f"{name}-0.50s.png"
    assert header.get_content_disposition() == "attachment"


@pytest.mark.parametrize("time", ["1e0", "1/2", "+1", "0_1", ".5", "1 ", "36000.1", "-1", ""])
def test_a_time_is_a_plain_decimal(visitor: Visitor, ad: SparkAd, time: str) -> None:
    token = visitor.add_still(StillRecipe(ad, SMALL_LOOK, "ad"))
    assert served(token, time).status_code == 404


def test_a_still_of_a_picture_is_the_export_that_lasts_as_long(
    visitor: Visitor, ad: SparkAd
) -> None:
    """The bar on the chrome has come as far as it has there."""
    time, asked = Fraction(1), Fraction(20)
    recipes = [
        StillRecipe(ad, SMALL_LOOK, "ad"),
        StillRecipe(ad, replace(SMALL_LOOK, still_duration=asked), "ad"),
    ]
    assert len({visitor.add_still(recipe) for recipe in recipes}) == 2
    usual, long = (
        np.asarray(Image.open(io.BytesIO(still_png(recipe, time)))) for recipe in recipes
    )
    plan = build_plan(ad, view=SMALL, stamp=True, still_duration=asked)
    assert (long == rgb_from_frame(render_still(plan, time))).all()
    assert (long != usual).any()
