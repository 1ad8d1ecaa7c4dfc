"""Which table holds a register, and which of its columns say what: the one place where both readings look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from nscl.progress.catalogue.registered import Source
from nscl.progress.catalogue.scope import Scope
from nscl.support.enums import CaseState
from nscl.support.models import SupportCase
from nscl.support.rules.standards import ABOUT_STANDARDS, SYSTEM_STANDARDS, SYSTEMS
from nscl.training.enums import ExpertCertificateKind
from nscl.training.models import Club, ClubActivity, Enrolment, Expert, ExpertCertificate, SchoolProgramme
from nscl.training.rules.registers import one_year_before
from nscl.work.enums import ParticipantKind

_ACTIVITY = "training_class__activity__"
# A result was seen and accepted; what comes after it is money.
_SUPPORTED = (CaseState.ACCEPTED, CaseState.PAID, CaseState.CLOSED)


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """Rows of a register with the names of their columns.

    day: when the thing came about; thing: what is counted once; plan, unit: whose count it is; sample: whether made up.
    """

    rows: QuerySet[Any]
    day: str
    thing: str
    plan: str
    unit: str
    sample: str

    def within(self, scope: Scope) -> QuerySet[Any]:
        """Those of a scope, by their day. Unordered."""
        rows = self.of(scope)
        return rows.filter(**{f"{self.day}__gte": scope.first, f"{self.day}__lte": scope.last})

    def of(self, scope: Scope) -> QuerySet[Any]:
        """Those of the plans or provinces of a scope, whatever their day. Unordered."""
        rows = self.rows.order_by()
        if scope.plan_ids is not None:
            rows = rows.filter(**{f"{self.plan}__in": scope.plan_ids})
        if scope.unit_ids is not None:
            rows = rows.filter(**{f"{self.unit}__in": scope.unit_ids})
        return rows

    @property
    def owner(self) -> F:
        """Whose count it is, by number."""
        return F(self.plan)


def table_of(source: Source, as_of: date) -> RegisterTable:
    """The register behind a source. as_of: what was revoked by then is none, and what stands, stands on that day."""
    made = {
        Source.EXPERTS_CERTIFIED: lambda: _certificates(ExpertCertificateKind.PRODUCTIVITY_EXPERT, as_of),
        Source.ASSESSORS_CERTIFIED: lambda: _certificates(ExpertCertificateKind.ASSESSOR, as_of),
        Source.ENTERPRISES_TRAINED: lambda: _trained("organisation"),
        Source.ENTERPRISE_PEOPLE: lambda: _trained("person"),
        Source.EXPERTS_TRAINED: lambda: RegisterTable(
            Expert.objects.all(), "trained_on", "pk", "trained_plan", "unit", "is_sample"
        ),
        Source.SCHOOLS_TEACHING: lambda: RegisterTable(
            SchoolProgramme.objects.all(), "adopted_on", "school", "plan", "unit", "is_sample"
        ),
        Source.CLUBS_FOUNDED: lambda: _clubs("pk"),
        Source.CLUBS_ACTIVE: lambda: _clubs("pk", active_on(as_of)),
        Source.SCHOOLS_WITH_CLUBS: lambda: _clubs("school", active_on(as_of)),
        Source.ORGANISATIONS_SUPPORTED: lambda: _supported(Q()),
        Source.STANDARDS_SUPPORTED: lambda: _supported(_about_standards()),
    }
    return made[source]()


def _clubs(thing: str, which: Q | None = None) -> RegisterTable:
    rows = Club.objects.filter(which or Q())
    return RegisterTable(rows, "founded_on", thing, "plan", "unit", "is_sample")


def _certificates(kind: ExpertCertificateKind, as_of: date) -> RegisterTable:
    rows = ExpertCertificate.objects.filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=as_of), kind=kind)
    return RegisterTable(rows, "certified_on", "expert", "plan", "expert__unit", "expert__is_sample")


def _trained(thing: str) -> RegisterTable:
    """Who came from enterprises to classes that are done, by the index `training_enrolment_counting`."""
    rows = Enrolment.objects.filter(attended__gt=0, kind=ParticipantKind.ENTERPRISE, organisation__isnull=False)
    sample = "training_class__is_sample"
    return RegisterTable(rows, f"{_ACTIVITY}done_on", thing, f"{_ACTIVITY}plan", f"{_ACTIVITY}unit", sample)


def _supported(about: Q) -> RegisterTable:
    """Cases with an accepted result; the thing is the organisation whose history of support the case is in."""
    lineage = Coalesce("organisation__lineage", "organisation")
    rows = SupportCase.objects.filter(about, state__in=_SUPPORTED).annotate(supported=lineage)
    return RegisterTable(rows, "acceptance__on", "supported", "plan", "unit", "is_sample")


def _about_standards() -> Q:
    of_standard = Q()
    for beginning in SYSTEM_STANDARDS:
        of_standard |= Q(subject__istartswith=beginning)
    return Q(content__in=ABOUT_STANDARDS) | (Q(content=SYSTEMS) & of_standard)


def active_on(day: date) -> Q:
    """Clubs that stand on a day: founded, not closed, and with something done in the twelve months before."""
    done = ClubActivity.objects.filter(club=OuterRef("pk"), withdrawn_at__isnull=True)
    lately = done.filter(held_on__gte=one_year_before(day), held_on__lte=day)
    return Q(Q(closed_on__isnull=True) | Q(closed_on__gt=day), Exists(lately), founded_on__lte=day)


def year_end(year: int, on: date) -> date:
    """The day as of which a level of a year is told: its last, or the day asked for while the year runs."""
    return min(date(year, 12, 31), on)
