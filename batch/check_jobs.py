"""What is to be checked: ads, tables of ads, clips and folders of clips, each as what is asked for.

Nothing is decoded here; what cannot be checked at all is a report that says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from batch.row_ads import BASE, RowAds, check_columns
from batch.table import Table, is_table, read_table
from overlays.ad import SparkAd
from overlays.ad.file import load_ad
from overlays.ad.model import Creator, Post
from overlays.errors import AdError, SparkproofError
from overlays.locales import load_locale
from overlays.placements import load_placement
from overlays.viewports import BARE, View
from qa.checks.asked import FAMILIES, NOTHING_ASKED, Asked, Family
from qa.checks.running import PROFILE
from qa.checks.telling import found
from qa.finding import Report, Subject
from renderer.look import PLAIN, Look
from renderer.source.container import SUFFIXES

# A clip alone is nobody's post: what is said of words would be about these.
_NOBODY = "creator"


@dataclass(frozen=True, slots=True)
class Wish:
    """As what everything is checked. Empty tuples: as each ad itself says.

    `base` is the ad file that tables and clips change, `sets` are `path=value` put over ad files.
    """

    base: Path | None = None
    sets: tuple[str, ...] = ()
    placements: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    viewports: tuple[str, ...] = (BARE,)
    look: Look = PLAIN
    asked: Asked = NOTHING_ASKED
    families: tuple[Family, ...] = FAMILIES
    has_pictures: bool = False


@dataclass(frozen=True, slots=True)
class CheckJob:
    """One ad in one placement, language and phone. `case` names it among others, `source` its
    file or row. With `has_pictures` its report shows the ad."""

    case: str
    source: str
    ad: SparkAd
    look: Look
    asked: Asked
    families: tuple[Family, ...]
    has_pictures: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """`reports` are on what cannot be checked, such as a wrong row; `notes` sentences on tables."""

    jobs: tuple[CheckJob, ...]
    reports: tuple[Report, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    """An ad and what it is called; `is_bare` where only its clip is anybody's."""

    name: str
    ad: SparkAd
    is_bare: bool = False


def jobs_of(paths: Sequence[Path], wish: Wish) -> Listed:
    """Every ad of the paths in all combinations. Raises SparkproofError for what is no ad, table
    or clip, and for an unknown placement, language or phone."""
    for viewport in wish.viewports:
        View(viewport).phone  # noqa: B018 - raises for an unknown phone
    named: list[_Named] = []
    reports: list[Report] = []
    notes: list[str] = []
    for path in paths:
        if path.is_dir():
            named += _in_folder(path, wish)
        elif path.suffix.lower() in SUFFIXES:
            named.append(_clip(path, wish))
        elif is_table(path):
            table = read_table(path)
            notes += table.notes
            rows, wrong = _rows(table, wish)
            named += rows
            reports += wrong
        else:
            named.append(_Named(_usual_name(path), load_ad(path, wish.sets)))
    jobs = tuple(job for one in _told_apart(named) for job in _jobs(one, wish))
    if len(jobs) == 1 and not reports:
        jobs = (replace(jobs[0], case=""),)
    return Listed(jobs, tuple(reports), tuple(notes))


def _in_folder(folder: Path, wish: Wish) -> Iterator[_Named]:
    clips = sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    )
    if not clips:
        raise SparkproofError(f"{folder} holds no clip ({', '.join(SUFFIXES)}).")
    for path in clips:
        yield _clip(path, wish)


def _clip(path: Path, wish: Wish) -> _Named:
    """The clip as the post of the base ad; without a base nothing but its file is checked."""
    video = path.absolute()
    if wish.base is None:
        return _Named(
            path.name, SparkAd(post=Post(creator=Creator(username=_NOBODY), video=video)), True
        )
    base = load_ad(wish.base, wish.sets)
    post = base.post.model_copy(update={"video": video})
    return _Named(path.name, base.model_copy(update={"post": post}))


def _rows(table: Table, wish: Wish) -> tuple[list[_Named], list[Report]]:
    check_columns(table, (BASE,))
    ads, named, wrong = RowAds(table, wish.base), list[_Named](), list[Report]()
    for row in table.rows:
        try:
            ad = ads.ad_of(row)
        except AdError as error:
            message = "; ".join(str(problem) for problem in error.problems)
            wrong.append(unchecked(f"row {row.number}", table.path.name, message))
        else:
            named.append(_Named(f"row {row.number} {ad.post.footage.name}", ad))
    return named, wrong


def unchecked(case: str, source: str, message: str) -> Report:
    """The report on what could not be checked."""
    finding = found("not-rendered", "fail", message.rstrip("."))
    return Report("fail", PROFILE, (finding,), (), Subject(ad=source), case)


def _usual_name(path: Path) -> str:
    """The file's name; that of its folder for one called as they all are."""
    return path.absolute().parent.name if path.stem == "ad" else path.stem


def _told_apart(named: Sequence[_Named]) -> Iterator[_Named]:
    seen: Counter[str] = Counter()
    for one in named:
        seen[one.name] += 1
        count = seen[one.name]
        yield one if count == 1 else replace(one, name=f"{one.name} ({count})")


def _jobs(one: _Named, wish: Wish) -> Iterator[CheckJob]:
    families = tuple(family for family in wish.families if family == "file" or not one.is_bare)
    own = one.ad.ad
    for placement, locale, viewport in product(
        wish.placements or (own.placement,), wish.locales or (own.locale,), wish.viewports
    ):
        load_placement(placement)
        load_locale(locale)
        shown = own.model_copy(update={"placement": placement, "locale": locale})
        yield CheckJob(
            case=f"{one.name} {placement} {locale} {viewport}",
            source=one.name,
            ad=one.ad.model_copy(update={"ad": shown}),
            look=replace(wish.look, view=replace(wish.look.view, viewport=viewport)),
            asked=wish.asked,
            families=families,
            has_pictures=wish.has_pictures and not one.is_bare,
        )
