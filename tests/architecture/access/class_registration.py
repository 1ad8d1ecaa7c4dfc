"""The public pages of classes, and a participant's own page at an address that nobody can guess."""

from __future__ import annotations

from collections.abc import Mapping

from tests.architecture.access_matrix import Address
from tests.factories.open_class import open_class_of
from tests.factories.world import World


def public_class(world: World) -> Mapping[str, object]:
    return {"public_id": open_class_of(world.slug).public_id}


def participant(world: World) -> Mapping[str, object]:
    return {"token": open_class_of(world.slug).people[0].token}


ADDRESSES = (
    Address("open-classes", public=True),
    Address("public-class", public=True, kwargs=public_class),
    Address("class-enrol", public=True, methods="GET POST", kwargs=public_class),
    Address("class-enrol-people", public=True, methods="GET POST", kwargs=public_class),
    Address("participant", public=True, kwargs=participant),
    Address("participant-withdraw", public=True, methods="GET POST", kwargs=participant),
    Address("participant-calendar", public=True, kwargs=participant),
)
