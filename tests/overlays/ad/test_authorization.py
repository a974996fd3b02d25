"""Whether an authorization lasts as long as the campaign: a table of dates; and its secret."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from overlays.ad import Authorization, Flight
from overlays.ad.authorization import coverage, days_for
from overlays.ad.file import dump_ad, load_ad, parse_ad
from overlays.errors import AdError
from overlays.reading.model_keys import value_by_key
from support.ads import ad_data, write_ad

CODE = "#Zq8xKd7/Ab+c0="


def with_ad(**groups: Any) -> dict[str, Any]:
    data = ad_data()
    data["ad"].update(groups)
    return data


def problem_of(folder: Path, **groups: Any) -> str:
    (folder / "clip.mp4").write_bytes(b"video")
    with pytest.raises(AdError) as caught:
        parse_ad(with_ad(**groups), folder)
    return str(caught.value)


# granted on, days, extended; first and last day, zone; the day on which it ends;
# late by, short by, ask for, add
TABLE = [
    ("2026-11-27", 30, 0, "2026-12-01", "2026-12-31", "UTC", "2026-12-27", 0, 4, 60, 7),
    ("2026-11-27", 30, 7, "2026-12-01", "2026-12-31", "UTC", "2027-01-03", 0, None, 60, 7),
    # It ends on the last day at midnight, so that none of that day is covered.
    ("2026-12-01", 30, 0, "2026-12-01", "2026-12-31", "UTC", "2026-12-31", 0, 0, 60, 7),
    ("2026-12-02", 30, 0, "2026-12-01", "2026-12-31", "UTC", "2027-01-01", 1, None, 30, 7),
    # 29 February is a day of 2028 and not of 2027.
    ("2028-02-01", 30, 0, "2028-02-01", "2028-03-01", "UTC", "2028-03-02", 0, None, 30, 7),
    ("2027-02-01", 30, 0, "2027-02-01", "2027-03-02", "UTC", "2027-03-03", 0, None, 30, 7),
    ("2028-02-29", 365, 0, "2028-02-29", "2029-02-28", "UTC", "2029-02-28", 0, 0, None, 7),
    ("2027-02-28", 365, 0, "2027-02-28", "2028-02-27", "UTC", "2028-02-28", 0, None, 365, 7),
    # Late in the evening in Los Angeles is the next day in Berlin, and in Auckland.
    ("2026-03-01T22:00-08:00", 7, 0, "2026-03-02", "2026-03-08", "Europe/Berlin",
     "2026-03-09", 0, None, 7, 7),
    ("2026-03-01T22:00-08:00", 7, 0, "2026-03-01", "2026-03-09", "Europe/Berlin",
     "2026-03-09", 1, 0, 30, 7),
    ("2026-03-01T22:00-08:00", 7, 0, "2026-03-01", "2026-03-07", "America/Los_Angeles",
     "2026-03-08", 0, None, 7, 7),
    # Clocks go back on 25 October: 30 periods of 24 hours end an hour earlier in the day.
    ("2026-10-01T00:30+02:00", 30, 0, "2026-10-01", "2026-10-30", "Europe/Berlin",
     "2026-10-30", 0, 0, 60, 7),
    # Nothing that can be asked for lasts as long.
    ("2026-01-01", 365, 0, "2026-01-01", "2027-12-31", "UTC", "2027-01-01", 0, 364, None, 365),
    ("2026-01-01", 7, 0, "2026-03-01", "2026-03-10", "UTC", "2026-01-08", 0, 61, 180, 180),
]  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]}+{row[1]}+{row[2]}-{row[5]}")
def test_how_far_it_reaches(row: tuple[Any, ...]) -> None:
    granted, days, extended, first, last, zone, ends, late, short, ask, add = row
    given = Authorization.model_validate(
        {"granted_on": granted, "days": days, "extended_days": extended}
    )
    flight = Flight.model_validate({"from": first, "to": last, "time_zone": zone})
    covers = coverage(given, flight)
    assert covers is not None
    assert covers.ends.date().isoformat() == ends
    assert (covers.late_by, covers.short_by, covers.ask_for, covers.add) == (late, short, ask, add)


def test_while_nobody_said_when_it_was_granted() -> None:
    flight = Flight.model_validate({"from": "2026-12-01", "to": "2026-12-31"})
    assert coverage(Authorization(), flight) is None
    assert (flight.days, days_for(flight)) == (31, 60)
    longer = Flight.model_validate({"from": "2026-12-01", "to": "2027-12-31"})
    assert days_for(longer) is None


@pytest.mark.parametrize(
    ("code", "placement", "said"),
    [
        ("#abc DEF", "tiktok/in_feed", "holds a space or a line break"),
        ("https://vm.tiktok.com/x", "tiktok/in_feed", "is no code"),
        ("adcode-EM9Zq8xKd7", "tiktok/in_feed", "is a code of Instagram"),
        ("adcode_Zq8xKd7", "tiktok/in_feed", "is a code of Snapchat"),
        ("#Zq8xKd7", "instagram/reels", "begins with adcode-"),
    ],
)
def test_a_code_that_cannot_be_one(code: str, placement: str, said: str, tmp_path: Path) -> None:
    problem = problem_of(tmp_path, placement=placement, authorization={"code": code})
    assert problem.startswith("ad.authorization.code: ")
    assert said in problem
    assert code not in problem
    assert len(problem.splitlines()) == 1


def test_codes_that_can_be(tmp_path: Path) -> None:
    for code, placement in ((f" {CODE}\n", "tiktok/in_feed"), ("adcode-E", "instagram/reels")):
        data = with_ad(placement=placement, authorization={"code": code})
        given = load_ad(write_ad(tmp_path, data)).ad.authorization
        assert given is not None
        assert given.code is not None
        assert given.code.get_secret_value() == code.strip()


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ({"flight": {"from": "2026-12-31", "to": "2026-12-01"}}, "to: the campaign ends before"),
        ({"flight": {"from": "2026-12-31"}}, "to: is required"),
        ({"flight": {"from": "2026-12-01", "to": "9999-12-31"}}, "from 2000 to 2199"),
        (
            {"flight": {"from": "2026-12-01", "to": "2026-12-02", "time_zone": "Europe/Berln"}},
            "such as Europe/Berlin",
        ),
        ({"authorization": {"granted_on": "2026-11-20T18:30"}}, "a time with its zone"),
        ({"authorization": {"days": 45}}, "Allowed: 7, 30, 60, 180, 365"),
    ],
)
def test_what_is_wrong_is_one_sentence(groups: dict[str, Any], said: str, tmp_path: Path) -> None:
    problem = problem_of(tmp_path, **groups)
    assert said in problem
    assert len(problem.splitlines()) == 1


@pytest.mark.parametrize("value", [CODE, {"code": [CODE]}, {"code": {CODE: CODE}}])
def test_no_sentence_repeats_a_code(value: Any, tmp_path: Path) -> None:
    assert CODE not in problem_of(tmp_path, authorization=value)


def test_the_code_is_in_the_saved_file_alone_and_not_there_on_request(tmp_path: Path) -> None:
    flight = {"from": "2026-12-01", "to": "2026-12-31"}
    data = with_ad(authorization={"code": CODE, "granted_on": "2026-11-27"}, flight=flight)
    ad = load_ad(write_ad(tmp_path, data))
    for text in (repr(ad), ad.model_dump_json(), dump_ad(ad, tmp_path, with_code=False)):
        assert CODE not in text
    saved = tmp_path / "again.yaml"
    saved.write_text(dump_ad(ad, tmp_path), encoding="utf-8")
    assert load_ad(saved) == ad
    given = ad.without_code().ad.authorization
    assert given is not None
    assert given.code is None
    assert given.granted_on == ad.ad.authorization.granted_on  # type: ignore[union-attr]


def test_values_of_it_can_be_set(tmp_path: Path) -> None:
    sets = [
        *("ad.authorization.days=60", f"ad.authorization.code={CODE}"),
        *("ad.authorization.granted_on=2026-11-20", "ad.flight.from=2026-12-01"),
        "ad.flight.to=2026-12-31",
    ]
    ad = load_ad(write_ad(tmp_path), sets)
    assert ad.ad.authorization is not None
    assert ad.ad.flight is not None
    assert ad.ad.authorization.days == 60
    assert ad.ad.flight.last.isoformat() == "2026-12-31"


def test_an_output_may_be_named_by_its_flight_and_not_by_its_code(tmp_path: Path) -> None:
    """`batch --name` looks values up so."""
    data = with_ad(authorization={"code": CODE}, flight={"from": "2026-12-01", "to": "2026-12-31"})
    promotion = load_ad(write_ad(tmp_path, data)).ad
    flight = value_by_key(promotion, "flight")
    assert str(value_by_key(flight, "from")) == "2026-12-01"
    assert value_by_key(flight, "first") is None
    assert value_by_key("text", "from") is None
    code = value_by_key(value_by_key(promotion, "authorization"), "code")
    assert CODE not in str(code)
