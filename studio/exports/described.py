"""What the row of a job says: what it is, of what, and how it goes."""

from __future__ import annotations

import html

from overlays.locales import load_locale
from overlays.placements import short_name
from renderer.output.formats import FORMATS
from renderer.output.option_text import size_words
from renderer.output.progress import Progress
from renderer.sheet.sheet import SheetResult
from studio.exports.job import ExportJob, Request
from studio.exports.request import ExportRequest
from studio.exports.share_order import ShareOrder
from studio.exports.sheet_order import SheetOrder
from studio.store.earlier_files import Row, note_row
from studio.work.kept_work import first_words


def offer_later(job: ExportJob) -> bool:
    """Note beside a finished file what its row says, for the next run of the app; False if not."""
    assert job.result is not None
    row = Row(
        job.visitor,
        type(job.request).__name__,
        described(job),
        job.request.media_type,
        job.download_name,
        job.id,
    )
    return note_row(job.result.file, row)


def described(job: ExportJob) -> str:
    """Name and first words of the caption, what it is and of what, and how it goes."""
    said = html.escape(first_words(job.request.ad.post.caption))
    title = f'<p class="title">{html.escape(_title(job.name))}<span>{said}</span></p>'
    language = () if _says_language(job.request) else (load_locale("en").name,)
    clip = (job.clip,) if job.clip else ()
    words = " · ".join((_kind(job.request), *language, *job.request.unusual, *clip))
    what = f'<p class="what">{html.escape(words)}</p>'
    return f'<div class="job {job.state}">{title}{what}{_state(job)}</div>'


def _says_language(request: Request) -> bool:
    """English alone is nothing unusual."""
    if isinstance(request, SheetOrder):
        return request.sheet.locales != ("en",)
    if isinstance(request, ShareOrder):
        return request.share.locales != ("en",)
    return request.ad.ad.locale != "en"


def _kind(request: Request) -> str:
    if isinstance(request, SheetOrder):
        return "Contact sheet"
    if isinstance(request, ShareOrder):
        return "File for review"
    assert isinstance(request, ExportRequest), "no other is listed"
    placement = request.ad.ad.placement
    return f"{short_name(placement)} · {FORMATS[request.kind].short}"


def _title(name: str) -> str:
    """A name as a person would write it: `slow_coffee` is Slow coffee."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _state(job: ExportJob) -> str:
    if job.stop.is_set() and job.is_active:
        return _line("Stopping…")
    match job.state:
        case "queued":
            return _line("Waits for its turn")
        case "running":
            return _bar(job, job.progress) + _line(progress_words(job))
        case "packing":
            return _bar(job, None) + _line("Packing the zip…")
        case "done":
            return _facts(job)
        case "failed":
            return f'<p class="problem" role="alert">{html.escape(job.problem)}</p>'
        case "canceled":
            return _line("Canceled; nothing was kept")
        case "cleared":
            return _line("Its file was cleared away; make it again")


def progress_words(job: ExportJob) -> str:
    """`142 of 366 frames · 68/s · 3 s left`."""
    progress = job.progress
    if progress is None:
        return "Starting…"
    if isinstance(job.request, ShareOrder):
        return f"{progress.frames_done} %"
    total = "" if progress.frames_total is None else f" of {progress.frames_total:,}"
    words = [
        f"{progress.frames_done:,}{total} {job.request.things}",
        _speed(progress.frames_per_second),
    ]
    if progress.seconds_left is not None:
        words.append(f"{_time_left(progress.seconds_left)} left")
    return " · ".join(words)


def _speed(rate: float) -> str:
    return f"{rate:.0f}/s" if rate >= 10 else f"{rate:.1f}/s"


def _time_left(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min"


def _bar(job: ExportJob, progress: Progress | None) -> str:
    """Without a number it says only that something goes on."""
    label = "Export" if isinstance(job.request, ExportRequest) else _kind(job.request)
    if progress is None or not progress.frames_total:
        return f'<progress aria-label="{label}"></progress>'
    share = min(1.0, progress.frames_done / progress.frames_total)
    return f'<progress aria-label="{label}" value="{share:.3f}"></progress>'


def _facts(job: ExportJob) -> str:
    assert job.result is not None
    facts, size = job.result.facts, size_words(job.result.size_bytes)
    if isinstance(facts, SheetResult):
        notes = (f"{number}   {note}" for number, note in enumerate(facts.notes, 1))
        return _line(f"{_extent(job.request)} · {size}") + "".join(map(_whole, notes))
    if isinstance(job.request, ShareOrder):
        # What was given up for the size stands at the foot of the page itself.
        return _line(f"{_extent(job.request)} · {size}")
    assert facts is not None, "an export has facts"
    extent = str(facts.size).replace("x", " × ") if facts.size else _extent(job.request)
    length = f"{float(facts.duration):.2f} s"
    if isinstance(job.request, ExportRequest) and not FORMATS[job.request.kind].has_frames:
        length = f"{facts.frame_count} layers"
    line = _line(f"{extent} · {length} · {size}")
    return line + "".join(_whole(f"{note[:1].upper()}{note[1:]}") for note in facts.notes)


def _whole(words: str) -> str:
    """A line that is never cut short."""
    return f'<p class="whole">{html.escape(words)}</p>'


def _extent(request: Request) -> str:
    if isinstance(request, SheetOrder):
        count = request.sheet.count
        return f"{count} {'picture' if count == 1 else 'pictures'}"
    if isinstance(request, ShareOrder):
        count = request.share.count
        return f"{count} {'view' if count == 1 else 'views'}"
    assert isinstance(request, ExportRequest), "no other is listed"
    width, height = request.width_and_height()
    return f"{width} × {height}"


def _line(words: str) -> str:
    return f"<p>{html.escape(words)}</p>"
