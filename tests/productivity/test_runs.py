"""Runs from figures to publication: who sees them, what they say, what refuses them, what moved between two."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.economics.growth.accounting import Method
from nscl.economics.growth.periods import Average
from nscl.productivity.enums import (
    Breakdown,
    CapitalInput,
    LabourInput,
    MeasureUnit,
    PriceBasis,
    ProductivityKind,
    ResultTable,
    RunState,
    Variable,
)
from nscl.productivity.models import ProductivityRun, RunFigure, RunResult, SeriesQuestion, SeriesVintage
from nscl.productivity.operations.run_errors import (
    InvalidRun,
    ReasonMissing,
    RunConflict,
    RunFrozen,
    RunGone,
    RunRefused,
)
from nscl.productivity.operations.runs import (
    change_options,
    compute_run,
    copy_run,
    publish_run,
    remove_draft,
    start_run,
    withdraw_run,
)
from nscl.productivity.queries.papers import RunNotComputed, paper_of, run_paper
from nscl.productivity.queries.run_comparison import compare_runs
from nscl.productivity.queries.run_proposals import propose_run
from nscl.productivity.queries.runs import RunMissing, find_run, list_runs
from nscl.productivity.rules.results import Key
from nscl.productivity.rules.series_values import SeriesKey, StatedSeries
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from tests.factories.people import AT, make_viewer
from tests.factories.productivity import LAST_YEAR, ProductivityWorld, a_draft, a_productivity_world, run_values, state

LATER = AT + timedelta(hours=1)


@pytest.fixture(scope="module")
def built_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[ProductivityWorld]:  # noqa: ARG001
    """Built once a module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield a_productivity_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(db: None, built_world: ProductivityWorld) -> ProductivityWorld:  # noqa: ARG001
    return built_world


@pytest.fixture
def officer(world: ProductivityWorld) -> Viewer:  # noqa: ARG001
    return make_viewer(Role.PROVINCE_OFFICER)


def test_results_are_the_arithmetic_of_the_figures_kept_beside_them(world: ProductivityWorld) -> None:
    """Of the productivity institute's method: I_Y − (1 − s)·I_K − s·I_L, s = labour income ÷ GRDP of the year."""
    kept: dict[str, dict[int, float]] = {}
    for key, year, value in RunFigure.objects.filter(run=world.published).values_list("key", "year", "value"):
        kept.setdefault(key, {})[year] = value
    for year in range(2021, LAST_YEAR + 1):
        share = kept["labour_income"][year] / kept["output_current"][year]
        output, capital, labour = (kept[key][year] / kept[key][year - 1] - 1 for key in ("output", "capital", "labour"))
        rows = RunResult.objects.filter(
            run=world.published, table=ResultTable.YEAR, method=Method.VNPI, first_year=year, part=""
        )
        stored = {measure: value or 0.0 for measure, value in rows.values_list("measure", "value")}
        assert stored[Key.TFP] == pytest.approx(output - (1 - share) * capital - share * labour, rel=1e-12)
        assert stored[Key.TFP_SHARE] == pytest.approx(stored[Key.TFP] / output, rel=1e-12)
        level = kept["output"][year] / kept["labour"][year]
        found = RunResult.objects.get(
            run=world.published, table=ResultTable.LABOUR_PRODUCTIVITY, first_year=year, measure=Key.LEVEL
        )
        assert found.value == pytest.approx(level, rel=1e-12)


def test_stock_of_capital_is_kept_as_it_was_built(world: ProductivityWorld) -> None:
    paper = run_paper(None, world.published)
    assert paper.capital is not None
    (stock,), invested = paper.capital.stocks, paper.one("investment")
    assert invested is not None
    closing = paper.capital.closing
    assert closing[stock.start_year] == stock.start_value
    for year in range(2015, LAST_YEAR + 1):
        assert closing[year] == pytest.approx((1 - 0.055) * closing[year - 1] + invested.values[year], rel=1e-12)
        assert paper.capital.working[year] == pytest.approx((closing[year] + closing[year - 1]) / 2, rel=1e-12)


