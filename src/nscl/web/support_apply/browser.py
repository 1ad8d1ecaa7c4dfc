"""The key by which a browser is known again that opened a link: a cookie for these pages alone."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE: Final = "nscl_ho_so"
PATH: Final = "/ho-so-ho-tro/"
# Beyond the life of any link; each that is opened sets it anew.
_KEPT_FOR: Final = timedelta(days=60)
_BYTES: Final = 32  # 256 bits
_SHAPE: Final = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def browser_key(request: HttpRequest) -> str:
    """The key of this browser; "" where it has none, or one that is not of our making."""
    given = request.COOKIES.get(COOKIE, "")
    return given if _SHAPE.fullmatch(given) else ""


def new_browser_key() -> str:
    """A key that nobody can guess."""
    return secrets.token_urlsafe(_BYTES)


def keep_key(response: HttpResponse, key: str) -> None:
    """Have the browser keep its key: not for scripts, not for other sites, over HTTPS wherever the site has it."""
    response.set_cookie(
        COOKIE,
        key,
        max_age=_KEPT_FOR,
        path=PATH,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
