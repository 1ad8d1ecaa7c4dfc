"""What several tables of one report ask of the database, asked once."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from nscl.institutions.models import AgencySuccession
from nscl.institutions.rules import reachable
from nscl.progress.queries.measures import AskedMeasure, measures_of
from nscl.progress.queries.programme import Known
from nscl.progress.queries.rows import MeasureStandingRow
from nscl.reporting.queries.figures.plan_tasks import PlanTasks, ReportedTask
from nscl.reporting.rules.scope import ReportScope
from nscl.work.enums import ActivityStatus
from nscl.work.models import Activity

NOBODY: Final[frozenset[int]] = frozenset()


class Gathering:
    """One report under collection. reporters: the agencies for which one reports; None: the province's report."""

    def __init__(self, scope: ReportScope, reporters: frozenset[int] | None, *, with_records: bool) -> None:
        self.scope = scope
        self.reporters = reporters
        self.with_records = with_records

    @property
    def is_agency(self) -> bool:
        """Whether it is an agency's report."""
        return self.reporters is not None

    @cached_property
    def _edges(self) -> list[tuple[int, int]]:
        return list(AgencySuccession.objects.order_by("pk").values_list("predecessor_id", "successor_id"))

    @cached_property
    def own(self) -> frozenset[int]:
        """The reporters and all that went into them: their records are the report's. One query."""
        backward = [(successor, predecessor) for predecessor, successor in self._edges]
        return NOBODY.union(*(reachable(one, backward) for one in self.reporters or ()))

    @cached_property
    def named(self) -> frozenset[int]:
        """The same with what the reporters went into: a plan may name any of them (`work.queries.parts`)."""
        return self.own.union(*(reachable(one, self._edges) for one in self.reporters or ()))

    @cached_property
    def tasks(self) -> PlanTasks:
        """The tasks of the edition. Two queries, at most three."""
        return PlanTasks(self.scope.plan_id, self.scope.edition_id, self.scope.years)

    @cached_property
    def own_work(self) -> frozenset[tuple[int, str]]:
        """The tasks and kinds of the activities that the reporters plan or did in the report's years. One query."""
        rows = Activity.objects.filter(plan=self.scope.plan_id, agency__in=self.own, year__in=self.scope.years)
        live = rows.exclude(status=ActivityStatus.CANCELLED).order_by()
        return frozenset(live.values_list("task_id", "kind").distinct())

    @cached_property
    def own_tasks(self) -> tuple[ReportedTask, ...]:
        """Of a province all tasks; of an agency those that name it, and those under which it does something.

        An agency that no task names answers to those that name a group ("các sở, ngành").
        """
        if self.reporters is None:
            return self.tasks.all
        named = {task.number for task in self.tasks.all if self.named & task.bodies}
        named = named or {task.number for task in self.tasks.all if task.names_groups}
        done = {task.number for number, _kind in self.own_work if (task := self.tasks.here(number)) is not None}
        return tuple(task for task in self.tasks.all if task.number in named | done)

    @cached_property
    def all_measures(self) -> tuple[AskedMeasure, ...]:
        """The measures of the edition, those of other phases too. One query."""
        return measures_of([self.scope.edition_id])

    @cached_property
    def measures(self) -> tuple[AskedMeasure, ...]:
        """Those whose phase has a year in common with the report's."""
        first, last = self.scope.years[0], self.scope.years[-1]
        return tuple(one for one in self.all_measures if one.phase_start <= last and one.phase_end >= first)

    @cached_property
    def known(self) -> Known:
        """All that is known of the measures by the day of the report. As many queries as `programme_table`."""
        return Known.read(self.all_measures, [self.scope.edition_id], [self.scope.plan_id], self.scope.as_of)

    @cached_property
    def standings(self) -> dict[int, MeasureStandingRow]:
        """Where each measure of `all_measures` stands, by its number."""
        return {one.number: self.known.row(one) for one in self.all_measures}
