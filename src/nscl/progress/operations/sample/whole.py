"""A whole sample year, in one act: filled for one plan or for all, taken away again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from nscl.plans.models import Plan
from nscl.productivity.operations.sample import FilledProductivity, fill_productivity, remove_productivity_sample
from nscl.progress.models import StatedValue
from nscl.progress.operations.sample.goals import PlanMeasures, goals_of
from nscl.progress.operations.sample.people import PeoplesWork, refuse_peoples_work
from nscl.progress.operations.sample.values import FilledValues, fill_values
from nscl.records.operations import Actor
from nscl.support.operations.sample import FilledSupport, fill_support, remove_support_sample
from nscl.training.operations.sample import FilledTraining, fill_training, remove_training_sample
from nscl.work.operations.sample import Filled, Removed, fill_sample_year, remove_sample
from nscl.work.queries.sample import has_any_work, plans_in_force

__all__ = ["PeoplesWork"]  # what these functions raise


@dataclass(frozen=True, slots=True)
class FilledSample:
    """What was written for one plan (its number) and year."""

    plan: int
    label: str
    year: int
    work: Filled
    values: FilledValues
    training: FilledTraining
    support: FilledSupport
    productivity: FilledProductivity

    @property
    def evidence(self) -> int:
        """How many pieces of evidence."""
        return self.work.evidence + self.values.evidence


@transaction.atomic
def fill_sample(*, plan: int, year: int, seed: int, by: Actor, at: datetime) -> FilledSample:
    """Fill a year of a plan in force: work that suits its targets, and values of what is not counted.

    The same seed on the same day gives the same. Does nothing where the year's sample is there. Raises RealWorkThere,
    OSError.
    """
    measures = PlanMeasures.read(plan)
    goals = goals_of(measures, year, seed, localdate(at))
    work = fill_sample_year(plan=plan, year=year, seed=seed, by=by, at=at, goals=goals)
    training, support, productivity = FilledTraining(), FilledSupport(), FilledProductivity()
    if work.annual_plans:
        training = fill_training(plan=plan, year=year, seed=seed, by=by, at=at)
        support = fill_support(plan=plan, year=year, by=by, at=at)
        productivity = fill_productivity(plan=plan, seed=seed, by=by, at=at)
    found = Plan.objects.select_related("unit").get(pk=plan)
    values = FilledValues(0, 0)
    if work.annual_plans and year <= localdate(at).year:
        values = fill_values(found, measures, year, seed, by=by, at=at)
    label = f"{found.unit.name} {found.period_start}–{found.period_end}"
    return FilledSample(plan, label, year, work, values, training, support, productivity)


@transaction.atomic
def fill_sample_of_all(*, seed: int, by: Actor, at: datetime) -> tuple[FilledSample, ...]:
    """Fill one year of every plan in force: this year, or the last of a plan that is over; of one to come, nothing.

    Nothing at all where anything was ever written down of the year's work, or where a sample was filled before: who
    took it away does not want it back.
    """
    if has_any_work() or StatedValue.objects.exists():
        return ()
    today = localdate(at)
    plans = [plan for plan in plans_in_force() if plan.period_start <= today.year]
    return tuple(
        fill_sample(plan=plan.number, year=min(today.year, plan.period_end), seed=seed, by=by, at=at) for plan in plans
    )


@transaction.atomic
def remove_whole_sample(*, by: Actor, at: datetime, with_peoples_work: bool = False) -> Removed:
    """Take every sample away: rows, files, what the search knows. What people wrote on their own stays.

    with_peoples_work: also where people changed a sample or added to it, what then goes with it. Raises PeoplesWork
    where they did and it is False; the plays of sample accounts do not count.
    """
    if not with_peoples_work:
        refuse_peoples_work()
    remove_productivity_sample()
    remove_support_sample()
    remove_training_sample()
    values, _by_model = StatedValue.objects.filter(is_sample=True).delete()
    return remove_sample(by=by, at=at, values=values)
