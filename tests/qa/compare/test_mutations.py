"""A small part of the mutation suite: another seed, half the size, and clean ones beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.mutations.carriers import CARRIERS, Carrier
from bench.mutations.suite import Case, Place, judged

PNG, CRF_28, JPEG = (CARRIERS[place] for place in (0, 2, 5))
FEED = Place("city_sprint", width=540)
BRIGHT = Place("glow_serum", width=540)
PHONE = Place("city_sprint", "tiktok/organic", "de", "iphone", width=540)
SEED = 7

FAULTS = {
    PNG: ("moved", "missing", "recolored", "digit", "accent", "swapped"),
    CRF_28: ("faded", "covered", "unexpected", "doubled", "letter", "count", "homoglyph", "early"),
}
CLEAN = (
    (BRIGHT, PNG),
    (BRIGHT, CRF_28),
    (BRIGHT, JPEG),
    (PHONE, CRF_28),
    (PHONE, JPEG),
    (Place("city_sprint", locale="pt", width=540), CRF_28),
)


@pytest.mark.parametrize(
    "case",
    [Case(FEED, carrier, kind, SEED) for carrier, kinds in FAULTS.items() for kind in kinds],
    ids=lambda case: f"{case.kind} {case.carrier.id}",
)
def test_a_fault_is_found_and_named(case: Case, tmp_path: Path) -> None:
    outcome = judged(case, tmp_path)
    assert outcome is not None
    assert outcome.is_named, (outcome.fault, outcome.codes)


@pytest.mark.parametrize(
    ("place", "carrier"), CLEAN, ids=lambda part: getattr(part, "id", getattr(part, "sample", ""))
)
def test_nothing_is_said_where_nothing_is_wrong(
    place: Place, carrier: Carrier, tmp_path: Path
) -> None:
    outcome = judged(Case(place, carrier, "clean", SEED), tmp_path)
    assert outcome is not None
    assert outcome.codes == ()
