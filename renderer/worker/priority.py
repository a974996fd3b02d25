"""Long work gives way: whoever types or clicks meanwhile is answered first.

Where nothing else runs it costs nothing: a low priority says only who comes second.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress

# Of two that want one processor, the other one then gets about three times as much. With 10 it is
# ten times, and an export stands still beside anything else that is busy.
_NICENESS = 5
# From the Windows API: SetPriorityClass, BELOW_NORMAL_PRIORITY_CLASS.
_BELOW_NORMAL = 0x4000


def give_way() -> None:
    """Lower this process for good: systems let nobody but the administrator raise it again."""
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
        return
    # From an app that is itself at the bottom there is no way down.
    with suppress(OSError):
        os.nice(max(0, _NICENESS - os.nice(0)))
