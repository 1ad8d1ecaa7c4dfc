"""Reading which schools took up which programmes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nscl.accounts.rules import Viewer
from nscl.training.models import SchoolProgramme
from nscl.training.queries.registers.access import EntryNotFound, label_of_plan, visible
from nscl.training.rules.registers import ProgrammeDetails


@dataclass(frozen=True, kw_only=True)
class ProgrammeRow:
    """A programme of a school; ended_on None: still taught."""

    number: int
    title: str
    school_id: int
    school: str
    unit_id: int
    province: str
    plan_id: int
    plan: str
    adopted_on: date
    decision: str
    hours: Decimal | None
    learners: int | None
    ended_on: date | None
    end_reason: str
    version: int
    is_sample: bool

    @property
    def details(self) -> ProgrammeDetails:
        """What a form holds, as operations take it."""
        return ProgrammeDetails(
            title=self.title,
            school_id=self.school_id,
            plan_id=self.plan_id,
            adopted_on=self.adopted_on,
            decision=self.decision,
            hours=self.hours,
            learners=self.learners,
        )


def list_programmes(viewer: Viewer, *, unit_ids: Collection[int] | None = None) -> tuple[ProgrammeRow, ...]:
    """The programmes that the viewer may see, by school and title. One query."""
    rows = visible(SchoolProgramme.objects.select_related("unit", "school", "plan__unit"), viewer, unit_ids)
    return tuple(_row(one) for one in rows.order_by("school__folded", "folded", "pk"))


def get_programme(viewer: Viewer, number: int) -> ProgrammeRow:
    """One programme. Raises EntryNotFound. One query."""
    rows = visible(SchoolProgramme.objects.select_related("unit", "school", "plan__unit"), viewer)
    found = rows.filter(pk=number).first()
    if found is None:
        raise EntryNotFound(str(number))
    return _row(found)


def _row(one: SchoolProgramme) -> ProgrammeRow:
    return ProgrammeRow(
        number=one.pk,
        title=one.title,
        school_id=one.school_id,
        school=one.school.name,
        unit_id=one.unit_id,
        province=one.unit.name,
        plan_id=one.plan_id,
        plan=label_of_plan(one.plan),
        adopted_on=one.adopted_on,
        decision=one.decision,
        hours=one.hours,
        learners=one.learners,
        ended_on=one.ended_on,
        end_reason=one.end_reason,
        version=one.version,
        is_sample=one.is_sample,
    )
