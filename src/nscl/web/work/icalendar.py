"""A calendar file (RFC 5545): events of whole days or of hours, lines folded at 75 octets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

# RFC 5545 §3.1: lines SHOULD NOT be longer than 75 octets, excluding the line break.
LINE_OCTETS: Final = 75
CONTENT_TYPE: Final = "text/calendar; charset=utf-8"
_PRODUCT: Final = "-//NSCL//Nang suat chat luong//VI"
# §3.3.11: what must not stand as itself in a text.
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Event:
    """An event of whole days, `last` included; hours: where it is not of whole days, when it begins and ends.

    uid: the same in every file, so that a calendar updates its copy.
    """

    uid: str
    first: date
    last: date
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    is_cancelled: bool = False
    sequence: int = 0
    hours: tuple[datetime, datetime] | None = None


def write_calendar(name: str, events: Iterable[Event], *, at: datetime) -> bytes:
    """The file; `at`: when it was made (DTSTAMP)."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += _event(event, at)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines).encode()


def _event(event: Event, at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield from _times(event)
    yield f"SEQUENCE:{event.sequence}"
    yield f"SUMMARY:{_text(event.summary)}"
    for name, value in (("DESCRIPTION", event.description), ("LOCATION", event.location)):
        if value:
            yield f"{name}:{_text(value)}"
    if event.url:
        yield f"URL:{event.url}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    # Whoever is to be somewhere at an hour is busy; a deadline keeps nobody from anything.
    yield "TRANSP:OPAQUE" if event.hours else "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _times(event: Event) -> Iterator[str]:
    if event.hours:
        for name, moment in zip(("DTSTART", "DTEND"), event.hours, strict=True):
            yield f"{name}:{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        return
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    # §3.6.1: the end of whole days is the day after the last.
    yield f"DTEND;VALUE=DATE:{event.last + timedelta(days=1):%Y%m%d}"


def _text(value: str) -> str:
    """A text as a value; control characters, which no calendar reads, are left out."""
    return "".join(c for c in value.translate(_ESCAPES) if c >= " " or c == "\t")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never cut within a character; each further piece begins with a space."""
    pieces, piece, octets = [], "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > LINE_OCTETS:
            pieces.append(piece)
            piece, octets = " ", 1
        piece += character
        octets += size
    pieces.append(piece)
    return "\r\n".join(pieces) + "\r\n"
