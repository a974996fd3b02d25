"""HDR and wide-gamut R'G'B' to BT.709 R'G'B': the arithmetic, as a cube that a filter looks up in.

    signal --(HLG: inverse OETF and OOTF, PQ: EOTF, else 2.4)--> light of the mastering display
           --(EETF of BT.2390 on the largest of R, G, B)-------> light, highlights rolled off
           --(matrix of primaries)-----------------------------> BT.709 light, clipped
           --(inverse of BT.1886)------------------------------> signal

The display is BT.2100's of 1000 cd/m2. White in BT.709 stands for 203 cd/m2, BT.2408's reference
white, so that faces and paper keep the brightness that a phone gives them.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from renderer.source.info import Primaries, SourceInfo, Transfer

Values = npt.NDArray[np.float64]

LEVEL = 8
"""A Hald picture of level n holds n^2 values of each color."""

_PEAK = 1000.0
_WHITE = 203.0
_SDR_GAMMA = 2.4

# ITU-R BT.2100-2, tables 4 and 5.
_M1, _M2 = 2610 / 16384, 2523 / 4096 * 128
_C1, _C2, _C3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
_A, _B, _C = 0.17883277, 0.28466892, 0.55991073
_OOTF_GAMMA = 1.2
_BT2020_LUMA = np.array([0.2627, 0.6780, 0.0593])

# x and y of red, green, blue: BT.709, BT.2020, SMPTE RP 431-2 with the white of BT.709.
_XY = {
    Primaries.BT709: ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060)),
    Primaries.BT2020: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    Primaries.P3: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
}
_D65 = (0.3127, 0.3290)


def needs_color_map(source: SourceInfo) -> bool:
    """True when the colors of `source` mean something else than the same numbers in BT.709."""
    return source.is_hdr or source.color_primaries in (Primaries.BT2020, Primaries.P3)


@cache
def hald_picture(transfer: int, primaries: int) -> npt.NDArray[np.uint16]:
    """The map as a Hald picture, 512 x 512 x 3: red runs fastest, then green, then blue."""
    steps = np.linspace(0, 1, LEVEL * LEVEL)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    mapped = bt709_from_signal(np.stack([red, green, blue], axis=-1), transfer, primaries)
    side = LEVEL**3
    return np.rint(mapped * 65535).astype(np.uint16).reshape(side, side, 3)


def bt709_from_signal(rgb: Values, transfer: int, primaries: int) -> Values:
    """R'G'B' from 0 to 1 in the last axis; codes of ITU-T H.273 say what they mean."""
    # Files tagged as HDR and with no primaries mean those of BT.2100.
    hdr = transfer in (Transfer.PQ, Transfer.HLG)
    gamut = Primaries(primaries) if primaries in _XY else Primaries.BT709
    gamut = Primaries.BT2020 if hdr and gamut == Primaries.BT709 else gamut
    light = _rolled_off(_display_light(rgb, transfer)) / _WHITE if hdr else rgb**_SDR_GAMMA
    converted = light @ _gamut_matrix(gamut).T
    return np.asarray(converted.clip(0, 1) ** (1 / _SDR_GAMMA))


def _display_light(rgb: Values, transfer: int) -> Values:
    """Light in cd/m2 of each primary."""
    if transfer == Transfer.PQ:
        return _light_from_pq(rgb)
    scene = np.where(rgb <= 0.5, rgb**2 / 3, (np.exp((rgb - _C) / _A) + _B) / 12)
    luminance = scene @ _BT2020_LUMA
    return np.asarray(_PEAK * luminance[..., None] ** (_OOTF_GAMMA - 1) * scene)


def _rolled_off(light: Values) -> Values:
    """All three by the factor that the largest needs, so that no hue changes."""
    largest = light.max(axis=-1, keepdims=True).clip(1e-6)
    return np.asarray(light * (_eetf(largest) / largest))


def _eetf(light: Values) -> Values:
    """BT.2390-11, 5.4.1, from black to black: straight up to a knee, then a Hermite spline."""
    peak = _pq_from_light(np.array(_PEAK))
    most = _pq_from_light(np.array(_WHITE)) / peak
    knee = 1.5 * most - 0.5
    signal = (_pq_from_light(light) / peak).clip(0, 1)
    t = (signal - knee) / (1 - knee)
    spline = (
        (2 * t**3 - 3 * t**2 + 1) * knee
        + (t**3 - 2 * t**2 + t) * (1 - knee)
        + (3 * t**2 - 2 * t**3) * most
    )
    return _light_from_pq(np.where(signal < knee, signal, spline) * peak)


def _light_from_pq(signal: Values) -> Values:
    power = signal ** (1 / _M2)
    return np.asarray(10_000 * ((power - _C1).clip(0) / (_C2 - _C3 * power)) ** (1 / _M1))


def _pq_from_light(light: Values) -> Values:
    power = (light / 10_000) ** _M1
    return np.asarray(((_C1 + _C2 * power) / (1 + _C3 * power)) ** _M2)


def _gamut_matrix(gamut: Primaries) -> Values:
    """3 x 3 from light of `gamut` to light of BT.709."""
    return np.asarray(np.linalg.inv(_xyz_matrix(Primaries.BT709)) @ _xyz_matrix(gamut))


def _xyz_matrix(gamut: Primaries) -> Values:
    columns = np.stack([_xyz(x, y) for x, y in _XY[gamut]], axis=1)
    return np.asarray(columns * np.linalg.solve(columns, _xyz(*_D65)))


def _xyz(x: float, y: float) -> Values:
    return np.array([x / y, 1, (1 - x - y) / y])
