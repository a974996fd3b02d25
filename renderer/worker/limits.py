"""What one piece of work on untrusted files may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one work may use: address space, and seconds without a word before it is ended."""

    memory_bytes: int = 6 << 30
    quiet_seconds: float = 120.0


LIMITS = Limits()
QUICK_LIMITS = Limits(quiet_seconds=30.0)
