"""Whose password was tried: the name that wrong tries are counted under."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest


def name_tried(request: HttpRequest, credentials: Mapping[str, str | None] | None) -> str | None:
    """AXES_USERNAME_CALLABLE: the account name or address as it was typed, in small letters.

    Django passes it as `username`, axes as `login`, the form posts `login`. An account is found whatever the letters'
    case, so CANBO and canbo must be one name here too, or each way of writing it would have its own five tries.
    """
    given = credentials or {}
    name = given.get("username") or given.get("login") or request.POST.get("login", "")
    return str(name).strip().casefold() or None
