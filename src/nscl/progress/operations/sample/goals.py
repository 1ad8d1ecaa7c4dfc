"""What the records of a sample year shall come to, for the counted targets of a plan to stand differently."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import cycle

from nscl.plans.enums import EditionState
from nscl.plans.models import Plan, PlanEdition
from nscl.progress.operations.sample.drawing import AIMS, Aim, count_for
from nscl.progress.queries.counts import Tallied, tally_of
from nscl.progress.queries.measures import AskedMeasure, measures_of
from nscl.progress.queries.schedules import scheduled_for
from nscl.progress.rules import MeasureFacts, Scheduled
from nscl.work.rules.kinds import KIND_RULES
from nscl.work.sample.values import SampleGoal, chance

# More records than this of one sort would hide all others.
_MOST_RECORDS = 12


@dataclass(frozen=True)
class PlanMeasures:
    """The measures of a plan's edition in force, and what its tasks schedule of them."""

    slug: str
    measures: tuple[AskedMeasure, ...]
    scheduled: Mapping[int, tuple[Scheduled, ...]]

    @classmethod
    def read(cls, plan: int) -> PlanMeasures:
        """Read them. Four queries; nothing where no edition is in force."""
        slug = Plan.objects.values_list("slug", flat=True).get(pk=plan)
        editions = list(PlanEdition.objects.filter(plan=plan, state=EditionState.ISSUED).values_list("pk", flat=True))
        measures = measures_of(editions)
        return cls(slug, measures, scheduled_for(measures, editions))

    def facts(self, measure: AskedMeasure) -> MeasureFacts:
        """What the rule of standing takes of one."""
        return measure.facts(self.scheduled.get(measure.number, ()))


def goals_of(plan: PlanMeasures, year: int, seed: int, on: date) -> tuple[SampleGoal, ...]:
    """A goal for every sort of record that a measure of the year counts, as of the year's last day or today."""
    day = min(on, date(year, 12, 31))
    groups: dict[tuple[tuple[str, str], ...], list[Tallied]] = {}
    for measure in plan.measures:
        tally = tally_of(measure)
        if tally is None or any(KIND_RULES[kind].tallied for kind in tally.kinds):
            continue  # nothing adds it up, or a record of its own does: a class is not made by its activity alone
        if not measure.is_percentage and measure.phase_start <= year <= measure.phase_end:
            one = Tallied(measure, tally)
            groups.setdefault(one.sorts(), []).append(one)
    return tuple(
        _goal(plan, group, aim, seed, day) for group, aim in zip(groups.values(), cycle(_counted_aims()), strict=False)
    )


def _counted_aims() -> Collection[Aim]:
    """What waits for a signature is never counted."""
    return tuple(aim for aim in AIMS if aim is not Aim.WAITING)


def _goal(plan: PlanMeasures, group: list[Tallied], aim: Aim, seed: int, day: date) -> SampleGoal:
    # The measure with the shortest phase is the year's own.
    first = min(group, key=lambda one: one.measure.phase_end - one.measure.phase_start)
    random = chance(seed, plan.slug, day.year, first.measure.target_key, first.measure.indicator)
    amount = count_for(random, plan.facts(first.measure), aim, day) if day.year >= first.measure.phase_start else 0
    tally = first.tally
    return SampleGoal(
        kinds=tuple(sorted(tally.kinds)),
        output=tally.output,
        amount=min(amount, _MOST_RECORDS) if tally.output is None else amount,
        measures=tuple(one.measure.number for one in group) if len(group) > 1 else (),
    )
