"""Whom a class trained, counted from its enrolments: what its activity says once it is done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count, Q

from nscl.organisations.enums import Sex
from nscl.training.models import Enrolment
from nscl.work.enums import ParticipantKind
from nscl.work.rules.values import Participants


def tallies_of(classes: Collection[int]) -> dict[int, tuple[Participants, ...]]:
    """Participants by kind of organisation, by class: one attendance for each person who was at a session at least.

    women: those known to be; None where nobody of the kind said. Classes that nobody attended are left out. One query.
    """
    rows = (
        Enrolment.objects.filter(training_class__in=list(classes), attended__gt=0)
        .order_by("training_class_id", "kind")
        .values("training_class_id", "kind")
        .annotate(
            people=Count("pk"),
            told=Count("pk", filter=~Q(person__sex="")),
            women=Count("pk", filter=Q(person__sex=Sex.FEMALE)),
            organisations=Count("organisation", distinct=True),
        )
    )
    found: defaultdict[int, list[Participants]] = defaultdict(list)
    for row in rows:
        women = row["women"] if row["told"] else None
        kind = ParticipantKind(row["kind"])
        found[row["training_class_id"]].append(Participants(kind, row["people"], row["organisations"], women))
    return {number: tuple(sorted(many, key=lambda one: one.kind)) for number, many in found.items()}
