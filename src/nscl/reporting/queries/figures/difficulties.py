"""The table of difficulties: raised in the report's time, or still open from before, and how they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils.timezone import get_default_timezone, localdate, make_aware

from nscl.documents.report_papers.tables import ReportRow, ReportTable, TableCode
from nscl.reporting.queries.figures.cells import Made, day, day_column, text_column, words
from nscl.reporting.queries.figures.gathering import Gathering
from nscl.text.dates import format_date
from nscl.work.enums import DifficultyState
from nscl.work.models import Difficulty, DifficultyStep

_COLUMNS = (
    text_column("difficulty", "Khó khăn, vướng mắc", 3.0),
    text_column("subject", "Về việc", 2.0),
    text_column("raised_by", "Cơ quan nêu", 1.6),
    day_column("raised_on", "Ngày nêu"),
    text_column("given_to", "Giao trả lời", 1.6),
    text_column("state", "Tình trạng", 1.2),
)


def difficulties_table(gathering: Gathering) -> Made:
    """What stood in the way, oldest first, as it stood at the end of the day of the report. Two queries.

    Of an agency: what it raised, and what was given to it.
    """
    scope = gathering.scope
    end = _start_of(scope.as_of + timedelta(days=1))
    rows = Difficulty.objects.filter(plan=scope.plan_id, raised_at__lt=end)
    rows = rows.filter(Q(closed_at__isnull=True) | Q(closed_at__gte=_start_of(scope.period_start)))
    if gathering.is_agency:
        rows = rows.filter(Q(agency__in=gathering.own) | Q(assignee__in=gathering.own))
    found = list(rows.select_related("agency", "assignee").order_by("raised_at", "pk"))
    states = _states_by(end, [one.pk for one in found])
    shown = tuple(_row(one, states.get(one.pk, DifficultyState.OPEN)) for one in found)
    note = _note([states.get(one.pk, DifficultyState.OPEN) for one in found], scope.as_of)
    table = ReportTable(TableCode.DIFFICULTIES, "Khó khăn, vướng mắc", _COLUMNS, shown, note)
    return Made(table, any(one.is_sample for one in found))


def _start_of(on: date) -> datetime:
    """The beginning of a day in Vietnam."""
    return make_aware(datetime.combine(on, time()), get_default_timezone())


def _states_by(end: datetime, numbers: Collection[int]) -> Mapping[int, DifficultyState]:
    """Where each stood by then: the last step before. One query."""
    steps = DifficultyStep.objects.filter(difficulty__in=numbers, at__lt=end).order_by("at", "pk")
    return {number: DifficultyState(state) for number, state in steps.values_list("difficulty_id", "to_state")}


def _row(difficulty: Difficulty, state: DifficultyState) -> ReportRow:
    cells = (
        words(difficulty.title),
        words(difficulty.subject_label),
        words(difficulty.agency.name if difficulty.agency else "Toàn tỉnh"),
        day(localdate(difficulty.raised_at)),
        words(difficulty.assignee.name if difficulty.assignee else ""),
        words(str(state.label)),
    )
    return ReportRow(f"difficulty:{difficulty.pk}", cells)


def _note(states: Sequence[DifficultyState], as_of: date) -> str:
    """How many stand where."""
    if not states:
        return "Không có khó khăn, vướng mắc nào được nêu trong kỳ báo cáo."
    counted = Counter(states)
    said = ", ".join(f"{counted[state]} {state.label}" for state in DifficultyState if counted[state])
    return f"{len(states)} khó khăn, vướng mắc; tính đến hết ngày {format_date(as_of)}: {said}."
