"""The command's own process gives up what it does not need, before it opens what it was given."""

from __future__ import annotations

from dataclasses import dataclass

from commands.telling import note
from overlays.errors import SparkproofError
from renderer.worker.confinement import confine
from renderer.worker.limits import LIMITS


@dataclass(slots=True)
class _Process:
    """Whether this process is there for one command; of a larger program nothing is given up."""

    is_own: bool = False
    is_isolated: bool = False


_process = _Process()


def own_this_process() -> None:
    """What follows is one command, and the process ends with it."""
    _process.is_own = True


def check_network(option: str) -> None:
    """Raises SparkproofError where there is none for the option any more."""
    if _process.is_isolated:
        raise SparkproofError(
            f"{option} needs a network, and with --isolated there is none: leave out one of them."
        )


def isolate(*, may_start: bool = False, tells: bool = False) -> None:
    """No network and no other programs from here on, and limits of memory and files.

    `may_start`: it has processes of its own to start. `tells` what this system cannot forbid.
    """
    if not _process.is_own:
        return
    _process.is_isolated = True
    left = confine(LIMITS.memory_bytes, may_start=may_start)
    if tells and left:
        note(f"isolated in part only: {', '.join(left)} on this system.")
