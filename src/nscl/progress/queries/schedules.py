"""What the tasks of a plan schedule of a measure, where they say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nscl.documents.checks.targets.deliverables import WORDS_BY_INDICATOR
from nscl.documents.pack.enums import MeasureWhen, ScheduleKind
from nscl.plans.models import Output
from nscl.progress.queries.measures import AskedMeasure
from nscl.progress.rules import Scheduled
from nscl.text.folding import fold


@dataclass(frozen=True, slots=True)
class _Output:
    """An output with a number; years None where neither it nor its task says when."""

    unit: str
    text: str
    value: Decimal
    years: tuple[int, int] | None


def scheduled_for(
    measures: Sequence[AskedMeasure], edition_ids: Collection[int]
) -> Mapping[int, tuple[Scheduled, ...]]:
    """Measure → the quantities that tasks of its edition schedule of it. One query.

    An output belongs to a measure of a total that is counted in the same unit and whose indicator's words
    (`documents.checks.targets.deliverables`) stand in the output or its task. Where one of them has no definite years,
    the tasks do not say when, and nothing is taken.
    """
    asked = [m for m in measures if m.when is MeasureWhen.TOTAL and m.indicator in WORDS_BY_INDICATOR]
    if not asked:
        return {}
    outputs = _outputs(edition_ids)
    found = {}
    for measure in asked:
        matching = [one for one in outputs.get(measure.edition_id, ()) if _matches(one, measure)]
        scheduled = [
            Scheduled(one.value, *one.years) for one in matching if one.years is not None and _within(one, measure)
        ]
        if scheduled and len(scheduled) == len(matching):
            found[measure.number] = tuple(scheduled)
    return found


def _matches(one: _Output, measure: AskedMeasure) -> bool:
    if one.unit != fold(measure.unit):
        return False
    in_phase = one.years is None or _overlaps(one.years, measure)
    return in_phase and any(word in one.text for word in WORDS_BY_INDICATOR[measure.indicator])


def _overlaps(years: tuple[int, int], measure: AskedMeasure) -> bool:
    return years[0] <= measure.phase_end and years[1] >= measure.phase_start


def _within(one: _Output, measure: AskedMeasure) -> bool:
    return one.years is not None and measure.phase_start <= one.years[0] and one.years[1] <= measure.phase_end


def _outputs(edition_ids: Collection[int]) -> dict[int, list[_Output]]:
    rows = Output.objects.filter(edition__in=list(edition_ids), value__isnull=False, unit__isnull=False).order_by("pk")
    found: dict[int, list[_Output]] = defaultdict(list)
    for edition, unit, text, title, value, by_year, kind, start, end in rows.values_list(
        *("edition_id", "unit", "text", "task__title", "value", "by_year"),
        *("task__schedule_kind", "task__schedule_start", "task__schedule_end"),
    ):
        years = (by_year, by_year) if by_year is not None else _years(ScheduleKind(kind), start, end)
        found[edition].append(_Output(fold(unit or ""), f"{fold(text)}\n{fold(title)}", value, years))
    return found


def _years(kind: ScheduleKind, start: int | None, end: int | None) -> tuple[int, int] | None:
    """The years of a schedule that names them; an upside-down pair says nothing."""
    if start is None or kind not in {ScheduleKind.YEARS, ScheduleKind.SINGLE}:
        return None
    last = start if end is None else end
    return (start, last) if start <= last else None