def test_every_table_has_figures_or_words(world: ProductivityWorld) -> None:
    paper = run_paper(None, world.published)
    main = paper.main
    assert main is not None
    assert main.method == Method.VNPI
    assert [one.average.value for one in main.periods] == ["cumulated", "arithmetic", "geometric"]
    assert {one.method for one in paper.accounts} == {"vnpi", "regression", "convention", "tornqvist", "klems"}
    assert len(paper.refused) == 1  # no share of an input-output table
    assert paper.productivity is not None
    assert len(paper.productivity.levels) == 6
    assert len(paper.decompositions) == 12
    for one in paper.decompositions:
        assert math.fsum(one.parts) == pytest.approx(one.growth, rel=1e-9)
        assert [math.fsum(column) for column in zip(*(s.parts for s in one.sectors), strict=True)] == pytest.approx(
            list(one.parts), abs=1e-12
        )
    assert {one.method for one in paper.science if not one.refused} == {"proxy"}
    assert paper.sensitivity is not None
    assert len(paper.sensitivity.bars) == 3
    assert len(paper.fans) == 5
    for fan in paper.fans:
        assert list(fan.by_year) == [2021, 2022, 2023, 2024, 2025]
        assert list(fan.together) == sorted(fan.together)
    asked = [one.tfp for one in paper.needed if not one.refused]  # gross output is not what the target is about
    assert asked == pytest.approx([0.55 * 0.11] * 4)
    assert [len(one.intervals) for one in paper.forecasts] == [6, 6]
    klems = next(one for one in paper.accounts if one.method == "klems")
    assert len(klems.factors) == 5
    for year in klems.years:
        parts = year.from_capital + year.from_labour + year.from_intermediates + year.tfp
        assert parts == pytest.approx(year.output, rel=1e-12)
    assert paper.sentence.startswith("TFP đóng góp")
    assert all(one.value is None or math.isfinite(one.value) for one in paper.results)
    assert all(one.value is not None or one.words for one in paper.results)


def test_reading_takes_few_queries_whatever_there_is(world: ProductivityWorld, officer: Viewer) -> None:
    def count(act: object) -> int:
        with CaptureQueriesContext(connection) as queries:
            act()  # type: ignore[operator]
        return len(queries)

    found = find_run(officer, world.draft)
    assert count(lambda: find_run(officer, world.draft)) <= 6
    assert count(lambda: paper_of(found)) == 3
    before = count(lambda: list_runs(officer))
    a_draft(world.province, computed=False)
    assert count(lambda: list_runs(officer)) == before


def test_drafts_are_for_who_works_on_them(world: ProductivityWorld, officer: Viewer) -> None:
    assert {one.number for one in list_runs(officer)} == {world.draft, world.published}
    for role in (Role.NATIONAL_VIEWER, Role.AGENCY_FOCAL_POINT, Role.AUDITOR):
        viewer = make_viewer(role)
        assert [one.number for one in list_runs(viewer)] == [world.published]
        with pytest.raises(RunMissing):
            find_run(viewer, world.draft)
    leader = make_viewer(Role.PROVINCE_LEADER)
    assert find_run(leader, world.draft).may_publish
    elsewhere = make_viewer(Role.PROVINCE_OFFICER, province="20")  # Lạng Sơn
    assert not list_runs(elsewhere)
    with pytest.raises(RunMissing):
        find_run(elsewhere, world.published)
    with pytest.raises(RunGone):
        compute_run(number=world.draft, version=None, viewer=elsewhere, by=SYSTEM, at=LATER)
    with pytest.raises(NotAllowed):
        publish_run(number=world.draft, version=None, viewer=officer, by=SYSTEM, at=LATER)
    with pytest.raises(NotAllowed):
        start_run(unit_id=world.province, values=run_values(), viewer=leader, by=SYSTEM, at=LATER)
    with pytest.raises(RunMissing):
        find_run(make_viewer(Role.BENEFICIARY), world.published)


def test_choosing_otherwise_takes_what_was_computed_away(world: ProductivityWorld, officer: Viewer) -> None:
    seen = find_run(officer, world.draft)
    renamed = change_options(
        number=world.draft,
        version=seen.row.version,
        values=replace(seen.values, title="Tên khác"),
        viewer=officer,
        by=SYSTEM,
        at=LATER,
    )
    assert find_run(officer, world.draft).row.computed_at is not None
    with pytest.raises(RunConflict) as conflict:
        change_options(
            number=world.draft,
            version=seen.row.version,
            values=replace(seen.values, depreciation=0.06),
            viewer=officer,
            by=SYSTEM,
            at=LATER,
        )
    assert {one.field for one in conflict.value.fields} == {"title", "depreciation"}
    values = replace(seen.values, depreciation=0.06)
    change_options(number=world.draft, version=renamed.version, values=values, viewer=officer, by=SYSTEM, at=LATER)
    assert not RunResult.objects.filter(run=world.draft).exists()
    with pytest.raises(RunNotComputed):
        run_paper(officer, world.draft)
    assert find_run(officer, world.draft).why_not_publishable[0].startswith("Chưa tính")
    again = change_options(number=world.draft, version=None, values=values, viewer=officer, by=SYSTEM, at=LATER)
    assert not again.changed
    remove_draft(number=world.draft, version=None, viewer=officer, by=SYSTEM, at=LATER)
    verbs = AuditEvent.objects.filter(subject_kind=ProductivityKind.RUN, subject_id=world.draft).order_by("pk")
    assert [one.partition(".")[2] for one in verbs.values_list("action", flat=True)] == [
        *("started", "computed", "changed", "changed", "removed"),
    ]


