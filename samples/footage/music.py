"""Two short pieces of music: slow keys for the coffee, a bright beat for the run."""

from __future__ import annotations

import numpy as np

from samples.footage.sound import (
    RATE,
    Signal,
    decay,
    mastered,
    place,
    room,
    shaped,
    silence,
    stereo,
    times,
)


def pitch(note: float) -> float:
    """MIDI note to hertz."""
    return float(440.0 * 2 ** ((note - 69) / 12))


def electric_piano(note: float, seconds: float, force: float) -> Signal:
    """A soft tine piano (two-operator FM with a fading bell)."""
    t = times(seconds)
    f = pitch(note)
    body = np.sin(
        2 * np.pi * f * t + (0.5 + 1.1 * force) * np.exp(-2.2 * t) * np.sin(2 * np.pi * f * t)
    )
    bell = np.sin(2 * np.pi * f * 7.02 * t) * np.exp(-9 * t) * 0.09 * force
    warm = np.sin(2 * np.pi * f * 0.5 * t) * 0.08
    return np.asarray((body + bell + warm) * decay(seconds, 0.85, 0.006) * force)


def soft_pad(notes: tuple[int, ...], seconds: float, seed: int) -> Signal:
    """Detuned, filtered strings that swell and fade."""
    rng = np.random.default_rng(seed)
    t = times(seconds)
    total = np.zeros_like(t)
    for note in notes:
        for _ in range(3):
            f = pitch(note + rng.uniform(-0.07, 0.07))
            phase = rng.uniform(0, 2 * np.pi)
            total += sum(np.sin(2 * np.pi * f * k * t + phase * k) / k**1.9 for k in (1, 2, 3, 4))
    swell = np.sin(np.pi * np.clip(t / seconds, 0, 1)) ** 0.7
    return shaped(total, 120, 1700) * swell * 0.05


def vinyl(seconds: float, seed: int) -> Signal:
    rng = np.random.default_rng(seed)
    clicks = (rng.random(round(seconds * RATE)) < 0.00012) * rng.uniform(
        -1, 1, round(seconds * RATE)
    )
    return (
        shaped(clicks, 900, 7000) * 0.9
        + shaped(rng.standard_normal(len(clicks)), 300, 4200) * 0.0035
    )


def brush(seconds: float, seed: int, high: float = 7500) -> Signal:
    rng = np.random.default_rng(seed)
    return np.asarray(
        shaped(rng.standard_normal(round(seconds * RATE)), 2600, high)
        * decay(seconds, 0.045, 0.012)
    )


SLOW_CHORDS = (
    (41, (57, 60, 64, 67)),
    (40, (55, 59, 62, 67)),
    (38, (53, 57, 60, 64)),
    (43, (53, 57, 59, 64)),
)
SLOW_MELODY = (
    (0.0, 76), (1.5, 79), (2.5, 72), (4.0, 74), (5.5, 71), (6.5, 67), (8.0, 72),
    (9.0, 76), (10.5, 81), (12.0, 79), (13.5, 76), (14.5, 74),
)  # fmt: skip


def slow_morning(seconds: float, beat: float = 0.8) -> np.ndarray:
    """Four bars of keys, pad, upright-like bass and brushes."""
    keys, low, air = silence(seconds), silence(seconds), silence(seconds)
    rng = np.random.default_rng(21)
    for bar, (root, chord) in enumerate(SLOW_CHORDS):
        at = bar * 4 * beat
        for k, note in enumerate(chord):
            place(keys, electric_piano(note, 3.0, 0.5), at + 0.018 * k + rng.uniform(0, 0.01), 0.23)
            place(keys, electric_piano(note, 1.4, 0.35), at + 2.5 * beat + 0.012 * k, 0.15)
        place(air, soft_pad(chord, 4.4 * beat, bar), at - 0.2 * beat)
        for step, gain in ((0.0, 0.5), (1.5, 0.25), (2.5, 0.35)):
            place(low, shaped(electric_piano(root, 1.3, 0.7), 35, 420), at + step * beat, gain)
    for step, note in SLOW_MELODY:
        place(keys, electric_piano(note, 2.2, 0.55), step * beat + rng.uniform(0, 0.015), 0.2)
    for k in range(32):
        place(
            air,
            brush(0.22, 300 + k),
            (k * 0.5 + (0.09 if k % 2 else 0)) * beat,
            0.16 if k % 4 == 2 else 0.07,
        )
    place(air, vinyl(seconds, 5), 0.0)
    dry = stereo(keys, -0.15) + stereo(low) + stereo(air, 0.2)
    wet = room(keys + 0.5 * air, 1.9, 8)
    return mastered(dry + 0.28 * wet, -17.0)


