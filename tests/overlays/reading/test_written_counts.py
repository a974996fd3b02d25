"""Counts as people write them: read rightly, or refused in a sentence."""

from __future__ import annotations

import pytest

from overlays.reading.written_counts import parse_count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0),
        ("0123", 123),
        ("-5", -5),
        ("128,400", 128_400),
        ("128.400", 128_400),
        ("128'400", 128_400),
        ("12 345", 12_345),
        ("12\N{NARROW NO-BREAK SPACE}345\N{NO-BREAK SPACE}678", 12_345_678),
        ("1,28,400", 128_400),
        ("1.234.567", 1_234_567),
        ("1,234.00", 1_234),
        ("128.4K", 128_400),
        ("128,4 k", 128_400),
        ("1.2M", 1_200_000),
        ("1.234,5K", 1_234_500),
        ("1 234K", 1_234_000),
        ("0.500K", 500),
        ("2 million", 2_000_000),
        ("1.1bn", 1_100_000_000),
        ("1e9", 10**9),
        ("1.5E+3", 1_500),
        ("٣٤٥", 345),
    ],
)
def test_a_count_is_read(text: str, count: int) -> None:
    assert parse_count(text) == count


@pytest.mark.parametrize(
    "text",
    [
        *("", "many", "K", "128.4", "1.2345K", "1e-3", "1e9K", "1.2.3", "1,23,4", "12 34", "1..2"),
        *("0,128", "10²", "½", "9K+", "1:30", "0x10", "1_000", "nan", "1" * 41),
    ],
)
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"must be a whole number \(128400, 128,400 or 128\.4K\)"):
        parse_count(text)


@pytest.mark.parametrize("text", ["1.234K", "1,234M", "1.234e6"])
def test_what_could_be_two_counts_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="can be read as two numbers"):
        parse_count(text)
