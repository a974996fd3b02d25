"""Sound helpers: filters, envelopes, room, loudness (BS.1770) and limiting, in numpy."""

from __future__ import annotations

import numpy as np

RATE = 48_000
Signal = np.ndarray


def silence(seconds: float) -> Signal:
    return np.zeros(round(seconds * RATE), np.float64)


def times(seconds: float) -> Signal:
    return np.arange(round(seconds * RATE)) / RATE


def place(track: Signal, sound: Signal, at: float, gain: float = 1.0) -> None:
    """Mix `sound` into `track` at `at` seconds."""
    start = round(at * RATE)
    if start < 0:
        sound, start = sound[-start:], 0
    part = sound[: max(0, len(track) - start)]
    track[start : start + len(part)] += gain * part


def shaped(sound: Signal, low: float = 0.0, high: float = 24_000.0, order: int = 2) -> Signal:
    """Band-pass by a smooth (Butterworth-like) zero-phase response."""
    size = 1 << (2 * len(sound) - 1).bit_length() if len(sound) < 4096 else len(sound)
    spectrum = np.fft.rfft(sound, size)
    freq = np.maximum(np.fft.rfftfreq(size, 1 / RATE), 1e-6)
    response = 1 / np.sqrt(1 + (freq / high) ** (2 * order))
    if low > 0:
        response = response / np.sqrt(1 + (low / freq) ** (2 * order))
    return np.fft.irfft(spectrum * response, size)[: len(sound)]


def decay(seconds: float, half: float, attack: float = 0.003) -> Signal:
    """A struck envelope: quick rise, exponential fall."""
    t = times(seconds)
    tail = np.clip((seconds - t) / 0.02, 0, 1)
    return np.minimum(t / attack, 1) * 0.5 ** (t / half) * tail


def room(sound: Signal, seconds: float, seed: int, bright: float = 5000.0) -> np.ndarray:
    """A stereo room tail of `sound` (n x 2)."""
    rng = np.random.default_rng(seed)
    t = times(seconds)
    size = 1 << (len(sound) + len(t) - 1).bit_length()
    spectrum = np.fft.rfft(sound, size)
    sides = []
    for _ in range(2):
        tail = shaped(rng.standard_normal(len(t)) * np.exp(-6 * t / seconds), 180, bright)
        tail[: int(0.008 * RATE)] = 0
        tail /= np.sqrt((tail**2).sum())
        sides.append(np.fft.irfft(spectrum * np.fft.rfft(tail, size), size)[: len(sound)])
    return np.stack(sides, 1)


def stereo(sound: Signal, pan: float = 0.0) -> np.ndarray:
    """Equal-power pan, -1 left to 1 right."""
    angle = (pan + 1) * np.pi / 4
    return np.asarray(np.stack([sound * np.cos(angle), sound * np.sin(angle)], 1) * np.sqrt(2))


def k_weighted(sound: np.ndarray) -> np.ndarray:
    """BS.1770 K-weighting, applied through its analogue-like magnitude response."""
    freq = np.fft.rfftfreq(len(sound), 1 / RATE)
    w = np.exp(-2j * np.pi * freq / RATE)
    shelf_b, shelf_a = (1.53512486, -2.69169619, 1.19839281), (1.0, -1.69065929, 0.73248077)
    pass_b, pass_a = (1.0, -2.0, 1.0), (1.0, -1.99004745, 0.99007225)

    def gain(b: tuple[float, ...], a: tuple[float, ...]) -> np.ndarray:
        return np.asarray((b[0] + b[1] * w + b[2] * w**2) / (a[0] + a[1] * w + a[2] * w**2))

    response = gain(shelf_b, shelf_a) * gain(pass_b, pass_a)
    return np.fft.irfft(np.fft.rfft(sound, axis=0) * response[:, None], len(sound), axis=0)


def loudness(sound: np.ndarray) -> float:
    """Gated integrated loudness in LUFS."""
    weighted = k_weighted(sound)
    block, hop = int(0.4 * RATE), int(0.1 * RATE)
    power = np.array(
        [(weighted[i : i + block] ** 2).mean(0).sum() for i in range(0, len(sound) - block, hop)]
    )
    level = -0.691 + 10 * np.log10(power + 1e-12)
    gated = power[level > -70]
    threshold = -0.691 + 10 * np.log10(gated.mean()) - 10
    return float(-0.691 + 10 * np.log10(power[level > threshold].mean()))


def limited(sound: np.ndarray, ceiling: float = 0.82) -> np.ndarray:
    """Look-ahead limiter: no sample passes `ceiling`."""
    peak = np.abs(sound).max(1)
    reach = int(0.004 * RATE)
    padded = np.pad(peak, reach, mode="edge")
    blocks = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)[:: reach // 4]
    held = np.repeat(blocks.max(1), reach // 4)[: len(peak)]
    held = np.pad(held, (0, len(peak) - len(held)), mode="edge")
    held = np.maximum(held, np.roll(held, -(reach // 4)))
    gain = np.minimum(1, ceiling / np.maximum(held, 1e-9))
    window = np.hanning(reach + 2)[1:-1]
    smooth = np.convolve(np.pad(gain, reach, mode="edge"), window / window.sum(), "same")
    smooth = np.minimum(smooth[reach:-reach], gain)
    return np.asarray(np.clip(sound * smooth[:, None], -ceiling, ceiling))


def mastered(sound: np.ndarray, target: float = -16.0) -> np.ndarray:
    """Bring to a loudness, fade the ends, limit."""
    fade = np.ones(len(sound))
    edge = int(0.012 * RATE)
    fade[:edge] = np.linspace(0, 1, edge)
    fade[-edge * 4 :] = np.linspace(1, 0, edge * 4)
    out = sound * fade[:, None]
    for _ in range(3):
        out = limited(out * 10 ** ((target - loudness(out)) / 20))
    return out
