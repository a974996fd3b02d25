"""Prints how much of the truth set is found, or writes it into `docs/checks.md`.

python -m bench.truth [--part tuned] [--keep DIR] [--docs] [--misses]
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bench.truth.cases import AD, cases
from bench.truth.measure import Outcome, Told, measured
from bench.truth.paint import write_clip
from overlays.ad.file import load_ad

_DOCS = Path("docs/checks.md")
_BEGIN, _END = "<!-- truth: begin -->", "<!-- truth: end -->"
_SPAN = 0.3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("tuned", "held out"), help="one part alone")
    parser.add_argument("--keep", type=Path, help="keep the clips in this folder")
    parser.add_argument("--docs", action="store_true", help="write the table into docs/checks.md")
    parser.add_argument("--misses", action="store_true", help="name what was missed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        outcomes = list(_outcomes(folder, asked.part))
    if asked.misses:
        _print_misses(outcomes)
    lines = list(table(outcomes))
    print("\n".join(lines))
    if asked.docs:
        _write_docs(lines)


def _outcomes(folder: Path, part: str | None) -> Iterable[Outcome]:
    ad = load_ad(AD)
    for case in cases():
        if part not in (None, case.part):
            continue
        clip = folder / f"{case.id}.mp4"
        if not clip.exists():
            write_clip(case, clip)
        yield measured(case, clip, ad)


def table(outcomes: Sequence[Outcome]) -> Iterable[str]:
    """A table in Markdown: a column for each part."""
    parts = [
        (part, [one for one in outcomes if one.case.part == part]) for part in ("tuned", "held out")
    ]
    parts = [(name, ours) for name, ours in parts if ours]
    yield "| | " + " | ".join(name for name, _ in parts) + " |"
    yield "|---|" + "---|" * len(parts)
    for name, cell in _ROWS:
        yield f"| {name} | " + " | ".join(cell(ours) for _, ours in parts) + " |"


def _told(outcomes: Sequence[Outcome]) -> list[Told]:
    return [told for one in outcomes for told in one.told]


def _share(good: int, of: int) -> str:
    return f"{good} of {of} ({good / of:.0%})" if of else "none"


def _found(is_asked: Callable[[Told], bool]) -> Callable[[Sequence[Outcome]], str]:
    def cell(outcomes: Sequence[Outcome]) -> str:
        asked = [told for told in _told(outcomes) if is_asked(told)]
        return _share(sum(told.is_found for told in asked), len(asked))

    return cell


def _is_text(told: Told) -> bool:
    return told.thing.kind == "text"


def _is_latin(told: Told) -> bool:
    return told.thing.script == "Latin" and told.thing.size > 32 and told.is_legible


def _named(outcomes: Sequence[Outcome]) -> str:
    named = [told.is_named for told in _told(outcomes) if told.is_named is not None]
    return _share(sum(named), len(named))


def _in_time(outcomes: Sequence[Outcome]) -> str:
    found = [told for told in _told(outcomes) if told.start_off is not None]
    good = [told for told in found if _off(told) <= _SPAN]
    worst = max((_off(told) for told in found), default=0.0)
    return f"{_share(len(good), len(found))}, worst {worst:.2f} s"


def _off(told: Told) -> float:
    assert told.start_off is not None
    assert told.end_off is not None
    return max(abs(told.start_off), abs(told.end_off))


_ROWS: tuple[tuple[str, Callable[[Sequence[Outcome]], str]], ...] = (
    ("clips", lambda outcomes: str(len(outcomes))),
    ("legible Latin text over 32 px, found", _found(_is_latin)),
    ("all text of 24 to 120 px, found", _found(_is_text)),
    (
        "text of other scripts, found",
        _found(lambda told: _is_text(told) and told.thing.script != "Latin"),
    ),
    (
        "faces over 80 px, found",
        _found(lambda told: not _is_text(told) and told.thing.size > 80),
    ),
    ("all faces from 60 px, found", _found(lambda told: not _is_text(told))),
    ("covered things named with the right element", _named),
    ("came and went right within 0.3 s", _in_time),
    (
        "said to be covered where nothing is",
        lambda outcomes: str(sum(told.is_wrongly_covered for told in _told(outcomes))),
    ),
    (
        "tracks of something that is not there",
        lambda outcomes: str(sum(one.false_tracks for one in outcomes)),
    ),
)


def _print_misses(outcomes: Sequence[Outcome]) -> None:
    for one in outcomes:
        for told in one.told:
            late = told.start_off is not None and _off(told) > _SPAN
            if not told.is_found or told.is_named is False or late or told.is_wrongly_covered:
                print(one.case.id, one.case.part, one.case.ground, told)
        if one.false_tracks:
            print(one.case.id, one.case.part, one.case.ground, one.false_tracks, "false")


def _write_docs(lines: Sequence[str]) -> None:
    before, rest = _DOCS.read_text(encoding="utf-8").split(_BEGIN)
    _, after = rest.split(_END)
    table_text = "\n".join(lines)
    _DOCS.write_text(f"{before}{_BEGIN}\n{table_text}\n{_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