def test_all_that_is_wrong_with_choices_is_told_at_once(world: ProductivityWorld, officer: Viewer) -> None:
    values = run_values(
        title=" ",
        last_year=2027,
        forecast_to=2026,
        depreciation=5.5,
        labour_share=0.55,
        share_low=None,
        draws=200_000,
        target_share=None,
    )
    with pytest.raises(InvalidRun) as refused:
        start_run(unit_id=world.province, values=values, viewer=officer, by=SYSTEM, at=LATER)
    assert {one.field for one in refused.value.problems} == {
        *("title", "last_year", "forecast_to", "depreciation", "labour_share_source", "share_low", "draws"),
        "target_share",
    }


def test_publishing_waits_for_figures_questions_and_the_main_method(world: ProductivityWorld) -> None:
    leader = make_viewer(Role.PROVINCE_LEADER)

    def reasons(number: int) -> tuple[str, ...]:
        with pytest.raises(RunRefused) as refused:
            publish_run(number=number, version=None, viewer=leader, by=SYSTEM, at=LATER)
        return refused.value.reasons

    assert "Chưa tính" in reasons(a_draft(world.province, computed=False))[0]
    assert "Phương pháp chính" in reasons(a_draft(world.province, method=Method.GSO))[0]
    vintage = SeriesVintage.objects.order_by("pk")[0]
    question = SeriesQuestion.objects.create(vintage=vintage, kind="break", year=2020, says="Gãy", likely="Nối")
    assert "1 câu hỏi" in reasons(world.draft)[0]
    question.delete()
    SeriesVintage.objects.filter(pk=vintage.pk).update(entered_at=LATER)
    assert "hãy tính lại" in reasons(world.draft)[0]


def test_what_is_published_stays_and_is_withdrawn_with_a_reason(world: ProductivityWorld, officer: Viewer) -> None:
    leader = make_viewer(Role.PROVINCE_LEADER)
    with pytest.raises(RunFrozen):
        compute_run(number=world.published, version=None, viewer=officer, by=SYSTEM, at=LATER)
    with pytest.raises(RunFrozen):
        remove_draft(number=world.published, version=None, viewer=officer, by=SYSTEM, at=LATER)
    acts = {"number": world.published, "version": None, "viewer": leader, "by": SYSTEM, "at": LATER}
    with pytest.raises(ReasonMissing):
        withdraw_run(**acts, reason=" ")  # type: ignore[arg-type]
    withdraw_run(**acts, reason="Sai nguồn")  # type: ignore[arg-type]
    with pytest.raises(RunFrozen):
        publish_run(**acts)  # type: ignore[arg-type]
    found = find_run(make_viewer(Role.AUDITOR), world.published)
    assert (found.row.state, found.row.withdrawal_reason) == (RunState.WITHDRAWN, "Sai nguồn")
    assert run_paper(officer, world.published).main is not None


def test_a_copy_computed_from_newer_figures_says_what_moved(world: ProductivityWorld, officer: Viewer) -> None:
    copied = copy_run(number=world.published, viewer=officer, by=SYSTEM, at=LATER).number
    own = SeriesVintage.objects.get(series__unit=world.province, series__variable="investment")
    newer = SeriesVintage.objects.create(
        series=own.series, number=2, measured_in=own.measured_in, source="Niên giám sau", entered_at=AT
    )
    value = own.observations.get(year=LAST_YEAR).value
    newer.observations.create(year=LAST_YEAR, value=value * 1.1)
    compute_run(number=copied, version=None, viewer=officer, by=SYSTEM, at=LATER)
    told = compare_runs(officer, world.published, copied)
    assert [one.field for one in told.choices] == ["title"]
    assert [(one.before, one.after) for one in told.inputs] == [(1, 2)]
    assert {one.key for one in told.figures if one.key != "capital_stock"} == {"investment", "capital"}
    moved = {one.measure: (one.before, one.after) for one in told.results}
    assert moved[Key.OUTPUT][0] == moved[Key.OUTPUT][1]
    before, after = moved[Key.TFP]
    assert before is not None
    assert after is not None
    assert after < before


def test_a_run_of_one_year_and_of_a_merged_province(world: ProductivityWorld) -> None:
    """One year is a period too, and whoever keeps today's province computes for the one that merged away."""
    officer = make_viewer(Role.PROVINCE_OFFICER)
    bac_giang = world.parts[0]
    values = run_values(first_year=2024, last_year=2024, forecast_to=2025, average=Average.GEOMETRIC)
    number = start_run(unit_id=bac_giang, values=values, viewer=officer, by=SYSTEM, at=LATER).number
    compute_run(number=number, version=None, viewer=officer, by=SYSTEM, at=LATER)
    paper = run_paper(officer, number)
    assert paper.main is not None
    assert paper.main.periods[0].average.value == "geometric"
    assert [len(one.intervals) for one in paper.forecasts] == [1, 1]
    assert all(one.value is None or math.isfinite(one.value) for one in paper.results)


