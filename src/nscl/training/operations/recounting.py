"""Counting anew what the database keeps counted, where a recount found it to differ."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from nscl.plans.queries.access import computed
from nscl.records.operations import Actor, Reference, record_event
from nscl.training.enums import TrainingKind
from nscl.training.models import Enrolment
from nscl.training.operations.opening import open_row
from nscl.training.operations.tallying import write_tally
from nscl.training.queries.checking import TrainingCheck, check_training, miscounted


@transaction.atomic
def recount_training(*, by: Actor, at: datetime) -> TrainingCheck:
    """Write the numbers that a recount gives, and return where they differed before. One event, and one for each
    activity whose tally changes; none where nothing differs.
    """
    found = check_training()
    for row in miscounted().order_by("pk"):
        Enrolment.objects.filter(pk=row.pk).update(attended=computed(row, "counted"), version=F("version") + 1)
    # What a class gives follows from what its people attended.
    classes = {one.training_class for one in found.tallies} | {one.training_class for one in found.attended}
    for number in sorted(classes):
        opened = open_row(number, None)
        write_tally(opened, done_on=opened.activity.done_on, by=by, at=at, comment="đếm lại")
    if classes:
        subject = Reference(TrainingKind.TRAINING_CLASS, None, "Đếm lại điểm danh")
        comment = f"{len(found.attended)} học viên, {len(classes)} lớp"
        record_event(action="class.recounted", by=by, at=at, subject=subject, comment=comment)
    return found
