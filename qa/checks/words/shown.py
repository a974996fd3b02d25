"""What people get to read: what is cut, in which language it stands, what cannot be drawn."""

from __future__ import annotations

from collections.abc import Iterator

from overlays.drawing.text import clean_text
from overlays.layers import Layer
from overlays.parts.part import Part
from overlays.parts.text import TextPart
from qa.checks.ad.disclosure import disclosing
from qa.checks.candidate import CAPTIONS, NAMES, Candidate
from qa.checks.check import Limits
from qa.checks.telling import found
from qa.finding import Figure, Finding, Severity

_MOST_QUOTED = 60


def caption_cut(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """Told of every caption that is cut; a warning when what nobody sees discloses the ad."""
    for part, layer in _texts(candidate, CAPTIONS):
        caption = clean_text(candidate.ad.post.caption)
        rest = _left_out(layer.text, caption)
        if not rest:
            continue
        count = int(part.lines.value) if part.lines else 1
        lines = "one line is" if count == 1 else f"{count} lines are"
        hidden = disclosing(rest) and not disclosing(caption[: len(caption) - len(rest)])
        message = f"{lines} shown, and this is not: “{_quoted(_from_word(caption, rest))}”"
        if hidden:
            message += f"; what discloses the ad ({', '.join(disclosing(rest))}) is in it"
        severity: Severity = "warn" if hidden else "info"
        figures: dict[str, Figure] = {"text": rest, "count": len(rest)}
        yield found("caption-cut", severity, message, layer=layer, figures=figures)


def name_cut(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    cut = [layer for _, layer in _texts(candidate, NAMES) if layer.text.endswith("…")]
    # A later stage of the placement may show it again.
    for text, layer in {layer.text: layer for layer in reversed(cut)}.items():
        yield found("label-cut", "warn", f"the name is cut: “{text}”", layer=layer)


def button(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """Words that are cut are a warning; set smaller they are only told of."""
    yield from _noted(candidate, "label-cut", "label-cut", "warn")
    yield from _noted(candidate, "label-shrunk", "label-cut", "info")


def words_cut(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """What the placement marks as to be read to its end."""
    yield from _noted(candidate, "words-cut", "label-cut", "warn")


def translation(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    yield from _noted(candidate, "no-translation", "fallback", "warn")


def glyphs(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    yield from _noted(candidate, "missing-glyph", "missing-glyph", "warn")


def _noted(
    candidate: Candidate, note_code: str, code: str, severity: Severity
) -> Iterator[Finding]:
    rects = {layer.id: layer.rect for layer in candidate.plan.chrome.layers}
    for note in candidate.plan.chrome.notes:
        if note.code == note_code:
            rect = rects.get(note.layer_id)
            yield found(code, severity, note.message, element=note.layer_id, rect=rect)


def _texts(candidate: Candidate, shows: tuple[str, ...]) -> Iterator[tuple[TextPart, Layer]]:
    parts: dict[str, Part] = {part.id: part for part in candidate.placement.all_parts}
    for layer in candidate.plan.chrome.layers:
        part = parts.get(layer.id)
        if isinstance(part, TextPart) and part.shows in shows and layer.text:
            yield part, layer


def _left_out(shown: str, caption: str) -> str:
    """The end of the caption that is not shown; empty for one that is whole."""
    if shown.endswith(caption) or "…" not in shown:
        return ""
    begin = shown.rsplit("…", 1)[0].rstrip()
    # A name may stand before it.
    for start in range(len(begin) + 1):
        if caption.startswith(begin[start:]):
            return caption[len(begin) - start :].strip()
    return caption


def _from_word(caption: str, rest: str) -> str:
    """The end of the caption from the word on that is cut."""
    whole = caption[: len(caption) - len(rest)]
    return whole.split(" ")[-1].split("\n")[-1] + rest


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_QUOTED else f"{line[: _MOST_QUOTED - 1]}…"
