"""Container, codec, length, size and bit rate of the file."""

from __future__ import annotations

from collections.abc import Iterator

from qa.checks.candidate import Candidate
from qa.checks.check import Limits
from qa.checks.telling import found
from qa.finding import Finding, Severity
from renderer.source.info import SourceInfo

# A megabyte is either, and nobody says which: what is over both is surely too large.
_MB, _MIB = 1_000_000, 1 << 20
# How figures of what is taken are called, and of what is advised.
_DEGREES: tuple[tuple[str, Severity, str], ...] = (
    ("", "fail", "taken"),
    ("advised_", "warn", "advised"),
)
# By FFmpeg's demuxer where the suffix does not tell.
_CONTAINERS = {"mov": "mp4", "matroska": "mkv", "avi": "avi", "mpeg": "mpeg"}
_WITH_AN = ("avi", "mp4", "mkv", "mpeg")
_SUFFIXES = {
    "mov": {"mp4": "mp4", "m4v": "mp4", "mov": "mov", "3gp": "3gp", "3g2": "3gp"},
    "matroska": {"mkv": "mkv", "webm": "webm"},
}


def container_of(source: SourceInfo) -> str:
    """What people call it: mp4, mov, 3gp, mkv, webm, avi, mpeg, `picture` or `carousel`."""
    if source.slides:
        return "carousel"
    if source.is_still:
        return "picture"
    demuxer = source.container.split(",")[0]
    suffix = source.path.suffix.lower().lstrip(".")
    return _SUFFIXES.get(demuxer, {}).get(suffix) or _CONTAINERS.get(demuxer, demuxer)


def container(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    source, taken = candidate.plan.source, limits.names("taken")
    kind = container_of(source)
    if taken and kind not in taken.value:
        name = f"an {kind}" if kind in _WITH_AN else f"a {kind}"
        subject = "the creative" if source.slides else source.path.name
        message = f"{subject} is {name}; {_either(taken.value)} is taken"
        yield found("container", "fail", message, limit=taken, figures={"container": kind})


def codec(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    source, taken = candidate.plan.source, limits.names("taken")
    if taken and not source.is_of_pictures and source.codec not in taken.value:
        message = f"the picture is in {source.codec}; {_either(taken.value)} is usual"
        yield found("codec", "fail", message, limit=taken, figures={"codec": source.codec})


def duration(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """Beyond what is taken it fails; beyond what is advised only, it is a warning."""
    lasts = float(candidate.plan.source.duration)
    figures = {"seconds": round(lasts, 3)}
    for name, severity, words in _DEGREES:
        least, most = limits.number(f"{name}least"), limits.number(f"{name}most")
        if least and lasts < least.value:
            message = f"it lasts {lasts:.2f} s; {least.value:g} s or more are {words}"
            yield found("duration-short", severity, message, limit=least, figures=figures)
            return
        if most and lasts > most.value:
            message = f"it lasts {lasts:.2f} s; {most.value:g} s at the most are {words}"
            yield found("duration-long", severity, message, limit=most, figures=figures)
            return


def size(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    most = limits.number("most")
    if candidate.file is None or most is None or candidate.file.size_bytes <= most.value * _MB:
        return
    count = candidate.file.size_bytes
    severity: Severity = "fail" if count > most.value * _MIB else "warn"
    message = f"the file has {count / _MB:.4g} MB; {most.value:g} MB at the most are taken"
    yield found("size-large", severity, message, limit=most, figures={"bytes": count})


def bitrate(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    least = limits.number("least")
    if candidate.file is None or candidate.plan.source.is_of_pictures or least is None:
        return
    rate = candidate.file.bit_rate / 1000
    if rate < least.value:
        message = f"its bit rate is {rate:.0f} kbps; {least.value:g} kbps or more are asked for"
        yield found("bitrate-low", "fail", message, limit=least, figures={"kbps": round(rate, 1)})


def _either(names: tuple[str, ...]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last
