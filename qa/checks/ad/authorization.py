"""The creator's authorization beside the flight: whether it lasts as long as the campaign runs."""

from __future__ import annotations

from collections.abc import Iterator

from overlays.ad.authorization import Coverage, Flight, coverage, days_for
from qa.checks.candidate import Candidate
from qa.checks.check import Limits
from qa.checks.telling import found
from qa.finding import Finding, Severity


def authorization(candidate: Candidate, limits: Limits) -> Iterator[Finding]:
    """Without a flight there is nothing to hold it against."""
    given, flight = candidate.ad.ad.authorization, candidate.ad.ad.flight
    if flight is None:
        return
    limit = limits.names("durations")
    durations = tuple(int(days) for days in limit.value) if limit else ()
    if given is None or given.granted_on is None:
        asked = given.days if given else 0
        for message in missing_words(flight, asked, durations):
            yield found("authorization-missing", "warn" if asked else "info", message, limit=limit)
        return
    covers = coverage(given, flight, durations)
    if covers is None:
        return
    figures = {"granted": given.granted_on.isoformat(), "ends": covers.ends.isoformat()}
    # Within the last day the hour decides, and a day alone tells none.
    ends: Severity = "warn" if covers.short_by == 0 else "fail"
    said: tuple[tuple[Severity, str], ...] = (
        ("fail", late_words(covers)),
        (ends, short_words(covers, flight)),
    )
    for severity, words in said:
        if words:
            yield found("authorization", severity, words, limit=limit, figures=figures)


def missing_words(flight: Flight, asked: int, durations: tuple[int, ...]) -> Iterator[str]:
    """What to ask for while nothing is granted; nothing where what is `asked` (days) would do."""
    needed = days_for(flight, durations)
    runs = f"the campaign runs for {counted(flight.days)}"
    if asked >= flight.days:
        return
    if needed is None:
        yield f"{runs}, longer than a creator can authorize at once: have it extended while it runs"
    elif asked:
        yield f"{runs}, and the authorization is to last {counted(asked)}: ask for {needed} days"
    else:
        yield f"{runs}, and no authorization is granted yet: ask the creator for {needed} days"


def late_words(covers: Coverage) -> str:
    """Empty where it was granted in time."""
    if not covers.late_by:
        return ""
    return f"the authorization is granted {counted(covers.late_by)} after the campaign begins"


def short_words(covers: Coverage, flight: Flight) -> str:
    """`the authorization expires 4 days before the campaign ends: ask for 60 days`."""
    if covers.short_by is None:
        return ""
    day = covers.ends.date()
    if covers.short_by == 0:
        said = f"expires on the campaign's last day, {day} at {covers.ends:%H:%M}"
    elif day < flight.first:
        said = f"expires on {day}, before the campaign begins"
    else:
        said = f"expires on {day}, {counted(covers.short_by)} before the campaign ends"
    return f"the authorization {said}: {_advice(covers)}"


def _advice(covers: Coverage) -> str:
    more = f"have it extended by {counted(covers.add)}" if covers.add else ""
    if covers.ask_for is None:
        return more or "have it extended while the campaign runs"
    return f"ask for {covers.ask_for} days" + (f", or {more}" if more else "")


def counted(days: int) -> str:
    """`1 day`, `4 days`."""
    return "1 day" if days == 1 else f"{days} days"
