"""Instants and legal days: instants are aware and UTC, the days of law are dates in Asia/Shanghai."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def aware(moment: datetime) -> datetime:
    """The same instant in UTC; a naive one is a bug of the caller, not a guess to make."""
    if moment.tzinfo is None:
        raise ValueError(f"naive moment {moment!r}")
    return moment.astimezone(UTC)


def legal_day(moment: datetime) -> date:
    """The day of law on which an instant falls (D3: the event's own date, also outside office hours)."""
    return aware(moment).astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """00:00 of a legal day, as an instant."""
    return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)


def read_moment(text: str) -> datetime:
    """ISO moment; without offset it is Asia/Shanghai. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return aware(moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI))


def local(moment: datetime) -> datetime:
    """The instant as people in the county read it."""
    return aware(moment).astimezone(SHANGHAI)


def iso(moment: datetime) -> str:
    """ISO with the county's offset, to the second: `2026-02-13T09:00:00+08:00`."""
    return local(moment).isoformat(timespec="seconds")
