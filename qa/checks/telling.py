"""`found`: how a check says something. Its id and source are added by whoever runs it."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType

from overlays.geometry import Rect
from overlays.layers import Layer
from overlays.motion import TimeSpan
from overlays.reading.figures import Names, Number
from qa.finding import Figure, Figures, Finding, Path, Severity

_NONE: Figures = MappingProxyType({})


def found(
    code: str,
    severity: Severity,
    message: str,
    *,
    element: str = "",
    rect: Rect | None = None,
    path: Path = (),
    layer: Layer | None = None,
    span: TimeSpan | None = None,
    limit: Number | Names | None = None,
    figures: Figures = _NONE,
) -> Finding:
    """A finding of a check, of a `layer` where it is given.

    `span` is in seconds of media time, `rect` and `path` in canvas pixels.

    What goes beyond a `limit` that is assumed is a warning at the most: nobody's ad fails by it.
    """
    by: dict[str, Figure] = dict(figures)
    if limit is not None:
        by |= {"source": limit.source, "confidence": limit.confidence}
        if isinstance(limit, Number):
            by["limit"] = limit.value
        if limit.confidence == "A" and severity == "fail":
            severity = "warn"
    at = None
    if span is not None:
        at = span.start
        by["from"] = seconds(span.start)
        if span.end is not None:
            by["to"] = seconds(span.end)
    if layer is not None:
        element, rect = layer.id, layer.rect
    return Finding(code, severity, element, message, at, rect, by, path)


def seconds(time: Fraction) -> float:
    """As reports write times."""
    return round(float(time), 3)
