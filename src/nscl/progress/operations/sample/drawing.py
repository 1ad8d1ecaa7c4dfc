"""Values of a sample, tried against the rule that shows them: plain values, no database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from random import Random
from typing import Final

from nscl.documents.pack.enums import MeasureWhen
from nscl.progress.enums import StandingStatus, ValueSource
from nscl.progress.rules import Base, MeasureFacts, Observed, standing
from nscl.progress.rules.arithmetic import required
from nscl.progress.rules.statements import Statement

# How finely values are tried, from nothing to a little more than is required.
_STEPS: Final = 48
_MOST: Final = Decimal("1.12")
_SHOWN: Final = Decimal("0.1")
# Of what is required, what there was before the work, in per cent.
_BASE: Final = (45, 80)
_HALF_YEAR: Final = (6, 30)
_DECEMBER, _LAST_DAY = 12, 31
_WHOLE: Final = frozenset({MeasureWhen.TOTAL, MeasureWhen.BY_END})
# Of how many a share is taken.
_OBJECTS: Final = (40, 220)
_NOTE: Final = "Tổng hợp báo cáo của các cơ quan, đơn vị (số liệu mẫu)"
_BASE_NOTE: Final = "Báo cáo tổng kết giai đoạn trước (số liệu mẫu)"


class Aim(StrEnum):
    """How a measure shall stand in the sample; WAITING: stated and not signed, NOTHING: not stated at all."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"
    DONE = "done"
    WAITING = "waiting"
    NOTHING = "nothing"


# In turn over a plan's measures: the first of them show most.
AIMS: Final = (
    *(Aim.ON_TRACK, Aim.LATE, Aim.WAITING, Aim.AT_RISK, Aim.NOTHING, Aim.ON_TRACK, Aim.DONE),
    *(Aim.AT_RISK, Aim.ON_TRACK, Aim.LATE, Aim.NOTHING, Aim.ON_TRACK),
)
# A phase that is over was mostly reached.
AIMS_OF_THE_PAST: Final = (Aim.DONE, Aim.DONE, Aim.LATE)
# What is tried where an aim cannot be had: a count of one is there or not.
_INSTEAD: Final = {
    Aim.ON_TRACK: (StandingStatus.ON_TRACK, StandingStatus.DONE, StandingStatus.AT_RISK, StandingStatus.NOT_DUE),
    Aim.AT_RISK: (StandingStatus.AT_RISK, StandingStatus.ON_TRACK, StandingStatus.LATE, StandingStatus.NOT_DUE),
    Aim.LATE: (StandingStatus.LATE, StandingStatus.AT_RISK, StandingStatus.ON_TRACK, StandingStatus.NOT_DUE),
    Aim.DONE: (StandingStatus.DONE, StandingStatus.ON_TRACK, StandingStatus.AT_RISK, StandingStatus.NOT_DUE),
}


@dataclass(frozen=True, slots=True)
class DrawnValue:
    """A statement; `is_signed` False: it waits for a signature."""

    statement: Statement
    is_signed: bool = True


def draw_values(random: Random, facts: MeasureFacts, aim: Aim, *, is_share: bool, on: date) -> tuple[DrawnValue, ...]:
    """What is stated of a measure by a day, oldest first, so that it then stands as is aimed at, as far as can be.

    is_share: of countable things, so that numerator and denominator are known.
    """
    if aim is Aim.NOTHING:
        return ()
    waits = aim is Aim.WAITING
    base = _base(random, facts, on)
    days = _days(facts, on)
    if not days:
        return ()
    last = _last(random, facts, Aim.ON_TRACK if waits else aim, base, on=on, day=days[-1])
    if last is None:
        return ()
    drawn = [] if base is None else [DrawnValue(Statement(on=base.on, value=base.value, is_base=True, note=_BASE_NOTE))]
    earlier = _earlier(random, facts, base, last, days)
    share = _shared(random, facts, last, base, on=on, day=days[-1]) if is_share else None
    final = Statement(on=days[-1], value=last, note=_NOTE) if share is None else share
    # Nothing may be signed yet of what waits alone.
    drawn += [] if waits else [DrawnValue(one) for one in earlier]
    return (*drawn, DrawnValue(final, is_signed=not waits))


def count_for(random: Random, facts: MeasureFacts, aim: Aim, on: date) -> int:
    """How much records of the year shall count, for a measure to stand as is aimed at; 0: nothing."""
    if aim in {Aim.NOTHING, Aim.WAITING}:
        return 0
    value = _last(random, facts, aim, None, on=on, day=on, counted=True)
    return 0 if value is None else int(value)


