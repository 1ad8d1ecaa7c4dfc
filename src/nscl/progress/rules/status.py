"""Where a measure stands on a day: domain.md's table of standing, one case for each `when`.

| when | due by now |
|---|---|
| total | value × share of the phase elapsed, or what the tasks schedule until now where they schedule all of it |
| each_year | value × share of the year elapsed in the running year; each past year counts whole and alone |
| by_end | straight line from the base to the target where there is a base, else not due until the end |
| average_per_year, growth_per_year | the value itself, against the geometric mean of yearly growth so far |

Done ≥ value; on track ≥ due; at risk ≥ 0.8 due; else late. What the table leaves open is decided so, and tested:
- once the phase is over there is no risk any more: what is not reached is late;
- a yearly target is done when all years of the phase are; a running year that is met is on track;
- shares do not grow with the year: a yearly percentage is due whole at once;
- an average of counts (no percentage) is their sum over the years elapsed;
- a ceiling (at_most) is on track below its share of time, at risk above it, late when broken, done at the end;
- a year without data is not zero: it makes the standing "no data", unless another year already fell short.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.progress.enums import SOURCES_OF_NOTHING, StandingStatus, ValueSource
from nscl.progress.rules import words
from nscl.progress.rules.arithmetic import (
    ZERO,
    elapsed,
    mean_growth,
    required,
    satisfies,
    scheduled_until,
    shown_due,
    year_elapsed,
)
from nscl.progress.rules.values import Base, MeasureFacts, Observed, Standing

# domain.md: "at risk ≥ 0.8 due".
AT_RISK_FROM: Final = Decimal("0.8")


def standing(measure: MeasureFacts, observed: Observed, on: date) -> Standing:
    """Where a measure stands at the end of a day, with what was observed by then.

    Awaited or uncounted where no record gives the indicator and nobody stated it; not due before the phase; no data
    where nothing is known. Raises nothing: whatever a plan asks for has an answer.
    """
    if observed.source in SOURCES_OF_NOTHING:
        return _without_a_way(observed.source)
    if on < measure.first_day:
        return Standing(None, None, StandingStatus.NOT_DUE, words.not_begun(measure))
    match measure.when:
        case MeasureWhen.TOTAL:
            return _total(measure, observed, on)
        case MeasureWhen.EACH_YEAR:
            return _each_year(measure, observed, on)
        case MeasureWhen.BY_END:
            return _by_end(measure, observed, on)
        case MeasureWhen.AVERAGE_PER_YEAR | MeasureWhen.GROWTH_PER_YEAR:
            return _yearly_mean(measure, observed, on)


def _without_a_way(source: ValueSource) -> Standing:
    if source is ValueSource.AWAITED:
        return Standing(None, None, StandingStatus.AWAITED, words.records_to_come())
    return Standing(None, None, StandingStatus.UNCOUNTED, words.no_way_to_count())


def whole_value(measure: MeasureFacts, observed: Observed, on: date) -> Decimal | None:
    """The value as a whole by a day: its level, else the sum of the phase's years; None where nothing is known."""
    if observed.level is not None:
        return observed.level
    known = _known_years(measure, observed, on)
    return sum(known.values(), ZERO) if known else None


def _known_years(measure: MeasureFacts, observed: Observed, on: date) -> dict[int, Decimal]:
    last = min(measure.phase_end, on.year)
    return {year: value for year, value in sorted(observed.by_year.items()) if measure.phase_start <= year <= last}


def _total(measure: MeasureFacts, observed: Observed, on: date) -> Standing:
    due = scheduled_until(measure, on)
    if due is None:
        due = required(measure) * elapsed(measure.first_day, measure.last_day, on)
    return _against(measure, whole_value(measure, observed, on), due, on)


def _by_end(measure: MeasureFacts, observed: Observed, on: date) -> Standing:
    value = whole_value(measure, observed, on)
    if on >= measure.last_day:
        # The end has come: reached or not, nothing in between.
        return _against(measure, value, required(measure), on, is_over=True)
    if observed.base is not None:
        return _against(measure, value, _line(measure, observed.base, on), on)
    if value is None:
        return Standing(None, None, StandingStatus.NO_DATA, words.no_data(measure, None, on))
    if measure.op is not MeasureOp.AT_MOST and satisfies(measure, value):
        return Standing(value, None, StandingStatus.DONE, words.reached(measure, value, on))
    return Standing(value, None, StandingStatus.NOT_DUE, words.not_due(measure, value, on))


def _line(measure: MeasureFacts, base: Base, on: date) -> Decimal:
    """The straight line from the base to what is required, over the phase or what of it comes after the base."""
    share = elapsed(max(measure.first_day, base.on), measure.last_day, on)
    return base.value + (required(measure) - base.value) * share


