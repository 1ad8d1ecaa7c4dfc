"""The tables of a report: what counts until which day, for whom; no data is empty, an estimate is marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from nscl.documents.pack.enums import MeasureWhen
from nscl.documents.report_papers.tables import Mark, ReportCell, ReportFigures, ReportRow, ReportTable, TableCode
from nscl.plans.models import Measure
from nscl.productivity.models import ProductivityRun, RunResult
from nscl.progress.enums import ValueSource
from nscl.progress.models import StatedValue
from nscl.progress.queries import YearValue
from nscl.progress.queries.programme import standings
from nscl.reporting.queries.figures import (
    AGENCY_TABLES,
    PROVINCE_TABLES,
    ScopeNotFound,
    collect_agency,
    collect_province,
    scope_of,
    scope_of_plan,
)
from nscl.reporting.queries.figures.yearly import value_of_years
from nscl.support.enums import CaseState
from nscl.support.models import Acceptance, Payment, SupportCase
from nscl.work.enums import ActivityKind
from nscl.work.models import Activity
from tests.factories.difficulties import raised
from tests.factories.ledger import MILLION, allocated, disbursed, entry
from tests.factories.people import AT
from tests.factories.reporting import YEAR, a_round, a_submission, accepted
from tests.factories.support import a_firm, a_fund, case_in
from tests.factories.work import amend_plan
from tests.reporting.figures.conftest import CLOSED, Reported

TODAY = AT.date()


def table(figures: ReportFigures, code: TableCode) -> ReportTable:
    found = figures.table(code)
    assert found is not None
    return found


def one(reported: Reported, code: TableCode, agency: int | None = None, day: date = TODAY) -> ReportTable:
    scope = scope_of(reported.round.pk, day)
    figures = collect_province(scope, [code]) if agency is None else collect_agency(scope, [agency], [code])
    return table(figures, code)


def people_row(found: ReportTable) -> ReportRow:
    return next(row for row in found.leaves if "được đào tạo" in row.cells[0].text)


def cell(found: ReportTable, key: str) -> ReportCell:
    return found.cell(people_row(found), key)


def test_a_scope_ends_at_the_data_closing_time_or_today(reported: Reported) -> None:
    scope = scope_of(reported.round.pk, TODAY)
    assert (scope.as_of, scope.year, scope.is_one_year) == (CLOSED, YEAR, True)
    assert scope_of(reported.round.pk, date(YEAR, 4, 1)).as_of == date(YEAR, 4, 1)
    # Bắc Giang's plan is reported on by today's Bắc Ninh, with all that it absorbed.
    assert scope.unit_id != reported.plan.unit_id
    assert reported.plan.unit_id in scope.unit_ids
    same = scope_of_plan(reported.plan.pk, YEAR, TODAY)
    assert same == replace(scope, round_id=None, as_of=date(YEAR, 12, 31))
    with pytest.raises(ScopeNotFound):
        scope_of(0, TODAY)
    with pytest.raises(ScopeNotFound):
        scope_of_plan(0, YEAR, TODAY)


def test_every_table_comes_in_the_order_of_the_report(reported: Reported) -> None:
    scope = scope_of(reported.round.pk, TODAY)
    with translation.override("en"):  # the report is a Vietnamese paper on whatever screen
        province, agency = collect_province(scope), collect_agency(scope, [reported.science])
    assert tuple(one.code for one in province.tables) == PROVINCE_TABLES
    assert tuple(one.code for one in agency.tables) == AGENCY_TABLES
    assert cell(table(province, TableCode.MEASURES), "status").text == "chậm"
    assert not collect_agency(scope, [reported.science], [TableCode.SETTLED]).tables
    assert not province.is_sample


def test_values_of_the_year_until_the_day_and_of_the_year_before(reported: Reported) -> None:
    found = one(reported, TableCode.MEASURES)
    assert cell(found, "year") == ReportCell(value=Decimal(150), mark=Mark.COUNTED)
    assert cell(found, "last_year").value == 80
    assert cell(one(reported, TableCode.MEASURES, day=date(YEAR, 4, 1)), "year").value == 100
    assert [row.key.split(":")[0] for row in found.rows if row.is_heading] == ["target", "target"]
    assert "15/11/2024" in next(column.heading for column in found.columns if column.key == "year")


RUNNING = {2021: 5, 2022: None, 2023: 9, 2024: 12}


def test_a_running_total_gives_a_year_by_how_much_it_grew(reported: Reported) -> None:
    (plain, *_more) = standings([reported.round.edition_id], [reported.plan.pk], TODAY)[0]
    years = tuple(YearValue(year, None if value is None else Decimal(value)) for year, value in RUNNING.items())
    row = replace(
        plain, source=ValueSource.STATED, when=MeasureWhen.TOTAL, unit="mô hình", by_year=years, is_level=False
    )
    grown = [value_of_years(row, (year,)) for year in RUNNING]
    assert grown == [5, None, 4, 3]
    assert value_of_years(row, range(2021, 2025)) == 12
    assert value_of_years(replace(row, by_year=years[1:]), (2023,)) is None  # since when, nobody said
    assert value_of_years(replace(row, source=ValueSource.COUNTED), (2023, 2024)) == 21
    assert value_of_years(replace(row, unit="%"), (2023, 2024)) == 12


def test_a_review_is_about_its_years(reported: Reported) -> None:
    days: dict[str, Any] = {
        "period_start": date(2021, 1, 1),
        "period_end": date(2024, 12, 31),
        "data_until": date(2024, 12, 31),
    }
    review = a_round(reported.plan, kind="interim", **days)
    found = table(collect_province(scope_of(review.pk, TODAY)), TableCode.MEASURES)
    assert cell(found, "year").value == 270
    assert [column.heading for column in found.columns if column.key in {"last_year", "year"}] == [
        "Năm 2020",
        "2021–2024",
    ]


def test_productivity_of_the_province_before_the_merger(reported: Reported) -> None:
    run = ProductivityRun.objects.create(
        unit_id=reported.plan.unit_id,
        title="TFP",
        first_year=2022,
        last_year=2023,
        method="gso",
        depreciation=0.055,
        created_at=AT,
    )
    of_year = {"run": run, "table": "year", "method": "gso", "first_year": 2023, "last_year": 2023, "position": 1}
    figures = {"output": 0.10, "capital": 0.08, "labour": 0.02, "capital_share": 0.5, "labour_share": 0.5}
    RunResult.objects.bulk_create(RunResult(**of_year, measure=key, value=value) for key, value in figures.items())
    published = AT.replace(year=YEAR, month=11, day=1)
    ProductivityRun.objects.filter(pk=run.pk).update(
        state="published", published_at=published, computed_at=published, software="nscl"
    )
    found = one(reported, TableCode.PRODUCTIVITY)
    (row,) = found.rows
    assert (row.key, found.cell(row, "year").text) == (f"run:{run.pk}", "2023")
    assert found.cell(row, "tfp") == ReportCell(value=Decimal(5), mark=Mark.COMPUTED)
    assert found.cell(row, "share").value == 50
    assert found.cell(row, "labour").is_empty
    assert not one(reported, TableCode.PRODUCTIVITY, day=date(YEAR, 10, 1)).rows


def test_no_data_is_empty_and_not_zero(reported: Reported) -> None:
    found = one(reported, TableCode.MEASURES)
    share = next(row for row in found.leaves if "TFP" in row.cells[0].text)
    assert all(found.cell(share, key).is_empty for key in ("last_year", "year", "total", "estimate"))
    assert found.cell(share, "status").text
    Activity.objects.filter(pk=reported.classes[0].pk).update(kind=ActivityKind.OTHER)
    Activity.objects.filter(pk=reported.classes[1].pk).update(kind=ActivityKind.OTHER)
    assert cell(one(reported, TableCode.MEASURES), "year").is_empty


def test_an_estimate_is_marked_and_a_dispute_is_told(reported: Reported) -> None:
    measure = Measure.objects.get(edition=reported.round.edition, indicator="people_trained")
    first = a_submission(reported.round, reported.science)
    first.estimates.create(measure=measure, value=Decimal("190"), updated_at=AT)
    assert cell(one(reported, TableCode.MEASURES), "estimate").is_empty  # not accepted yet
    own = one(reported, TableCode.MEASURES, reported.science)
    assert cell(own, "estimate") == ReportCell(value=Decimal(190), mark=Mark.ESTIMATE)
    accepted(first)
    assert cell(one(reported, TableCode.MEASURES), "estimate").value == 190
    second = a_submission(reported.round, reported.health)
    second.estimates.create(measure=measure, value=Decimal("205.5"), updated_at=AT)
    accepted(second)
    found = one(reported, TableCode.MEASURES)
    assert cell(found, "estimate") == ReportCell(text="190–205,5 (2 cơ quan ước khác nhau)", mark=Mark.ESTIMATE)
    assert "Sở Y tế ước 205,5" in found.note


def test_tasks_of_the_year_by_group_and_after_an_amendment(reported: Reported) -> None:
    found = one(reported, TableCode.TASKS)
    row = next(row for row in found.leaves if row.cells[0].text.startswith("1.1"))
    assert [found.cell(row, key).value for key in ("planned", "done", "late")] == [4, 2, 1]
    assert "150 lượt người được đào tạo" in found.cell(row, "outputs").text
    assert found.cell(row, "lead").text == "Sở Khoa học và Công nghệ"
    amend_plan(reported.plan)
    later = table(collect_province(scope_of_plan(reported.plan.pk, YEAR, TODAY)), TableCode.TASKS)
    amended = next(row for row in later.leaves if row.cells[0].text.startswith("1.1"))
    assert amended.key != row.key
    assert later.cell(amended, "done").value == 3


def test_an_amendment_in_the_middle_of_a_round(reported: Reported) -> None:
    """The report speaks of the plan as it is; what was written and recorded of the earlier targets counts on."""
    before = Measure.objects.get(edition=reported.round.edition, indicator="people_trained")
    submission = a_submission(reported.round, reported.science)
    submission.estimates.create(measure=before, value=Decimal(190), updated_at=AT)
    edition = amend_plan(reported.plan)
    after = Measure.objects.get(edition=edition, indicator="people_trained")
    share = Measure.objects.get(edition=edition, indicator="tfp_share")
    StatedValue.objects.create(
        measure=share, on=date(YEAR, 11, 1), value=Decimal(31), note="Công văn 1", stated_at=AT, signed_at=AT
    )
    own = one(reported, TableCode.MEASURES, reported.science)
    assert people_row(own).key == f"measure:{after.pk}"
    assert [cell(own, key).value for key in ("year", "estimate")] == [150, 190]
    submission.estimates.create(measure=after, value=Decimal(195), updated_at=AT + timedelta(hours=1))
    accepted(submission)
    found = one(reported, TableCode.MEASURES)
    assert cell(found, "estimate").value == 195
    assert found.cell(found.leaves[1], "year") == ReportCell(value=Decimal(31), mark=Mark.STATED)


def test_an_agency_sees_its_own(reported: Reported) -> None:
    health = one(reported, TableCode.MEASURES, reported.health)
    assert [cell(health, key).value for key in ("year", "own")] == [150, 50]
    tasks = one(reported, TableCode.TASKS, reported.health)
    assert [row.cells[3].value for row in tasks.leaves] == [1]  # what it coordinates: its own class alone
    assert len(one(reported, TableCode.ACTIVITIES, reported.health).rows) == 1
    assert len(one(reported, TableCode.ACTIVITIES).rows) == 2
    training = one(reported, TableCode.TRAINING, reported.science)
    assert [training.cell(row, "attendances").value for row in training.rows] == [100]
    assert training.cell(training.rows[0], "certificates").is_empty  # no class was kept: nobody knows


def test_pilots_are_what_builds_a_model(reported: Reported) -> None:
    reported.recorder.planned(ActivityKind.CONFERENCE, date(YEAR, 9, 1))
    Activity.objects.filter(starts_on=date(YEAR, 9, 1)).update(title="Hội nghị mô hình", folded="hoi nghi mo hinh")
    found = one(reported, TableCode.PILOTS)
    assert [row.cells[0].text for row in found.leaves] == ["Mô hình điểm 5S"]


def test_difficulties_as_they_stood_on_the_day(reported: Reported) -> None:
    first = raised(reported.plan, agency=reported.science, at=AT.replace(year=YEAR, month=11, day=1))
    raised(reported.plan, agency=reported.science, title="Sau ngày chốt", at=AT.replace(year=YEAR, month=11, day=16))
    first.steps.create(from_state="open", to_state="escalated", text="Vượt thẩm quyền", at=AT.replace(year=YEAR))
    found = one(reported, TableCode.DIFFICULTIES)
    assert [(row.key, found.cell(row, "state").text) for row in found.rows] == [(f"difficulty:{first.pk}", "mới nêu")]
    assert not one(reported, TableCode.DIFFICULTIES, reported.health).rows


def test_money_of_the_plan_until_an_estimate_is_approved(reported: Reported) -> None:
    found = table(collect_province(scope_of_plan(reported.plan.pk, 2022, TODAY)), TableCode.MONEY)
    assert found.columns[1].key == "planned"
    row = next(row for row in found.leaves if "Tài liệu" in row.cells[0].text)
    assert row.cells[1].value == 200_500_000
    assert row.cells[2].is_empty


def test_money_and_organisations_of_the_report(reported: Reported) -> None:
    fund = a_fund(reported.plan)  # 200 million allocated in 2025 on line 1
    allocated(reported.plan, entry(reported.plan, 60, year=YEAR), number="QĐ-24", on=date(YEAR, 3, 1), year=YEAR)
    for name, on, millions in (("PC-1", date(YEAR, 4, 1), 20), ("PC-2", date(YEAR, 12, 1), 10)):
        disbursed(reported.plan, entry(reported.plan, millions, year=YEAR), number=name, on=on, year=YEAR)
    found = one(reported, TableCode.MONEY)
    heading, first, second = found.rows
    assert heading.is_heading
    assert found.cell(heading, "allocated").value == 60 * MILLION
    assert [found.cell(first, key).value for key in ("allocated", "disbursed")] == [60 * MILLION, 20 * MILLION]
    assert found.cell(first, "rate").value == Decimal("33.33")
    assert found.cell(second, "allocated").value == 0
    assert found.cell(second, "rate").is_empty
    assert found.totals["appraised"] == 150 * MILLION
    assert not one(reported, TableCode.MONEY, reported.health).rows

    case = case_in(CaseState.PAID, a_firm(reported.plan.unit_id, "Công ty Thử"), fund=fund, plan=reported.plan.pk)
    assert not one(reported, TableCode.ORGANISATIONS).rows  # neither approved, accepted nor paid in the year
    SupportCase.objects.filter(pk=case.pk).update(agency=reported.science)
    amounts = {"cost_vnd": 60 * MILLION, "approved_vnd": 30 * MILLION, "payable_vnd": 30 * MILLION}
    Acceptance.objects.create(case=case, on=date(YEAR, 9, 2), result="Đã áp dụng", at=AT, **amounts)
    voucher = disbursed(reported.plan, entry(reported.plan, 5, year=YEAR), number="PC-3", on=CLOSED, year=YEAR).voucher
    Payment.objects.create(case=case, voucher_id=voucher, on=CLOSED, vnd=5 * MILLION, at=AT)
    organisations = one(reported, TableCode.ORGANISATIONS, reported.science)
    (row,) = organisations.rows
    assert organisations.cell(row, "organisation").text == "Công ty Thử"
    assert [organisations.cell(row, key).value for key in ("approved", "paid")] == [30 * MILLION, 5 * MILLION]
    assert organisations.cell(row, "on").on == date(YEAR, 9, 2)
    assert not one(reported, TableCode.ORGANISATIONS, reported.health).rows


def test_who_reported_and_what_comes_next_year(reported: Reported) -> None:
    due = reported.round.agencies_due
    sent = a_submission(reported.round, reported.science, due=due)
    accepted(sent)
    waiting = a_submission(reported.round, reported.health, due=TODAY + timedelta(days=1))
    found = one(reported, TableCode.AGENCIES)
    assert [row.key for row in found.rows] == [f"agency:{reported.science}", f"agency:{reported.health}"]
    assert [found.cell(row, "timely").text for row in found.rows] == [
        f"nộp muộn {(TODAY - due).days} ngày",
        "chưa đến hạn",
    ]
    later = replace(scope_of(reported.round.pk, TODAY), today=TODAY + timedelta(days=3))
    overdue = table(collect_province(later, [TableCode.AGENCIES]), TableCode.AGENCIES)
    assert overdue.cell(overdue.rows[1], "timely").text == "quá hạn 2 ngày, chưa nộp"
    waiting.state, waiting.handed_to = "handed_over", sent
    waiting.save()
    handed = one(reported, TableCode.AGENCIES).rows[1]
    assert "do Sở Khoa học và Công nghệ báo cáo" in handed.cells[0].text

    reported.recorder.planned(ActivityKind.CONFERENCE, date(YEAR + 1, 2, 1), agency=reported.science)
    coming = one(reported, TableCode.NEXT_YEAR)
    (row,) = coming.rows
    assert row.key == f"agency:{reported.science}"
    assert coming.cell(row, "activities").value == 1
    assert coming.cell(row, "planned").is_empty
    assert len(one(reported, TableCode.NEXT_YEAR, reported.science).rows) == 1
    assert not one(reported, TableCode.NEXT_YEAR, reported.health).rows


def test_as_many_queries_for_many_rows_as_for_few(reported: Reported) -> None:
    scope = scope_of(reported.round.pk, TODAY)

    def asked() -> int:
        with CaptureQueriesContext(connection) as counted:
            collect_province(scope, with_records=True)
        return len(counted)

    a_submission(reported.round, reported.science)
    raised(reported.plan, at=AT.replace(year=YEAR, month=10))
    few = asked()
    for month in range(1, 10):
        reported.a_class(date(YEAR, month, 10), 10, reported.science)
        raised(reported.plan, title=f"Khó khăn {month}", at=AT.replace(year=YEAR, month=month))
    a_submission(reported.round, reported.health)
    assert asked() == few
    assert few <= 40
