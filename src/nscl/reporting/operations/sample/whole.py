"""A whole sample year in one act: what `progress` fills, and the reports on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nscl.plans.models import Plan
from nscl.progress.operations import sample as progress_sample
from nscl.progress.operations.sample import FilledSample
from nscl.progress.operations.sample.people import refuse_peoples_work
from nscl.records.operations import Actor
from nscl.reporting.operations.sample.removing import RemovedReports, remove_reports, sample_subjects
from nscl.reporting.operations.sample.rounds import FilledReports, fill_reports
from nscl.work.operations.sample import Removed


@dataclass(frozen=True, slots=True)
class FilledYear:
    """What was written for one plan and year: the year's work with all that belongs to it, and the reports."""

    year: FilledSample
    reports: FilledReports


@dataclass(frozen=True, slots=True)
class RemovedYear:
    """What was taken away."""

    work: Removed
    reports: RemovedReports

    @property
    def total(self) -> int:
        """How many things in all."""
        return self.work.total + self.reports.rounds


@transaction.atomic
def fill_sample(*, plan: int, year: int, seed: int, by: Actor, at: datetime) -> FilledYear:
    """Fill a year of a plan in force, then report on it. The same seed on the same day gives the same.

    Does nothing where the year's sample is there. Raises RealWorkThere, OSError.
    """
    filled = progress_sample.fill_sample(plan=plan, year=year, seed=seed, by=by, at=at)
    return FilledYear(filled, _reports(plan, filled, by=by, at=at))


@transaction.atomic
def fill_sample_of_all(*, seed: int, by: Actor, at: datetime) -> tuple[FilledYear, ...]:
    """Fill one year of every plan in force, as `progress` does, then report on each."""
    filled = progress_sample.fill_sample_of_all(seed=seed, by=by, at=at)
    return tuple(FilledYear(one, _reports(one.plan, one, by=by, at=at)) for one in filled)


@transaction.atomic
def remove_whole_sample(*, by: Actor, at: datetime, with_peoples_work: bool = False) -> RemovedYear:
    """Take every sample away, its reports first. Raises PeoplesWork where people worked on any of it."""
    if not with_peoples_work:
        refuse_peoples_work(sample_subjects())
    reports = remove_reports()
    work = progress_sample.remove_whole_sample(by=by, at=at, with_peoples_work=True)
    return RemovedYear(work, reports)


def _reports(plan: int, filled: FilledSample, *, by: Actor, at: datetime) -> FilledReports:
    if not filled.work.annual_plans:
        return FilledReports()
    found = Plan.objects.select_related("unit").get(pk=plan)
    return fill_reports(found, filled.year, by=by, at=at)
