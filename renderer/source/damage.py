"""What of a damaged creative was shown anyway, and what could not be: found while it is decoded."""

from __future__ import annotations

from dataclasses import dataclass, field


class DamageFound(Exception):
    """Something could not be decoded as it was meant; never leaves this room."""


@dataclass(frozen=True, slots=True)
class Damage:
    """Time stamps of pictures that were damaged, by the source's clock, each of them once.

    `shown` were patched up by the decoder, `lost` are those that it gave nothing for.
    """

    shown: set[int] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)

    @property
    def notes(self) -> tuple[str, ...]:
        """Clauses without a full stop; none for a creative that is whole."""
        notes = []
        if self.shown:
            notes.append(f"{_pictures(self.shown)} shown as far as possible")
        if self.lost:
            notes.append(f"{_pictures(self.lost)} missing, the one before stands longer")
        return tuple(f"{note}: copy or download the file again" for note in notes)


def _pictures(stamps: set[int]) -> str:
    return "1 damaged picture is" if len(stamps) == 1 else f"{len(stamps)} damaged pictures are"
