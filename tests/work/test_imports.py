"""Activities out of an Excel file: rehearsal, run, and files that cannot be trusted."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.records.models import AuditEvent
from nscl.records.operations import Actor
from nscl.records.spreadsheets.cells import CellError, CellValue, count_of, date_of, money_of
from nscl.records.spreadsheets.problems import ImportFileRefused
from nscl.records.spreadsheets.reading import read_sheet
from nscl.work.enums import ActivityStatus
from nscl.work.imports.columns import ACTIVITIES, COLUMNS
from nscl.work.models import Activity, ActivityImport
from nscl.work.operations.imports import (
    AlreadyImported,
    ImportRefused,
    import_activities,
    rehearse_import,
    template_of,
)
from tests.factories.people import AT
from tests.factories.work import DAY, a_plan, add
from tests.factories.xlsx import KEYS, filled
from tests.work.conftest import Site


def a_row(title: str = "Hội nghị một", **changes: Any) -> dict[str, Any]:
    return {"task": "1.1", "kind": "Hội nghị", "title": title, "starts_on": DAY, **changes}


# --- cells


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("1.234", 1234),
        ("1 234", 1234),
        ("1\u00a0234\u00a0567", 1234567),
        ("1,234,567", 1234567),
        ("1.234,0", 1234),
        (1234.0, 1234),
        (0.0, 0),
        ("-5", -5),
        ("", None),
    ],
)
def test_a_number_is_understood(value: CellValue, read: int | None) -> None:
    assert count_of(value) == (None if read is None else Decimal(read))


@pytest.mark.parametrize("value", ["1,234", "1.5", 1.234, "12.34", "mười", True, "1,5", "9" * 80, DAY])
def test_a_number_with_two_readings_is_asked(value: CellValue) -> None:
    with pytest.raises(CellError) as refused:
        count_of(value)
    assert refused.value.remedy


def test_an_amount_that_lost_its_zeros_is_asked() -> None:
    assert money_of("15.000.000") == 15_000_000
    assert money_of(0.0) == 0
    with pytest.raises(CellError, match="nghìn hoặc triệu"):
        money_of(15.0)


@pytest.mark.parametrize(
    "text", ["1.234.500", "1,234,500", "1 234 500", "1.234,5 nghìn", "1,234.5 nghìn", "1.234.500đ"]
)
def test_money_is_read_as_people_type_it(text: str) -> None:
    assert money_of(text) == 1_234_500


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("12,34", "không đọc được"),
        (1.234, "phần lẻ"),
        ("1,234 triệu", "1234000 đồng hoặc 1234000000 đồng"),
        ("mười triệu", "không đọc được"),
        (1e16, "một triệu tỷ"),
        ("10.000.000.000.000.000", "một triệu tỷ"),
    ],
)
def test_an_amount_with_two_readings_or_none_is_asked(value: CellValue, why: str) -> None:
    with pytest.raises(CellError, match=why):
        money_of(value)


@pytest.mark.parametrize("value", [DAY, datetime(2024, 5, 10, 8), 45422.0, "10/5/2024", "2024-05-10", "10-05-2024"])  # noqa: DTZ001
def test_a_day_is_understood(value: CellValue) -> None:
    assert date_of(value, is_1904=False) == DAY


@pytest.mark.parametrize("value", ["10/13/2024", "10/5", 12.0, "hôm qua", True])
def test_what_is_no_day_is_asked(value: CellValue) -> None:
    with pytest.raises(CellError):
        date_of(value, is_1904=False)


def test_a_bare_number_is_no_day_where_days_count_from_1904() -> None:
    with pytest.raises(CellError):
        date_of(45422.0, is_1904=True)


# --- files


def bomb() -> bytes:
    data = io.BytesIO(filled([]))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/a.bin", "w") as member:
        for _piece in range(400):
            member.write(bytes(1_000_000))
    return data.getvalue()


@pytest.mark.parametrize(
    "data",
    [b"", b"MZ not a sheet", b"PK\x03\x04 broken", filled([])[:900], bomb(), filled([], keys=("task", "kind"))],
    ids=["empty", "program", "broken", "cut", "bomb", "headings"],
)
def test_a_file_that_cannot_be_read_is_refused(data: bytes) -> None:
    with pytest.raises(ImportFileRefused, match="Cách sửa"):
        read_sheet(data, ACTIVITIES)


def test_one_cell_in_the_far_corner_does_not_fill_the_memory() -> None:
    with pytest.raises(ImportFileRefused):
        read_sheet(filled([a_row()], more=lambda _book, sheet: sheet.write(1_048_575, 16_383, "x")), ACTIVITIES)


def test_a_heading_twice_is_refused() -> None:
    with pytest.raises(ImportFileRefused, match="hai cột"):
        read_sheet(filled([a_row()], keys=(*KEYS, "title")), ACTIVITIES)


def test_the_headings_may_stand_lower_in_another_order_beside_columns_of_ones_own() -> None:
    sheet = read_sheet(
        filled([a_row()], keys=("title", "Ghi chú riêng", "task", "starts_on", "kind"), top=3), ACTIVITIES
    )
    assert [row.number for row in sheet.rows] == [5]
    assert sheet.unknown == ("Ghi chú riêng",)
    assert sheet.rows[0].cells["title"] == "Hội nghị một"


def test_hidden_rows_are_read_and_told() -> None:
    hide = {"hidden": True}
    sheet = read_sheet(
        filled([a_row(), a_row("Hai")], more=lambda _b, sheet: sheet.set_row(2, None, None, hide)), ACTIVITIES
    )
    assert (len(sheet.rows), sheet.hidden) == (2, 1)


def test_formulas_count_by_the_value_that_the_file_keeps() -> None:
    def more(_book: Any, sheet: Any) -> None:
        sheet.write_formula(1, 5, "=2*1000000", None, 2_000_000)
        sheet.write_formula(2, 5, "=2*1000000", None, "")
        sheet.write_formula(3, 5, "=NA()", None, "#N/A")

    rows = read_sheet(filled([a_row(), a_row("Hai"), a_row("Ba")], more=more), ACTIVITIES).rows
    assert rows[0].cells["planned_cost"] == 2_000_000
    assert [set(row.broken) for row in rows] == [set(), {"planned_cost"}, {"planned_cost"}]


def test_a_merged_text_holds_for_its_rows_and_a_merged_amount_is_asked() -> None:
    def more(_book: Any, sheet: Any) -> None:
        sheet.merge_range(1, 0, 2, 0, "1.1")
        sheet.merge_range(1, 5, 2, 5, 9_000_000)

    rows = read_sheet(filled([a_row(task=None), a_row("Hai", task=None)], more=more), ACTIVITIES).rows
    assert [row.cells["task"] for row in rows] == ["1.1", "1.1"]
    assert [set(row.broken) for row in rows] == [{"planned_cost"}, set()]


# --- rehearsal and run


def test_the_run_does_what_the_rehearsal_says(site: Site, focal: Viewer, actor: Actor) -> None:
    rows = [
        a_row(planned_cost="15.000.000"),
        a_row("Hội nghị hai", status="đã xong", done_on="11/5/2024", place="Hội trường"),
    ]
    data, events = filled(rows), AuditEvent.objects.count()
    told = rehearse_import(annual_plan=site.annual, data=data, viewer=focal, at=AT)
    assert Activity.objects.count() == 0
    assert (len(told.new), told.known, told.problems, told.planned_vnd) == (2, (), (), 15_000_000)
    done = import_activities(annual_plan=site.annual, file_name="a.xlsx", data=data, viewer=focal, by=actor, at=AT)
    assert done == told
    made = Activity.objects.order_by("pk")
    assert [(row.title, row.status, row.done_on) for row in made] == [
        ("Hội nghị một", ActivityStatus.PLANNED, None),
        ("Hội nghị hai", ActivityStatus.DONE, date(2024, 5, 11)),
    ]
    assert AuditEvent.objects.count() == events + 1
    kept = ActivityImport.objects.get()
    assert (kept.rows, kept.created, kept.sha256, kept.file_name) == (2, 2, told.sha256, "a.xlsx")


def test_wrong_rows_are_told_by_cell_and_nothing_is_written(site: Site, focal: Viewer, actor: Actor) -> None:
    rows = [
        a_row(),
        a_row("Hai", kind="hội họp"),
        a_row("Ba", starts_on=date(2023, 1, 1)),
        a_row("Bốn", planned_cost="12,34"),
        a_row("HỘI NGHỊ MỘT"),
        a_row("Sáu", task=None),
        a_row("Bảy", task="99.9"),
    ]
    data, events = filled(rows), AuditEvent.objects.count()
    told = rehearse_import(annual_plan=site.annual, data=data, viewer=focal, at=AT)
    assert [one.cell for one in told.problems] == ["B3", "D4", "F5", "C6", "A7", "A8"]
    assert "trùng với dòng 2" in told.problems[3].message
    with pytest.raises(ImportRefused) as refused:
        import_activities(annual_plan=site.annual, file_name="a.xlsx", data=data, viewer=focal, by=actor, at=AT)
    assert refused.value.rehearsal == told
    assert (Activity.objects.count(), ActivityImport.objects.count(), AuditEvent.objects.count()) == (0, 0, events)


def test_what_only_the_checks_find_takes_nothing_in_either(site: Site, focal: Viewer, actor: Actor) -> None:
    data = filled([a_row(), a_row("Ba", starts_on=date(2023, 1, 1))])
    told = rehearse_import(annual_plan=site.annual, data=data, viewer=focal, at=AT)
    with pytest.raises(ImportRefused) as refused:
        import_activities(annual_plan=site.annual, file_name="a.xlsx", data=data, viewer=focal, by=actor, at=AT)
    assert refused.value.rehearsal == told
    assert Activity.objects.count() == 0


def test_the_same_file_twice_and_the_same_rows_in_another(site: Site, focal: Viewer, actor: Actor) -> None:
    data = filled([a_row()])
    import_activities(annual_plan=site.annual, file_name="a.xlsx", data=data, viewer=focal, by=actor, at=AT)
    with pytest.raises(AlreadyImported, match=r"a\.xlsx"):
        rehearse_import(annual_plan=site.annual, data=data, viewer=focal, at=AT)
    with pytest.raises(AlreadyImported, match=r"a\.xlsx"):
        import_activities(annual_plan=site.annual, file_name="b.xlsx", data=data, viewer=focal, by=actor, at=AT)
    more = filled([a_row(), a_row("Mới")])
    told = rehearse_import(annual_plan=site.annual, data=more, viewer=focal, at=AT)
    assert ([one.row for one in told.known], [one.row for one in told.new]) == ([2], [3])
    done = import_activities(annual_plan=site.annual, file_name="b.xlsx", data=more, viewer=focal, by=actor, at=AT)
    assert done == told
    assert Activity.objects.count() == 2
    assert ActivityImport.objects.order_by("-pk").values_list("rows", "created")[0] == (2, 1)


def test_only_known_rows_write_nothing(site: Site, focal: Viewer, actor: Actor) -> None:
    add(site.annual, a_plan(site.task, title="Hội nghị một", place=""))
    events = AuditEvent.objects.count()
    data = filled([a_row()])
    done = import_activities(annual_plan=site.annual, file_name="a.xlsx", data=data, viewer=focal, by=actor, at=AT)
    assert (done.new, len(done.known)) == ((), 1)
    assert (ActivityImport.objects.count(), AuditEvent.objects.count()) == (0, events)


def test_only_who_may(site: Site, outsider: Viewer, reader: Viewer, actor: Actor) -> None:
    data = filled([a_row()])
    for viewer in (outsider, reader):
        with pytest.raises(NotAllowed):
            rehearse_import(annual_plan=site.annual, data=data, viewer=viewer, at=AT)
        with pytest.raises(NotAllowed):
            import_activities(annual_plan=site.annual, file_name="a", data=data, viewer=viewer, by=actor, at=AT)


def test_the_template_is_read_back_by_its_own_headings(site: Site, focal: Viewer) -> None:
    data = template_of(focal, site.annual, title="Kế hoạch năm 2024", on=DAY)
    sheet = read_sheet(data, ACTIVITIES)
    assert set(sheet.places) == {column.key for column in COLUMNS}
    assert (sheet.rows, sheet.unknown) == ((), ())


def test_a_labelled_output_and_people_are_recorded(site: Site, actor: Actor) -> None:
    keys = (*KEYS, "output:copies", "people:enterprise:people", "people:enterprise:women", "actual_cost")
    row = a_row(status="đã xong", done_on=DAY) | {
        "output:copies": "1.200",
        "people:enterprise:people": 80,
        "people:enterprise:women": "30",
        "actual_cost": "48.500.000",
    }
    data = filled([row], keys=keys)
    done = import_activities(annual_plan=site.annual, file_name="a", data=data, viewer=None, by=actor, at=AT)
    assert (done.people, done.actual_vnd) == (80, 48_500_000)
    activity = Activity.objects.get()
    assert [(one.kind, one.quantity) for one in activity.outputs.order_by("kind")] == [("copies", Decimal(1200))]
    assert [(one.people, one.women) for one in activity.participations.order_by("kind")] == [(80, 30)]


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [({"sha256": "a" * 64}, "work_import_once"), ({"created": 3}, "work_import_created_of_rows")],
)
def test_the_database_keeps_imports_sound(site: Site, changes: dict[str, Any], constraint: str) -> None:
    values = {"annual_plan_id": site.annual, "file_name": "a", "rows": 2, "created": 2, "imported_at": AT}
    ActivityImport.objects.create(**values, sha256="a" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        ActivityImport.objects.create(**{**values, "sha256": "b" * 64, **changes})
    assert constraint in {one.name for one in ActivityImport._meta.constraints}
