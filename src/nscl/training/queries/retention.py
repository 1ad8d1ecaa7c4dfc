"""Whose contact the retention rule takes away on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from nscl.finance.queries.rulebook import rulebook
from nscl.organisations.models import Person
from nscl.rulebook import Parameter
from nscl.text.dates import add_months
from nscl.training.models import Certificate, Enrolment, Expert, Session

RULE: Final = "personal-data.contacts-kept"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """The rule of a day, the first day that it does not reach, and the numbers of the people whom it reaches."""

    rule: Parameter
    before: date
    people: tuple[int, ...]


def people_to_forget(on: date) -> Forgotten:
    """The people whose contact nobody needs on a day: their last class, and their last registration, were longer ago
    than the rule allows.

    Kept: who is on the register of experts, and who holds a certificate that is still to expire (they are reminded).
    One query. Raises OutsideDates where no rule is in force on that day.
    """
    rule = rulebook().parameter_for(RULE, on)
    before = add_months(on, -int(rule.value))
    return Forgotten(rule, before, tuple(_reached(on, before).order_by("pk").values_list("pk", flat=True)))


def _reached(on: date, before: date) -> QuerySet[Person]:
    own = Enrolment.objects.filter(person=OuterRef("pk"))
    lately = Session.objects.filter(
        training_class__enrolments__person=OuterRef("pk"), cancelled_at__isnull=True, starts_at__date__gte=before
    )
    expert = Expert.objects.filter(person=OuterRef("pk"), retired_at__isnull=True)
    valid = Certificate.objects.filter(
        enrolment__person=OuterRef("pk"), revoked_at__isnull=True, replaced_at__isnull=True, valid_to__gte=on
    )
    has_contact = ~Q(phone="") | ~Q(email="") | Q(birth_year__isnull=False)
    return Person.objects.filter(
        has_contact,
        ~Exists(own.filter(registered_at__date__gte=before)),
        ~Exists(lately),
        ~Exists(expert),
        ~Exists(valid),
        merged_into__isnull=True,
        contact_erased_at__isnull=True,
        created_at__date__lt=before,
    )