def test_a_new_run_begins_with_what_the_figures_carry(world: ProductivityWorld) -> None:
    proposal = propose_run(world.province, on=AT.date())
    values = proposal.values
    assert (values.first_year, values.last_year) == (2021, 2025)
    lacking = {one.method for one in proposal.carried if one.words}
    assert lacking == {Method.GSO}
    nowhere = ProductivityRun.objects.get(pk=world.draft).unit_id
    SeriesVintage.objects.filter(series__variable="output").update(withdrawn_at=LATER, withdrawal_reason="Sai")
    assert all(one.words for one in propose_run(nowhere, on=AT.date()).carried)
    with pytest.raises(RunRefused):
        compute_run(number=world.draft, version=None, viewer=None, by=SYSTEM, at=LATER)


def test_labour_of_constant_quality_and_capital_services(world: ProductivityWorld) -> None:
    """Of a province with workers by education and investment by asset: the five components of TFP are told too."""
    unit_id = world.parts[0]
    state(_by_kind(unit_id))
    chosen = {"labour_input": LabourInput.QUALITY, "capital_input": CapitalInput.SERVICES, "method": Method.TORNQVIST}
    number = a_draft(unit_id, last_year=2024, **chosen)  # type: ignore[arg-type]
    paper = run_paper(None, number)
    main = paper.main
    assert main is not None
    assert (main.capital, main.labour) == ("capital_services", "labour_services")
    labour, capital = paper.one(main.labour), paper.one(main.capital)
    assert labour is not None
    assert capital is not None
    for one in main.years:
        for series, rate in ((labour, one.labour), (capital, one.capital)):
            grown = series.values[one.year] / series.values[one.year - 1]
            assert math.log(grown) == pytest.approx(rate, abs=1e-12)
    assert paper.capital is not None
    assert [stock.investment for stock in paper.capital.stocks] == ["investment:M", "investment:N"]
    told = next(one for one in paper.science if one.method == "components")
    assert not told.refused
    assert told.derived
    on_plain_inputs = next(one for one in paper.science if one.method == "proxy").by_year
    for year, points in on_plain_inputs.items():
        assert math.fsum(part[year] for part in told.parts.values()) == pytest.approx(points, rel=1e-9)


def _by_kind(unit_id: int) -> Iterator[StatedSeries]:
    """Two kinds of workers, who add up to all, and two kinds of assets, with what they earn and cost."""
    years = range(2010, 2025)
    whole = SeriesVintage.objects.get(series__unit=unit_id, series__variable="workers", series__part="")
    people = dict(whole.observations.values_list("year", "value"))
    invested = SeriesVintage.objects.get(series__unit=unit_id, series__variable="investment", series__part="")
    money = dict(invested.observations.values_list("year", "value"))
    for code, part, wage in (("1", 0.7, 60.0), ("2", 0.3, 130.0)):
        moves = {year: part + (0.004 if code == "2" else -0.004) * (year - 2010) for year in years}
        key = SeriesKey(unit_id, Variable.WORKERS, Breakdown.EDUCATION, code)
        yield _kind(key, MeasureUnit.THOUSAND_PERSONS, {year: people[year] * moves[year] for year in years})
        key = SeriesKey(unit_id, Variable.WAGES, Breakdown.EDUCATION, code, PriceBasis.CURRENT)
        yield _kind(key, MeasureUnit.MILLION_DONG, {year: wage * 1.05 ** (year - 2010) for year in years})
    for code, part, dearer in (("M", 0.4, 1.01), ("N", 0.6, 1.03)):
        key = SeriesKey(unit_id, Variable.INVESTMENT, Breakdown.ASSET, code, PriceBasis.CONSTANT, 2010)
        growing = {year: money[year] * part * (1.01 if code == "M" else 1.0) ** (year - 2010) for year in years}
        yield _kind(key, MeasureUnit.BILLION_DONG, growing)
        key = SeriesKey(unit_id, Variable.INVESTMENT_PRICE, Breakdown.ASSET, code, base_year=2010)
        yield _kind(key, MeasureUnit.INDEX, {year: 100 * dearer ** (year - 2010) for year in range(2009, 2025)})


def _kind(key: SeriesKey, unit: MeasureUnit, figures: dict[int, float]) -> StatedSeries:
    return StatedSeries(key, f"Loại {key.part}", unit, "Điều tra", figures)
