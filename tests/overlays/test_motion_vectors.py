"""`overlays/motion.py` against the table that the player's motion.js is held to, too."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

from overlays.framing import between, step_of
from overlays.motion import Drift, FadeIn, Flip, Marquee, Pose, Reveal, Spin

VECTORS = json.loads((Path(__file__).parents[1] / "motion_vectors.json").read_text("utf-8"))


def evaluate(name: str, numbers: list[Fraction], time: Fraction) -> int:
    match name:
        case "angle":
            return Spin(numbers[0]).angle(time)
        case "offset":
            return Marquee(numbers[0], int(numbers[1]), 0).offset(time)
        case "opacity":
            return FadeIn(numbers[0], numbers[1]).opacity(time)
        case "framingStep":
            return step_of(numbers[0], numbers[1], time)
        case "between":
            first, then = (int(number) for number in numbers)
            return between(first, then, int(time))
        case "driftStep":
            poses = (Pose(0, 0, 0, 255),) * int(numbers[1])
            return Drift(numbers[0], poses).step(time)
        case "flipped":
            period, steps, since, until = numbers
            return Flip(period, int(steps), since, until).step(time)
        case "revealed":
            return Reveal(numbers[0], int(numbers[1])).columns(time)
    raise AssertionError(name)


def test_every_vector_is_what_python_says() -> None:
    assert len(VECTORS) > 100
    for vector in VECTORS:
        numbers = [Fraction(text) for text in vector["of"]]
        assert evaluate(vector["motion"], numbers, Fraction(vector["at"])) == vector["is"], vector


def test_vectors_meet_every_motion_and_its_edges() -> None:
    assert {vector["motion"] for vector in VECTORS} == {
        *("angle", "offset", "opacity", "framingStep", "between", "driftStep", "flipped"),
        "revealed",
    }
    opacities = {vector["is"] for vector in VECTORS if vector["motion"] == "opacity"}
    assert {0, 255} < opacities
    columns = {v["is"] for v in VECTORS if v["motion"] == "revealed" and v["of"][1] == "1080"}
    assert {0, 1, 1080} < columns
