"""Loads a model file into OpenCV."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from overlays.errors import DetectorError
from qa.seeing.model_files import ModelFile
from renderer.own_process import is_installed

_MEND = f"pip install {'sparkproof' if is_installed() else '-r requirements.txt'}"


def load_net(file: ModelFile, make: Callable[[npt.NDArray[np.uint8]], Any]) -> Any:
    """What `make` makes of the file's bytes. Raises DetectorError with one sentence."""
    content = np.frombuffer(file.read(), np.uint8)
    try:
        with _without_warnings():
            return make(content)
    except cv2.error as error:
        raise DetectorError(
            f"OpenCV {cv2.__version__} cannot load the model of the {file.word}: "
            f"`{_MEND}` brings the version that can."
        ) from error


@contextmanager
def _without_warnings() -> Iterator[None]:
    """OpenCV prints that its new engine ignores a setting that nobody made."""
    before = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
    try:
        yield
    finally:
        cv2.utils.logging.setLogLevel(before)
