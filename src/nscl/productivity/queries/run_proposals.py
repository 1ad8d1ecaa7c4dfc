"""What a new run may sensibly begin with: years that the figures carry, the plan's target, which methods run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from nscl.documents.pack.enums import MeasureOp
from nscl.economics.growth.accounting import METHOD_NAMES, Method
from nscl.economics.growth.study import study
from nscl.economics.problems import DataProblem
from nscl.plans.enums import EditionState
from nscl.plans.models import Measure
from nscl.productivity.queries.prepared import PreparedFigures, prepare_figures
from nscl.productivity.queries.run_given import given_of
from nscl.productivity.queries.territory import territories_of
from nscl.productivity.rules.computing.given import options_of
from nscl.productivity.rules.runs import MOST_YEARS_AHEAD, RunValues

# A plan runs for five years, and so does what is told of growth.
_USUAL_YEARS = 5
_TARGET = "tfp_share"


@dataclass(frozen=True, slots=True)
class Carried:
    """Whether the figures of a province carry a method; words: why not, "" where they do."""

    method: Method
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a new run may begin with, and what the figures carry of it."""

    values: RunValues
    carried: tuple[Carried, ...]


def propose_run(unit_id: int, *, on: date) -> Proposal:
    """Choices for a new run of a province: its last five years with figures, the target and end of its plan.

    Twelve queries for any number of series: the figures are prepared once.
    """
    values = RunValues(title=_("TFP và năng suất lao động"), first_year=on.year - _USUAL_YEARS, last_year=on.year - 1)
    try:
        prepared: PreparedFigures | DataProblem = prepare_figures(unit_id, values)
    except DataProblem as problem:
        prepared = problem
    shared: set[int] = set()
    if not isinstance(prepared, DataProblem):
        shared = set(prepared.figures.output.years) & set(prepared.figures.labour.years)
    if shared:
        last = min(max(shared), on.year)
        values = replace(values, first_year=max(last - _USUAL_YEARS + 1, min(shared) + 1), last_year=last)
        values = replace(values, first_year=min(values.first_year, last))
    title = _("TFP và năng suất lao động %(first)s–%(last)s") % {"first": values.first_year, "last": values.last_year}
    values = _with_target(replace(values, title=title), unit_id, on)
    return Proposal(values, _carried(prepared, values))


def _with_target(values: RunValues, unit_id: int, on: date) -> RunValues:
    """The target for TFP's part in growth of the newest phase that has not ended, in plans of the province's land."""
    measures = Measure.objects.filter(
        indicator=_TARGET,
        edition__state=EditionState.ISSUED,
        edition__plan__unit__in=list(territories_of([unit_id]).canonical),
        target__phase_end__gte=on.year,
    ).exclude(op=MeasureOp.AT_MOST)
    found = measures.select_related("target", "edition__plan").order_by("-target__phase_start", "pk").first()
    if found is None:
        return values
    end = found.edition.plan.period_end
    ahead = end if values.last_year < end <= values.last_year + MOST_YEARS_AHEAD else None
    share = float(found.value) / 100
    return replace(values, target_share=share if 0 < share < 1 else None, forecast_to=ahead)


def _carried(prepared: PreparedFigures | DataProblem, values: RunValues) -> tuple[Carried, ...]:
    """Every method with what the figures lack for it. What is not computed is not stored."""
    if isinstance(prepared, DataProblem):
        return tuple(Carried(method, METHOD_NAMES[method], str(prepared)) for method in Method)
    given = given_of(prepared)
    made = study(given.wanted(values), options_of(values, given))
    return tuple(Carried(method, METHOD_NAMES[method], _lacks(made.refused.get(method))) for method in Method)


def _lacks(problem: DataProblem | None) -> str:
    return "" if problem is None else str(problem)
