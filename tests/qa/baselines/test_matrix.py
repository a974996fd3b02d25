"""`qa.yaml`: every combination once, under a name of its own; mistakes in a sentence each."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from overlays.errors import BaselineError
from qa.baselines.matrix import load_matrix
from support.ads import write_ad


def written(tmp_path: Path, text: str) -> Path:
    for name in ("ad", "other"):
        (tmp_path / name).mkdir()
        write_ad(tmp_path / name)
    path = tmp_path / "qa.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_combination_has_a_name(tmp_path: Path) -> None:
    text = """
baselines: approved
width: 540
ads:
  - ad: ad/ad.yaml
    name: serum
    placements: [tiktok/in_feed, tiktok/organic]
    locales: [en, de]
    times: [0, 2.5]
  - ad: other/ad.yaml
    set: ["post.caption=Other words"]
"""
    matrix = load_matrix(written(tmp_path, text))
    assert matrix.folder == tmp_path / "approved"
    names = [case.name for case in matrix.cases]
    assert names[0] == "serum.tiktok-in_feed.en.bare.0s"
    assert names[3] == "serum.tiktok-in_feed.de.bare.2.5s"
    assert (len(names), len(set(names))) == (9, 9)
    case = matrix.cases[3]
    assert (case.ad.ad.placement, case.ad.ad.locale) == ("tiktok/in_feed", "de")
    assert (case.at, case.width, case.viewport) == (Fraction(5, 2), 540, "bare")
    # An ad file that is called as they all are has the name of its folder.
    last = matrix.cases[-1]
    assert (last.name, last.ad.post.caption) == ("other.tiktok-in_feed.en.bare.0s", "Other words")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "must be a group of keys"),
        ("ads: []", "qa.yaml: ads: "),
        ("ads: [{ad: ad/ad.yaml, locales: []}]", "qa.yaml: ads.0.locales: "),
        ("ads: [{ad: ad/ad.yaml, times: []}]", "qa.yaml: ads.0.times: "),
        ("ads: [{ad: ad/ad.yaml, times: [-1]}]", "'-1' is not a time in seconds"),
        ("ads: [{ad: ad/ad.yaml, time: [0]}]", "ads.0.time: unknown key; did you mean times?"),
        ("ads: [{ad: gone.yaml}]", "there is no ad file at"),
        ("ads: [{ad: ad/ad.yaml, placements: [tiktok/none]}]", "tiktok/none"),
        ("ads: [{ad: ad/ad.yaml, locales: [xx]}]", "xx"),
        ("ads: [{ad: ad/ad.yaml, viewports: [nokia]}]", "nokia"),
        ("ads: [{ad: ad/ad.yaml}, {ad: other/ad.yaml, name: AD}]", "two pictures would be called"),
        ("ads: [{ad: ad/ad.yaml, times: [0, 0.0]}]", "two pictures would be called"),
        ("ads: {", "qa.yaml is not valid YAML"),
    ],
)
def test_mistakes(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BaselineError) as error:
        load_matrix(written(tmp_path, text))
    assert message in str(error.value)


def test_no_list(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match=r"There is no list of baselines at .*gone\.yaml\."):
        load_matrix(tmp_path / "gone.yaml")
