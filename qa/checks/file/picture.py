"""Size, shape and clock of the picture, its first and last seconds, bars that are burned in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from overlays.geometry import Size
from overlays.motion import TimeSpan
from qa.checks.candidate import Candidate
from qa.checks.check import Limits
from qa.checks.telling import found
from qa.finding import Finding
from renderer.inspection.facts import WINDOW, EdgeFacts


def resolution(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """Held against the least size of the nearest shape; what is under the advised side is told."""
    size, least, advised = (
        candidate.plan.source.display_size,
        limits.names("least"),
        limits.number("advised"),
    )
    short = min(size.width, size.height)
    if least:
        wanted = min(map(_size_from, least.value), key=lambda one: _apart(_ratio(one), size))
        if size.width < wanted.width or size.height < wanted.height:
            message = f"the picture is {size}; {wanted} or more are asked for"
            yield found("resolution-low", "fail", message, limit=least, figures=_sides(size))
            return
    if advised and short < advised.value:
        message = f"the picture is {size}; {advised.value:g} px or more across are advised"
        yield found("resolution-low", "warn", message, limit=advised, figures=_sides(size))


def ratio(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    taken, tolerance = limits.names("taken"), limits.number("tolerance")
    size = candidate.plan.source.display_size
    if not taken or not tolerance:
        return
    off = min(_apart(_ratio_from(one), size) for one in taken.value)
    if off > tolerance.value:
        shapes = ", ".join(taken.value)
        message = f"the picture is {size}, {_shape(size)}; its shape must be {shapes}"
        yield found("ratio", "fail", message, limit=taken, figures=_sides(size))


def frame_rate(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    source = candidate.plan.source
    least, most = limits.number("least"), limits.number("most")
    rate = float(source.frame_rate)
    if source.is_of_pictures:
        return
    if least and rate < least.value:
        message = f"it has {rate:.4g} frames a second; {least.value:g} or more are asked for"
        yield found("rate-low", "fail", message, limit=least, figures={"rate": round(rate, 3)})
    # Some clocks run a little fast.
    if most and round(rate) > most.value:
        message = f"it has {rate:.4g} frames a second; {most.value:g} at the most are taken"
        yield found("rate-high", "fail", message, limit=most, figures={"rate": round(rate, 3)})


def variable_rate(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    most = limits.number("most_uneven")
    if candidate.file and most and candidate.file.uneven > most.value:
        share, longest = candidate.file.uneven, float(candidate.file.longest)
        message = (
            f"{share:.0%} of its pictures stand longer or shorter than the others, one for "
            f"{longest:.2f} s: made even by the platform, motion will stutter"
        )
        figures = {"share": round(share, 4), "longest": round(longest, 3)}
        yield found("rate-variable", "warn", message, limit=most, figures=figures)


def interlaced(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    if candidate.plan.source.interlaced:
        message = "the picture is interlaced: edges that move get combs on a phone"
        yield found("interlaced", "warn", message)


def black(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    yield from _edges(candidate, limits, "black", "is black", lambda edge: edge.black)


def frozen(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    yield from _edges(candidate, limits, "frozen", "stands still", lambda edge: edge.frozen)


def blurred(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    yield from _edges(candidate, limits, "blurred", "is blurred", lambda edge: edge.blurred)


def _edges(
    candidate: Candidate,
    limits: Limits,
    code: str,
    words: str,
    seconds_of: Callable[[EdgeFacts], Fraction],
) -> Iterator[Finding]:
    if candidate.file is None or candidate.file.head is None or candidate.file.tail is None:
        return
    end = candidate.plan.source.duration
    head, tail = seconds_of(candidate.file.head), seconds_of(candidate.file.tail)
    most = limits.number("most_head")
    if tail >= end and most and end > most.value:
        message = f"the picture {words} from beginning to end"
        yield found(code, "fail", message, span=TimeSpan(Fraction(0), end), limit=most)
        return
    spans = ((head, TimeSpan(Fraction(0), head)), (tail, TimeSpan(end - tail, end)))
    for (lasts, span), edge, name in zip(
        spans, ("from the start on", "at the end"), ("most_head", "most_tail"), strict=True
    ):
        most = limits.number(name)
        if most and lasts > most.value:
            # Further in nobody looked.
            extent = "or more " if lasts >= min(WINDOW, end) - Fraction(1, 10) else ""
            message = f"the picture {words} for {float(lasts):.2f} s {extent}{edge}"
            yield found(
                code,
                "fail",
                message,
                span=span,
                limit=most,
                figures={"seconds": round(float(lasts), 3)},
            )


def letterbox(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    most, size = limits.number("most_share"), candidate.plan.source.display_size
    if candidate.file is None or most is None:
        return
    bars = candidate.file.bars
    pairs = (
        ("above and below", bars.top, bars.bottom, size.height),
        ("at the sides", bars.left, bars.right, size.width),
    )
    for where, first, second, whole in pairs:
        if (first + second) / whole > most.value:
            message = f"black bars {where} are part of the picture: {first} and {second} px"
            figures = {"first": first, "second": second}
            yield found("letterbox", "fail", message, limit=most, figures=figures)


def _sides(size: Size) -> dict[str, int]:
    return {"width": size.width, "height": size.height}


def _size_from(text: str) -> Size:
    width, height = text.split("x")
    return Size(int(width), int(height))


def _ratio_from(text: str) -> Fraction:
    width, height = text.split(":")
    return Fraction(width) / Fraction(height)


def _ratio(size: Size) -> Fraction:
    return Fraction(size.width, size.height)


def _apart(shape: Fraction, size: Size) -> float:
    """By what share the size is wider or narrower than the shape."""
    other = _ratio(size)
    return float(max(shape / other, other / shape) - 1)


def _shape(size: Size) -> str:
    wide = size.width / size.height
    return f"{wide:.3g}:1" if wide >= 1 else f"1:{1 / wide:.3g}"
