"""What the length of a clip forbids, found before the work; each clip is looked at once.

A clip that nothing depends on is left alone: opening it takes some hundredths of a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from batch.ready_rows import ReadyRow
from batch.row_ads import BadRow
from batch.rows import Settings
from overlays.ad.carousel import Footage
from overlays.errors import Problem, SparkproofError
from overlays.placements import load_placement
from renderer.output.options import check_span
from renderer.plan import check_length
from renderer.source.info import SourceInfo
from renderer.source.probe import probe_source


def short_clips(rows: Sequence[ReadyRow], settings: Settings) -> Iterator[BadRow]:
    """Rows whose clip ends before the range does, or a stage that it must outlast.

    A clip that cannot be read is none of them: it shows when its rows are run.
    """
    known: dict[Footage, SourceInfo | None] = {}
    span = settings.options.span
    for row in rows:
        footage = row.ad.post.footage
        if row.actual is not None:
            # Its report says so.
            continue
        if span is None and not load_placement(row.ad.ad.placement).needs_length:
            continue
        if footage not in known:
            known[footage] = _probed(footage, settings)
        if (source := known[footage]) is None:
            continue
        try:
            check_length(row.ad, source)
            if span is not None:
                check_span(span, source.duration, footage.name)
        except SparkproofError as error:
            yield BadRow(row.number, (Problem(row.ad.creative_field, str(error)),))


def _probed(footage: Footage, settings: Settings) -> SourceInfo | None:
    try:
        return probe_source(footage, settings.look.still_duration)
    except SparkproofError:
        return None
