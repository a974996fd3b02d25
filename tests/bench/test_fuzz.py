"""The fuzzer sees what it is there for; and a few of its cases, of every kind, break nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.fuzz.cases import APP, KINDS, Case, Corpus, make_case, make_corpus
from bench.fuzz.trying import MOST_BYTES, MOST_SECONDS, Children, judged

FINE = {"code": 0, "said": "", "traceback": "", "peak": 1 << 20}


@pytest.mark.parametrize(
    ("answer", "seconds", "faults"),
    [
        ({}, 1, ()),
        ({"code": 2, "said": "ad.yaml is not YAML."}, 1, ()),
        ({"code": 1, "traceback": "Traceback …"}, 1, ("traceback",)),
        ({"code": 1, "said": "An error in Sparkproof itself: KeyError"}, 1, ("traceback",)),
        ({"code": 3}, 1, ("exit code",)),
        ({"code": 2}, 1, ("no words",)),
        ({}, MOST_SECONDS + 1, ("slow",)),
        ({"peak": MOST_BYTES + 1}, 1, ("memory",)),
    ],
)
def test_what_counts_as_broken(
    answer: dict[str, object], seconds: float, faults: tuple[str, ...]
) -> None:
    assert judged(FINE | answer, seconds).faults == faults


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return make_corpus(tmp_path_factory.mktemp("fuzz") / "whole")


def test_a_case_is_the_same_for_the_same_numbers(corpus: Corpus) -> None:
    first, again, other = (make_case(number, 1, corpus) for number in (5, 5, 6))
    assert first == again
    assert first != other
    assert first.content != (corpus.folder / first.name).read_bytes()


@pytest.fixture(scope="module")
def children(corpus: Corpus) -> Iterator[Children]:
    made = Children(corpus.folder.parent / "children", corpus)
    yield made
    made.end()


@pytest.mark.processes
@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_a_case_of_each_kind_breaks_nothing(kind: str, children: Children, corpus: Corpus) -> None:
    case = make_case(1, 20261201, corpus, kind)
    outcome = children.run(case)
    assert outcome.faults == (), outcome.details


@pytest.mark.processes
def test_a_file_that_nobody_asked_for_is_found(children: Children, corpus: Corpus) -> None:
    """A door that writes beside the file that it was given."""
    still = (corpus.folder / "still.png").read_bytes()
    frame = corpus.folder / "frame.png"

    def beside(file: Path, _corpus: Corpus, _out: Path) -> tuple[str | Path, ...]:
        return "diff", frame, file, "--json", file.with_name("stray.json")

    outcome = children.run(Case("picture", "still.png", still, beside))
    assert "stray file" in outcome.faults


@pytest.mark.processes
@pytest.mark.parametrize(
    ("field", "name"),
    [("post.video", "clip.mp4"), ("open", "packed.zip"), ("review", "noa.review.json")],
)
def test_the_apps_door_takes_what_is_right(
    field: str, name: str, children: Children, corpus: Corpus
) -> None:
    def door(file: Path, _corpus: Corpus, _out: Path) -> tuple[str | Path, ...]:
        return field, file

    content = (corpus.folder / name).read_bytes()
    outcome = children.run(Case("sent", name, content, door, APP))
    assert (outcome.faults, outcome.code) == ((), 0), outcome.details
