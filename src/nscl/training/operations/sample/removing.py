"""Taking the sample of training away: before that of the year's work, on whose activities it hangs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from nscl.organisations.models import Organisation, Person, PersonMerge
from nscl.records.operations import Reference, remove_entries
from nscl.training.enums import TrainingKind
from nscl.training.models import (
    Attendance,
    AttendanceStep,
    Certificate,
    Club,
    Course,
    Enrolment,
    Evaluation,
    Expert,
    ExpertCertificate,
    Result,
    SchoolProgramme,
    TrainingClass,
)

_REGISTERS: dict[TrainingKind, type[Expert] | type[Club] | type[SchoolProgramme]] = {
    TrainingKind.EXPERT: Expert,
    TrainingKind.CLUB: Club,
    TrainingKind.PROGRAMME: SchoolProgramme,
}


def remove_training_sample() -> int:
    """Take away every sample of training with what people added to it; returns how many classes there were.

    A person or an organisation of a sample that something real names by now stays, as does a course that a real class
    was made of. The caller writes the event.
    """
    classes = TrainingClass.objects.filter(is_sample=True)
    count = classes.count()
    Certificate.objects.filter(enrolment__training_class__in=classes).delete()
    Evaluation.objects.filter(training_class__in=classes).delete()
    Result.objects.filter(enrolment__training_class__in=classes).delete()
    AttendanceStep.objects.filter(training_class__in=classes).delete()
    Attendance.objects.filter(training_class__in=classes).delete()
    Enrolment.objects.filter(training_class__in=classes).delete()
    classes.delete()
    Course.objects.filter(is_sample=True, classes__isnull=True).delete()
    _remove_registers()
    _remove_people()
    return count


def sample_subjects() -> dict[str, QuerySet[Any]]:
    """The samples of this package by what the audit trail calls them: for who asks whether people worked on them."""
    return {
        TrainingKind.TRAINING_CLASS: TrainingClass.objects.filter(is_sample=True).values("pk"),
        TrainingKind.COURSE: Course.objects.filter(is_sample=True).values("pk"),
        **{kind: model._default_manager.filter(is_sample=True).values("pk") for kind, model in _REGISTERS.items()},
    }


def _remove_registers() -> None:
    for kind, model in _REGISTERS.items():
        for number in model._default_manager.filter(is_sample=True).order_by("pk").values_list("pk", flat=True):
            remove_entries(owner=Reference(kind.value, number))
    ExpertCertificate.objects.filter(expert__is_sample=True).delete()
    for model in _REGISTERS.values():
        model._default_manager.filter(is_sample=True).delete()


def _remove_people() -> None:
    """Rows that nothing names any more."""
    PersonMerge.objects.filter(kept__is_sample=True, absorbed__is_sample=True).delete()
    people = Person.objects.filter(is_sample=True, enrolments__isnull=True, expert__isnull=True)
    people = people.filter(merges__isnull=True, absorbed__isnull=True)
    # Those that were merged into another first.
    people.filter(merged_into__isnull=False).delete()
    people.delete()
    named = Person.objects.filter(organisation__isnull=False).values("organisation")
    used = Enrolment.objects.filter(organisation__isnull=False).values("organisation")
    organisations = Organisation.objects.filter(is_sample=True, clubs__isnull=True, programmes__isnull=True)
    # Real cases, visits, branches of them: what people wrote on their own stays, and so do these.
    organisations = organisations.filter(support_cases__isnull=True, visits__isnull=True, branches__isnull=True)
    organisations.exclude(pk__in=named).exclude(pk__in=used).delete()
