"""The forms that ship with the system: kept as their files say, a changed one in the place of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nscl.records.operations import Actor, Reference, record_event
from nscl.training.enums import TrainingKind
from nscl.training.models import Questionnaire
from nscl.training.operations.questionnaires.rows import draft_of, hand_over, write_form
from nscl.training.question_files.shipped import Shipped


@dataclass(frozen=True, slots=True)
class LoadedForms:
    """What a load did."""

    created: int
    replaced: int

    @property
    def changed(self) -> int:
        """How many forms are new."""
        return self.created + self.replaced


@transaction.atomic
def load_shipped(*, forms: Sequence[Shipped], by: Actor, at: datetime) -> LoadedForms:
    """Keep the forms of `data/training`; run again it changes nothing. One event where it changed something."""
    # Two who migrate at once meet here.
    rows = Questionnaire.objects.select_for_update(no_key=True).filter(unit__isnull=True, retired_at__isnull=True)
    present = {row.key: row for row in rows.order_by("pk")}
    created = replaced = 0
    for one in forms:
        old = present.get(one.key)
        if old is None:
            write_form(one.draft, Questionnaire(key=one.key), by=by, at=at)
            created += 1
        elif draft_of(old) != one.draft:
            old.retired_at = at
            old.save(update_fields=["retired_at"])
            hand_over(old, write_form(one.draft, Questionnaire(key=one.key, replaces=old), by=by, at=at))
            replaced += 1
    if created or replaced:
        subject = Reference(TrainingKind.QUESTIONNAIRE, None, ", ".join(one.key for one in forms))
        record_event(action="questionnaire.shipped", by=by, at=at, subject=subject, comment=f"{created} + {replaced}")
    return LoadedForms(created, replaced)