def _base(random: Random, facts: MeasureFacts, on: date) -> Base | None:
    """What there was the day before the phase, where the rule takes it into account."""
    day = facts.first_day - timedelta(days=1)
    if facts.when is not MeasureWhen.BY_END or on < facts.first_day:
        return None
    return Base(_rounded(facts, required(facts) * random.randint(*_BASE) / 100), day)


def _days(facts: MeasureFacts, on: date) -> list[date]:
    """The days of which something is stated: the years before for yearly measures, the half-year, the last month."""
    last = min(_month_end(on), facts.last_day)
    if last < facts.first_day:
        return []
    half_year = date(last.year, *_HALF_YEAR)
    found = [half_year] if half_year < last else []
    if facts.when not in _WHOLE:
        found = [date(year, _DECEMBER, _LAST_DAY) for year in range(facts.phase_start, last.year)]
    return [*found, last]


def _month_end(on: date) -> date:
    """The last day of a month that is over at the end of the day."""
    tomorrow = on + timedelta(days=1)
    return on if tomorrow.day == 1 else on.replace(day=1) - timedelta(days=1)


def _last(
    random: Random, facts: MeasureFacts, aim: Aim, base: Base | None, *, on: date, day: date, counted: bool = False
) -> Decimal | None:
    """A value under which the measure stands on `on` as is aimed at, or as near to it as can be had."""
    by_status: dict[StandingStatus, list[Decimal]] = {}
    for value in _tried(facts, base):
        observed = _observed(facts, value, base, day, counted=counted)
        by_status.setdefault(standing(facts, observed, on).status, []).append(value)
    found = next((by_status[status] for status in _INSTEAD[aim] if status in by_status), [])
    return random.choice(found) if found else None


def _tried(facts: MeasureFacts, base: Base | None) -> Iterable[Decimal]:
    need = required(facts)
    # A share that was lower than before the work would be a story of its own.
    least = Decimal(0) if base is None else base.value * Decimal("0.97")
    most = min(need * _MOST, Decimal(100)) if facts.unit == "%" and need <= 100 else max(need * _MOST, need + 1)  # noqa: PLR2004
    values = (_rounded(facts, least + (most - least) * step / _STEPS) for step in range(1, _STEPS + 1))
    return [value for value in dict.fromkeys(values) if value > 0]


def _observed(facts: MeasureFacts, value: Decimal, base: Base | None, day: date, *, counted: bool) -> Observed:
    source = ValueSource.COUNTED if counted else ValueSource.STATED
    # Earlier years of a yearly measure are stated too, as what was required.
    years = range(facts.phase_start, day.year) if facts.when not in _WHOLE else ()
    by_year = {**{year: _rounded(facts, required(facts)) for year in years}, day.year: value}
    level = value if facts.when in _WHOLE and not counted else None
    return Observed(source=source, by_year=by_year, level=level, base=base)


def _earlier(
    random: Random, facts: MeasureFacts, base: Base | None, last: Decimal, days: Sequence[date]
) -> list[Statement]:
    """What was stated before: on the way to the last value, or of the years before it as much as was required."""
    found = []
    for day in days[:-1]:
        if facts.when in _WHOLE:
            start = Decimal(0) if base is None else base.value
            value = _rounded(facts, start + (last - start) * random.randint(40, 70) / 100)
        else:
            value = _rounded(facts, required(facts))
        found.append(Statement(on=day, value=value, note=_NOTE))
    return found


def _shared(
    random: Random, facts: MeasureFacts, value: Decimal, base: Base | None, *, on: date, day: date
) -> Statement | None:
    """The same as a share of countable things, where it stands the same; None where rounding makes it another."""
    wanted = standing(facts, _observed(facts, value, base, day, counted=False), on).status
    for _attempt in range(8):
        objects = random.randint(*_OBJECTS)
        statement = Statement(
            on=day,
            numerator=Decimal(round(value * objects / 100)),
            denominator=Decimal(objects),
            note=_NOTE,
        )
        amount = statement.amount
        if amount is not None and (
            standing(facts, _observed(facts, amount, base, day, counted=False), on).status is wanted
        ):
            return statement
    return None


def _rounded(facts: MeasureFacts, value: Decimal) -> Decimal:
    """As people would state it: whole counts, shares with one decimal."""
    return value.quantize(_SHOWN) if facts.is_percentage else value.quantize(Decimal(1))
