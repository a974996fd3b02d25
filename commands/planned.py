"""A plan for a command, with everything that is to be known of it said on stderr."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from commands.telling import note
from overlays.ad import SparkAd
from renderer.look import Look
from renderer.picture.crop_words import crop_words_of
from renderer.plan import RenderPlan, plan_look


def planned(ad: SparkAd, look: Look, at: Fraction | None = None) -> RenderPlan:
    """The plan, with what is to be known of its chrome on stderr. Raises SparkproofError."""
    plan = plan_look(ad, look)
    say([found.message for found in plan.chrome.notes])
    phone = look.view.phone
    if phone and (framing := plan.chrome.framing):
        note(crop_words_of(phone.title, plan.source.display_size, framing, look.fit, at))
    return plan


def say(notes: Sequence[str]) -> None:
    """Clauses as sentences on stderr; those on a creative come after the work, if it was done."""
    for clause in notes:
        note(f"{clause}.")
