"""What is asked of series, and has not been answered."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.productivity.enums import Answer, QuestionKind
from nscl.productivity.models import SeriesQuestion, SeriesVintage, StatisticalSeries
from nscl.productivity.queries.joining import Joiner
from nscl.productivity.queries.series_access import QuestionMissing, reach
from nscl.productivity.queries.series_figures import Loaded
from nscl.productivity.queries.series_rows import QuestionRow
from nscl.productivity.queries.series_state import SeriesState, load_state
from nscl.productivity.rules.series_layers import ANSWERS, answered

_AROUND: Final = 2


def open_questions(viewer: Viewer | None, unit_ids: Collection[int] | None = None) -> tuple[QuestionRow, ...]:
    """What must be answered of the series that a person sees, by series and year. Eight queries for any number."""
    units = reach(viewer, Permission.VIEW_PRODUCTIVITY, unit_ids)
    rows = _counting(_of_units(units)).filter(answer=Answer.OPEN)
    series = rows.order_by().values("vintage__series")
    if not series.exists():
        return ()
    asked = StatisticalSeries.objects.filter(pk__in=series)
    only = Q(variable__in=asked.values("variable"), part__in=asked.values("part"))
    return question_rows(rows, load_state(units, only=only))


def find_question(viewer: Viewer | None, number: int) -> QuestionRow:
    """One question, answered or not. Raises QuestionMissing."""
    units = reach(viewer, Permission.VIEW_PRODUCTIVITY)
    rows = _of_units(units).filter(pk=number, vintage__withdrawn_at__isnull=True)
    row = rows.select_related("vintage__series").first()
    if row is None:
        raise QuestionMissing(str(number))
    one = row.vintage.series
    only = Q(variable=one.variable, breakdown=one.breakdown, part=one.part)
    (found,) = question_rows(rows, load_state([one.unit_id], only=only))
    return found


def count_open_questions(viewer: Viewer) -> int:
    """How many questions wait for a person: those of the provinces whose figures they keep. One query."""
    units = reach(viewer, Permission.KEEP_PRODUCTIVITY)
    return 0 if units == [] else _counting(_of_units(units)).filter(answer=Answer.OPEN).count()


def question_rows(rows: QuerySet[SeriesQuestion], state: SeriesState) -> tuple[QuestionRow, ...]:
    """Questions with the figures around them. One query."""
    known = {one.number: one for one in state.loaded.values()}
    joiner = state.joiner()
    found = rows.select_related("vintage__series", "answered_by").order_by(
        "vintage__series__unit", "vintage__series__variable", "vintage__series__part", "vintage__series", "year", "pk"
    )
    return tuple(_row(row, known[row.vintage.series_id], joiner, state) for row in found)


def _row(row: SeriesQuestion, own: Loaded, joiner: Joiner, state: SeriesState) -> QuestionRow:
    kind = QuestionKind(row.kind)
    whole = joiner.printed(own.key)
    used = answered(whole, (one.answered for one in own.questions if one.number != row.pk))
    factor = next((one.factor for one in joiner.asked(own.key) if (one.kind, one.year) == (kind, row.year)), None)
    return QuestionRow(
        number=row.pk,
        series=row.vintage.series_id,
        vintage=row.vintage_id,
        unit_id=row.vintage.series.unit_id,
        unit=state.territory.place(own.key.unit_id).words,
        series_name=own.name,
        kind=kind,
        year=row.year,
        says=row.says,
        likely=row.likely,
        answer=Answer(row.answer),
        factor=row.factor,
        reason=row.reason,
        answered_at=row.answered_at,
        answered_by=str(row.answered_by.get_full_name()) if row.answered_by else "",
        neighbours=tuple((year, value) for year, value in used.items() if abs(year - row.year) <= _AROUND),
        proposed_factor=factor,
        may_answer=ANSWERS[kind],
        is_sample=row.vintage.is_sample,
    )


def _of_units(units: Collection[int] | None) -> QuerySet[SeriesQuestion]:
    rows = SeriesQuestion.objects.all()
    return rows if units is None else rows.filter(vintage__series__unit__in=units)


def _counting(rows: QuerySet[SeriesQuestion]) -> QuerySet[SeriesQuestion]:
    """Those of the newest vintage that counts: real ones come before samples."""
    live = SeriesVintage.objects.filter(series=OuterRef("vintage__series"), withdrawn_at__isnull=True)
    same_kind = live.filter(is_sample=OuterRef("vintage__is_sample"), number__gt=OuterRef("vintage__number"))
    real = live.filter(is_sample=False)
    return rows.filter(
        ~Exists(same_kind), ~Exists(real) | Q(vintage__is_sample=False), vintage__withdrawn_at__isnull=True
    )
