"""The files of a carousel: the format and weight of its pictures, the length of its sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa.checks.candidate import Candidate
from qa.checks.check import Limits
from qa.checks.telling import found
from qa.finding import Finding
from renderer.source.info import Slide

_KB = 1_000


def pictures(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """Formats that are not taken; files over the advised weight."""
    slides = candidate.plan.source.slides
    taken, advised = limits.names("taken"), limits.number("advised")
    if taken:
        others = [slide for slide in slides if slide.kind not in taken.value]
        if others:
            message = f"{_named(others)} in {others[0].kind}; {' or '.join(taken.value)} is taken"
            figures = {"pictures": len(others)}
            yield found("carousel-kind", "fail", message, limit=taken, figures=figures)
    if advised:
        heavy = [slide for slide in slides if slide.size_bytes > advised.value * _KB]
        if heavy:
            most = max(slide.size_bytes for slide in heavy) / _KB
            message = (
                f"{_named(heavy)} over {advised.value:g} kB, up to {most:.4g} kB: "
                "on a slow network they come late"
            )
            figures = {"pictures": len(heavy)}
            yield found("carousel-heavy", "info", message, limit=advised, figures=figures)


def sound(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """A round of the sound that is too short."""
    lasts, least = candidate.plan.source.sound_round, limits.number("least")
    if lasts is None or least is None or lasts >= least.value:
        return
    message = f"its sound lasts {float(lasts):.2f} s; {least.value:g} s or more are taken"
    figures = {"seconds": round(float(lasts), 3)}
    yield found("carousel-sound", "fail", message, limit=least, figures=figures)


def _named(slides: Sequence[Slide]) -> str:
    """The first by its name, with what follows of the sentence's verb."""
    first, others = slides[0].path.name, len(slides) - 1
    return f"{first} and {others} more are" if others else f"{first} is"
