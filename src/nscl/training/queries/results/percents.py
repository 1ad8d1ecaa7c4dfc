"""What the test gave, by enrolment."""

from __future__ import annotations

from decimal import Decimal

from nscl.training.models import Result


def percents_of(training_class: int) -> dict[int, Decimal]:
    """The results of a class. One query."""
    rows = Result.objects.filter(enrolment__training_class=training_class).order_by("pk")
    return dict(rows.values_list("enrolment_id", "percent"))
