"""Taking in files of organisations: what is new, what changes, what is asked about, what is refused and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.institutions.enums import Confidence, UnitKind, UnitLevel
from nscl.institutions.models import AdministrativeUnit, UnitSuccession
from nscl.institutions.queries import unit_by_code
from nscl.institutions.queries.units import communes_of
from nscl.organisations.enums import OrganisationKind, OrganisationState
from nscl.organisations.imports.results import OrganisationRehearsal
from nscl.organisations.models import (
    Organisation,
    OrganisationFigures,
    OrganisationFlag,
    OrganisationMerge,
)
from nscl.organisations.operations.importing import (
    OrganisationImportRefused,
    import_organisations,
    rehearse_organisations,
    taking,
)
from nscl.organisations.queries.imports import import_events
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.records.spreadsheets.problems import ImportFileRefused
from tests.factories.organisation_files import organisations_file
from tests.factories.people import AT, make_person
from tests.factories.registry import make_organisation, tax_code_for

pytestmark = pytest.mark.usefixtures("loaded")

COMMUNE = "Kép"
ONE, TWO, THREE = (tax_code_for(serial) for serial in (3_000_000, 3_000_100, 3_000_200))
WHOLE = {
    "name": "Công ty TNHH Chế biến Đại Phát",
    "kind": "doanh nghiệp",
    "tax_code": ONE,
    "commune": COMMUNE,
    "address": "Số 1, đường Hùng Vương",
    "founded_on": date(2015, 3, 2),
    "industry": "C1071",
    "edition": "2018",
    "year": 2025,
    "workers": 12.5,
    "revenue": 20_000_000_000,
    "capital": 5_000_000_000,
    "representative": "Nguyễn Thị Thử",
    "phone": "0912 345 678",
    "email": "lienhe@thu.example",
    "flags": "OCOP 4 sao: mì gạo; sản xuất hàng xuất khẩu; rủi ro cao: thức ăn",
    "flags_since": date(2025, 5, 1),
    "flags_basis": "Quyết định 12/QĐ-UBND",
}


def _unit() -> int:
    return unit_by_code("24", on=AT.date()).id


def _rehearse(*rows: Mapping[str, Any], viewer: Viewer | None = None, **more: Any) -> OrganisationRehearsal:
    data = organisations_file(rows, **more)
    return rehearse_organisations(unit_id=_unit(), file_name="a.xlsx", data=data, viewer=viewer, at=AT)


def _import(*rows: Mapping[str, Any], sound_only: bool = False, unit: int | None = None) -> OrganisationRehearsal:
    return import_organisations(
        unit_id=unit or _unit(),
        file_name="danh-sach.xlsx",
        data=organisations_file(rows),
        viewer=None,
        by=SYSTEM,
        at=AT,
        sound_only=sound_only,
    )


def test_a_whole_row_is_taken_in_as_the_rehearsal_said_with_one_event() -> None:
    told = _rehearse(WHOLE)
    assert not Organisation.objects.exists()
    events = AuditEvent.objects.count()
    assert _import(WHOLE) == told
    assert AuditEvent.objects.count() == events + 1
    row = Organisation.objects.get()
    assert (row.name, row.folded, row.tax_code) == (WHOLE["name"], "cong ty tnhh che bien dai phat", ONE)
    assert row.commune is not None
    assert (row.unit_id, row.commune.name) == (_unit(), COMMUNE)
    assert (row.industry, row.industry_edition, row.founded_on) == ("1071", "2018", date(2015, 3, 2))
    assert (row.phone, row.email, row.representative) == ("+84912345678", "lienhe@thu.example", "Nguyễn Thị Thử")
    # 12.5 workers and 20 billion in production: small (Decree 80/2021/NĐ-CP, article 5).
    assert (row.size, row.size_on) == ("small", AT.date())
    figures = OrganisationFigures.objects.get()
    assert (figures.year, figures.workers, figures.revenue_vnd) == (2025, Decimal("12.5"), 20_000_000_000)
    flags = OrganisationFlag.objects.order_by("pk").values_list("kind", "product", "stars", "risk")
    assert list(flags) == [("ocop", "mì gạo", 4, ""), ("export", "", None, ""), ("risk", "thức ăn", None, "high")]
    (event,) = import_events(row.pk)
    assert (event.action, event.subject_label) == ("organisations.imported", "danh-sach.xlsx")


def test_the_same_file_again_changes_nothing_and_writes_nothing() -> None:
    bare = {"name": "Hợp tác xã Chè", "commune": COMMUNE}
    _import(WHOLE, bare)
    events = AuditEvent.objects.count()
    again = _import(WHOLE, bare)
    assert (len(again.new), len(again.changed), len(again.same)) == (0, 0, 2)
    assert (AuditEvent.objects.count(), Organisation.objects.count()) == (events, 2)


def test_what_is_known_is_brought_up_to_date_and_never_renamed() -> None:
    _import(WHOLE | {"email": None, "address": None})
    newer = WHOLE | {
        "name": "Công ty Tên Khác",
        "commune": None,
        "phone": "0987654321",
        "email": "moi@thu.example",
        "workers": 300,
        "revenue": None,
        "flags": "OCOP 5 sao: mì gạo; sản phẩm chủ lực của tỉnh",
    }
    (told,) = _rehearse(newer).changed
    assert [change.label for change in told.changes] == [
        "số điện thoại",
        "thư điện tử",
        "địa chỉ",
        "lao động bình quân năm 2025",
        "đặc điểm",
    ]
    assert any("tên tổ chức trong sổ" in doubt for doubt in told.doubts)
    assert any("OCOP 5 sao" in doubt for doubt in told.doubts)
    _import(newer)
    row = Organisation.objects.get()
    assert (row.name, row.phone, row.email, row.version) == (WHOLE["name"], "+84987654321", "moi@thu.example", 2)
    figures = OrganisationFigures.objects.get()
    assert (figures.workers, figures.revenue_vnd) == (Decimal("300.0"), 20_000_000_000)
    assert row.size == "large"
    assert OrganisationFlag.objects.count() == 4
    # The trail says that a number and an address changed, and not to what.
    newest, oldest = import_events(row.pk)
    (change,) = newest.changes
    assert change.after.startswith("số điện thoại; thư điện tử; thêm địa chỉ: Số 1, đường Hùng Vương; lao động")
    assert not oldest.changes


REFUSALS: list[tuple[dict[str, Any], str, str]] = [
    ({"tax_code": 100233488.0}, "Excel có lẽ đã bỏ số 0", "0100233488"),
    ({"tax_code": "1.01E+09"}, "đã rút gọn", "Text"),
    ({"tax_code": ONE[:-1] + str((int(ONE[-1]) + 1) % 10)}, "số kiểm tra", "giấy đăng ký"),
    ({"tax_code": f"{ONE}; {TWO}"}, "hơn một mã", "một mã mỗi dòng"),
    ({"commune": "Kepp"}, "không có xã, phường", "Kép"),
    ({"commune": "99999"}, "không có xã, phường", "mã 5 chữ số"),
    ({"industry": "34", "edition": "2018"}, "không có ngành cấp 2", "phiên bản"),
    ({"industry": "62"}, "khác nhau ở hai phiên bản", "phiên bản"),
    ({"workers": 12}, "chưa ghi của năm nào", "ví dụ 2025"),
    ({"workers": 12, "year": 2031}, "ngoài khoảng", "năm"),
    ({"workers": -1, "year": 2025}, "không hợp lý", "12,5"),
    ({"revenue": 15, "year": 2025}, "nhỏ hơn tờ tiền", "đủ số đồng"),
    ({"founded_on": date(2031, 1, 1)}, "chưa tới", "xem lại"),
    ({"phone": "12"}, "Số điện thoại", "để trống"),
    ({"email": "khong-phai"}, "thư điện tử", "ten@donvi.vn"),
    ({"flags": "OCOP: chè", "flags_since": date(2025, 1, 1), "flags_basis": "QĐ"}, "mấy sao", "OCOP 4 sao"),
    ({"flags": "rất tốt", "flags_since": date(2025, 1, 1), "flags_basis": "QĐ"}, "không rõ đặc điểm", "Hướng dẫn"),
    ({"flags": "xuất khẩu", "flags_basis": "QĐ"}, "từ ngày nào", "quyết định"),
    ({"flags": "xuất khẩu", "flags_since": date(2025, 1, 1)}, "căn cứ", "số quyết định"),
    ({"kind": "tập đoàn lạ"}, "không có “tập đoàn lạ”", "chọn"),
    ({"name": "Minh Long"}, "chưa rõ loại hình", "chọn"),
    ({"name": "..."}, "không có chữ nào", "ghi tên"),
    ({"apart": "có lẽ"}, "không rõ là xác nhận", "ghi x"),
    ({"name": "Công ty " + "x" * 260}, "chỉ giữ được", "viết gọn"),
]


@pytest.mark.parametrize(("cells", "message", "remedy"), REFUSALS)
def test_a_cell_that_cannot_be_taken_in_is_told_with_place_and_remedy(
    cells: dict[str, Any], message: str, remedy: str
) -> None:
    (problem,) = _rehearse({"name": "Công ty Đồng Tâm"} | cells).problems
    assert message in problem.message
    assert remedy in problem.remedy
    assert problem.row == 2
    assert problem.heading or "kind" not in cells


def test_rows_that_the_registry_contradicts_are_refused() -> None:
    make_organisation("Công ty Lạng Sơn", province="20", tax_code=TWO)
    gone = make_organisation("Công ty Đã Giải Thể", tax_code=THREE)
    Organisation.objects.filter(pk=gone).update(state=OrganisationState.GONE, state_on=date(2024, 5, 6))
    kept, absorbed = make_organisation("Công ty Còn"), make_organisation("Công ty Mất")
    Organisation.objects.filter(pk=absorbed).update(merged_into=kept, tax_code=None)
    old = tax_code_for(3_000_300)
    OrganisationMerge.objects.create(kept_id=kept, absorbed_id=absorbed, at=AT, reason="trùng", absorbed_tax_code=old)
    found = _rehearse(
        {"name": "Công ty A", "tax_code": ONE},
        {"name": "Công ty B", "tax_code": ONE},
        {"name": "Công ty C", "tax_code": TWO},
        {"name": "Công ty D", "tax_code": THREE},
        {"name": "Công ty E", "tax_code": old},
    )
    told = {problem.row: problem.message for problem in found.problems}
    assert "trùng mã số thuế với dòng 2" in told[3]
    assert "tỉnh khác" in told[4]
    assert "đã chấm dứt từ 06/05/2024" in told[5]
    assert "đã gộp vào Công ty Còn" in told[6]
    assert len(found.new) == 1


def test_a_likely_double_is_asked_about_and_the_sound_rows_can_go_alone() -> None:
    there = make_organisation("Công ty TNHH Minh Phát", tax_code=TWO)
    make_organisation("Hợp tác xã Rau Sạch", kind=OrganisationKind.COOPERATIVE)
    rows = [
        {"name": "CTCP Minh Phát", "kind": "doanh nghiệp", "commune": COMMUNE},
        {"name": "Công ty Minh Phát", "tax_code": THREE},  # another tax code: another organisation
        {"name": "HTX Rau Sạch", "apart": "x"},
        {"name": "Công ty Hòa Bình", "commune": COMMUNE},
        {"name": "Cty Hòa Bình", "commune": COMMUNE},
        {"name": "Công ty Sai", "tax_code": "123"},
    ]
    found = _rehearse(*rows)
    assert [(one.entry.row, one.other) for one in found.doubtful] == [(2, there), (6, None)]
    assert [one.entry.row for one in found.new] == [3, 4, 5]
    with pytest.raises(OrganisationImportRefused) as refused:
        _import(*rows)
    assert refused.value.rehearsal == found
    assert Organisation.objects.count() == 2
    assert _import(*rows, sound_only=True) == found
    assert Organisation.objects.count() == 5


def test_a_dependent_unit_finds_its_enterprise_in_the_registry_or_in_the_file() -> None:
    there = make_organisation("Công ty Mẹ", tax_code=TWO)
    _import(
        {"name": "Chi nhánh Công ty Con", "tax_code": f"{ONE}-001", "kind": "doanh nghiệp"},
        {"name": "Công ty Con", "tax_code": ONE},
        {"name": "Chi nhánh Công ty Mẹ", "tax_code": f"{TWO}-001", "kind": "doanh nghiệp"},
    )
    rows = {row.tax_code: row for row in Organisation.objects.order_by("pk")}
    for code, parent in ((f"{ONE}-001", rows[ONE].pk), (f"{TWO}-001", there)):
        assert (rows[code].parent_id, rows[code].lineage_head) == (parent, parent)


def test_a_commune_of_before_is_the_one_of_today_and_merged_cells_are_refused() -> None:
    old = AdministrativeUnit.objects.create(
        level=UnitLevel.COMMUNE,
        kind=UnitKind.COMMUNE,
        code="07999",
        name="Tên Xưa",
        folded="ten xua",
        parent_id=unit_by_code("24", on=date(2025, 1, 1)).id,
        valid_from=date(2020, 1, 1),
        valid_to=date(2025, 6, 30),
    )
    today = unit_by_code(communes_of(_unit(), AT.date())[0].code, on=AT.date())
    UnitSuccession.objects.create(
        predecessor=old, successor_id=today.id, on=date(2025, 7, 1), basis="thử", confidence=Confidence.HIGH
    )
    found = _rehearse({"name": "Công ty A", "commune": "xã Tên Xưa"}, {"name": "Công ty B", "commune": 7999})
    assert {one.entry.commune_id for one in found.new} == {today.id}
    assert any(f"nay là {today.label}" in doubt for doubt in found.new[0].doubts)

    def merge(_book: Any, sheet: Any) -> None:
        sheet.merge_range(1, 0, 2, 0, "Công ty Gộp")

    refused = _rehearse({"name": "Công ty Gộp"}, {"name": "x"}, more=merge)
    assert "ô gộp" in refused.problems[0].message


def test_only_who_keeps_the_registry_of_the_province_takes_in_files() -> None:
    for role, province, may in (
        (Role.PROVINCE_OFFICER, "24", True),
        (Role.AGENCY_FOCAL_POINT, "24", True),
        (Role.PROVINCE_OFFICER, "20", False),
        (Role.AUDITOR, "24", False),
    ):
        agency = "so-gddt"
        person = viewer_of(make_person(role, province=province, agency=agency))
        if may:
            assert _rehearse({"name": "Công ty A"}, viewer=person).new
        else:
            with pytest.raises(NotAllowed):
                _rehearse({"name": "Công ty A"}, viewer=person)


def _csv(data: bytes) -> OrganisationRehearsal:
    return rehearse_organisations(unit_id=_unit(), file_name="Tổ chức.CSV", data=data, viewer=None, at=AT)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_csv_file_in_utf_8_is_read_whatever_stands_between_its_cells(delimiter: str, mark: bytes) -> None:
    lines = [["Danh sách"], ["MST", "Tên doanh nghiệp", "Ghi chú"], [ONE, 'Công ty "Đại, Phát; lớn"', ""], ["", "", ""]]
    quoted = [delimiter.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines]
    found = _csv(mark + "\r\n".join(quoted).encode())
    assert [one.entry.name for one in found.new] == ['Công ty "Đại, Phát; lớn"']
    assert (found.new[0].entry.row, found.unknown) == (3, ("Ghi chú",))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("Tên tổ chức\nCông ty Đại Phát và những người bạn ở xã Tân Tiến\n".encode("utf-16"), "UTF-8"),
        (b"T\xaan t\xe6 ch\xf8c\nC\xabng ty \xae\xb9i ph\xb8t v\xb5 nh\xf7ng ng\xad\xeai b\xb9n\n", "TCVN3"),
        ('Tên tổ chức\n"không đóng'.encode(), "ngoặc kép"),
        ("Cột lạ;cột khác\n1;2\n".encode(), "Không thấy cột “Tên tổ chức”"),
        ("Tên tổ chức;Tên\nA;B\n".encode(), "hai cột"),
        (b"\0\0\0", "CSV"),
        (b"", "Không thấy cột"),
    ],
)
def test_a_csv_file_that_cannot_be_read_is_refused_with_a_remedy(data: bytes, message: str) -> None:
    with pytest.raises(ImportFileRefused) as refused:
        _csv(data)
    assert message in str(refused.value)
    assert "Cách sửa" in str(refused.value)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.lists(st.text(max_size=12), min_size=4, max_size=4))
def test_whatever_the_cells_say_every_row_becomes_something(cells: list[str]) -> None:
    keys = ("name", "tax_code", "commune", "workers")
    rows = [dict(zip(keys, (cell.replace("\r", " ") for cell in cells), strict=True))]
    found = _rehearse(*({key: cell for key, cell in row.items() if "\0" not in cell} for row in rows))
    told = {problem.row for problem in found.problems} | {one.entry.row for one in found.doubtful}
    assert found.rows == len(found.new) + len(told)


def test_somebody_who_writes_at_the_same_moment_stops_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    _import(WHOLE)
    before = taking._Taking.judged

    def judged(self: Any, sheet: Any, read: Any) -> OrganisationRehearsal:
        found = before(self, sheet, read)
        Organisation.objects.update(version=9)
        return found

    monkeypatch.setattr(taking._Taking, "judged", judged)
    with pytest.raises(OrganisationImportRefused, match="vừa ghi hoặc sửa"):
        _import(WHOLE | {"phone": "0987654321"}, {"name": "Công ty Mới"})
    assert Organisation.objects.count() == 1
