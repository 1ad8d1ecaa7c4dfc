"""How often something may be tried that needs no account: a count in the cache, by window of time.

The cache is the worker's own (LocMemCache): with two workers somebody may try twice as often. What is guarded so is
guarded by the length of its secret too; the count keeps guessing from costing the server its time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from ipaddress import ip_address
from typing import Final

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from nscl.web.ui.errors import too_many_requests

_PREFIX: Final = "throttle"
_MINUTE: Final = 60


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many tries of one thing by one party within a window of time. name: of the thing."""

    name: str
    most: int
    within: timedelta

    @property
    def minutes(self) -> int:
        """After how many minutes, at the latest, the next try is let in."""
        return -(-int(self.within.total_seconds()) // _MINUTE)


def is_spent(limit: Limit, party: str) -> bool:
    """Whether the party has used up its tries."""
    return int(cache.get(_key(limit, party), 0)) >= limit.most


def spend(limit: Limit, party: str) -> bool:
    """Count one try more; False where it is one too many."""
    key = _key(limit, party)
    cache.add(key, 0, timeout=limit.within.total_seconds() * 2)
    try:
        return int(cache.incr(key)) <= limit.most
    except ValueError:  # thrown out of a full cache in this very moment
        return True


def refuse(request: HttpRequest, limit: Limit) -> HttpResponse:
    """The answer to one try too many."""
    return too_many_requests(request, minutes=limit.minutes)


def client_address(request: HttpRequest) -> str:
    """From where somebody asks: the machine that is connected, or, where that is the https server on this machine
    (docs/operations.md), the one that it names last. What a stranger writes into the header before that is not read.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if not _is_loopback(peer):
        return peer
    named = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return named or peer


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return not address  # a socket of this machine has no address


def _key(limit: Limit, party: str) -> str:
    window = int(timezone.now().timestamp() // limit.within.total_seconds())
    hashed = sha256(party.encode()).hexdigest()[:32]
    return f"{_PREFIX}:{limit.name}:{window}:{hashed}"
