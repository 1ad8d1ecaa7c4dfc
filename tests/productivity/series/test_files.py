"""Files of figures: taken in wholly or not at all, told of cell by cell, the same when they come again."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import NotAllowed
from nscl.productivity.enums import Answer, Breakdown, FileForm, MeasureUnit, Variable
from nscl.productivity.models import Observation, SeriesVintage, StatisticsImport
from nscl.productivity.operations.series_errors import StatisticsRefused
from nscl.productivity.operations.series_files import take_in_file
from nscl.productivity.queries.series import find_series, list_series, list_takings, open_questions
from nscl.productivity.queries.series_export import export_series
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from tests.factories.people import AT, make_person
from tests.productivity.series.conftest import (
    BAC_GIANG,
    BOTH_FORMS,
    OLD_BAC_NINH,
    Places,
    line,
    rehearse,
    take_in,
    workers,
)

pytestmark = pytest.mark.django_db
FIVE = {2019: 80_000.5, 2020: 85_000, 2021: 92_000.25, 2022: 103_000, 2023: 115_000.125}
SECTORS = [
    line(
        {year: value * part for year, value in FIVE.items()},
        variable="GRDP",
        breakdown="theo ngành kinh tế",
        part=code,
        part_name=name,
    )
    for code, name, part in (("A", "Nông nghiệp", 0.2), ("B-F", "=Công nghiệp", 0.5), ("G-U", "Dịch vụ", 0.3))
]


def test_a_file_makes_a_vintage_of_each_series_and_says_so_once(places: Places) -> None:
    done = take_in(places, line(FIVE), workers({year: 1000 + year for year in FIVE}), *SECTORS)
    assert done.number is not None
    assert [one.state for one in done.rehearsal.series] == ["new"] * 5
    rows = list_series(None, {places.bac_giang})
    assert [(row.variable, row.part, row.first_year, row.last_year, row.vintage) for row in rows] == [
        (Variable.OUTPUT, "", 2019, 2023, 1),
        (Variable.OUTPUT, "A", 2019, 2023, 1),
        (Variable.OUTPUT, "B-F", 2019, 2023, 1),
        (Variable.OUTPUT, "G-U", 2019, 2023, 1),
        (Variable.WORKERS, "", 2019, 2023, 1),
    ]
    assert rows[2].name == "GRDP, giá so sánh 2010, =Công nghiệp"
    assert dict(find_series(None, rows[0].number).vintages[0].figures) == FIVE
    (event,) = AuditEvent.objects.order_by("pk")
    assert (event.action, event.comment) == ("statistics.imported", "5 chuỗi mới, 0 chuỗi có bản số liệu mới, 25 số")
    (taking,) = list_takings(None, {places.today})
    assert (taking.vintages_made, taking.figures, taking.withdrawn) == (5, 25, 0)


def test_the_same_file_again_makes_nothing_and_a_revised_one_a_vintage_of_what_differs(places: Places) -> None:
    people = workers(dict.fromkeys(FIVE, 1000))
    take_in(places, line(FIVE), people)
    assert take_in(places, line(FIVE), people).number is None
    assert StatisticsImport.objects.count() == 1

    revised = {**FIVE, 2023: 116_000, 2024: 125_000}
    said = rehearse(places, line(revised), people)
    assert [one.state for one in said.series] == ["revised", "same"]
    first = said.series[0]
    assert (first.vintage, first.added, first.changed) == (2, ((2024, 125_000),), ((2023, 115_000.125, 116_000),))
    assert first.kept == 4
    take_in(places, line(revised), people)
    assert take_in(places, line(FIVE), people).number is None  # the old file: known as the first vintage
    (row, _people) = list_series(None, {places.bac_giang})
    assert (row.vintage, row.vintages, row.last_year) == (2, 2, 2024)


@pytest.mark.parametrize(
    ("cells", "says"),
    [({"source": "Niên giám 2025"}, "nguồn trước"), ({"measured_in": "triệu đồng"}, "đơn vị trước")],
)
def test_another_source_or_unit_is_another_vintage(places: Places, cells: dict[str, str], says: str) -> None:
    take_in(places, line(FIVE))
    factor = 1000 if "measured_in" in cells else 1
    said = rehearse(places, line({year: value * factor for year, value in FIVE.items()}, **cells)).series[0]
    assert (said.state, said.changed, said.kept) == ("revised", (), 5)
    assert says in said.says[0]


@pytest.mark.parametrize("form", BOTH_FORMS)
def test_what_goes_out_comes_back_as_nothing_new(places: Places, form: FileForm) -> None:
    take_in(places, line({2019: 0.1 + 0.2, 2020: 1 / 3, 2021: 1.0}, released_on="30/06/2024"), *SECTORS)
    take_in(places, line({2021: 1.001, 2022: 1.1}, source="Niên giám 2025"))
    data = export_series(None, {places.today, places.bac_giang}, form, AT)
    before = SeriesVintage.objects.count()
    name = "ra.csv" if form is FileForm.SDMX else "ra.xlsx"
    again = take_in_file(unit_id=places.today, file_name=name, data=data, viewer=None, by=SYSTEM, at=AT)
    assert (again.number, again.rehearsal.doubts, len(again.rehearsal.same)) == (None, (), 5)
    assert SeriesVintage.objects.count() == before


def test_sdmx_has_its_code_lists(places: Places) -> None:
    take_in(places, SECTORS[1], workers({2023: 1000}, released_on="30/06/2024"))
    lines = export_series(None, {places.today}, FileForm.SDMX, AT).decode().splitlines()
    assert lines[0].startswith(
        "DATAFLOW,FREQ,REF_AREA,INDICATOR,BREAKDOWN,PART,PRICE_BASE,BASE_PER,TIME_PERIOD,OBS_VALUE"
    )
    source = "Niên giám thống kê 2024, bảng 28"
    series = "NSCL:PRODUCTIVITY_SERIES(1.0),A,VN24_20250630"
    assert lines[1] == f'{series},GRDP,ACTIVITY,B-F,Q,2010,2019,40000.25,XDC,9,A,\'=Công nghiệp,"{source}",,'
    assert lines[-1] == f'{series},EMP,_T,_T,_Z,_Z,2023,1000,PS,3,A,,"{source}",2024-06-30,'


WRONG = [
    (line({2019: "1.234"}), "có thể là hàng nghìn", "Y"),
    (line({2019: "abc"}), "không phải là số", "Y"),
    (line({2019: "-"}), "có thể là 0", "Y"),
    (line({2019: -5}), "âm", "Y"),
    (line({2019: 0}), "số 0 của toàn tỉnh", "Y"),
    (line({2019: 10}, variable="GRPD"), "gần nhất là “GRDP”", "B"),
    (line({2019: 10}, base_year=""), "phải có năm gốc", "G"),
    (line({2019: 10}, price_basis="giá hiện hành"), "không có năm gốc", "G"),
    (line({2019: 10}, price_basis="", base_year=""), "chưa rõ GRDP theo giá nào", "F"),
    (line({2019: 10}, measured_in="nghìn người"), "không tính bằng", "H"),
    (line({2019: 10}, breakdown="theo trình độ lao động"), "không chia theo trình độ", "C"),
    (line({2019: 10}, part="A", part_name="Nông nghiệp"), "chưa rõ chia theo gì", "C"),
    (line({2019: 10}, breakdown="theo ngành kinh tế", part="A"), "chưa có tên", "E"),
    (line({2019: 10}, source=""), "ô này còn trống", "I"),
    (line({}), "không có số của năm nào", ""),
    (line({2026: 10}), "không còn tỉnh Bắc Giang", "AF"),
    (line({2019: 10}, province=""), "hình thành năm 2025", "Y"),
    (line({2019: 10}, province="Bắc Ninh"), "có thể là nhiều tỉnh", "A"),
    (line({2019: 10}, province="Hà Nội"), "không có “Hà Nội”", "A"),
    (workers({2019: 45}, variable="Hệ số đóng góp của lao động", measured_in="phần của 1"), "không nằm trong", "Y"),
    (workers({2019: 0.45}, variable="Hệ số đóng góp của lao động", measured_in="%"), "quá nhỏ", "Y"),
]


def test_everything_wrong_is_told_at_once_by_cell_and_remedy_and_nothing_is_written(places: Places) -> None:
    with pytest.raises(StatisticsRefused, match="21 chỗ phải sửa") as refused:
        take_in(places, *(row for row, _says, _column in WRONG), line(FIVE))
    problems = refused.value.rehearsal.problems
    for number, (problem, (_row, says, column)) in enumerate(zip(problems, WRONG, strict=True), start=2):
        assert problem.cell == f"{column}{number}", says
        assert says in f"{problem.message} {problem.remedy}"
        assert problem.remedy
    assert not Observation.objects.exists()
    assert not AuditEvent.objects.exists()


def test_the_same_year_twice_another_unit_and_a_late_sector_are_seen_together(places: Places) -> None:
    twice = rehearse(places, line(FIVE), line({2023: 5, 2024: 130_000}, source="Niên giám khác"))
    assert [(one.cell, one.message) for one in twice.problems] == [
        ("AC3", "GRDP, giá so sánh 2010 năm 2023: đã có ở dòng 2")
    ]
    million = line({year: value * 1000 for year, value in FIVE.items()})
    assert "lệch nghìn lần so với tổng các ngành" in rehearse(places, million, *SECTORS).problems[0].message
    take_in(places, line(FIVE))
    (problem,) = rehearse(places, million).problems
    assert "lệch nghìn lần so với số đang có" in problem.message
    late = line({2022: 1, 2023: 1}, breakdown="theo ngành kinh tế", part="Z", part_name="Ngành mới")
    (doubt,) = rehearse(places, *SECTORS, late).doubts
    assert "Ngành mới: bắt đầu từ năm 2022, các phần khác từ năm 2019" in doubt


def test_gaps_slips_and_jumps_are_asked_not_guessed(places: Places) -> None:
    figures = {2015: 10.0, 2016: 11.0, 2018: 12.0, 2019: 13_000.0, 2020: 14.0, 2021: 15.0, 2022: 25.0}
    said = rehearse(places, line(figures))
    assert said.is_sound
    assert len(said.series[0].asks) == 3
    done = take_in(places, line(figures))
    assert done.open == 3
    asked = open_questions(None, {places.bac_giang})
    assert [(one.kind, one.year, one.answer) for one in asked] == [
        ("hole", 2017, Answer.OPEN),
        ("unit", 2019, Answer.OPEN),
        ("break", 2022, Answer.OPEN),
    ]
    assert asked[2].neighbours == ((2020, 14.0), (2021, 15.0), (2022, 25.0))


def test_only_who_keeps_the_figures_takes_them_in_and_others_do_not_find_them(places: Places) -> None:
    officer = viewer_of(make_person(Role.PROVINCE_OFFICER))
    leader = viewer_of(make_person(Role.PROVINCE_LEADER))
    elsewhere = viewer_of(make_person(Role.PROVINCE_OFFICER, province="01"))
    take_in(places, line(FIVE))
    assert rehearse(places, line(FIVE), viewer=officer).same
    with pytest.raises(NotAllowed):
        rehearse(places, line(FIVE), viewer=leader)
    assert len(list_series(leader)) == 1
    assert not list_series(elsewhere)


def test_old_names_of_provinces_and_yearbook_signs_are_read(places: Places) -> None:
    rows = [line({2019: "...", 2020: 10}, province=OLD_BAC_NINH), line({2019: 1}, province="Bắc Giang")]
    said = rehearse(places, *rows)
    assert said.is_sound
    assert [(one.unit, dict(one.stated.figures)) for one in said.series] == [
        (OLD_BAC_NINH, {2020: 10}),
        (BAC_GIANG, {2019: 1}),
    ]


def test_queries_do_not_grow_with_series(places: Places) -> None:
    def queries(*rows: object) -> int:
        with CaptureQueriesContext(connection) as seen:
            take_in(places, *rows)  # type: ignore[arg-type]
            list_series(None, {places.today, places.bac_giang})
        return len(seen)

    one = queries(line(FIVE, breakdown="theo ngành kinh tế", part="X", part_name="Khác"))
    assert queries(*SECTORS) == one


def test_million_and_billion_are_one_quantity(places: Places) -> None:
    take_in(places, line({2022: 103_000_000, 2023: 115_000_000}, measured_in="triệu đồng"))
    (row,) = list_series(None, {places.bac_giang})
    detail = find_series(None, row.number)
    assert (row.measured_in, row.breakdown, detail.base_unit) == (MeasureUnit.MILLION_DONG, Breakdown.WHOLE, "tỷ đồng")
    assert [one.value for one in detail.figures] == [103_000.0, 115_000.0]
