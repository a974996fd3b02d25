"""What is said under the phone of a clip that is short, landscape, silent or shown as a copy."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from overlays.chrome import draw_chrome
from overlays.geometry import Size
from overlays.placements import load_placement
from player.data import Phone
from renderer.source.info import SourceInfo, Transfer
from renderer.source.probe import probe_source
from studio.phone.clip_words import clip_sentences
from studio.phone.showing import Showing
from studio.work.clips import Clip
from support.ads import make_ad
from support.media import Clip as Media
from support.media import write_clip

COPY = "The phone plays a smaller copy; exports are made from the original."
HDR_COPY = COPY.replace("copy;", "copy in the tones of a usual screen;")
LANDSCAPE = "Fill shows 32% of this landscape clip and cuts the rest; Fit and Blur show all of it."


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> SourceInfo:
    """A clip of three seconds, upright and with sound: nothing to say."""
    path = write_clip(tmp_path_factory.mktemp("clip") / "clip.mp4", Media(audio="aac"))
    info = probe_source(path, Fraction(5))
    return replace(info, duration=Fraction(3), display_size=Size(1080, 1920))


@pytest.fixture(scope="module")
def phone() -> Phone:
    ad = make_ad()
    return Phone(ad, draw_chrome(ad), load_placement(ad.ad.placement))


@pytest.mark.parametrize(
    ("facts", "sentences"),
    [
        ({}, []),
        ({"duration": Fraction(1, 5)}, ["The clip is very short: it lasts 0.2 s."]),
        ({"duration": Fraction(1, 5), "is_still": True}, []),
        ({"display_size": Size(1920, 1080)}, [LANDSCAPE]),
        (
            {"display_size": Size(1080, 1350)},
            [LANDSCAPE.replace("32%", "70%").replace(" landscape", "")],
        ),
        ({"audio": None}, ["The file has no sound track."]),
    ],
)
def test_each_oddity_is_one_sentence(
    usual: SourceInfo, phone: Phone, facts: dict[str, Any], sentences: list[str]
) -> None:
    info = replace(usual, **facts)
    showing = Showing(clip=Clip(info.path, info, shown=info.path), phones=(phone,))
    assert clip_sentences(showing, "cover") == sentences


def test_a_fit_that_cuts_nothing_is_said_nothing_of(usual: SourceInfo, phone: Phone) -> None:
    info = replace(usual, display_size=Size(1920, 1080))
    showing = Showing(clip=Clip(info.path, info, shown=info.path), phones=(phone,))
    assert clip_sentences(showing, "contain") == clip_sentences(showing, "blur") == []


@pytest.mark.parametrize(("transfer", "sentence"), [(1, COPY), (Transfer.HLG, HDR_COPY)])
def test_a_copy_is_named_as_one(
    usual: SourceInfo, phone: Phone, transfer: int, sentence: str
) -> None:
    info = replace(usual, codec="hevc", color_trc=transfer)
    under_way = Clip(info.path, info, copied=0.5)
    assert clip_sentences(Showing(clip=under_way, phones=(phone,)), "cover") == []
    copied = replace(under_way, shown=Path("copy.mp4"), copied=None)
    assert clip_sentences(Showing(clip=copied, phones=(phone,)), "cover") == [sentence]
    small = replace(copied, info=replace(info, display_size=Size(360, 640)))
    same_size = sentence.replace("a smaller copy", "a copy")
    assert clip_sentences(Showing(clip=small, phones=(phone,)), "cover") == [same_size]
