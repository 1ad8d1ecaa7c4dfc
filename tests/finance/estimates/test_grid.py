"""The grid: lines, sums, what is printed beside them, norms, findings, words; who sees it; how much it asks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from nscl.finance.enums import EstimateState, MoneySource
from nscl.finance.operations.estimates import Start, appraise, return_estimate
from nscl.finance.queries.estimates import (
    EstimateNotFound,
    compare_with_previous,
    estimate_grid,
    estimate_history,
    find_estimate,
    line_options,
    list_estimates,
    plan_money,
    plans_with_money,
)
from nscl.finance.queries.estimates.comparing import Fate
from nscl.finance.rules.line_values import CellChange
from nscl.finance.rules.problems import Reason
from nscl.records.operations import SYSTEM
from tests.factories.estimates import (
    MILLION,
    STATE,
    a_line,
    approved,
    set_cell,
    started,
    submitted,
    version_of,
    with_lines,
)
from tests.factories.people import AT, make_viewer
from tests.finance.conftest import Site

ON = date(2026, 11, 21)


@pytest.fixture
def printed(plan: int) -> int:
    """An estimate with the plan's printed lines."""
    return started(plan, Start.PLAN)


def test_what_is_printed_stands_beside_what_is_computed(printed: int, officer: Viewer) -> None:
    grid = estimate_grid(officer, printed, on=ON)
    assert grid.years == (2021, 2022, 2023)
    assert grid.sources == (MoneySource.STATE, MoneySource.ENTERPRISE, MoneySource.UNSPLIT)
    assert (grid.total_vnd, grid.total_words) == (390_500_000, "Ba trăm chín mươi triệu năm trăm nghìn đồng")
    heading, first, second, support = grid.lines
    assert [(line.key, line.depth, line.is_heading) for line in grid.lines] == [
        ("I", 0, True),
        ("I.1", 1, False),
        ("I.2", 1, False),
        ("II", 0, False),
    ]
    assert (heading.total_vnd, heading.printed_total_vnd, heading.differs) == (300_500_000, 300_500_000, False)
    assert heading.sums.planned[2022, STATE] == 200_500_000
    assert (first.agency_name, first.agency_unit) == ("Sở Khoa học và Công nghệ", "tỉnh Bắc Giang")
    assert (second.total_vnd, second.product_vnd, second.cells[2022, MoneySource.ENTERPRISE]) == (
        200_500_000,
        None,
        (0, None),
    )
    assert {(one.year, one.column): one.printed_vnd for one in support.printed} == {
        (None, None): 90 * MILLION,
        (2022, None): 80 * MILLION,
        (2022, "enterprise"): 30 * MILLION,
        (2022, "state"): 50 * MILLION,
        (2023, None): 10 * MILLION,
    }
    assert [(one.year, one.printed_vnd, one.difference_vnd) for one in grid.printed] == [
        (None, 390_500_000, 0),
        (2021, 100 * MILLION, 0),
        (2022, 280_500_000, 0),
        (2023, 10 * MILLION, 0),
    ]


def test_a_changed_figure_keeps_what_was_printed(printed: int, officer: Viewer) -> None:
    line = next(line for line in estimate_grid(officer, printed, on=ON).lines if line.key == "I.1")
    set_cell(line.number, 2021, 90 * MILLION, 100 * MILLION)
    set_cell(line.number, 2022, 15 * MILLION, None, MoneySource.OWN_FUNDS)
    grid = estimate_grid(officer, printed, on=ON)
    line = next(line for line in grid.lines if line.key == "I.1")
    assert (line.total_vnd, line.product_vnd, line.product_difference_vnd) == (
        105 * MILLION,
        100 * MILLION,
        5 * MILLION,
    )
    assert {(one.year, one.column): one.difference_vnd for one in line.printed} == {
        (None, "state"): -10 * MILLION,
        (2021, "state"): -10 * MILLION,
    }
    assert [problem.reason for problem in line.problems] == [Reason.PRODUCT]
    assert "lệch 5.000.000 đồng" in str(line.problems[0])
    # Own funds stand in the column that the plan calls the enterprises'.
    heading = grid.lines[0]
    assert heading.sums.planned[None, MoneySource.OWN_FUNDS] == 15 * MILLION
    assert [problem.reason for problem in grid.blocking] == [Reason.PRODUCT]


def test_what_the_prose_states_is_compared_without_keeping_anybody_back(printed: int, officer: Viewer) -> None:
    grid = estimate_grid(officer, printed, on=ON)
    assert [(one.what, one.vnd, one.words_vnd, one.computed_vnd) for one in grid.stated] == [
        ("Tổng kinh phí", 390_500_000, 390_500_000, 390_500_000),
        ("Năm 2021", 100_000, 100 * MILLION, 100 * MILLION),
    ]
    (problem,) = grid.problems
    assert (problem.reason, problem.blocks) == (Reason.STATED, False)
    assert "bằng số 100.000 đồng, bằng chữ 100.000.000 đồng" in str(problem)


