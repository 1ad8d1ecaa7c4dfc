"""From vintages to figures: predecessors summed, bases linked, answers applied, nothing guessed."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.economics.growth.accounting import Method
from nscl.economics.growth.study import Options, study
from nscl.economics.problems import DataProblem
from nscl.productivity.enums import Answer, CapitalInput, PriceBasis, Variable
from nscl.productivity.operations.series_answers import answer_question, reopen_question
from nscl.productivity.operations.series_entry import enter_vintage, enter_vintages
from nscl.productivity.operations.series_errors import (
    AlreadyWithdrawn,
    AnswerRefused,
    InvalidSeries,
    LinkRefused,
    ReasonMissing,
)
from nscl.productivity.operations.series_links import link_series, unlink_series
from nscl.productivity.operations.series_withdrawal import withdraw_taking, withdraw_vintage
from nscl.productivity.queries.prepared import Prepared, prepare_figures, prepared
from nscl.productivity.queries.series import (
    count_open_questions,
    find_question,
    find_series,
    list_series,
    open_questions,
)
from nscl.productivity.rules.series_values import StatedSeries
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.records.spreadsheets.cells import CellValue
from tests.factories.people import AT, make_person
from tests.factories.productivity import load_statistics, run_values
from tests.productivity.series.conftest import OLD_BAC_NINH, Places, Row, line, output, take_in, workers

pytestmark = pytest.mark.django_db
OLD = {2019: 100.0, 2020: 110.0, 2021: 120.0, 2022: 130.0}


def enter(stated: StatedSeries) -> int:
    return enter_vintage(stated=stated, viewer=None, by=SYSTEM, at=AT).series


def grdp(unit_id: int, base: int = 2010) -> Prepared:
    found = prepared(unit_id, Variable.OUTPUT, price_basis=PriceBasis.CONSTANT, base_year=base)
    assert found is not None
    return found


def answer(question: int, how: Answer, factor: float | None = None) -> None:
    answer_question(
        question=question, answer=how, factor=factor, reason="Công văn 12/CTK", viewer=None, by=SYSTEM, at=AT
    )


def test_a_merged_province_is_the_sum_of_those_that_merged_before_its_own_first_year(places: Places) -> None:
    enter(output(places.bac_giang, OLD))
    enter(output(places.bac_ninh, {year: value * 2 for year, value in OLD.items() if year > 2019}))
    own = enter(output(places.today, {2022: 390.0, 2023: 420.0}))
    found = grdp(places.today)
    assert dict(found.series.values) == {2020: 330.0, 2021: 360.0, 2022: 390.0, 2023: 420.0}
    assert (len(found.vintages), found.open_questions, found.problems) == (3, (), ())
    assert "là tổng của" in found.notes[0]
    assert not open_questions(None, {places.today})

    enter(output(places.bac_ninh, {2022: 200.0}, source="Niên giám 2025"))  # the sum of 2022 is now 330
    (asked,) = open_questions(None, {places.today})
    assert (asked.series, asked.year, asked.kind) == (own, 2022, "break")
    assert asked.proposed_factor == pytest.approx(390 / 330)
    answer(asked.number, Answer.LINKED, asked.proposed_factor)
    assert grdp(places.today).series[2021] == pytest.approx(360 * 390 / 330)


def test_a_province_that_lacks_a_part_is_told_not_summed_without_it(places: Places) -> None:
    enter(output(places.bac_giang, OLD))
    enter(output(places.today, {2022: 390.0, 2023: 400.0}))
    found = grdp(places.today)
    assert found.series.years == (2022, 2023)
    assert f"{OLD_BAC_NINH} không có chuỗi này" in str(found.problems[0])


def test_a_yearbook_of_few_years_lies_over_the_older_one_and_a_new_level_is_asked_about(places: Places) -> None:
    enter(output(places.bac_giang, OLD))
    enter(output(places.bac_giang, {2021: 120.0, 2022: 131.0, 2023: 140.0}, source="Niên giám 2025"))
    assert dict(grdp(places.bac_giang).series.values) == {**OLD, 2022: 131.0, 2023: 140.0}
    assert not open_questions(None, {places.bac_giang})

    enter(output(places.bac_giang, {2021: 150.0, 2022: 160.0, 2023: 170.0}, source="Tính lại 2026"))
    (asked,) = open_questions(None, {places.bac_giang})
    assert (asked.year, asked.proposed_factor) == (2021, 1.25)
    assert "25,00 %" in asked.says
    assert grdp(places.bac_giang).open_questions == (asked,)
    answer(asked.number, Answer.LINKED, 1.25)
    assert dict(grdp(places.bac_giang).series.values) == {
        2019: 125.0,
        2020: 137.5,
        2021: 150.0,
        2022: 160.0,
        2023: 170.0,
    }
    assert "nối các năm trước bằng hệ số, hệ số 1,25 (Công văn 12/CTK)" in grdp(places.bac_giang).notes[0]

    enter(output(places.bac_giang, {2021: 150.0, 2022: 160.0, 2023: 170.0, 2024: 180.0}, source="Niên giám 2027"))
    assert not open_questions(None, {places.bac_giang})  # inherited: the seam of 2021 says the same
    assert grdp(places.bac_giang).series[2019] == 125.0
    last = find_series(None, asked.series)
    withdraw_vintage(vintage=last.vintages[0].number, reason="Nhập nhầm", viewer=None, by=SYSTEM, at=AT)
    withdraw_vintage(vintage=last.vintages[1].number, reason="Nhập nhầm", viewer=None, by=SYSTEM, at=AT)
    assert dict(grdp(places.bac_giang).series.values) == {**OLD, 2022: 131.0, 2023: 140.0}


def test_answers_are_kept_changed_and_taken_back(places: Places) -> None:
    series = enter(output(places.bac_giang, {2017: 100.0, 2018: 110.0, 2019: 120_000.0, 2020: 130.0, 2022: 140.0}))
    unit, hole = find_series(None, series).questions
    assert (unit.may_answer, hole.may_answer) == ((Answer.RIGHT, Answer.RESCALED), (Answer.ABSENT,))
    with pytest.raises(AnswerRefused, match="không trả lời như vậy"):
        answer(hole.number, Answer.RIGHT)
    with pytest.raises(AnswerRefused, match="hệ số"):
        answer(unit.number, Answer.RESCALED)
    with pytest.raises(ReasonMissing):
        answer_question(
            question=unit.number, answer=Answer.RIGHT, factor=None, reason=" ", viewer=None, by=SYSTEM, at=AT
        )
    answer(hole.number, Answer.ABSENT)
    answer(unit.number, Answer.RESCALED, 0.001)
    assert grdp(places.bac_giang).series[2019] == pytest.approx(120)
    assert find_series(None, series).vintages[0].figures[2019] == 120_000.0  # as printed
    reopen_question(question=unit.number, viewer=None, by=SYSTEM, at=AT)
    assert find_question(None, unit.number).answer == Answer.OPEN
    assert [event.action for event in AuditEvent.objects.order_by("pk")] == [
        "series.entered",
        "series.question_answered",
        "series.question_answered",
        "series.question_reopened",
    ]


def test_two_bases_are_one_series_by_a_shared_year_or_a_published_factor(places: Places) -> None:
    earlier = enter(output(places.bac_giang, {2008: 10.0, 2009: 11.0, 2010: 12.0}, base=1994))
    later = enter(output(places.bac_giang, {2010: 36.0, 2011: 39.6}))
    assert [one.series for one in find_series(None, later).may_link] == [earlier]

    def link(first: int, second: int, year: int = 2010, factor: float | None = None, source: str = "") -> int:
        return link_series(
            earlier=first, later=second, year=year, factor=factor, source=source, viewer=None, by=SYSTEM, at=AT
        )

    for wrong, says in (
        ((earlier, earlier), "cùng một số liệu"),
        ((earlier, later, 2009), "không có số năm 2009"),
        ((earlier, later, 2010, 3.0), "nguồn công bố"),
        ((earlier, later, 2010, -1.0, "Niên giám"), "lớn hơn 0"),
    ):
        with pytest.raises(LinkRefused, match=says):
            link(*wrong)
    number = link(earlier, later)
    with pytest.raises(LinkRefused, match="vòng"):
        link(later, earlier)
    found = grdp(places.bac_giang)
    assert dict(found.series.values) == {2008: 30.0, 2009: 33.0, 2010: 36.0, 2011: 39.6}
    assert "nối vào GRDP, giá so sánh 2010 tại năm 2010, hệ số 3" in found.notes[0]
    unlink_series(link=number, viewer=None, by=SYSTEM, at=AT)
    link(earlier, later, factor=3.1, source="Niên giám 2011")
    assert grdp(places.bac_giang).series[2008] == pytest.approx(31.0)


def test_a_file_is_taken_back_whole_with_a_reason(places: Places) -> None:
    done = take_in(places, line(OLD), workers(OLD))
    assert done.number is not None

    def withdraw(reason: str = "Sai tệp") -> int:
        return withdraw_taking(number=done.number or 0, reason=reason, viewer=None, by=SYSTEM, at=AT)

    with pytest.raises(ReasonMissing):
        withdraw("")
    assert withdraw() == 2
    with pytest.raises(AlreadyWithdrawn):
        withdraw()
    assert all(row.vintage is None for row in list_series(None, {places.bac_giang}))
    assert take_in(places, line(OLD)).number is not None  # withdrawn figures are new again


def test_figures_typed_by_hand_are_checked_as_those_of_a_file(places: Places) -> None:
    with pytest.raises(InvalidSeries) as refused:
        enter(output(places.bac_giang, {2019: -1.0, 2026: 5.0}, source=""))
    assert [problem.field for problem in refused.value.problems] == ["source", "figures[2019]", "figures[2026]"]
    first = enter_vintage(stated=output(places.bac_giang, OLD), viewer=None, by=SYSTEM, at=AT)
    again = enter_vintage(stated=output(places.bac_giang, OLD), viewer=None, by=SYSTEM, at=AT)
    assert (first.made, again.made, again.vintage) == (True, False, first.vintage)
    with pytest.raises(InvalidSeries, match="lệch nghìn lần"):
        enter(output(places.bac_giang, {year: value * 1000 for year, value in OLD.items()}))


def test_samples_count_only_until_there_are_real_figures(places: Places) -> None:
    sample = output(places.bac_giang, {2018: 1.0, 2019: 2.0}, source="Số liệu mẫu")
    enter_vintages(unit_id=places.today, stated=[sample], viewer=None, by=SYSTEM, at=AT, is_sample=True)
    (row,) = list_series(None, {places.bac_giang})
    assert row.is_sample
    enter(output(places.bac_giang, OLD))
    (row,) = list_series(None, {places.bac_giang})
    assert (row.is_sample, row.first_year) == (False, 2019)
    assert dict(grdp(places.bac_giang).series.values) == OLD


@pytest.mark.usefixtures("loaded")
def test_a_run_gets_every_year_of_everything_in_one_base() -> None:
    province, parts = load_statistics()
    with CaptureQueriesContext(connection) as seen:
        made = prepare_figures(province, run_values())
    assert len(seen) <= 9
    figures = made.figures
    assert (figures.output.years[0], figures.output.years[-1], figures.output.unit) == (2010, 2025, "tỷ đồng")
    for series in (figures.labour, figures.investment, figures.hours, figures.output_current, figures.labour_income):
        assert series is not None
        assert series.years == figures.output.years
    assert set(made.sectors) == {"A", "B-F", "G-U"}
    assert sum(one[2020].output for one in made.sectors.values()) == pytest.approx(figures.output[2020], rel=1e-3)
    assert made.sector_names["A"].startswith("Nông")
    assert (made.problems, made.open_questions) == ((), ())
    rows = {(key, year): value for key, _name, _unit, year, value in made.rows}
    assert rows["output", 2020] == figures.output[2020]
    assert rows["labour:A", 2015] == made.sectors["A"][2015].labour
    of_part = prepare_figures(parts[0], run_values()).figures.output
    assert of_part.years[-1] == 2024


def test_what_a_run_lacks_is_a_sentence(places: Places) -> None:
    with pytest.raises(DataProblem, match="GRDP: chưa có số liệu giá so sánh"):
        prepare_figures(places.bac_giang, run_values())
    enter(output(places.bac_giang, OLD))
    with pytest.raises(DataProblem, match="Lao động"):
        prepare_figures(places.bac_giang, run_values())
    asset = {"breakdown": "theo loại tài sản", "part": "M", "part_name": "Máy móc", "variable": "Vốn đầu tư thực hiện"}
    take_in(
        places,
        workers(OLD),
        line(OLD, variable="Vốn đầu tư thực hiện", base_year=1994),
        line(OLD, **asset),
        workers(OLD, breakdown="theo ngành kinh tế", part="A", part_name="Nông nghiệp"),
    )
    values = replace(run_values(), capital_input=CapitalInput.SERVICES)
    said = " ".join(map(str, prepare_figures(places.bac_giang, values).problems))
    assert "theo giá so sánh 1994, GRDP theo giá so sánh 2010" in said
    assert "không có chỉ số giá của loại tài sản này" in said
    assert "có số liệu này nhưng không có GRDP" in said


def test_current_prices_are_deflated_by_an_index(places: Places) -> None:
    prices = {2019: 100.0, 2020: 110.0, 2021: 121.0}
    current = {year: value * 2 for year, value in prices.items()}
    index: dict[str, CellValue] = {
        "variable": "Chỉ số giá GRDP",
        "measured_in": "chỉ số, năm gốc = 100",
        "base_year": 2019,
    }
    take_in(places, workers(prices), line(current, price_basis="giá hiện hành", base_year=""), workers(prices, **index))
    made = prepare_figures(places.bac_giang, run_values())
    assert dict(made.figures.output.values) == pytest.approx(dict.fromkeys(prices, 200.0))
    assert "chia cho Chỉ số giá GRDP" in made.notes[0]


def test_the_work_list_is_counted_in_one_query(places: Places) -> None:

    officer, leader = (viewer_of(make_person(role)) for role in (Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER))
    enter(output(places.bac_giang, {2019: 1.0, 2021: 1.1}))
    with CaptureQueriesContext(connection) as seen:
        assert (count_open_questions(officer), count_open_questions(leader)) == (1, 0)
    assert len(seen) == 1


def test_gross_output_and_intermediates_make_klems(places: Places) -> None:
    def grown(start: float) -> dict[int, CellValue]:
        return {year: round(start * 1.05 ** (year - 2018), 3) for year in range(2018, 2024)}

    def both(variable: str, start: float) -> list[Row]:
        current = line(grown(start * 1.3), variable=variable, price_basis="giá hiện hành", base_year="")
        return [line(grown(start), variable=variable), current]

    given = [
        workers(grown(900)),
        *both("GRDP", 400),
        line(grown(120), variable="Vốn đầu tư thực hiện"),
        line(grown(220), variable="Thu nhập đầy đủ của người lao động", price_basis="giá hiện hành", base_year=""),
        *both("Giá trị sản xuất", 1000),
    ]
    take_in(places, *given)
    lacking = prepare_figures(places.bac_giang, run_values())
    assert lacking.figures.klems is None
    assert "KLEMS cần chi phí trung gian" in str(lacking.problems[0])
    take_in(places, *both("Chi phí trung gian", 600))
    made = prepare_figures(places.bac_giang, run_values())
    assert made.figures.klems is not None
    assert made.figures.klems.gross_output.years == tuple(range(2018, 2024))
    (account,) = study(made.figures, Options(methods=(Method.KLEMS,))).accounts
    assert account.years[-1].output == pytest.approx(math.log(1.05), abs=1e-4)
    assert account.years[-1].tfp == pytest.approx(0, abs=1e-3)
