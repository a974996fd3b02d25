"""A contact sheet for approval: one ad in several placements, languages, phones and times."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from overlays.ad import SparkAd
from overlays.errors import Canceled, SparkproofError
from overlays.locales import load_locale
from overlays.placements import full_name, load_placement, short_name
from overlays.viewports import BARE, View, load_viewport
from renderer.files.part_file import check_place, part_file
from renderer.frames import Frame, render_still
from renderer.look import PLAIN, Look, check_background
from renderer.output.progress import Meter, OnProgress
from renderer.output.still import rgb_from_frame
from renderer.picture.crop_words import crop_words_of, cropped
from renderer.picture.rgb import RGB
from renderer.plan import RenderPlan, check_length, plan_over
from renderer.sheet.notes import Remark, sentences
from renderer.sheet.page import Cell, Index, paint_page
from renderer.source.info import SourceInfo
from renderer.source.notes import source_notes
from renderer.source.probe import probe_source

_RENDER_WIDTH = 540
NARROWEST, WIDEST = 90, 1080
# At the usual width; as many pixels of wider ones. The page is painted in memory.
_MOST_CELLS, _USUAL_WIDTH = 400, 270


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """What to show: every placement in every language, phone and time; names count once.

    `cell_width` is that of each picture in pixels. `look` says the rest, but for its view.
    `clip_name` stands in the heading, for a file that has another name on disk.
    """

    placements: tuple[str, ...]
    locales: tuple[str, ...]
    viewports: tuple[str, ...] = (BARE,)
    times: tuple[Fraction, ...] = (Fraction(4),)
    cell_width: int = _USUAL_WIDTH
    look: Look = PLAIN
    clip_name: str = ""

    def __post_init__(self) -> None:
        for name in ("placements", "locales", "viewports", "times"):
            object.__setattr__(self, name, tuple(dict.fromkeys(getattr(self, name))))

    @property
    def count(self) -> int:
        """How many pictures the sheet holds."""
        return prod(map(len, (self.placements, self.locales, self.viewports, self.times)))

    @property
    def most(self) -> int:
        """How many pictures of this width a sheet may hold."""
        return min(_MOST_CELLS, _MOST_CELLS * _USUAL_WIDTH**2 // self.cell_width**2)


@dataclass(frozen=True, slots=True)
class SheetResult:
    """A finished sheet of `count` pictures. `notes` are sentences; cells name them from 1 on."""

    path: Path
    count: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _View:
    """One picture, its steps on the axes, its label and what is worth knowing about it."""

    index: Index
    picture: RGB
    label: str
    remarks: tuple[Remark, ...]


def write_sheet(
    ad: SparkAd,
    request: SheetRequest,
    output: Path,
    *,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
) -> SheetResult:
    """Saves the sheet as PNG. Progress counts pictures.

    Raises PlacementError for unknown names, SourceError for the creative and ExportError for a
    background that is no color, before any drawing, and Canceled once `cancel` is set.
    """
    check_place(output, ".png")
    _check(request)
    source = probe_source(ad.post.footage, request.look.still_duration)
    _check_clip(ad, request, source)
    meter = Meter(request.count, on_progress)
    views = []
    for view in _views(ad, request, source):
        if cancel is not None and cancel.is_set():
            raise Canceled("Stopped.")
        views.append(view)
        meter.advance()
    notes = _notes(source, views, request)
    heading = f"@{ad.post.creator.username} · {request.clip_name or ad.post.footage.name}"
    page = paint_page(_cells(views, notes), heading, tuple(notes.values()))
    with part_file(output) as part:
        Image.fromarray(page).save(part, format="PNG", compress_level=6)
    meter.finish()
    return SheetResult(output, request.count, tuple(notes.values()))


def _check(request: SheetRequest) -> None:
    check_background(request.look.background)
    for placement in request.placements:
        load_placement(placement)
    for locale in request.locales:
        load_locale(locale)
    for viewport in request.viewports:
        View(viewport).phone  # noqa: B018 - raises for an unknown phone
    if not NARROWEST <= request.cell_width <= WIDEST:
        raise SparkproofError(
            f"Pictures of a sheet are {NARROWEST} to {WIDEST} wide, not {request.cell_width}."
        )
    if not 0 < request.count <= request.most:
        raise SparkproofError(
            f"A sheet of pictures {request.cell_width} wide holds 1 to {request.most} of them, "
            f"not {request.count}."
        )


def _check_clip(ad: SparkAd, request: SheetRequest, source: SourceInfo) -> None:
    for placement in request.placements:
        check_length(_placed(ad, placement, ad.ad.locale), source)
    if late := [time for time in request.times if time >= source.duration]:
        raise SparkproofError(
            f"{source.path.name} lasts {float(source.duration):.2f} s; "
            f"choose times before that, not {float(late[0]):g} s."
        )


def _placed(ad: SparkAd, placement: str, locale: str) -> SparkAd:
    promotion = ad.ad.model_copy(update={"placement": placement, "locale": locale})
    return ad.model_copy(update={"ad": promotion})


def _views(ad: SparkAd, request: SheetRequest, source: SourceInfo) -> Iterator[_View]:
    """All pictures; a phone's chrome is drawn once for all its times."""
    words = _words(request)
    names = product(*map(enumerate, (request.locales, request.placements, request.viewports)))
    for (row, locale), (column, placement), (phone, viewport) in names:
        shown = _placed(ad, placement, locale)
        width = max(_RENDER_WIDTH, request.cell_width)
        plan = plan_over(source, shown, replace(request.look, view=View(viewport, width)))
        seen = [words[placement], words[locale], *([] if viewport == BARE else [words[viewport]])]
        place = (words[locale], words[placement], words[viewport])
        findings = _findings(plan, request, locale, place)
        for step, time in enumerate(request.times):
            frame = render_still(plan, time)
            picture = _shrunk(rgb_from_frame(frame), request.cell_width)
            label = " · ".join((*seen, f"{float(time):g} s"))
            remarks = (*findings, *_crops(plan, viewport, time), *_damage(frame, time))
            yield _View((row, column, phone, step), picture, label, remarks)