def kick() -> Signal:
    t = times(0.4)
    sweep = 2 * np.pi * (48 * t + 7.0 * (1 - np.exp(-t * 32)))
    click = shaped(np.random.default_rng(1).standard_normal(len(t)), 1500, 9000) * decay(
        0.4, 0.004, 0.0005
    )
    return np.asarray(np.tanh(1.6 * np.sin(sweep) * decay(0.4, 0.09, 0.001)) + 0.12 * click)


def clap(seed: int) -> Signal:
    rng = np.random.default_rng(seed)
    out = silence(0.3)
    for at, gain in ((0.0, 0.7), (0.011, 0.7), (0.023, 1.0)):
        place(
            out,
            shaped(rng.standard_normal(round(0.25 * RATE)), 900, 7000) * decay(0.25, 0.035, 0.001),
            at,
            gain,
        )
    return out


def hat(seed: int, length: float) -> Signal:
    rng = np.random.default_rng(seed)
    return np.asarray(
        shaped(rng.standard_normal(round(0.2 * RATE)), 7500, 16000, 3) * decay(0.2, length, 0.001)
    )


def bass(note: float, seconds: float) -> Signal:
    """A round, slightly driven synth bass."""
    t = times(seconds)
    f = pitch(note)
    saw = np.sum([np.sin(2 * np.pi * f * k * t) / k for k in range(1, 9)], axis=0)
    bite = shaped(saw, 30, 900) * np.exp(-7 * t) + 0.55 * shaped(saw, 30, 260)
    return np.asarray(
        np.tanh(1.5 * (bite + 0.6 * np.sin(2 * np.pi * f * t))) * decay(seconds, 0.22, 0.004)
    )


def stab(notes: tuple[int, ...], seconds: float) -> Signal:
    """A bright plucked chord."""
    t = times(seconds)
    total = np.zeros_like(t)
    for note in notes:
        for cents in (-0.06, 0.06):
            f = pitch(note + cents)
            total += sum(np.sin(2 * np.pi * f * k * t + k) / k for k in range(1, 10))
    return np.asarray(shaped(total, 200, 5200) * decay(seconds, 0.11, 0.002))


def whoosh(seconds: float, seed: int) -> Signal:
    rng = np.random.default_rng(seed)
    t = times(seconds) / seconds
    noise = rng.standard_normal(len(t))
    bright, dark = shaped(noise, 2500, 9000), shaped(noise, 300, 1500)
    return (bright * t**2 + dark * t * 0.6) * np.sin(np.pi * t**1.6) ** 1.2


FAST_CHORDS = ((45, (69, 72, 76)), (41, (69, 72, 77)), (48, (67, 72, 76)), (43, (67, 71, 74)))
BASS_STEPS = ((0, 0), (0.75, 0), (1.5, 12), (2, 0), (2.5, 0), (3.25, 12), (3.5, 7))
STAB_STEPS = (0.0, 0.75, 1.5, 2.5, 3.25)
LEAD = ((0, 81), (0.5, 84), (1, 88), (1.75, 86), (2.5, 84), (3, 81), (3.5, 79))


def city_beat(seconds: float, cuts: tuple[float, ...], beat: float = 0.5) -> np.ndarray:
    """Four-on-the-floor with side-chained chords, and a whoosh into the cuts."""
    drums, low, high, lead = (silence(seconds) for _ in range(4))
    duck = np.ones(len(low))
    for k in range(int(seconds / beat)):
        place(drums, kick(), k * beat, 0.85)
        start = round(k * beat * RATE)
        shape = 1 - 0.65 * np.exp(-times(beat) * 9)
        duck[start : start + len(shape)] *= shape[: len(duck) - start]
        if k % 2:
            place(drums, clap(40 + k), k * beat, 0.5)
        place(drums, hat(80 + k, 0.05), (k + 0.5) * beat, 0.34)
        for q in range(4):
            place(drums, hat(200 + 4 * k + q, 0.014), (k + q / 4) * beat, 0.15 if q % 2 else 0.1)
    for bar in range(int(seconds / (4 * beat)) + 1):
        root, chord = FAST_CHORDS[bar % 4]
        at = bar * 4 * beat
        for step, jump in BASS_STEPS:
            place(low, bass(root - 12 + jump, 0.32), at + step * beat, 0.42)
        for step in STAB_STEPS:
            place(high, stab(chord, 0.4), at + step * beat, 0.075)
        if bar >= 2:
            for step, note in LEAD:
                place(lead, stab((note,), 0.3), at + step * beat, 0.07)
    for k, cut in enumerate(cuts):
        place(high, whoosh(0.3, 500 + k), cut - 0.27, 0.16)
    music = stereo((low + 0.0) * duck) + stereo(high * duck, -0.2) + stereo(lead * duck, 0.3)
    wet = room(high + lead, 0.9, 4, 8000)
    return mastered(stereo(drums) + music + 0.25 * wet, -15.0)
