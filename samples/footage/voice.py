"""A made-up voice: chatty syllables sung by formants, and the mouth movements that go with them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samples.footage.sound import RATE, Signal, mastered, room, shaped, stereo

CONTROL = 200
"""Control values a second."""

VOWELS = {
    "a": (840, 1280, 2750), "e": (600, 2200, 2900), "i": (340, 2650, 3250), "o": (560, 960, 2750),
    "u": (390, 1050, 2650), "x": (640, 1480, 2700), "r": (500, 1550, 1950),
}  # fmt: skip
JAW = {"a": 0.85, "e": 0.5, "i": 0.2, "o": 0.52, "u": 0.2, "x": 0.42, "r": 0.26}
WIDE = {"a": 0.15, "e": 0.5, "i": 0.75, "o": -0.1, "u": -0.2, "x": 0.1, "r": 0.0}
ROUND = {"a": 0.0, "e": 0.0, "i": 0.0, "o": 0.6, "u": 0.95, "x": 0.05, "r": 0.4}
INERTIA = {"jaw": 0.075, "wide": 0.12, "rounded": 0.11, "shut": 0.06, "bite": 0.06, "stress": 0.25}
"""How long each movement takes to follow, in seconds."""
LIPS_SHUT, TEETH_ON_LIP = "mbp", "fv"
HISS = {
    "s": (5200, 9500),
    "S": (2400, 6500),
    "f": (1800, 8000),
    "T": (3000, 8000),
    "h": (700, 3200),
}
BURST = {
    "t": (3200, 8000),
    "k": (1500, 3600),
    "p": (400, 1800),
    "d": (2500, 6000),
    "g": (1200, 2600),
    "b": (300, 1200),
}
DULL = set("mnNlwyvzDG")

# Each syllable: onset consonant, vowels, coda consonant; ' marks stress.
PHRASES = (
    (0.42, 0.190, "-o- k'ei- s-o-"),
    (1.25, 0.182, "d'ei- f-o-r t'i-n w-i-T D-i-s s'i- r-x-m"),
    (3.05, 0.200, "t-u- d'a-p s-e- v-r- n'ai-t"),
    (4.55, 0.195, "-x-n l'u-k h'au- s'o-f m-ai- s-k'i-n -i-s"),
    (6.55, 0.176, "l-ai-k -ai- d'i-d n-o-t T'i-n k-i-t w-u-d w'r-k"),
    (8.55, 0.205, "b-x-t w'au-"),
    (9.45, 0.186, "s-o- y'e- g'o- g-e-t -i-t b-i- f'o-r -i-t -i-s g'o-n"),
)
END_OF_TALK = 11.7


@dataclass(frozen=True)
class Speech:
    """Control tracks (0..1, CONTROL a second) and the sound they describe."""

    sound: np.ndarray
    jaw: np.ndarray
    wide: np.ndarray
    rounded: np.ndarray
    shut: np.ndarray
    bite: np.ndarray
    stress: np.ndarray

    def at(self, track: np.ndarray, t: float) -> float:
        return float(np.interp(t * CONTROL, np.arange(len(track)), track))


@dataclass(frozen=True)
class Syllable:
    start: float
    length: float
    onset: str
    vowels: str
    coda: str
    stressed: bool
    place: float
    """0 at the start of the phrase, 1 at its end."""


def syllables() -> list[Syllable]:
    out = []
    rng = np.random.default_rng(77)
    for start, pace, text in PHRASES:
        words = text.split()
        at = start
        for k, word in enumerate(words):
            stressed = "'" in word
            parts = word.replace("'", "").split("-") if "-" in word else [word]
            onset, vowels, coda = read(word, parts)
            last = k == len(words) - 1
            length = (
                pace * (1.22 if stressed else 0.9) * (1.5 if last else 1) * rng.uniform(0.92, 1.08)
            )
            length *= 1.12 if len(vowels) > 1 else 1.0
            out.append(
                Syllable(at, length, onset, vowels, coda, stressed, k / max(1, len(words) - 1))
            )
            at += length
    return out


def read(word: str, parts: list[str]) -> tuple[str, str, str]:
    """Split "k'ei-" or "D-i-s" into its sounds."""
    letters = word.replace("'", "").replace("-", "")
    first = next(i for i, c in enumerate(letters) if c in VOWELS and not (c == "r" and i == 0))
    last = (
        max(i for i, c in enumerate(letters) if c in "aeioux")
        if any(c in "aeioux" for c in letters)
        else first
    )
    return letters[:first], letters[first : last + 1] or parts[0][:1], letters[last + 1 :]


def smoothed(track: np.ndarray, seconds: float) -> np.ndarray:
    width = max(3, int(seconds * CONTROL) | 1)
    window = np.hanning(width + 2)[1:-1]
    return np.convolve(np.pad(track, width, mode="edge"), window / window.sum(), "same")[
        width:-width
    ]


def span(a: float, b: float) -> slice:
    return slice(max(0, round(a * CONTROL)), max(0, round(b * CONTROL)))


def controls(seconds: float) -> dict[str, np.ndarray]:
    """Everything the mouth and the throat do, before smoothing."""
    n = round(seconds * CONTROL)
    names = ("jaw", "wide", "rounded", "shut", "bite", "stress", "voice", "f1", "f2", "f3", "pitch")
    tracks = {name: np.zeros(n) for name in names}
    tracks["f1"] += 500
    tracks["f2"] += 1500
    tracks["f3"] += 2700
    tracks["pitch"] += 205
    for s in syllables():
        lead = 0.32 * s.length if s.onset else 0.06 * s.length
        tail = 0.2 * s.length if s.coda else 0.0
        begin, end = s.start + lead, s.start + s.length - tail
        step = (end - begin) / len(s.vowels)
        for k, vowel in enumerate(s.vowels):
            part = span(begin + k * step - 0.02, begin + (k + 1) * step)
            force = 1.0 if s.stressed else 0.72
            tracks["jaw"][part] = JAW[vowel] * force
            tracks["wide"][part] = WIDE[vowel]
            tracks["rounded"][part] = ROUND[vowel]
            for name, value in zip(("f1", "f2", "f3"), VOWELS[vowel], strict=True):
                tracks[name][part] = value
        tracks["voice"][span(begin - 0.01, end)] = 1.0 if s.stressed else 0.7
        tracks["stress"][span(s.start - 0.05, s.start + s.length)] = float(s.stressed)
        tune = 232 - 46 * s.place + (34 if s.stressed else 0) + 8 * np.sin(7 * s.start)
        tracks["pitch"][span(s.start, s.start + s.length)] = tune
        for sound, a, b in ((s.onset[-1:], s.start, begin), (s.coda[:1], end, s.start + s.length)):
            consonant(tracks, sound, a, b)
    return tracks


def consonant(tracks: dict[str, np.ndarray], sound: str, a: float, b: float) -> None:
    if not sound:
        return
    part = span(a, b)
    if sound in LIPS_SHUT:
        tracks["shut"][part] = 1
        tracks["jaw"][part] = 0
    elif sound in TEETH_ON_LIP:
        tracks["bite"][part] = 1
        tracks["jaw"][part] = 0.08
    else:
        tracks["jaw"][part] = np.maximum(0.13, tracks["jaw"][part] * 0.3)
    if sound in "wu":
        tracks["rounded"][part] = 0.9
    if sound in DULL:
        tracks["voice"][part] = 0.3
        tracks["f1"][part], tracks["f2"][part] = 300, 1250


def voiced(tracks: dict[str, np.ndarray], n: int) -> Signal:
    """The throat: a bank of harmonics under moving formants."""
    clock = np.arange(n) / RATE * CONTROL
    grid = np.arange(len(tracks["pitch"]))
    rng = np.random.default_rng(5)
    wobble = (
        smoothed(rng.standard_normal(len(grid)), 0.05) * 9
        + smoothed(rng.standard_normal(len(grid)), 0.4) * 14
    )
    pitch = np.interp(clock, grid, smoothed(tracks["pitch"], 0.11) + wobble)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    level = np.interp(clock, grid, smoothed(tracks["voice"], 0.035))
    formants = [np.interp(clock[::24], grid, smoothed(tracks[f], 0.05)) for f in ("f1", "f2", "f3")]
    coarse_pitch = pitch[::24]
    total = np.zeros(n)
    for k in range(1, 30):
        f = k * coarse_pitch
        gain = np.zeros_like(f)
        for centre, width, weight in zip(formants, (90, 130, 190), (1.0, 0.62, 0.3), strict=True):
            gain += weight / (1 + ((f - centre) / width) ** 2)
        gain = (gain + 0.02) / k**0.55 * np.clip((5600 - f) / 1200, 0, 1)
        total += np.interp(np.arange(n), np.arange(len(gain)) * 24, gain) * np.cos(
            k * phase + 0.4 * k * k
        )
    return np.asarray(total * level)


def unvoiced(n: int) -> Signal:
    """Hisses and bursts of the consonants, and the breaths between phrases."""
    rng = np.random.default_rng(9)
    out = np.zeros(n)

    def add(
        start: float, seconds: float, band: tuple[float, float], gain: float, attack: float
    ) -> None:
        m = int(seconds * RATE)
        t = np.linspace(0, 1, m)
        shape = np.clip(t / attack, 0, 1) * np.clip((1 - t) / 0.35, 0, 1)
        sound = shaped(rng.standard_normal(m + 2000), *band)[1000 : 1000 + m] * shape * gain
        a = int(start * RATE)
        out[a : a + m] += sound[: max(0, n - a)]

    for s in syllables():
        for sound, at in ((s.onset[:1], s.start), (s.coda[-1:], s.start + 0.8 * s.length)):
            if sound in HISS:
                add(at - 0.03, 0.11, HISS[sound], 0.5 if sound in "sS" else 0.22, 0.3)
            elif sound in BURST:
                add(at + 0.02, 0.035, BURST[sound], 0.75, 0.05)
    for start, _, _ in PHRASES[1:]:
        add(start - 0.34, 0.24, (900, 4200), 0.07, 0.7)
    return out


def speak(seconds: float) -> Speech:
    """The whole talk."""
    tracks = controls(seconds)
    n = round(seconds * RATE)
    rng = np.random.default_rng(13)
    throat = voiced(tracks, n)
    throat /= np.abs(throat).max()
    mouth = shaped(throat + 0.16 * unvoiced(n), 130, 9500)
    hush = shaped(rng.standard_normal(n), 80, 700) * 0.0035
    sound = stereo(mouth + hush) + 0.06 * room(mouth, 0.35, 2, 4500)
    early = round(0.01 * CONTROL)
    moves = {k: np.roll(smoothed(tracks[k], w), -early) for k, w in INERTIA.items()}
    return Speech(mastered(sound, -16.0), **moves)
