"""Self check-in: the phone's pages for anybody, the screen for who takes the attendance of the class."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from nscl.accounts.enums import Permission
from nscl.training.rules.check_in import code_at
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.open_class import OpenClass, open_class_of
from tests.factories.world import World

RUNNERS = with_permission(Permission.VIEW_TRAINING, Permission.RUN_CLASSES)


def session(world: World) -> Mapping[str, object]:
    one = open_class_of(world.slug)
    return {"number": one.number, "session": one.sessions[0]}


def address(world: World) -> Mapping[str, object]:
    return {"address": open_class_of(world.slug).address}


def scanned(world: World) -> Mapping[str, object]:
    one: OpenClass = open_class_of(world.slug)
    return {"address": one.address, "code": code_at(one.key, timezone.now())}


ADDRESSES = (
    Address("check-in", public=True, kwargs=scanned),
    # Only the phone that read the code may say who it is; others are told to read it.
    Address("check-in-phone", public=True, methods="GET POST", kwargs=address, answers=410),
    Address("check-in-code", who=RUNNERS, by_thing=True, kwargs=session),
)
