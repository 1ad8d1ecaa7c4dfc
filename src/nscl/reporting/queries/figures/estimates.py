"""What agencies expect the values of the year to be on 31 December, put together by measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from nscl.documents.report_papers.tables import Mark, ReportCell
from nscl.plans.rules import plain_number
from nscl.progress.queries.measures import present_measures
from nscl.reporting.enums import SubmissionState
from nscl.reporting.models import Estimate
from nscl.reporting.queries.figures.cells import EMPTY, figure
from nscl.reporting.queries.figures.gathering import Gathering
from nscl.text.formats import format_number


@dataclass(frozen=True, slots=True)
class Expected:
    """What several agencies expect of one measure: (agency, value), in the order of the agencies' names."""

    values: tuple[tuple[str, Decimal], ...] = ()

    @property
    def cell(self) -> ReportCell:
        """One number where all say the same; where they differ, from which to which: nobody may choose silently."""
        told = sorted({value for _name, value in self.values})
        if len(told) > 1:
            text = f"{_number(told[0])}–{_number(told[-1])} ({len(self.values)} cơ quan ước khác nhau)"
            return ReportCell(text=text, mark=Mark.ESTIMATE)
        return figure(told[0], Mark.ESTIMATE) if told else EMPTY

    @property
    def dispute(self) -> str:
        """Who says what, where they differ; else ""."""
        if len({value for _name, value in self.values}) < 2:  # noqa: PLR2004
            return ""
        return "; ".join(f"{name} ước {_number(value)}" for name, value in self.values)


def expected_by_measure(gathering: Gathering) -> Mapping[int, Expected]:
    """By measure: what the accepted reports of a round expect; of an agency's report what it writes itself.

    What was written of a measure of an earlier edition counts for what that has become; where one report has both, the
    later word. One query, two after an amendment; nothing without a round.
    """
    scope = gathering.scope
    if scope.round_id is None:
        return {}
    rows = Estimate.objects.filter(submission__round=scope.round_id)
    if gathering.reporters is None:
        rows = rows.filter(submission__state=SubmissionState.ACCEPTED)
    else:
        rows = rows.filter(submission__agency__in=gathering.reporters)
    columns = ("measure_id", "submission_id", "submission__agency__name", "value")
    written = list(rows.order_by("submission__agency__name", "updated_at", "pk").values_list(*columns))
    present = _present(gathering, {row[0] for row in written})
    found: dict[int, dict[int, tuple[str, Decimal]]] = defaultdict(dict)
    for measure, submission, name, value in written:
        found[present.get(measure, measure)][submission] = (name, value)
    return {measure: Expected(tuple(values.values())) for measure, values in found.items()}


def _present(gathering: Gathering, measures: Collection[int]) -> Mapping[int, int]:
    """Measures of earlier editions → what they are in the one reported on. A query only where there are such."""
    if {one.number for one in gathering.all_measures}.issuperset(measures):
        return {}
    return present_measures([gathering.scope.plan_id], [gathering.scope.edition_id])


def _number(value: Decimal) -> str:
    return format_number(plain_number(value))
