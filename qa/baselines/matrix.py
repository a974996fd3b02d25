"""`qa.yaml`: the ads, placements, locales, viewports and times of which pictures are approved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from overlays.ad import SparkAd
from overlays.ad.file import load_ad
from overlays.errors import AdError, BaselineError, ExportError
from overlays.reading.names import unknown_name
from overlays.reading.problems import problems_from_validation
from overlays.reading.strict_yaml import load_strict_yaml, reason_of
from overlays.viewports import BARE, list_viewports
from renderer.output.option_text import seconds_from_text

_FILE_LIMIT = 1_000_000
_MOST_CASES = 2_000
_Text = Annotated[str, Field(min_length=1)]
_Name = Annotated[str, Field(min_length=1, max_length=80)]
_Names = Annotated[tuple[_Text, ...], Field(min_length=1)]


class _Ads(BaseModel):
    """One ad of the list, in all combinations of what it is to be seen as."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ad: _Text
    name: _Name | None = None
    placements: _Names | None = None
    locales: _Names | None = None
    viewports: _Names = (BARE,)
    times: Annotated[tuple[str | int | float, ...], Field(min_length=1)] = (0,)
    set: tuple[_Text, ...] = ()


class _List(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    baselines: _Text = "baselines"
    width: Annotated[int, Field(ge=270, le=2160, multiple_of=2)] = 1080
    ads: Annotated[tuple[_Ads, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Case:
    """One picture: of which ad, seen as what, when. `name` is its file's, without a suffix."""

    name: str
    ad: SparkAd
    viewport: str
    width: int
    at: Fraction


@dataclass(frozen=True, slots=True)
class Matrix:
    """All cases of a list, at least one, and the folder of their pictures."""

    folder: Path
    cases: tuple[Case, ...]


def load_matrix(path: Path) -> Matrix:
    """The list at `path`; its files are looked for beside it.

    Raises BaselineError for a list that is wrong or asks for nothing, and for two cases that claim
    one name; AdError for an ad.
    """
    data = _read(path)
    try:
        given = _List.model_validate(data)
    except ValidationError as error:
        problems = [f"{path.name}: {p}" for p in problems_from_validation(error, _List)]
        raise BaselineError("\n".join(problems)) from error
    cases = tuple(case for ads in given.ads for case in _cases(ads, given.width, path))
    if len(cases) > _MOST_CASES:
        raise BaselineError(f"{path.name} asks for {len(cases)} pictures: {_MOST_CASES} at most.")
    _check_names(cases, path.name)
    return Matrix(path.parent / given.baselines, cases)


def _read(path: Path) -> Any:
    try:
        if path.stat().st_size > _FILE_LIMIT:
            raise BaselineError(f"{path.name} is too large to be a list of baselines (limit 1 MB).")
        return load_strict_yaml(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise BaselineError(f"There is no list of baselines at {path}.") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise BaselineError(f"{path.name} cannot be read: {reason}.") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BaselineError(f"{path.name} is not valid YAML: {reason_of(error)}.") from error


def _cases(ads: _Ads, width: int, path: Path) -> Iterator[Case]:
    for viewport in ads.viewports:
        if viewport != BARE and viewport not in list_viewports():
            known = (BARE, *list_viewports())
            raise BaselineError(f"{path.name}: {unknown_name('viewport', viewport, known)}.")
    times = _times(ads, path)
    for placement, locale in product(ads.placements or (None,), ads.locales or (None,)):
        ad = _ad(ads, placement, locale, path)
        for viewport, at in product(ads.viewports, times):
            name = _case_name(ads.name or _usual_name(ads.ad), ad, viewport, at)
            yield Case(name, ad, viewport, width, at)


def _times(ads: _Ads, path: Path) -> list[Fraction]:
    try:
        return [seconds_from_text(str(time)) for time in ads.times]
    except ExportError as error:
        raise BaselineError(f"{path.name}: {error}") from error


def _ad(ads: _Ads, placement: str | None, locale: str | None, path: Path) -> SparkAd:
    sets = [*ads.set, *(() if locale is None else (f"ad.locale={locale}",))]
    try:
        return load_ad(path.parent / ads.ad, sets, placement)
    except AdError as error:
        raise BaselineError(f"{path.name}: {ads.ad}: {error}") from error


def _usual_name(ad: str) -> str:
    """The file's name; that of its folder for one called as they all are."""
    path = Path(ad)
    return path.parent.name if path.stem == "ad" and path.parent.name else path.stem


def _case_name(name: str, ad: SparkAd, viewport: str, at: Fraction) -> str:
    parts = (name, ad.ad.placement, ad.ad.locale, viewport, f"{float(at):g}s")
    return ".".join(re.sub(r"[^\w-]+", "-" if part != parts[-1] else ".", part) for part in parts)


def _check_names(cases: Sequence[Case], list_name: str) -> None:
    # As file systems compare them that do not tell upper from lower case.
    seen: dict[str, Case] = {}
    for case in cases:
        if case.name.casefold() in seen:
            raise BaselineError(
                f"{list_name}: two pictures would be called {case.name}: give one of the ads "
                "another name, or take out what is there twice."
            )
        seen[case.name.casefold()] = case