def _against(
    measure: MeasureFacts, value: Decimal | None, due: Decimal, on: date, *, is_over: bool | None = None
) -> Standing:
    """A value against what was due and against the whole target. is_over: whether the time for it has run out."""
    over = on > measure.last_day if is_over is None else is_over
    shown = shown_due(measure, due)
    if value is None:
        return Standing(None, shown, StandingStatus.NO_DATA, words.no_data(measure, shown, on))
    if measure.op is MeasureOp.AT_MOST:
        return _under_ceiling(measure, value, due, on)
    if satisfies(measure, value):
        return Standing(value, shown, StandingStatus.DONE, words.reached(measure, value, on))
    if over:
        return Standing(value, shown, StandingStatus.LATE, words.missed(measure, value))
    return Standing(value, shown, _grade(value, due), words.so_far(measure, value, shown, on))


def _grade(value: Decimal, due: Decimal) -> StandingStatus:
    if value >= due:
        return StandingStatus.ON_TRACK
    # Below zero, "0.8 of what was due" lies the other way.
    risky = due * AT_RISK_FROM if due > 0 else due / AT_RISK_FROM
    return StandingStatus.AT_RISK if value >= risky else StandingStatus.LATE


def _under_ceiling(measure: MeasureFacts, value: Decimal, due: Decimal, on: date) -> Standing:
    shown = shown_due(measure, due)
    if value > measure.value:
        return Standing(value, shown, StandingStatus.LATE, words.within(measure, value, on))
    status = StandingStatus.ON_TRACK if value <= due else StandingStatus.AT_RISK
    status = StandingStatus.DONE if on >= measure.last_day else status
    return Standing(value, shown, status, words.within(measure, value, on))


def _each_year(measure: MeasureFacts, observed: Observed, on: date) -> Standing:
    known = _known_years(measure, observed, on)
    past = [year for year in range(measure.phase_start, measure.phase_end + 1) if year < on.year]
    short = [(year, known[year]) for year in past if year in known and not satisfies(measure, known[year])]
    over = on.year > measure.phase_end
    last = measure.phase_end if over else on.year
    value = known.get(last)
    share = Decimal(1) if over or measure.is_percentage else year_elapsed(on)
    due = required(measure) * share
    shown = shown_due(measure, due)
    if short:
        return Standing(value, shown, StandingStatus.LATE, words.short_years(measure, short))
    unknown = [year for year in range(measure.phase_start, last + 1) if year not in known]
    if value is None or unknown:
        sentence = words.years_without_data(measure, unknown, None if over else shown, on)
        return Standing(value, shown, StandingStatus.NO_DATA, sentence)
    final = last == measure.phase_end and (measure.op is not MeasureOp.AT_MOST or on >= measure.last_day)
    if final and satisfies(measure, value):
        return Standing(value, shown, StandingStatus.DONE, words.every_year(measure))
    return Standing(value, shown, _running_year(measure, value, due), words.this_year(measure, value, shown, on))


def _running_year(measure: MeasureFacts, value: Decimal, due: Decimal) -> StandingStatus:
    if measure.op is MeasureOp.AT_MOST:
        if value > measure.value:
            return StandingStatus.LATE
        return StandingStatus.ON_TRACK if value <= due else StandingStatus.AT_RISK
    # Met already, also where "more than" lies above what is due on the last day.
    return StandingStatus.ON_TRACK if satisfies(measure, value) else _grade(value, due)


def _yearly_mean(measure: MeasureFacts, observed: Observed, on: date) -> Standing:
    known = _known_years(measure, observed, on)
    due = required(measure)
    shown = shown_due(measure, due)
    if not known:
        return Standing(None, shown, StandingStatus.NO_DATA, words.no_data(measure, shown, on))
    if measure.is_percentage:
        value = mean_growth(list(known.values()))
    else:
        years = elapsed(measure.first_day, measure.last_day, on) * (measure.phase_end - measure.phase_start + 1)
        value = sum(known.values(), ZERO) / years
    complete = on >= measure.last_day and len(known) == measure.phase_end - measure.phase_start + 1
    sentence = words.mean_of_years(measure, value, list(known))
    if measure.op is MeasureOp.AT_MOST:
        met = StandingStatus.DONE if complete else StandingStatus.ON_TRACK
        return Standing(value, shown, met if value <= measure.value else StandingStatus.LATE, sentence)
    if satisfies(measure, value):
        return Standing(value, shown, StandingStatus.DONE if complete else StandingStatus.ON_TRACK, sentence)
    if on > measure.last_day:
        return Standing(value, shown, StandingStatus.LATE, sentence)
    return Standing(value, shown, _grade(value, due), sentence)
