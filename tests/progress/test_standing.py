"""Standing: the table worked by hand (`cases.yaml`), its properties, and every measure of the five plans."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.progress.enums import StandingStatus, ValueSource
from nscl.progress.rules import Base, MeasureFacts, Observed, Scheduled, Standing, standing
from nscl.progress.rules.arithmetic import mean_growth, required, satisfies
from nscl.progress.rules.growth import growth_rates
from tests.factories.plans import published_packs

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
# From worse to better, where a measure has a value.
RANK = {
    StandingStatus.LATE: 0,
    StandingStatus.AT_RISK: 1,
    StandingStatus.NOT_DUE: 1,
    StandingStatus.ON_TRACK: 2,
    StandingStatus.DONE: 3,
}
QUARTER_DAYS = 91


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _number(value: Any) -> Decimal:
    return Decimal(str(value))


def _facts(case: Mapping[str, Any]) -> MeasureFacts:
    measure = case["measure"]
    return MeasureFacts(
        op=MeasureOp(measure["op"]),
        value=_number(measure["value"]),
        value_to=_decimal(measure.get("value_to")),
        unit=measure["unit"],
        when=MeasureWhen(measure["when"]),
        phase_start=2026,
        phase_end=2030,
        scheduled=tuple(
            Scheduled(_number(one["amount"]), one["first_year"], one["last_year"]) for one in case.get("scheduled", ())
        ),
    )


def _observed(case: Mapping[str, Any]) -> Observed:
    base = case.get("base")
    return Observed(
        source=ValueSource(case.get("source", "counted")),
        by_year={year: _number(value) for year, value in case.get("by_year", {}).items()},
        level=_decimal(case.get("level")),
        base=None if base is None else Base(_number(base["value"]), base["as_of"]),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: Mapping[str, Any]) -> None:
    found = standing(_facts(case), _observed(case), case["as_of"])
    expected = case["expect"]
    assert found.status == expected["status"], case["why"]
    assert found.due == _decimal(expected["due"]), case["why"]
    value = _decimal(expected["value"])
    if found.value is None or value is None:
        assert found.value is value
    else:
        assert abs(found.value - value) <= _number(case.get("tolerance", "0.0001")), case["why"]
    assert found.sentence.endswith(".")


def test_the_table_has_every_op_and_every_when() -> None:
    assert {case["measure"]["op"] for case in CASES} == {op.value for op in MeasureOp}
    assert {case["measure"]["when"] for case in CASES} == {when.value for when in MeasureWhen}
    assert {case["expect"]["status"] for case in CASES} == set(StandingStatus.values)


def test_the_sentence_says_what_is_needed_and_what_is_there() -> None:
    facts = _facts({"measure": {"op": "at_least", "value": 1043, "unit": "lượt người", "when": "total"}})
    found = standing(facts, Observed(source=ValueSource.COUNTED, by_year={2026: Decimal(140)}), date(2026, 9, 30))
    assert found.sentence == "Cần 156, đạt 140 lượt người đến 30/9/2026; mục tiêu ít nhất 1.043 lượt người."


amounts = st.decimals(min_value=0, max_value=5000, places=1)
rates = st.decimals(min_value=-90, max_value=200, places=1)
days = st.dates(min_value=date(2025, 1, 1), max_value=date(2032, 12, 31))
units = st.sampled_from(["lượt người", "%", "%/năm"])


@st.composite
def measures(draw: st.DrawFn) -> MeasureFacts:
    op = draw(st.sampled_from(MeasureOp))
    value = draw(st.decimals(min_value=1, max_value=2000, places=1))
    count = draw(st.integers(0, 3))
    years = [sorted((draw(st.integers(2026, 2030)), draw(st.integers(2026, 2030)))) for _ in range(count)]
    return MeasureFacts(
        op=op,
        value=value,
        value_to=value + 5 if op is MeasureOp.RANGE else None,
        unit=draw(units),
        when=draw(st.sampled_from(MeasureWhen)),
        phase_start=2026,
        phase_end=2030,
        scheduled=tuple(Scheduled(draw(amounts), first, last) for first, last in years),
    )


bases = st.one_of(st.none(), st.builds(Base, amounts, st.dates(date(2020, 1, 1), date(2030, 12, 31))))
yearly = st.dictionaries(st.integers(2024, 2032), amounts, max_size=6)


@given(measures(), yearly, bases, st.one_of(st.none(), amounts), days)
def test_it_always_answers_and_no_data_is_never_zero(
    facts: MeasureFacts,
    by_year: dict[int, Decimal],
    base: Base | None,
    level: Decimal | None,
    on: date,
) -> None:
    observed = Observed(source=ValueSource.STATED, by_year=by_year, base=base, level=level)
    found = standing(facts, observed, on)
    assert found.sentence
    in_phase = {year for year in by_year if facts.phase_start <= year <= min(facts.phase_end, on.year)}
    if not in_phase and (level is None or facts.when not in {MeasureWhen.TOTAL, MeasureWhen.BY_END}):
        assert found.value is None
        assert found.status in {StandingStatus.NO_DATA, StandingStatus.NOT_DUE}
    if found.value is None:
        assert found.status not in {StandingStatus.DONE, StandingStatus.ON_TRACK, StandingStatus.AT_RISK}


@given(measures(), st.dictionaries(st.integers(2026, 2030), amounts, min_size=1), bases, days, st.data())
def test_more_done_never_lowers_the_status(
    facts: MeasureFacts, by_year: dict[int, Decimal], base: Base | None, on: date, data: st.DataObject
) -> None:
    if facts.op is MeasureOp.AT_MOST:
        return  # under a ceiling more is worse
    year = data.draw(st.sampled_from(sorted(by_year)))
    more = {**by_year, year: by_year[year] + data.draw(amounts)}
    before = standing(facts, Observed(source=ValueSource.COUNTED, by_year=by_year, base=base), on)
    after = standing(facts, Observed(source=ValueSource.COUNTED, by_year=more, base=base), on)
    if before.status in RANK and after.status in RANK:
        assert RANK[after.status] >= RANK[before.status]
    if before.value is not None and after.value is not None:
        assert after.value >= before.value


@given(measures(), st.integers(2026, 2030))
def test_the_last_day_of_a_met_total_is_done(facts: MeasureFacts, year: int) -> None:
    if facts.when is not MeasureWhen.TOTAL:
        return
    # One tenth more than asked for satisfies "more than" too; a ceiling is kept by nothing at all.
    enough = Decimal(0) if facts.op is MeasureOp.AT_MOST else facts.value + Decimal("0.1")
    observed = Observed(source=ValueSource.COUNTED, by_year={year: enough})
    assert standing(facts, observed, date(2030, 12, 31)).status is StandingStatus.DONE
    assert standing(facts, observed, date(2031, 1, 1)).status is StandingStatus.DONE


@given(measures(), st.dictionaries(st.integers(2026, 2030), amounts, min_size=1), days)
def test_what_is_due_grows_with_time(facts: MeasureFacts, by_year: dict[int, Decimal], on: date) -> None:
    if facts.when is not MeasureWhen.TOTAL:
        return
    observed = Observed(source=ValueSource.COUNTED, by_year=by_year)
    dues = [standing(facts, observed, on + timedelta(days=step)).due for step in (0, 1, 30)]
    known = [due for due in dues if due is not None]
    assert known == sorted(known)
    assert all(due <= required(facts).to_integral_value(rounding="ROUND_CEILING") for due in known)


@given(st.lists(rates, min_size=1, max_size=10))
def test_the_mean_of_growth_lies_between_its_rates(growth: list[Decimal]) -> None:
    mean = mean_growth(growth)
    assert min(growth) - Decimal("0.0000001") <= mean <= max(growth) + Decimal("0.0000001")


def test_a_total_loss_stays_one_and_no_rates_have_no_mean() -> None:
    assert mean_growth([Decimal(-100), Decimal(300)]) == -100
    with pytest.raises(ValueError, match="no rates"):
        mean_growth([])


def test_growth_of_counts_is_of_years_that_are_over() -> None:
    counted = {2025: Decimal(20), 2026: Decimal(22), 2027: Decimal(30)}
    assert growth_rates(counted, date(2027, 6, 30)) == {2026: Decimal(10)}
    assert growth_rates(counted, date(2027, 12, 31)) == {2026: Decimal(10), 2027: Decimal("36.3636")}
    assert growth_rates({2025: Decimal(0), 2026: Decimal(5)}, date(2026, 12, 31)) == {}


def test_every_measure_of_the_five_plans_stands_somewhere_in_every_quarter() -> None:
    answered = 0
    for pack in published_packs():
        for target in pack.targets:
            for measure in target.measures:
                facts = MeasureFacts(
                    op=measure.op,
                    value=measure.value,
                    value_to=measure.value_to,
                    unit=measure.unit,
                    when=measure.when,
                    phase_start=target.phase.start,
                    phase_end=target.phase.end,
                )
                on = date(target.phase.start - 1, 12, 31)
                while on.year <= target.phase.end + 1:
                    _stands(facts, on)
                    on += timedelta(days=QUARTER_DAYS)
                    answered += 1
    assert answered > 1000


def _stands(facts: MeasureFacts, on: date) -> None:
    nothing = standing(facts, Observed(source=ValueSource.COUNTED), on)
    assert nothing.value is None
    assert nothing.status in {StandingStatus.NO_DATA, StandingStatus.NOT_DUE}
    met = dict.fromkeys(range(facts.phase_start, on.year + 1), facts.value + 1)
    found: Standing = standing(facts, Observed(source=ValueSource.COUNTED, by_year=met), on)
    if on >= facts.last_day:
        assert found.status is StandingStatus.DONE, facts
    elif on >= facts.first_day:
        assert found.status in {StandingStatus.DONE, StandingStatus.ON_TRACK}, facts
    assert facts.op is MeasureOp.AT_MOST or satisfies(facts, facts.value + 1)
