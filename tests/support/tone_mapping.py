"""The reference for HDR: one color at a time, written out from the recommendations.

BT.2100-2 (HLG and PQ to light), BT.2390-11 5.4.1 (EETF), BT.2087-0 (BT.2020 to BT.709), BT.1886.
Nothing here is shared with the renderer; matrices are the printed ones.
"""

from __future__ import annotations

import math

Triple = tuple[float, float, float]

# ITU-R BT.2087-0, M2; SMPTE EG 432-1 to BT.709.
BT709_FROM_BT2020 = (
    (1.6605, -0.5876, -0.0728),
    (-0.1246, 1.1329, -0.0083),
    (-0.0182, -0.1006, 1.1187),
)
BT709_FROM_P3 = (
    (1.2249, -0.2247, 0.0),
    (-0.0420, 1.0419, 0.0),
    (-0.0197, -0.0786, 1.0979),
)


def light_from_hlg(signal: Triple, peak: float = 1000.0) -> Triple:
    """cd/m2 on a display of `peak`."""

    def scene(value: float) -> float:
        if value <= 0.5:
            return value * value / 3
        return (math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12

    red, green, blue = map(scene, signal)
    luminance = 0.2627 * red + 0.6780 * green + 0.0593 * blue
    gain = peak * luminance**0.2 if luminance else 0.0
    return red * gain, green * gain, blue * gain


def light_from_pq(value: float) -> float:
    power = value ** (32 / 2523)
    ratio = max(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)
    return float(10_000 * ratio ** (16384 / 2610))


def pq_from_light(light: float) -> float:
    power = (light / 10_000) ** (2610 / 16384)
    return float(((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** (2523 / 32))


def eetf(light: float, peak: float = 1000.0, target: float = 203.0) -> float:
    """cd/m2 on a display of `target` for cd/m2 on one of `peak`; both have perfect black."""
    scale = pq_from_light(peak)
    value, limit = min(1.0, pq_from_light(light) / scale), pq_from_light(target) / scale
    knee = 1.5 * limit - 0.5
    if value >= knee:
        t = (value - knee) / (1 - knee)
        value = (
            (2 * t**3 - 3 * t**2 + 1) * knee
            + (t**3 - 2 * t**2 + t) * (1 - knee)
            + (-2 * t**3 + 3 * t**2) * limit
        )
    return light_from_pq(value * scale)


def bt709_from_light(light: Triple, matrix: tuple[Triple, Triple, Triple]) -> Triple:
    """R'G'B' from 0 to 1 of light relative to white."""
    rows = (sum(a * b for a, b in zip(row, light, strict=True)) for row in matrix)
    red, green, blue = (min(1.0, max(0.0, value)) ** (1 / 2.4) for value in rows)
    return red, green, blue


def bt709_from_hdr(signal: Triple, transfer: str) -> Triple:
    """R'G'B' from 0 to 1 of `hlg` or `pq` R'G'B'."""
    if transfer == "hlg":
        light = light_from_hlg(signal)
    else:
        red, green, blue = map(light_from_pq, signal)
        light = red, green, blue
    largest = max(light)
    gain = eetf(largest) / largest / 203 if largest else 0.0
    return bt709_from_light((light[0] * gain, light[1] * gain, light[2] * gain), BT709_FROM_BT2020)


def bt709_from_wide(signal: Triple, matrix: tuple[Triple, Triple, Triple]) -> Triple:
    """R'G'B' from 0 to 1 of R'G'B' in a wider gamut, without HDR."""
    red, green, blue = (value**2.4 for value in signal)
    return bt709_from_light((red, green, blue), matrix)
