"""What hangs on people in training: their classes, and whether they are on the register of experts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from nscl.training.enums import EnrolmentState
from nscl.training.models import Enrolment, Expert


@dataclass(frozen=True, slots=True)
class OwnClass:
    """A class on whose list a person is or was. attended: how many of its sessions."""

    number: int
    title: str
    starts_on: date
    attended: int


def classes_of_people(people: Collection[int]) -> Mapping[int, tuple[OwnClass, ...]]:
    """The classes of each of these people, the latest first; those of nobody else. One query."""
    rows = Enrolment.objects.filter(person__in=list(people)).exclude(state=EnrolmentState.MERGED)
    found: dict[int, list[OwnClass]] = defaultdict(list)
    for row in rows.select_related("training_class__activity").order_by("-training_class__activity__starts_on", "pk"):
        activity = row.training_class.activity
        found[row.person_id].append(OwnClass(row.training_class_id, activity.title, activity.starts_on, row.attended))
    return {person: tuple(classes) for person, classes in found.items()}


def experts_among(people: Collection[int]) -> frozenset[int]:
    """Those of these people who are on a register of experts. One query."""
    return frozenset(Expert.objects.filter(person__in=list(people)).order_by("pk").values_list("person", flat=True))
