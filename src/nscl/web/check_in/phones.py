"""What a phone carries: by what it is known for a day, and that it read the code of a session."""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from nscl.training.queries.check_in import CheckInSession
from nscl.training.rules.check_in import TICKET_FOR

_PHONE: Final = "nscl-phone"
_TICKET: Final = "nscl-check-in"
_SALT: Final = "nscl.web.check_in"
# One phone, one person holds for a session; nobody is followed for longer than the day.
_KNOWN_FOR: Final = timedelta(days=1)
_DEVICE: Final = re.compile(r"[0-9a-f]{32}")


def phone_of(request: HttpRequest) -> str:
    """By what the phone is known; a new name where it has none."""
    given = request.get_signed_cookie(_PHONE, default="", salt=_SALT, max_age=_KNOWN_FOR) or ""
    return given if _DEVICE.fullmatch(given) else secrets.token_hex(16)


def give_ticket(response: HttpResponse, address: str, session: CheckInSession, phone: str, at: datetime) -> None:
    """Have the phone remember that it read the code of this session at this moment."""
    base = reverse("check-in-phone", kwargs={"address": address})
    ticket = signing.dumps([session.number, phone, at.timestamp()], salt=_SALT)
    response.set_cookie(_TICKET, ticket, **_kept(base, TICKET_FOR))
    every = base.removesuffix(f"{address}/")
    response.set_signed_cookie(_PHONE, phone, salt=_SALT, **_kept(every, _KNOWN_FOR))


def ticket_of(request: HttpRequest, session: CheckInSession, at: datetime) -> str:
    """By what the phone is known that may check in to the session now; "" where it may not."""
    try:
        number, phone, opened = signing.loads(request.COOKIES.get(_TICKET, ""), salt=_SALT)
        opened_at = datetime.fromtimestamp(opened, tz=UTC)
    except (signing.BadSignature, ValueError, TypeError, OverflowError):
        return ""
    return str(phone) if number == session.number and session.ticket_holds(opened_at, at) else ""


def _kept(path: str, length: timedelta) -> dict[str, Any]:
    """How a cookie is kept: for these addresses alone, out of reach of scripts."""
    secure = bool(settings.SESSION_COOKIE_SECURE)
    return {"max_age": length, "path": path, "secure": secure, "httponly": True, "samesite": "Lax"}
