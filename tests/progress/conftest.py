"""A country with the five published plans, and records written plainly: what counts is the reading of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from nscl.finance.operations.intake import load_published
from nscl.institutions.queries import successor_of
from nscl.plans.models import EditionAgency, Measure, PlanEdition, Task
from nscl.plans.queries.editions import EditionHeader, edition_by_number
from nscl.records.operations import SYSTEM
from nscl.work.enums import ActivityKind, ActivityStatus, OutputKind, ParticipantKind
from nscl.work.models import Activity, ActivityClaim, ActivityOutput, AnnualPlan, Participation
from tests.factories.people import AT, make_people, make_person
from tests.factories.plans import published_packs

LONG_AGO = datetime(2021, 1, 1, tzinfo=UTC)
_numbers = count(1)


@dataclass(frozen=True)
class Country:
    """The five plans, issued, by slug; people of every role in today's Bắc Ninh; one who sees all."""

    editions: Mapping[str, int]
    people: Mapping[Role, User]
    nation: Viewer

    def header(self, slug: str) -> EditionHeader:
        return edition_by_number(self.nation, self.editions[slug])

    def viewer(self, role: Role) -> Viewer:
        return viewer_of(self.people[role])


@pytest.fixture(scope="module")
def _country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Country]:  # noqa: ARG001
    with django_db_blocker.unblock(), transaction.atomic():
        loaded = load_published(packs=[(pack, None) for pack in published_packs()], by=SYSTEM, at=AT)
        people = make_people()
        yield Country(
            editions={one.slug: one.edition_id for one in loaded},
            people=people,
            nation=viewer_of(people[Role.NATIONAL_VIEWER]),
        )
        transaction.set_rollback(True)


@pytest.fixture
def country(_country: Country, db: None) -> Country:  # noqa: ARG001  (what a test writes is taken back)
    return _country


@pytest.fixture
def other_officer(country: Country) -> Viewer:  # noqa: ARG001  (the reference data must be there)
    """The programme officer of Lạng Sơn (code 20)."""
    return viewer_of(make_person(Role.PROVINCE_OFFICER, province="20"))


@dataclass
class Recorder:
    """Writes finished activities of one plan."""

    edition: PlanEdition

    def done(
        self,
        kind: ActivityKind,
        on: date,
        *,
        outputs: Mapping[OutputKind, int] | None = None,
        people: Mapping[ParticipantKind, int] | None = None,
        claims: tuple[Measure, ...] = (),
        task: Task | None = None,
        agency: int | None = None,
        commune: int | None = None,
        is_sample: bool = False,
    ) -> Activity:
        """An activity finished on a day."""
        activity = self.planned(kind, on, task=task, agency=agency, commune=commune, is_sample=is_sample)
        activity.status, activity.done_on = ActivityStatus.DONE, on
        activity.save()
        for output, quantity in (outputs or {}).items():
            ActivityOutput.objects.create(
                activity=activity, plan_id=activity.plan_id, kind=output, quantity=Decimal(quantity)
            )
        for participant, number in (people or {}).items():
            Participation.objects.create(activity=activity, kind=participant, people=number, organisations=1)
        for measure in claims:
            ActivityClaim.objects.create(activity=activity, measure=measure, declared_at=AT)
        return activity

    def planned(
        self,
        kind: ActivityKind,
        on: date,
        *,
        task: Task | None = None,
        agency: int | None = None,
        commune: int | None = None,
        is_sample: bool = False,
    ) -> Activity:
        """An activity planned for a day."""
        plan = self.edition.plan
        body = agency or _some_agency(self.edition)
        annual, _made = AnnualPlan.objects.get_or_create(
            plan=plan, agency_id=body, year=on.year, defaults={"created_at": LONG_AGO, "is_sample": is_sample}
        )
        title = f"Việc thứ {next(_numbers)}"
        return Activity.objects.create(
            annual_plan=annual,
            plan=plan,
            unit_id=successor_of(plan.unit_id, on).id,
            agency_id=body,
            year=on.year,
            task=task or Task.objects.filter(edition=self.edition).order_by("position")[0],
            kind=kind,
            title=title,
            folded=title.lower(),
            starts_on=on,
            ends_on=on,
            commune_id=commune,
            created_at=LONG_AGO,
            is_sample=is_sample,
        )

    def measure(self, indicator: str, phase_start: int | None = None) -> Measure:
        """The measure of an indicator (the first of a phase)."""
        found = Measure.objects.filter(edition=self.edition, indicator=indicator).order_by("position", "pk")
        if phase_start is not None:
            found = found.filter(target__phase_start=phase_start)
        return found.select_related("target")[0]


def _some_agency(edition: PlanEdition) -> int:
    body = EditionAgency.objects.filter(edition=edition, agency__isnull=False).order_by("position")[0]
    assert body.agency_id is not None
    return body.agency_id


@pytest.fixture
def recorder(country: Country) -> Callable[[str], Recorder]:
    """A recorder for the plan with a slug."""

    def of(slug: str) -> Recorder:
        return Recorder(PlanEdition.objects.select_related("plan").get(pk=country.editions[slug]))

    return of
