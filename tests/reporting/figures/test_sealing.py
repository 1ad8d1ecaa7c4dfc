"""Figures that were sealed come back as they were, are never changed, and explain themselves a year later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from nscl.documents.report_papers.tables import (
    Mark,
    ReportCell,
    ReportColumn,
    ReportFigures,
    ReportRow,
    ReportTable,
    RowRecord,
    TableCode,
    ValueKind,
)
from nscl.plans.models import Measure, Plan
from nscl.progress.models import StatedValue
from nscl.reporting.models import (
    FigureCell,
    FigureColumn,
    FigureRecord,
    FigureRow,
    FigureSet,
    FigureTable,
    Submission,
)
from nscl.reporting.operations.figures import seal_figures
from nscl.reporting.queries.figures import (
    SetNotFound,
    behind_row,
    collect_province,
    newest_set,
    scope_of,
    sets_of,
    stored_figures,
)
from nscl.reporting.rules.settling import difference, differences
from nscl.work.models import ActivityOutput
from tests.factories.people import AT
from tests.factories.plans import published_plan
from tests.factories.reporting import YEAR, a_round, a_submission, accepted, an_edition, issued
from tests.factories.work import amend_plan
from tests.reporting.figures.conftest import CLOSED, Reported

TODAY = AT.date()
SOFTWARE = "nscl 0.9"


def sealed(figures: ReportFigures, reported: Reported, **owner: Any) -> int:
    owner = owner or {"submission_id": a_submission(reported.round, reported.science).pk}
    return seal_figures(figures=figures, at=AT, software=SOFTWARE, **owner)


COLUMNS = (
    ReportColumn("name", "Tên", ValueKind.TEXT, width=2.5),
    ReportColumn("on", "Ngày", ValueKind.DATE),
    ReportColumn("vnd", "Đồng", ValueKind.VND, adds=True),
)
ROWS = (
    ReportRow("", (ReportCell(text="Nhóm"), ReportCell(), ReportCell()), is_heading=True),
    ReportRow(
        "measure:1",
        (ReportCell(text="Một"), ReportCell(on=CLOSED), ReportCell(value=Decimal("0"), mark=Mark.ESTIMATE)),
        depth=1,
        records=(RowRecord("work.activity", 7, "Lớp", CLOSED, Decimal("1.25"), "Sở"), RowRecord("x", 1, "Không ngày")),
    ),
    ReportRow("measure:2", (ReportCell(), ReportCell(), ReportCell(value=Decimal(987654321012)))),
)
PLAIN = ReportFigures(CLOSED, (ReportTable(TableCode.MONEY, "Bảng", COLUMNS, ROWS, "Ghi chú"),))


def test_what_was_sealed_comes_back_equal(reported: Reported) -> None:
    collected = collect_province(scope_of(reported.round.pk, TODAY), with_records=True)
    both = replace(collected, tables=(*(one for one in collected.tables if one.code != "money"), *PLAIN.tables))
    number = sealed(both, reported)
    assert stored_figures(number, with_records=True) == replace(both, is_frozen=True)
    assert stored_figures(number, [TableCode.MONEY]).tables[0].leaves[0].records == ()
    row = next(row for row in collected.tables[0].leaves if row.records)
    assert [one.amount for one in row.records] == [100, 50]
    assert behind_row(number, TableCode.MEASURES, row.key) == row.records
    (first,) = sets_of(submission_id=FigureSet.objects.get(pk=number).submission_id)
    assert (first.number, first.ordinal, first.as_of, first.software) == (number, 1, CLOSED, SOFTWARE)


def test_sent_again_makes_a_further_set(reported: Reported) -> None:
    submission = a_submission(reported.round, reported.science).pk
    assert newest_set(submission_id=submission) is None
    first, second = (sealed(PLAIN, reported, submission_id=submission) for _time in range(2))
    newest = newest_set(submission_id=submission)
    assert newest is not None
    assert (newest.number, newest.ordinal) == (second, 2)
    assert stored_figures(first).tables == stored_figures(second).tables
    made_up = sealed(replace(PLAIN, is_sample=True), reported, submission_id=submission)
    assert stored_figures(made_up).is_sample
    assert sets_of(submission_id=submission)[-1].is_sample
    with pytest.raises(IntegrityError, match="frozen_"), transaction.atomic():  # the report itself is none
        FigureSet.objects.filter(pk=made_up).delete()
    with pytest.raises(SetNotFound):
        stored_figures(0)
    for wrong in ({}, {"submission_id": 1, "edition_id": 1}):
        with pytest.raises(ValueError, match="một báo cáo nộp hoặc một bản"):
            sets_of(**wrong)
        with pytest.raises(ValueError, match="một báo cáo nộp hoặc một bản"):
            seal_figures(figures=PLAIN, at=AT, software=SOFTWARE, **wrong)


@pytest.mark.parametrize(
    ("model", "as_new"),
    [
        (FigureTable, {"code": "tasks"}),
        (FigureColumn, {"key": "new"}),
        (FigureRow, {}),
        (FigureCell, {"text": "Thêm"}),
        (FigureRecord, {}),
    ],
)
def test_nothing_of_a_sealed_set_is_changed_added_or_removed(
    reported: Reported, model: Any, as_new: dict[str, Any]
) -> None:
    number = sealed(PLAIN, reported)
    row = model.objects.filter(set=number).order_by("pk")[0]
    columns = {one.attname: getattr(row, one.attname) for one in model._meta.fields if not one.primary_key} | as_new
    if model is FigureCell:  # the heading has one cell: another of its cells is new
        columns["column_id"] = FigureColumn.objects.get(set=number, key="vnd").pk
    refused = pytest.raises(IntegrityError, match="frozen_reporting_figure")
    with refused, transaction.atomic():
        model.objects.filter(pk=row.pk).update(set=number)
    with refused, transaction.atomic():
        model.objects.filter(pk=row.pk).delete()
    with refused, transaction.atomic():
        model.objects.create(**columns)


def test_a_sealed_set_stays_sealed_and_a_sample_goes(reported: Reported) -> None:
    number = sealed(PLAIN, reported)
    for change in ({"sealed_at": None}, {"as_of": date(2025, 1, 1)}, {"software": "khác"}, {"ordinal": 9}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FigureSet.objects.filter(pk=number).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        FigureSet.objects.filter(pk=number).delete()
    sample = a_submission(reported.round, reported.health, is_sample=True)
    made_up = sealed(PLAIN, reported, submission_id=sample.pk)
    FigureSet.objects.filter(pk=made_up).delete()
    assert not FigureRecord.objects.filter(set=made_up).exists()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("reporting_set_of_one", {"submission": None}),
        ("reporting_set_of_one", {"with_edition": True}),
        ("reporting_set_software", {"software": ""}),
    ],
)
def test_the_database_refuses_a_set_of_nothing(reported: Reported, name: str, change: dict[str, Any]) -> None:
    values: dict[str, Any] = {
        "submission": a_submission(reported.round, reported.science),
        "as_of": CLOSED,
        "taken_at": AT,
        "software": SOFTWARE,
    }
    if change.pop("with_edition", False):
        change = {"edition": an_edition(reported.round)}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        FigureSet.objects.create(**{**values, **change})


def test_last_years_report_is_settled_from_its_records(reported: Reported) -> None:
    """Printed 150 and expected 180; by the next year one record grew, one went, one came late, one after the day."""
    first, second, later, _before = reported.classes
    measure = Measure.objects.get(edition=reported.round.edition, indicator="people_trained")
    share = Measure.objects.get(edition=reported.round.edition, indicator="tfp_share")
    submission = a_submission(reported.round, reported.science)
    submission.estimates.create(measure=measure, value=Decimal(180), updated_at=AT)
    accepted(submission)
    scope = scope_of(reported.round.pk, TODAY)
    edition = an_edition(reported.round)
    sealed(collect_province(scope, with_records=True), reported, edition_id=edition.pk)
    next_round = a_round(reported.plan, year=YEAR + 1)
    (unsettled,) = collect_province(scope_of(next_round.pk, TODAY), [TableCode.SETTLED]).tables
    assert not unsettled.rows  # a draft settles nothing
    assert "2024" in unsettled.note

    issued(edition)
    ActivityOutput.objects.filter(activity=first).update(quantity=120)
    second.outputs.all().delete()
    reported.a_class(date(YEAR, 10, 1), 30, reported.science)
    StatedValue.objects.create(
        measure=share, on=date(YEAR, 12, 31), value=Decimal(31), note="Công văn 1", stated_at=AT, signed_at=AT
    )
    amend_plan(reported.plan)  # the measures of today are others, and are what those were
    figures = collect_province(scope_of(next_round.pk, TODAY), with_records=True)
    settled = figures.table(TableCode.SETTLED)
    assert settled is not None
    people, tfp = settled.rows
    assert people.key != f"measure:{measure.pk}"
    assert [settled.cell(people, key).value for key in ("estimate", "printed", "now", "difference")] == [
        180,
        150,
        190,
        10,
    ]
    assert settled.cell(people, "estimate").mark is Mark.ESTIMATE
    why = settled.cell(people, "why").text
    assert f"Sau ngày chốt 1: {later.title}." in why
    assert "Ghi bổ sung 1: " in why
    assert f"Không còn tính 1: {second.title}." in why
    assert f"Sửa lại 1: {first.title} (100 → 120)." in why
    assert settled.cell(tfp, "printed").is_empty
    assert settled.cell(tfp, "now").value == 31
    assert settled.cell(tfp, "difference").is_empty
    assert settled.cell(tfp, "why").text == "Sau ngày chốt 1: Công văn 1."


def test_the_last_year_of_a_plan_is_settled_in_the_report_of_the_plan_that_follows(reported: Reported) -> None:
    """Else nobody would ever: a plan that has ended reports no more."""
    last = reported.plan.period_end
    reported.a_class(date(last, 3, 5), 100, reported.science)
    old = a_round(reported.plan, year=last, data_until=date(last, 11, 15))
    measure = Measure.objects.get(edition=old.edition, indicator="people_trained")
    a_submission(old, reported.science).estimates.create(measure=measure, value=Decimal(150), updated_at=AT)
    accepted(Submission.objects.get(round=old))
    edition = an_edition(old)
    sealed(collect_province(scope_of(old.pk, TODAY), with_records=True), reported, edition_id=edition.pk)
    issued(edition)
    late = reported.a_class(date(last, 12, 20), 40, reported.science)
    scope = scope_of(a_round(published_plan("bac-ninh-2026-2030"), year=last + 1).pk, TODAY)
    (settled,) = collect_province(scope, [TableCode.SETTLED]).tables
    heading, *rows = settled.rows
    assert heading.is_heading
    assert heading.cells[0].text == "Kế hoạch Bắc Giang 2021–2025"
    people = next(row for row in rows if row.key == f"measure:{measure.pk}")
    found = [settled.cell(people, key).value for key in ("estimate", "printed", "now", "difference")]
    assert found == [150, 100, 140, -10]
    assert settled.cell(people, "why").text == f"Sau ngày chốt 1: {late.title}."

    late.outputs.all().delete()
    (short,) = collect_province(scope, [TableCode.SETTLED]).tables
    row = next(row for row in short.rows if row.key == people.key)
    assert short.cell(row, "difference").value == -50
    assert short.cell(row, "why").text == "Từ ngày chốt không có hồ sơ nào thêm, bớt, sửa: chưa đạt số ước."

    Plan.objects.filter(pk=reported.plan.pk).update(period_end=last + 1)  # it still reports: there it is settled
    (nothing,) = collect_province(scope, [TableCode.SETTLED]).tables
    assert not nothing.rows
    own = scope_of(a_round(reported.plan, year=last + 1).pk, TODAY)
    (alone,) = collect_province(own, [TableCode.SETTLED]).tables
    assert not any(row.is_heading for row in alone.rows)
    assert alone.cell(next(row for row in alone.rows if row.key == people.key), "now").value == 100


RECORDS = st.lists(
    st.builds(
        RowRecord,
        kind=st.sampled_from(["a", "b"]),
        number=st.integers(1, 4),
        title=st.text(min_size=1, max_size=80),
        on=st.none() | st.dates(date(2024, 1, 1), date(2024, 12, 31)),
        amount=st.none() | st.integers(0, 9).map(Decimal),
    ),
    max_size=6,
    unique_by=lambda one: (one.kind, one.number),
)


@settings(max_examples=40, deadline=None)
@given(then=RECORDS, now=RECORDS)
def test_the_differences_lead_from_then_to_now(then: list[RowRecord], now: list[RowRecord]) -> None:
    found = differences(then, now, CLOSED)
    new = {(one.kind, one.number) for one in (*found.later, *found.added)}
    gone = {(one.kind, one.number) for one in found.removed}
    before, after = {(one.kind, one.number) for one in then}, {(one.kind, one.number) for one in now}
    assert (before | new) - gone == after
    assert len(new) == len(found.later) + len(found.added)
    assert (found.words == "") == (not new and not gone and not found.changed)


def test_a_difference_is_against_the_estimate() -> None:
    assert difference(Decimal(150), Decimal(180), Decimal(190)) == 10
    assert difference(Decimal(150), None, Decimal(190)) == 40
    assert difference(None, Decimal(5), None) is None
    many = [RowRecord("a", number, f"Lớp {number}") for number in range(5)]
    assert differences([], many, CLOSED).words == "Ghi bổ sung 5: Lớp 0; Lớp 1; Lớp 2 và 2 hồ sơ khác."
