"""The caption as the feed shows it: heavier hashtags and mentions, cut to a number of lines."""

from __future__ import annotations

from collections.abc import Callable

import regex

from overlays.drawing.items import Run, Text, TextStyle
from overlays.drawing.skia.fonts import is_drawable
from overlays.drawing.skia.paragraphs import line_count

# Combining marks belong to the tag: #त्वचा_देखभाल is one hashtag. Marks on the sign itself make it
# something else, and so do those of a digit: #️⃣ and 3️⃣ are emoji.
_TAG = regex.compile(
    r"""
    (?<! [\p{L}\p{N}_] ) [#@] (?! \p{M} )
    (?: (?! [0-9]\ufe0f?\u20e3 ) [\p{L}\p{M}\p{N}_.\u200c\u200d] )*
    (?! [0-9]\ufe0f?\u20e3 ) [\p{L}\p{M}\p{N}_]
    """,
    regex.VERBOSE,
)
# Behind a zero-width joiner goes on what it joins: ක්‍ෂ is one letter.
_CLUSTER = regex.compile(r"(?:\X(?<=\u200d))*\X")
_CONTROL = regex.compile(r"[\p{Cc}\u2028\u2029\ufffc--[\n]]", regex.V1)
_BLANK_LINES = regex.compile(r"\n[ \u00a0]*(?:\n[ \u00a0]*)+")
# Joiners, variation selectors and tags shape their neighbours and have no glyph of their own.
_INVISIBLE = regex.compile(r"[\p{Cf}\p{Variation_Selector}\p{Zs}\n]")


def clean_text(text: str, *, one_line: bool = False) -> str:
    """Text without control characters and without characters that no vendored font can draw.

    Empty when nothing would be seen of it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = _CONTROL.sub("", text)
    text = " ".join(text.split("\n")) if one_line else _BLANK_LINES.sub("\n\n", text)
    text = "".join(map(_drawable_part, _CLUSTER.findall(text))).strip()
    return "" if all(map(_INVISIBLE.match, text)) else text


def _drawable_part(cluster: str) -> str:
    """The cluster without what cannot be drawn; nothing of it when that is what carries it."""
    if not _is_seen_through(cluster[0]):
        return ""
    return "".join(filter(_is_seen_through, cluster))


def _is_seen_through(character: str) -> bool:
    """True for what can be drawn or has nothing to draw."""
    return bool(_INVISIBLE.match(character)) or is_drawable(character)


def missing_characters(text: str) -> tuple[str, ...]:
    """The characters of the text that no vendored font can draw, each once, in order."""
    missing = (c for c in text if c.isprintable() and not _is_seen_through(c))
    return tuple(dict.fromkeys(missing))


def first_letter(text: str) -> str:
    """The first cluster of a name, in capitals: what stands for a picture that is not there."""
    found = _CLUSTER.match(text)
    return found.group().title() if found else ""


def tagged_runs(text: str, lead: int = 0) -> tuple[Run, ...]:
    """The text as runs, semibold the first `lead` characters, hashtags and mentions."""
    runs, end = [Run(text[:lead], "semibold")], min(lead, len(text))
    for match in _TAG.finditer(text, end):
        runs += [Run(text[end : match.start()]), Run(match.group(), "semibold", tag=True)]
        end = match.end()
    return tuple(run for run in (*runs, Run(text[end:])) if run.text)


def clamp_caption(
    text: str, suffix: str, style: TextStyle, width: int, max_lines: int, lead: int = 0
) -> tuple[Text, int]:
    """The caption in a column of at most `max_lines` lines, and how many lines it takes.

    A longer text is cut between grapheme clusters and ends in `suffix` ("… See more"), which is
    always whole. The text before the suffix never ends in a space or in a lone # or @. The first
    `lead` characters are semibold.
    """

    tail = Run(suffix.replace(" ", "\u00a0"), "semibold")

    def column(shown: str, *tail: Run) -> Text:
        return Text((*tagged_runs(shown, lead), *tail), style, width)

    def fits(at: int) -> bool:
        return line_count(column(_trimmed(text, at), tail)) <= max_lines

    whole = column(text)
    lines = line_count(whole)
    if lines <= max_lines:
        return whole, lines
    starts = [match.start() for match in _CLUSTER.finditer(text)]
    cut = column(_trimmed(text, _last_fitting(starts, fits)), tail)
    return cut, line_count(cut)


def unfold_caption(
    text: str, suffix: str, style: TextStyle, width: int, lead: int = 0
) -> tuple[Text, int]:
    """The whole caption with `suffix` (" See less") behind it, and how many lines it takes."""
    tail = Run(suffix.replace(" ", "\u00a0"), "semibold")
    whole = Text((*tagged_runs(text, lead), tail), style, width)
    return whole, line_count(whole)


def shown_text(text: Text) -> str:
    """What a column of text says, with ordinary spaces."""
    return "".join(run.text for run in text.runs).replace("\u00a0", " ")


def _trimmed(text: str, end: int) -> str:
    kept = text[:end].rstrip()
    while kept.endswith(("#", "@")):
        kept = kept[:-1].rstrip()
    return kept


def _last_fitting(positions: list[int], fits: Callable[[int], bool]) -> int:
    """The largest position for which `fits` holds; the first when none does.

    Doubles its reach until something does not fit, and bisects from there: however long the text
    is, nothing is tried that is more than twice as long as what fits.
    """
    low, reach, high = 0, 1, len(positions) - 1
    while reach <= high and fits(positions[reach]):
        low, reach = reach, 2 * reach
    high = min(high, reach - 1)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(positions[middle]):
            low = middle
        else:
            high = middle - 1
    return positions[low]


def ellipsize(
    runs_of: Callable[[str], tuple[Run, ...]],
    text: str,
    fits_width: Callable[[tuple[Run, ...]], bool],
) -> str:
    """The text, or its longest beginning with "…" whose runs fit the width."""
    if fits_width(runs_of(text)):
        return text
    starts = [match.start() for match in _CLUSTER.finditer(text)]
    cut = _last_fitting(starts, lambda at: fits_width(runs_of(_trimmed(text, at) + "…")))
    return _trimmed(text, cut) + "…"
