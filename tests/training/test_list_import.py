"""Lists of participants as they really come: read, rehearsed, taken in once."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.organisations.enums import OrganisationKind, Sex
from nscl.organisations.models import Organisation, Person
from nscl.records.operations import SYSTEM
from nscl.records.spreadsheets.problems import ImportFileRefused
from nscl.training.enums import EnrolmentState
from nscl.training.models import Attendance, AttendanceStep, Enrolment
from nscl.training.operations.classes import add_session, edit_class
from nscl.training.operations.lists import ListRefused, ListRehearsal, import_list, rehearse_list, template_of
from nscl.training.rules.values import ClassValues
from nscl.work.models import Activity
from tests.factories.participant_lists import filled_list
from tests.factories.people import AT
from tests.factories.training import World, finish, morning

KEYS = ("name", "sex", "birth_year", "organisation", "position", "phone", "email", "national_id")
ROWS: tuple[dict[str, Any], ...] = (
    {
        "name": "Đinh Thị Sen",
        "sex": "Nữ",
        "birth_year": 1988,
        "organisation": "Công ty CP Dệt Thử",
        "phone": "0987654321",
    },
    {"name": "Cao Văn Tùng", "sex": "Nam", "organisation": "HTX Chè Thử", "phone": 912345678.0, "position": "Giám đốc"},
    {"name": "Tạ Thị Uyên", "national_id": "024188001234", "email": "uyen@thu.example"},
)


def rehearse(world: World, data: bytes) -> ListRehearsal:
    return rehearse_list(training_class=world.number, data=data, viewer=None, at=AT)


def take_in(world: World, data: bytes) -> ListRehearsal:
    return import_list(training_class=world.number, data=data, viewer=None, by=SYSTEM, at=AT)


def problems(world: World, row: dict[str, Any], *others: dict[str, Any]) -> list[tuple[str, str]]:
    """Cell and sentence of what is wrong with a file of these rows."""
    done = rehearse(world, filled_list([row, *others], KEYS))
    return [(one.cell, str(one)) for one in done.problems]


def test_a_list_is_taken_in_with_people_and_organisations(world: World) -> None:
    data = filled_list(ROWS, KEYS)
    done = rehearse(world, data)
    assert Person.objects.count() == 4  # nothing is written by a rehearsal
    assert [(one.row, one.name, one.state, one.is_new_organisation) for one in done.new] == [
        (2, "Đinh Thị Sen", EnrolmentState.ENROLLED, True),
        (3, "Cao Văn Tùng", EnrolmentState.ENROLLED, True),
        (4, "Tạ Thị Uyên", EnrolmentState.ENROLLED, False),
    ]
    assert any("vẫn nhập danh sách được" in note for note in done.notes)
    take_in(world, data)
    people = {person.name: person for person in Person.objects.order_by("pk")}
    assert people["Cao Văn Tùng"].phone == "+84912345678"
    assert (people["Tạ Thị Uyên"].sex, people["Tạ Thị Uyên"].birth_year) == (Sex.FEMALE, 1988)
    assert people["Tạ Thị Uyên"].national_id_hash
    kinds = dict(Organisation.objects.order_by("pk").values_list("name", "kind"))
    assert (kinds["Công ty CP Dệt Thử"], kinds["HTX Chè Thử"]) == (
        OrganisationKind.ENTERPRISE,
        OrganisationKind.COOPERATIVE,
    )
    assert Enrolment.objects.get(person=people["Cao Văn Tùng"]).kind == "cooperative"


def test_the_same_list_again_changes_nothing(world: World) -> None:
    rows = [*ROWS, {"name": "Không Số Nào", "organisation": "Công ty CP Dệt Thử"}]
    data = filled_list(rows, KEYS)
    take_in(world, data)
    before = (Person.objects.count(), Enrolment.objects.count(), Organisation.objects.count())
    done = take_in(world, data)
    assert (len(done.new), len(done.known), done.does_nothing) == (0, 4, True)
    assert (Person.objects.count(), Enrolment.objects.count(), Organisation.objects.count()) == before


def test_headings_that_people_use_are_known(world: World) -> None:
    row = {"STT": 1, "Họ tên": "Hà Thị Mơ", "SĐT": "0912 000 111", "Ngày sinh": "12/03/1991", "Đơn vị công tác": ""}
    done = rehearse(world, filled_list([row], tuple(row), top=3))
    assert ([one.name for one in done.new], done.unknown) == (["Hà Thị Mơ"], ("STT",))


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        ({"name": "Nguyễn Văn A, Trần Thị B"}, "A2", "hơn một người"),
        ({"name": "Nguyễn Văn 2"}, "A2", "có chữ số"),
        ({"phone": "0912345678"}, "A2", "ô này còn trống"),
        ({"name": "Nguyễn Văn A", "phone": "091234567"}, "F2", "có 9 chữ số"),
        ({"name": "Nguyễn Văn A", "phone": "0912345678/0987654321"}, "F2", "hơn một số"),
        ({"name": "Nguyễn Văn A", "national_id": 24088001234.0}, "H2", "có 11 chữ số, phải có 12"),
        ({"name": "Nguyễn Văn A", "national_id": "123456789"}, "H2", "chứng minh nhân dân cũ"),
        ({"name": "Nguyễn Văn A", "email": "không có"}, "G2", "không phải một địa chỉ"),
        ({"name": "Nguyễn Văn A", "birth_year": "hai mươi"}, "C2", "không đọc được năm sinh"),
        ({"name": "Nguyễn Văn A", "birth_year": 1890}, "C2", "không hợp lý"),
        ({"name": "Nguyễn Văn A", "birth_year": 1990, "national_id": "024088001234"}, "C2", "khác số định danh"),
        ({"name": "Nguyễn Thị A", "sex": "Nam", "national_id": "024188001234"}, "B2", "khác số định danh"),
        ({"name": "Nguyễn Văn A", "sex": "khác"}, "B2", "trong danh sách"),
        ({"name": "Nguyễn Văn A", "organisation": "Hòa Phát"}, "D2", "chọn “Loại hình đơn vị”"),
    ],
)
def test_bad_input_is_answered_at_its_cell_with_the_remedy(
    world: World, row: dict[str, Any], cell: str, words: str
) -> None:
    found = problems(world, row)
    assert cell in [one for one, _sentence in found]
    assert any(words in sentence and "Cách sửa: " in sentence for _cell, sentence in found), found


def test_nothing_is_written_while_a_row_is_wrong(world: World) -> None:
    data = filled_list([*ROWS, {"name": "Nguyễn Văn A", "phone": "12"}], KEYS)
    with pytest.raises(ListRefused, match="1 dòng của tệp chưa nhập được") as refused:
        take_in(world, data)
    assert [one.row for one in refused.value.rehearsal.problems] == [5]
    assert Person.objects.count() == 4


def test_names_in_capitals_and_without_marks_are_kept_with_a_doubt(world: World) -> None:
    rows = [{"name": "LÊ THỊ THẢO"}, {"name": "Nguyen Van Binh"}, {"name": "Ông Trần Văn Cả", "phone": "9.12E+8"}]
    done = rehearse(world, filled_list(rows, KEYS))
    assert [one.name for one in done.new] == ["Lê Thị Thảo", "Nguyen Van Binh", "Trần Văn Cả"]
    assert [len(one.doubts) >= 1 for one in done.new] == [True, True, True]
    assert any("không có dấu" in doubt for doubt in done.new[1].doubts)
    assert any("rút gọn số điện thoại" in doubt for doubt in done.new[2].doubts)


def test_cells_merged_over_people_are_refused_and_over_their_organisation_read(world: World) -> None:
    rows = [{"name": "Hồ Thị Một", "organisation": "Công ty Gộp"}, {"name": "Hồ Thị Hai"}]

    def organisation(_book: Any, sheet: Any) -> None:
        sheet.merge_range(1, 3, 2, 3, "Công ty Gộp")

    done = rehearse(world, filled_list([{"name": "Hồ Thị Một"}, {"name": "Hồ Thị Hai"}], KEYS, more=organisation))
    assert [one.organisation for one in done.new] == ["Công ty Gộp", "Công ty Gộp"]

    def phone(_book: Any, sheet: Any) -> None:
        sheet.merge_range(1, 5, 2, 5, "0912345678")

    done = rehearse(world, filled_list(rows, KEYS, more=phone))
    assert [(one.cell, "ô gộp" in one.message) for one in done.problems] == [("F2", True)]


def test_one_person_in_two_rows_is_refused_with_the_other_row(world: World) -> None:
    twice = ROWS[0] | {"name": "ĐINH THỊ SEN"}
    ((cell, sentence),) = problems(world, ROWS[0], twice)
    assert cell == "A3"
    assert "trùng với Đinh Thị Sen ở dòng 2" in sentence
    # Two people of one name are told apart by what is known of them.
    other = {"name": "Đinh Thị Sen", "birth_year": 1970, "phone": "0911222333"}
    assert problems(world, ROWS[0], other) == []


def test_who_is_enrolled_already_is_known_by_name_and_phone(world: World) -> None:
    known = Person.objects.get(pk=world.people[0].person)
    rows = [{"name": known.name.upper(), "phone": known.phone}, {"name": known.name, "phone": "0911999888"}]
    done = rehearse(world, filled_list(rows, KEYS))
    assert [one.enrolment for one in done.known] == [world.people[0].number]
    assert [one.row for one in done.new] == [3]


def test_beyond_the_places_the_later_rows_wait(world: World) -> None:
    values = ClassValues(course_id=world.course, capacity=5)
    edit_class(number=world.number, version=None, values=values, viewer=None, by=SYSTEM, at=AT)
    data = filled_list(ROWS, KEYS)
    done = rehearse(world, data)
    assert ([one.state.value for one in done.new], done.waiting) == (["enrolled", "waiting", "waiting"], 2)
    assert [one.state for one in take_in(world, data).new] == [one.state for one in done.new]
    waiting = Enrolment.objects.filter(state="waiting").order_by("waiting_since", "pk")
    assert [row.person.name for row in waiting] == ["Cao Văn Tùng", "Tạ Thị Uyên"]


def test_attendance_comes_with_the_list_and_is_corrected_by_it(world: World) -> None:
    finish(world)
    first, second = "Buổi 1 (14/05/2024)", "Buổi 2 (15/05/2024)"
    known = Person.objects.get(pk=world.people[3].person)
    rows = [
        {"name": "Sầm Thị Mới", "phone": "0911000222", first: "x", second: "vắng"},
        {"name": known.name, "phone": known.phone, first: "có mặt", second: "vắng"},
    ]
    data = filled_list(rows, (*KEYS, first, second))
    done = take_in(world, data)
    assert (len(done.new), [one.marks for one in done.known], done.marks) == (1, [1], 3)
    assert Attendance.objects.filter(source="import").count() == 3
    assert AttendanceStep.objects.get().reason == "nhập từ tệp danh sách"
    row = Activity.objects.get(pk=world.activity)
    assert [int(output.quantity) for output in row.outputs.order_by("pk")] == [5]
    assert take_in(world, data).does_nothing
    odd = filled_list([{"name": "Sầm Thị Mới", "phone": "0911000222", first: "v"}], (*KEYS, first))
    assert "không rõ là có mặt hay vắng" in str(rehearse(world, odd).problems[0])


def test_attendance_of_what_is_still_to_come_is_refused(world: World) -> None:
    add_session(
        training_class=world.number,
        values=morning(AT.date().replace(year=2024, month=12, day=30)),
        viewer=None,
        by=SYSTEM,
        at=AT.replace(year=2024),
    )
    heading = "Buổi 3 (30/12/2024)"
    data = filled_list([{"name": "Sầm Thị Mới", heading: "x"}], ("name", heading))
    early = AT.replace(year=2024, month=6)
    done = rehearse_list(training_class=world.number, data=data, viewer=None, at=early)
    assert [(one.cell, one.message) for one in done.problems] == [("B2", "buổi này chưa diễn ra")]


def test_an_organisation_is_known_by_its_tax_code(world: World) -> None:
    Organisation.objects.filter(pk=world.enterprise).update(tax_code="0100233488")
    rows = [
        {"name": "Lò Văn Mã", "organisation": "Cơ khí Thử", "Mã số thuế": "0100233488"},
        {"name": "Lò Văn Số", "Mã số thuế": "0100686209"},
    ]
    done = rehearse(world, filled_list(rows, ("name", "organisation", "Mã số thuế")))
    assert (done.new[0].organisation, done.new[0].is_new_organisation) == ("Công ty Cơ khí Thử", False)
    assert any("là của “Công ty Cơ khí Thử”" in doubt for doubt in done.new[0].doubts)
    assert ["chưa có đơn vị nào mang mã số thuế" in one.message for one in done.problems] == [True]


def test_the_template_is_read_back(world: World, focal: Viewer, outsider: Viewer) -> None:
    with pytest.raises(NotAllowed):
        template_of(world.number, outsider)
    book = openpyxl.load_workbook(io.BytesIO(template_of(world.number, focal)))
    sheet = book["Học viên"]
    headings = [cell.value for cell in sheet[1]]
    assert headings[:2] == ["Họ và tên", "Giới tính"]
    assert headings[-2:] == ["Buổi 1 (14/05/2024)", "Buổi 2 (15/05/2024)"]
    sheet["A2"], sheet[2][headings.index("Giới tính")].value = "Bế Thị Điền", "Nữ"
    out = io.BytesIO()
    book.save(out)
    assert [one.name for one in take_in(world, out.getvalue()).new] == ["Bế Thị Điền"]
    with pytest.raises(ImportFileRefused, match="không phải tệp Excel"):
        rehearse(world, b"abc")
