"""What a published run of productivity gives for the measures of its province's plan."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.productivity.enums import ResultTable
from nscl.productivity.models import RunResult
from nscl.productivity.operations.runs import withdraw_run
from nscl.productivity.rules.results import Key
from nscl.progress.enums import StandingStatus, ValueSource
from nscl.progress.operations.errors import PublishedMeasure
from nscl.progress.operations.values import state_value
from nscl.progress.queries.programme import programme_table
from nscl.progress.queries.rows import MeasureStandingRow
from nscl.progress.rules.statements import Statement
from nscl.records.operations import SYSTEM
from tests.factories.people import AT, make_person
from tests.factories.productivity import a_published_run, load_statistics
from tests.progress.conftest import Country

BAC_GIANG = "bac-giang-2021-2025"
TODAY = date(2026, 11, 21)


@pytest.fixture
def run(country: Country) -> int:
    """A published run of Bắc Giang over the years of its plan that have figures."""
    _province, (bac_giang, _bac_ninh) = load_statistics()
    assert bac_giang == country.header(BAC_GIANG).unit_id
    return a_published_run(bac_giang, last_year=2024)


def row_of(country: Country, indicator: str, on: date = TODAY) -> MeasureStandingRow:
    rows = programme_table(country.nation, country.header(BAC_GIANG), on).rows
    return next(row for row in rows if row.indicator == indicator)


def result(run: int, table: ResultTable, measure: Key, years: tuple[int, int], part: str = "") -> Decimal:
    first, last = years
    rows = RunResult.objects.filter(run=run, table=table, measure=measure, first_year=first, last_year=last, part=part)
    value = rows.filter(method__in=["", "vnpi"]).get().value
    assert value is not None
    return Decimal(value * 100).quantize(Decimal("0.0001"))


def test_the_share_of_tfp_is_that_of_the_years_since_the_phase_began(country: Country, run: int) -> None:
    row = row_of(country, "tfp_share")
    assert (row.source, row.run) == (ValueSource.COMPUTED, run)
    assert row.value == result(run, ResultTable.PERIOD, Key.TFP_SHARE, (2021, 2024), "cumulated")
    by_year = {one.year: one.value for one in row.by_year}
    assert by_year[2021] == result(run, ResultTable.YEAR, Key.TFP_SHARE, (2021, 2021))
    assert by_year[2025] is None


def test_growth_of_labour_productivity_is_the_mean_of_published_years(country: Country, run: int) -> None:
    row = row_of(country, "labour_productivity_growth")
    assert (row.source, row.run) == (ValueSource.COMPUTED, run)
    rates = {one.year: one.value for one in row.by_year if one.value is not None}
    assert sorted(rates) == [2021, 2022, 2023, 2024]
    assert rates[2023] == result(run, ResultTable.LABOUR_PRODUCTIVITY, Key.GROWTH, (2023, 2023))
    geometric = result(run, ResultTable.LABOUR_PRODUCTIVITY, Key.GROWTH, (2021, 2024), "geometric")
    assert row.value == pytest.approx(geometric, abs=Decimal("0.001"))


def test_a_run_counts_from_its_publication_until_it_is_withdrawn(country: Country, run: int) -> None:
    assert row_of(country, "tfp_share", AT.date() - timedelta(days=1)).run is None
    withdraw_run(number=run, version=None, reason="số liệu sai", viewer=None, by=SYSTEM, at=AT)
    row = row_of(country, "tfp_share")
    assert (row.run, row.status) == (None, StandingStatus.NO_DATA)


def test_a_run_of_another_province_of_that_name_does_not_count(country: Country) -> None:
    province, (_bac_giang, old_bac_ninh) = load_statistics()
    a_published_run(province)
    a_published_run(old_bac_ninh, last_year=2024)
    assert row_of(country, "tfp_share").run is None
    rows = programme_table(country.nation, country.header("bac-ninh-2026-2030"), TODAY).rows
    assert all(row.run is None for row in rows)  # of the years before its phase


@pytest.mark.usefixtures("run")
def test_what_is_published_nobody_states(country: Country) -> None:
    officer = make_person(Role.PROVINCE_OFFICER)
    measure = row_of(country, "tfp_share").number
    with pytest.raises(PublishedMeasure):
        state_value(
            measure=measure,
            statement=Statement(on=date(2025, 12, 31), value=Decimal(33), note="công bố của Cục Thống kê"),
            viewer=viewer_of(officer),
            by=SYSTEM,
            at=AT,
        )


@pytest.mark.usefixtures("run")
def test_published_figures_cost_one_query(country: Country) -> None:
    header = country.header(BAC_GIANG)
    with CaptureQueriesContext(connection) as made:
        programme_table(country.nation, header, TODAY)
    assert len([one for one in made if "productivity_runresult" in one["sql"]]) == 1
