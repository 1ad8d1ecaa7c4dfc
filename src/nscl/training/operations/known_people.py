"""Somebody whom the register knows comes to a class: chosen, not typed again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.organisations.models import Person
from nscl.organisations.operations import PersonEntry
from nscl.records.operations import Actor
from nscl.training.enums import EnrolmentSource
from nscl.training.operations.enrolments import Applicant, Enrolled, enrol_many
from nscl.training.operations.errors import AlreadyEnrolled, StateRefused


@transaction.atomic
def enrol_known(*, training_class: int, person: int, viewer: Viewer | None, by: Actor, at: datetime) -> Enrolled:
    """Put a registered person on the list, from the organisation and in the position that are known of them.

    Raises as `enrolments.enrol`, and StateRefused for somebody who was merged into another meanwhile.
    """
    row = Person.objects.filter(pk=person, merged_into__isnull=True).first()
    if row is None:
        raise StateRefused(_("Người này không còn trong danh bạ (có thể vừa gộp). Hãy tìm lại."))
    entry = PersonEntry(name=row.name, organisation_id=row.organisation_id, position=row.position)
    (found,) = enrol_many(
        training_class=training_class,
        people=[Applicant(entry, known=person)],
        source=EnrolmentSource.STAFF,
        viewer=viewer,
        by=by,
        at=at,
    )
    if not found.is_new:
        raise AlreadyEnrolled(found.number, row.name)
    return found
