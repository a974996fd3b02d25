"""Color divided by alpha: every level there is, against whole numbers."""

from __future__ import annotations

import numpy as np

from renderer.picture.straight import straight_from_premul


def test_every_level_is_rounded_as_by_hand() -> None:
    alpha, level = (part.ravel() for part in np.mgrid[0:256, 0:256])
    alpha, level = alpha[level <= alpha], level[level <= alpha]
    rgba = np.stack([level, level // 2, level * 0, alpha], axis=-1).astype(np.uint8)[None]
    straight = straight_from_premul(rgba)[0].astype(int)
    for channel, levels in enumerate((level, level // 2, level * 0)):
        # Halves go up.
        by_hand = (2 * 255 * levels + alpha) // np.maximum(2 * alpha, 1)
        assert (straight[:, channel] == by_hand).all()
    assert (straight[:, 3] == alpha).all()


def test_floats_are_divided_before_they_are_rounded() -> None:
    rgba = np.array([[[2.5, 5.0, 0.0, 10.0], [0.3, 0.3, 0.3, 0.4]]], np.float32)
    assert straight_from_premul(rgba).tolist() == [[[64, 128, 0, 10], [0, 0, 0, 0]]]
