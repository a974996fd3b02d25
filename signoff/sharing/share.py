"""`write_share`: an ad as one file that somebody else opens, judges and answers."""

from __future__ import annotations

import math
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from overlays.ad import SparkAd
from overlays.errors import ExportError
from renderer.accent import creative_of
from renderer.files.part_file import check_place, exists_error, is_taken, part_file
from renderer.look import check_background
from renderer.output.option_text import size_words
from renderer.output.progress import OnProgress
from renderer.output.small_copy import SmallCopy, least_bytes, make_small_copy
from renderer.plan import check_length
from renderer.source.info import SourceInfo
from renderer.source.probe import probe_source
from signoff.seen import SeenAd, ViewId, placed, seen_video
from signoff.sharing.page import Share, page_of
from signoff.sharing.pictures import PagePictures
from signoff.sharing.request import SUFFIX, ShareRequest
from signoff.sharing.shown import ShownView, checked_view, comparisons, shown_view, view_data
from signoff.sharing.steps import Steps
from signoff.sharing.stills import poster, print_still

_LOOKED, _DRAWN, _ENCODED = 0.4, 0.6, 0.97
# Three bytes are four letters in a page.
_BYTES, _LETTERS = 3, 4


@dataclass(frozen=True, slots=True)
class ShareResult:
    """A finished share. `notes` are clauses on what was given up for its size."""

    path: Path
    size_bytes: int
    digest: str
    count: int
    notes: tuple[str, ...] = ()


def write_share(
    ad: SparkAd,
    request: ShareRequest,
    output: Path,
    *,
    name: str,
    made: datetime,
    on_progress: OnProgress | None = None,
    cancel: threading.Event | None = None,
    overwrite: bool = False,
) -> ShareResult:
    """Writes the page to `output`, an .html; `name` is what the ad is called, `made` when.

    Raises PlacementError for unknown names, ExportError for a place or a size that cannot be,
    SourceError for the creative, and Canceled once `cancel` is set; then nothing is left behind.
    """
    check_place(output, SUFFIX)
    if is_taken(output) and not overwrite:
        raise exists_error(output)
    check_background(request.look.background)
    request.check()
    steps = Steps(on_progress, cancel)
    source = probe_source(ad.post.footage, request.look.still_duration)
    for view in request.views:
        check_length(placed(ad, view), source)
    share = _share_of(ad, request, source, name, made, steps)
    with tempfile.TemporaryDirectory(prefix="sparkproof-share-") as folder:
        copy = _video(source, Path(folder) / "clip.mp4", share, steps)
        share = replace(share, notes=copy.notes)
        text = page_of(share, copy.path.read_bytes(), _times(copy.info))
    with part_file(output, overwrite=overwrite) as part:
        part.write_text(text, encoding="utf-8")
        size = part.stat().st_size
    steps.tell(1.0)
    return ShareResult(output, size, share.seen.digest, request.count, share.notes)


def _share_of(
    ad: SparkAd,
    request: ShareRequest,
    source: SourceInfo,
    name: str,
    made: datetime,
    steps: Steps,
) -> Share:
    pictures = PagePictures()
    views = _views(ad, request, source, pictures, steps)
    seen = SeenAd(seen_video(ad, request.look), tuple(shown.seen for shown in views))
    tell = steps.part(_LOOKED, _DRAWN)
    values = []
    for index, shown in enumerate(views):
        values.append(view_data(shown, request.look, pictures))
        tell((index + 1) / len(views))
    return Share(
        name=name,
        creator=ad.post.creator.username,
        made=made,
        request=request,
        seen=seen,
        views=values,
        comparisons=comparisons(views, request, pictures),
        stills=_stills(views, source, request),
        poster=poster(source, pictures),
        pictures=pictures,
    )


def _views(
    ad: SparkAd,
    request: ShareRequest,
    source: SourceInfo,
    pictures: PagePictures,
    steps: Steps,
) -> list[ShownView]:
    """Drawn, and checked where that was asked for; the clip itself is looked at once."""
    found = []
    for index, view in enumerate(request.views):
        shown = shown_view(ad, view, request.look, creative_of(placed(ad, view), source))
        share = _LOOKED / request.count
        tell = steps.part(index * share, (index + 1) * share)
        if request.has_findings:
            shown = checked_view(shown, request.look, pictures, steps.is_canceled, tell)
        tell(1.0)
        found.append(shown)
    return found


def _stills(
    views: Sequence[ShownView], source: SourceInfo, request: ShareRequest
) -> dict[ViewId, str]:
    """One for each placement, in the first language and phone, as data URLs."""
    first: dict[str, ShownView] = {}
    for shown in views:
        first.setdefault(shown.id.placement, shown)
    return {shown.id: print_still(shown, source, request.look) for shown in first.values()}


def _video(source: SourceInfo, output: Path, share: Share, steps: Steps) -> SmallCopy:
    """The clip as small as it has to be. Raises ExportError where nothing would be seen of it."""
    target = share.request.size_target
    rest = len(page_of(share, b"", _times(source)).encode())
    room = (target - rest) * _BYTES // _LETTERS
    needed = least_bytes(source)
    if room < needed:
        whole = math.ceil((rest + needed * _LETTERS / _BYTES) / 1e6)
        raise ExportError(
            f"{source.path.name} lasts {float(source.duration):.0f} s, and with {share.count_words}"
            f" it does not fit into {size_words(target)}: give --size-target {whole}MB, or fewer "
            "views or a shorter clip."
        )
    told = steps.frames(_DRAWN, _ENCODED)
    return make_small_copy(source, output, room, on_progress=told, cancel=steps.cancel)


def _times(info: SourceInfo) -> dict[str, float]:
    """What the player needs to know of the file, in seconds."""
    return {
        "start": float(info.start),
        "duration": float(info.duration),
        "step": float(1 / info.frame_rate),
    }
