"""Self check-in over plain values: the code that a session shows, when it is taken, what a phone brings back.

The code is made as a time-based one-time password is (RFC 6238): HMAC-SHA-256 over the number of the 30-second step,
under the session's own key. It stands in an address that a camera reads, so it is longer than six digits: 50 bits.
"""

from __future__ import annotations

import hmac
import re
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from nscl.text.phones import parse_phone

STEP: Final = timedelta(seconds=30)  # RFC 6238, section 5.2
# So long before a session the codes begin to work: people come early, and nobody stands in a queue at the hour.
OPENS_BEFORE: Final = timedelta(minutes=15)
# So long a phone may take from reading the code to sending who it is.
TICKET_FOR: Final = timedelta(minutes=5)

CODE_LENGTH: Final = 10  # 5 bits each
TAG_LENGTH: Final = 8
_BITS_A_LETTER: Final = 5
_SEPARATOR: Final = "."
_DEVICE_HEX: Final = 32
# The code of an enrolment: six letters or digits, which no telephone number has.
_ENROLMENT_CODE: Final = re.compile(r"[A-Z0-9]{6}", re.ASCII)
_MARKS: Final = re.compile(r"[\s.\-]")


class Opening(StrEnum):
    """Whether a session takes check-ins at a moment."""

    NOT_YET = "not_yet"
    OPEN = "open"
    OVER = "over"


def opens_at(starts_at: datetime) -> datetime:
    """From when a session takes check-ins."""
    return starts_at - OPENS_BEFORE


def opening(starts_at: datetime, ends_at: datetime, at: datetime) -> Opening:
    """Whether a session takes check-ins: from a quarter of an hour before its start to its end, both included."""
    if at < opens_at(starts_at):
        return Opening.NOT_YET
    return Opening.OVER if at > ends_at else Opening.OPEN


def code_at(key: str, at: datetime) -> str:
    """The code that a session with this key shows at a moment: 10 letters and digits in lower case."""
    return _code(key, _step(at))


def next_code_in(at: datetime) -> timedelta:
    """How long the code of a moment is still the newest."""
    return STEP - timedelta(seconds=at.timestamp() % STEP.total_seconds())


def accepts(key: str, code: str, at: datetime, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether a code read off the screen is taken at a moment: that of the step running or of the one before, while
    the session is open. How long the comparison takes tells nothing.
    """
    if opening(starts_at, ends_at, at) is not Opening.OPEN:
        return False
    step, given = _step(at), code.lower().encode()
    now, before = (hmac.compare_digest(_code(key, one).encode(), given) for one in (step, step - 1))
    return now or before


def session_address(public_id: str, key: str) -> str:
    """A session's part of the address of check-in: the class's public one, and a mark that only this session has.

    Neither number nor key can be told from it, and the sessions of a class cannot be told from one another's.
    """
    return f"{public_id}{_SEPARATOR}{_tag(key)}"


def split_address(address: str) -> tuple[str, str]:
    """The class's public id and the session's mark; ("", "") for what is no such address."""
    public_id, separator, tag = address.rpartition(_SEPARATOR)
    return (public_id, tag) if separator and public_id and len(tag) == TAG_LENGTH else ("", "")


def is_tag_of(key: str, tag: str) -> bool:
    """Whether a mark is that of the session with this key."""
    return hmac.compare_digest(_tag(key).encode(), tag.encode())


def device_hash(key: str, device: str) -> str:
    """What is kept of a phone: under the session's key, so that nobody can follow it from one session to the next."""
    return hmac.new(key.encode(), f"phone:{device}".encode(), sha256).hexdigest()[:_DEVICE_HEX]


def ticket_holds(opened_at: datetime, ends_at: datetime, at: datetime) -> bool:
    """Whether a phone that read the code at `opened_at` may still say who it is."""
    return opened_at <= at <= min(opened_at + TICKET_FOR, ends_at)


@dataclass(frozen=True, slots=True)
class Who:
    """Who somebody says to be: the telephone number of the enrolment (E.164) or its code; the other one is ""."""

    phone: str = ""
    code: str = ""


def read_who(text: str) -> Who:
    """What a person typed to say who they are. Raises PhoneError for what is neither a whole number nor a code.

    The last digits of a number are not enough: whoever sits in the room could try them all.
    """
    bare = _MARKS.sub("", text).upper()
    if _ENROLMENT_CODE.fullmatch(bare):
        return Who(code=bare)
    return Who(phone=parse_phone(text))


def _step(at: datetime) -> int:
    return int(at.timestamp() // STEP.total_seconds())


def _code(key: str, step: int) -> str:
    return _letters(key, step.to_bytes(8, "big"), CODE_LENGTH)


def _tag(key: str) -> str:
    return _letters(key, b"address", TAG_LENGTH)


def _letters(key: str, message: bytes, length: int) -> str:
    digest = hmac.new(key.encode(), message, sha256).digest()
    octets = -(-length * _BITS_A_LETTER // 8)
    return b32encode(digest[:octets]).decode().rstrip("=").lower()[:length]