def test_a_norm_is_shown_with_its_citation_and_a_cost_above_it_flagged(estimate: int, officer: Viewer) -> None:
    with_lines(
        estimate,
        a_line("Chủ trì", unit_cost_vnd=1_600_000, quantity=Decimal("2.5"), norm="standards.workshop-chair"),
        a_line("Giảng viên", unit_cost_vnd=3 * MILLION, norm="training.teacher"),
        a_line("Nước uống", unit_cost_vnd=50_000, norm="meeting.tea"),
        a_line("Không định mức"),
    )
    chair, teacher, tea, none = estimate_grid(officer, estimate, on=ON).lines
    assert chair.norm is not None
    assert chair.norm.norm is not None
    assert (chair.norm.over_vnd, chair.norm.is_unverified, chair.product_vnd) == (100_000, False, 4 * MILLION)
    assert "Thông tư 23/2026/TT-BKHCN" in chair.norm.norm.cite
    assert teacher.norm is not None
    assert teacher.norm.norm is not None
    assert (teacher.norm.norm.ceiling_vnd, teacher.norm.is_over) == (None, False)
    assert tea.norm is not None
    assert (tea.norm.over_vnd, tea.norm.is_unverified, none.norm) == (10_000, True, None)
    assert "mức này chưa kiểm chứng" in str(tea.problems[0])
    # Another day, another figure: before the circular there is none to hold the cost against.
    chair, teacher, tea, _none = estimate_grid(officer, estimate, on=date(2024, 3, 1)).lines
    assert chair.norm is not None
    assert (chair.norm.norm, chair.norm.is_over) == (None, False)
    assert [problem.blocks for problem in chair.problems if problem.reason is Reason.UNKNOWN] == [False]
    assert teacher.norm is not None
    assert teacher.norm.over_vnd == MILLION
    assert tea.norm is not None
    assert tea.norm.over_vnd == 30_000


def test_the_appraisal_stands_beside_the_proposal(estimate: int, officer: Viewer, finance: Viewer) -> None:
    first, second = with_lines(estimate, a_line("A", cells={2021: 10}), a_line("B", cells={2021: 5, 2022: 15}))
    version = submitted(estimate)
    cut = CellChange(second, 2022, STATE, 12 * MILLION, None)
    appraise(estimate=estimate, cells=[cut], viewer=None, by=SYSTEM, at=AT)
    grid = estimate_grid(finance, estimate, on=ON)
    assert (grid.appraised_vnd, grid.whole.open_cells, grid.cut_vnd) == (12 * MILLION, 2, 0)
    assert [problem.reason for problem in grid.open_problems] == [Reason.NOT_APPRAISED, Reason.NOT_APPRAISED]
    cells = [CellChange(first, 2021, STATE, 9 * MILLION, None), CellChange(second, 2021, STATE, 5 * MILLION, None)]
    appraise(estimate=estimate, cells=cells, reasons={first: "Vượt khả năng"}, viewer=None, by=SYSTEM, at=AT)
    grid = estimate_grid(finance, estimate, on=ON)
    assert (grid.appraised_words, grid.cut_vnd) == ("Hai mươi sáu triệu đồng", 4 * MILLION)
    assert [(line.cut_vnd, line.cut_reason) for line in grid.lines] == [(MILLION, "Vượt khả năng"), (3 * MILLION, "")]
    assert grid.lines[1].cells[2022, STATE].cut_vnd == 3 * MILLION
    assert (grid.row.may_appraise, grid.row.may_edit, estimate_grid(officer, estimate, on=ON).row.may_withdraw) == (
        True,
        False,
        True,
    )
    return_estimate(number=estimate, version=version_of(estimate), comment="Làm lại", viewer=None, by=SYSTEM, at=AT)
    grid = estimate_grid(officer, estimate, on=ON)
    assert (grid.return_reason, len(grid.steps), version < grid.row.version) == ("Làm lại", 2, True)


def test_an_empty_estimate_is_an_empty_grid(estimate: int, officer: Viewer) -> None:
    grid = estimate_grid(officer, estimate, on=ON)
    assert (grid.lines, grid.sources, grid.total_vnd, grid.total_words) == ((), (), 0, "Không đồng")
    assert (grid.appraised_vnd, grid.appraised_words) == (None, "")
    assert [problem.reason for problem in grid.blocking] == [Reason.EMPTY]


def test_a_grid_asks_eight_questions_whatever_its_size(printed: int, officer: Viewer) -> None:
    with CaptureQueriesContext(connection) as few:
        estimate_grid(officer, printed, on=ON)
    with_lines(printed, *(a_line(str(place), cells={2021: 1, 2022: 2}) for place in range(30)))
    with CaptureQueriesContext(connection) as many:
        estimate_grid(officer, printed, on=ON)
    assert len(few) == len(many) <= 8