def _words(request: SheetRequest) -> dict[str, str]:
    """What people call each placement, language and phone: `In-Feed`, `Korean`, `iPhone`."""
    platforms = {id_.split("/")[0] for id_ in request.placements}
    # Stories, say, are somebody else's too.
    name = short_name if len(platforms) == 1 else full_name
    short = {id_: name(id_) for id_ in request.placements}
    # Two platforms may have an In-Feed each.
    alike = {name for name, count in Counter(short.values()).items() if count > 1}
    return {
        **{id_: f"{name} ({id_})" if name in alike else name for id_, name in short.items()},
        **{code: load_locale(code).english for code in request.locales},
        **{id_: load_viewport(id_).title.split(",")[0] for id_ in request.viewports if id_ != BARE},
        **({BARE: "9:16"} if BARE in request.viewports else {}),
    }


def _findings(
    plan: RenderPlan, request: SheetRequest, locale: str, place: tuple[str, str, str]
) -> tuple[Remark, ...]:
    """What the chrome says of itself, in words that are the same for several languages."""
    own = f"no {load_locale(locale).name} wording"
    wording = own if len(request.locales) == 1 else "no local wording"
    notes = plan.chrome.notes
    return tuple(Remark(note.message.replace(own, wording), place) for note in notes)


def _crops(plan: RenderPlan, viewport: str, time: Fraction) -> Iterator[Remark]:
    phone, framing = View(viewport).phone, plan.chrome.framing
    if phone is None or framing is None:
        return
    size = plan.source.display_size
    if not cropped(size, framing.rect(time), plan.fit).is_nothing:
        yield Remark(crop_words_of(phone.title, size, framing, plan.fit, time))


def _damage(frame: Frame, time: Fraction) -> Iterator[Remark]:
    if frame.is_damaged:
        yield Remark(
            f"At {float(time):g} s the creative is damaged: copy or download the file again."
        )


def _notes(source: SourceInfo, views: list[_View], request: SheetRequest) -> dict[str, str]:
    """Sentences by the words of their remarks; those on the creative hold for every cell."""
    words = _words(request)
    kinds = (request.locales, request.placements, request.viewports)
    axes = tuple(tuple(words[name] for name in names) for names in kinds)
    of_source = {note: f"{note[:1].upper()}{note[1:]}." for note in source_notes(source)}
    return of_source | sentences((remark for view in views for remark in view.remarks), axes)


def _cells(views: list[_View], notes: dict[str, str]) -> dict[Index, Cell]:
    numbers = {words: number for number, words in enumerate(notes, 1)}
    return {
        view.index: Cell(view.picture, view.label, _note_line(view.remarks, numbers))
        for view in views
    }


def _note_line(remarks: tuple[Remark, ...], numbers: dict[str, int]) -> str:
    named = ", ".join(map(str, sorted(numbers[remark.words] for remark in remarks)))
    return named and f"{'Note' if len(remarks) == 1 else 'Notes'} {named}"


def _shrunk(picture: RGB, width: int) -> RGB:
    height = round(picture.shape[0] * width / picture.shape[1])
    return cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA).astype(np.uint8)
