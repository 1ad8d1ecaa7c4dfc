"""The access matrix: every address of the site, and who may open it. One table a folder of `nscl.web`, in `access/`.

A row says what each role meets; the test (`test_access.py`) opens every address as every role and as a stranger.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType

from nscl.accounts.enums import Permission, Role
from nscl.accounts.rules import PERMISSIONS_OF_ROLE
from tests.architecture import access
from tests.factories.world import World

EVERY_ROLE = frozenset(Role)


def nothing(_world: World) -> Mapping[str, str]:
    return {}


def with_permission(*permissions: Permission) -> frozenset[Role]:
    """The roles that hold every one of `permissions`."""
    return frozenset(role for role in Role if set(permissions) <= PERMISSIONS_OF_ROLE[role])


@dataclass(frozen=True)
class Address:
    """One address: its url name (with its namespace), and who may open it.

    who       roles let in; every other role meets 404, a stranger the sign-in page
    public    a stranger is let in too
    methods   what the view answers: "GET", "POST" or "GET POST"; the other one meets 405
    kwargs    the path's values; query and data: what follows the "?", and the fields of a POST
    by_thing  whoever has an account may ask, the thing itself says who sees it: the method is looked at before
    answers   what GET answers those let in, where it is not 200; stranger: what it answers a stranger, where a
              public page answers them otherwise
    """

    name: str
    who: frozenset[Role] = EVERY_ROLE
    public: bool = False
    by_thing: bool = False
    methods: str = "GET"
    kwargs: Callable[[World], Mapping[str, object]] = nothing
    query: Callable[[World], Mapping[str, str]] = nothing
    data: Callable[[World], Mapping[str, object]] = nothing
    answers: int = 200
    stranger: int | None = None


def tables() -> list[ModuleType]:
    """The modules with the tables, by name."""
    names = sorted(found.name for found in pkgutil.iter_modules(access.__path__))
    return [importlib.import_module(f"{access.__name__}.{name}") for name in names]


def addresses() -> tuple[Address, ...]:
    """All rows of all tables."""
    return tuple(row for table in tables() for row in table.ADDRESSES)


def prepare(world: World) -> None:
    """Let tables build once what their rows are about, where that is too much for each of them."""
    for table in tables():
        if hasattr(table, "prepare"):
            table.prepare(world)