def test_an_adjustment_is_compared_with_what_it_adjusts(plan: int, printed: int, officer: Viewer) -> None:
    assert compare_with_previous(officer, printed) is None
    approved(printed)
    number = started(plan, Start.ADJUSTMENT)
    lines = {line.key: line for line in estimate_grid(officer, number, on=ON).lines}
    set_cell(lines["I.1"].number, 2021, 60 * MILLION, 100 * MILLION)
    set_cell(lines["I.1"].number, 2022, 40 * MILLION)
    with_lines(number, a_line("Việc mới", key="III", cells={2023: 4}))
    found = compare_with_previous(officer, number)
    assert found is not None
    assert (found.previous_number, found.before_vnd, found.now_vnd) == (printed, 390_500_000, 394_500_000)
    assert [(line.key, line.fate, line.difference_vnd) for line in found.lines] == [
        ("I", Fate.CHANGED, 0),
        ("I.1", Fate.CHANGED, 0),
        ("I.2", Fate.SAME, 0),
        ("II", Fate.SAME, 0),
        ("III", Fate.NEW, 4 * MILLION),
    ]


# --- lists, and who sees what


def test_the_list_says_what_each_person_may_do(
    plan: int, printed: int, officer: Viewer, finance: Viewer, leader: Viewer
) -> None:
    (row,) = list_estimates(officer)
    assert (row.number, row.plan_label, row.planned_vnd, row.appraised_vnd) == (
        printed,
        "Kế hoạch Bắc Giang 2021–2025",
        390_500_000,
        None,
    )
    assert (row.may_edit, row.may_submit, row.may_appraise) == (True, True, False)
    assert find_estimate(leader, printed).may_edit is False
    submitted(printed)
    assert find_estimate(finance, printed).may_appraise
    assert list_estimates(officer, plan=plan, state=EstimateState.APPROVED) == ()


def test_lists_ask_the_same_few_questions_whatever_their_length(
    printed: int, officer: Viewer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        (row,) = list_estimates(officer)
    with django_assert_num_queries(2):
        plans_with_money(officer)
    with django_assert_num_queries(4):
        line_options(officer, printed, on=ON)
    assert {type(row.planned_vnd), type(plan_money(officer, row.plan_slug).printed_vnd)} == {int}


def test_money_of_other_provinces_is_not_seen(printed: int, site: Site, officer: Viewer, reader: Viewer) -> None:
    elsewhere = make_viewer(Role.PROVINCE_OFFICER, province="33")
    nobody = viewer_of(site.people[Role.BENEFICIARY])
    for viewer in (elsewhere, nobody):
        assert list_estimates(viewer) == ()
        assert plans_with_money(viewer) == ()
        assert estimate_history(viewer, printed) == ()
        for read in (find_estimate, compare_with_previous):
            with pytest.raises(EstimateNotFound):
                read(viewer, printed)
        with pytest.raises(EstimateNotFound):
            estimate_grid(viewer, printed, on=ON)
        with pytest.raises(EstimateNotFound):
            line_options(viewer, printed, on=ON)
    assert [row.number for row in list_estimates(reader)] == [printed]
    assert estimate_history(reader, printed) == ()
    assert [event.action for event in estimate_history(officer, printed)] == ["estimate.started"]


def test_a_plan_says_from_what_an_estimate_can_begin(plan: int, officer: Viewer, finance: Viewer) -> None:
    row = plan_money(officer, "thu-nghiem-2021-2025")
    assert (row.number, row.printed_lines, row.printed_vnd, row.stated_vnd) == (plan, 4, 390_500_000, 390_500_000)
    assert (row.can_start, row.can_start_from_plan, row.can_take_over, row.can_adjust) == (True, True, True, False)
    assert plan_money(finance, "thu-nghiem-2021-2025").can_start is False
    number = started(plan, Start.PLAN)
    row = plan_money(officer, "thu-nghiem-2021-2025")
    assert (row.open_number, row.open_state, row.can_start) == (number, EstimateState.DRAFT, False)
    approved(number)
    (row,) = plans_with_money(officer)
    assert (row.approved_number, row.approved_vnd, row.can_start, row.can_adjust) == (number, 390_500_000, False, True)
    with pytest.raises(EstimateNotFound):
        plan_money(officer, "khong-co")
    assert plans_with_money(officer, unit_ids=[]) == ()


def test_a_line_can_name_bodies_tasks_and_norms_of_the_day(estimate: int, officer: Viewer) -> None:
    options = line_options(officer, estimate, on=ON)
    assert "Sở Khoa học và Công nghệ" in {name for _number, name in options.agencies}
    assert [name for _number, name in options.tasks] == [
        "1.1 Mở lớp đào tạo năng suất",
        "2.1 Xây dựng mô hình điểm tại doanh nghiệp",
    ]
    assert "meeting.tea" in {norm.key for norm in options.norms}
    assert len(line_options(officer, estimate, on=date(2010, 1, 1)).norms) == 0
