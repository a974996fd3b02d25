from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest
from av.audio.frame import AudioFrame

from renderer.source.sound_frames import SoundFormat, even_sound

RATE = 48_000
WANTED = SoundFormat("fltp", "stereo", RATE)
CHANNELS = {"mono": 1, "stereo": 2, "5.1": 6}


def tone(
    second: Fraction, level: float, layout: str = "stereo", rate: int = RATE, ticks: int = RATE
) -> Iterator[AudioFrame]:
    """A tenth of a second of that level from `second` on; the clock has `ticks` a second."""
    for part in range(10):
        samples = np.full((CHANNELS[layout], rate // 100), level, np.float32)
        frame = AudioFrame.from_ndarray(samples, "fltp", layout)
        frame.sample_rate, frame.time_base = rate, Fraction(1, ticks)
        frame.pts = round((second + Fraction(part, 100)) * ticks)
        yield frame


def heard(frames: Sequence[AudioFrame]) -> npt.NDArray[np.float32]:
    """The left channel, its first sample at second 0; the frames follow each other."""
    position = frames[0].pts
    assert position is not None
    parts = [np.zeros(position, np.float32)]
    for frame in frames:
        assert (frame.pts, frame.time_base) == (position, Fraction(1, RATE))
        assert (frame.format.name, frame.layout.name) == (WANTED.samples, WANTED.layout)
        parts.append(frame.to_ndarray()[0])
        position += frame.samples
    return np.concatenate(parts)


def test_a_gap_is_silent_and_what_follows_stays_in_its_place() -> None:
    frames = [*tone(Fraction(0), 0.25), *tone(Fraction(1), 0.5)]
    sound = heard(list(even_sound(frames, WANTED, frame_size=1024)))
    assert sound[4799] == pytest.approx(0.25)
    assert not sound[4800:48_000].any()
    assert sound[48_000] == pytest.approx(0.5)
    assert len(sound) == 52_800


def test_a_jitter_of_rounded_time_stamps_makes_no_silence() -> None:
    frames = list(tone(Fraction(0), 0.25, ticks=90))
    sound = heard(list(even_sound(frames, WANTED)))
    np.testing.assert_allclose(sound[:4800], 0.25, atol=1e-6)


@pytest.mark.parametrize(("layout", "rate"), [("5.1", RATE), ("mono", RATE), ("stereo", 24_000)])
def test_a_change_of_kind_in_the_middle(layout: str, rate: int) -> None:
    frames = [*tone(Fraction(0), 0.25), *tone(Fraction(1, 10), 0.25, layout, rate)]
    made = list(even_sound(frames, WANTED, frame_size=1024))
    assert {frame.samples for frame in made[:-1]} == {1024}
    sound = heard(made)
    assert abs(len(sound) - 9600) <= 64
    assert (sound[4900:9500] > 0.05).all()


def test_it_begins_to_the_sample() -> None:
    frames = [*tone(Fraction(0), 0.25), *tone(Fraction(1, 10), 0.5)]
    made = list(even_sound(frames, WANTED, frame_size=1024, start=Fraction(9, 100)))
    assert made[0].pts == 4320
    sound = heard(made)
    assert sound[4799] == pytest.approx(0.25)
    assert sound[4800] == pytest.approx(0.5)


def test_no_sound_gives_none() -> None:
    assert not list(even_sound([], WANTED))
