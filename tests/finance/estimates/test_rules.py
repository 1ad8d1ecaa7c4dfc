"""The rules of estimates over plain values: sums up the tree, sources, products, submission."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.finance.enums import EstimateState, MoneySource
from nscl.finance.rules.estimate_sums import WHOLE, LineSums, Money, TableSums, sum_estimate
from nscl.finance.rules.line_values import LineValues, product_vnd
from nscl.finance.rules.moves import ESTIMATE_MOVES, OPEN_FOR_EDIT, may_step
from nscl.finance.rules.places import place_of
from nscl.finance.rules.problems import Reason
from nscl.finance.rules.sources import PrintedColumns, money_source, source_of_line
from nscl.finance.rules.submission import Facts, LineFacts, approval_problems, line_problems, submission_problems
from nscl.rulebook import Confidence, Norm

STATE, ENTERPRISE = MoneySource.STATE, MoneySource.ENTERPRISE
Tree = list[tuple[int, int | None]]


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """Up to a dozen lines, each under none or one before it."""
    count = draw(st.integers(0, 12))
    return [(line, draw(st.none() | st.integers(0, line - 1)) if line else None) for line in range(count)]


@given(data=st.data(), parents=trees())
def test_every_sum_is_the_sum_of_the_leaves_under_it(data: st.DataObject, parents: Tree) -> None:
    headings = {parent for _line, parent in parents}
    leaves = [line for line, _parent in parents if line not in headings]
    money = st.builds(Money, st.integers(0, 10**15), st.none() | st.integers(0, 10**15))
    key = st.tuples(st.sampled_from([2021, 2022]), st.sampled_from([STATE, ENTERPRISE]))
    cells = {line: data.draw(st.dictionaries(key, money, max_size=4)) for line in leaves}
    sums = sum_estimate(parents, cells)
    above = dict(parents)

    def lies_under(leaf: int | None, line: int | None) -> bool:
        while leaf is not None and leaf != line:
            leaf = above[leaf]
        return leaf == line

    for line in (None, *above):
        under = [cell for leaf in leaves if line is None or lies_under(leaf, line) for cell in cells[leaf].items()]
        found = sums.whole if line is None else sums.lines[line]
        for year in (None, 2021, 2022):
            for source in (None, STATE, ENTERPRISE):
                meant = [m for (y, s), m in under if year in {None, y} and source in {None, s}]
                granted = [m.appraised_vnd for m in meant if m.appraised_vnd is not None]
                assert found.planned.get((year, source), 0) == sum(m.planned_vnd for m in meant)
                assert found.appraised.get((year, source), 0) == sum(granted)
        assert found.open_cells == sum(m.appraised_vnd is None for _cell, m in under)
    assert sorted(line for line, _depth in sums.order) == sorted(above)


@pytest.mark.parametrize(
    ("key", "name", "source"),
    [
        ("state", "NSNN", MoneySource.STATE),
        ("state", "Ngân sách nhà nước", MoneySource.STATE),
        ("state", "Ngân sách cấp tỉnh", MoneySource.STATE_PROVINCIAL),
        ("state", "Ngân sách địa phương", MoneySource.STATE_PROVINCIAL),
        ("state", "Ngân sách trung ương", MoneySource.STATE_CENTRAL),
        ("state", "Ngân sách trung ương và cấp tỉnh", MoneySource.STATE),
        ("enterprise", "DN", MoneySource.ENTERPRISE),
        ("other", "Nguồn của tổ chức, cá nhân và nguồn hợp pháp khác", MoneySource.OTHER),
        ("all", "Chưa tách nguồn", MoneySource.UNSPLIT),
        ("nstw", "NSTW", MoneySource.STATE_CENTRAL),
        ("dn", "Vốn doanh nghiệp", MoneySource.ENTERPRISE),
        ("htx", "Hợp tác xã đóng góp", MoneySource.ENTERPRISE),
        ("own", "Nguồn thu hợp pháp của đơn vị", MoneySource.OWN_FUNDS),
        ("xyz", "Xã hội hóa", MoneySource.OTHER),
    ],
)
def test_a_plans_column_means_one_of_our_sources(key: str, name: str, source: MoneySource) -> None:
    assert money_source(key, name) is source


def test_a_footnote_tells_own_funds_from_the_enterprises() -> None:
    note = "Cột DN in kèm dấu sao: kinh phí hợp pháp của cơ sở khám, chữa bệnh"
    assert source_of_line(ENTERPRISE, note) is MoneySource.OWN_FUNDS
    assert source_of_line(ENTERPRISE, "Số lượng ghi là ít nhất 20") is ENTERPRISE
    assert source_of_line(STATE, note) is STATE


def test_a_plans_column_holds_what_was_split_off_it() -> None:
    columns = PrintedColumns({"state": "NSNN", "enterprise": "DN", "all": "Chưa tách nguồn"})
    assert columns.holds("enterprise") == {ENTERPRISE, MoneySource.OWN_FUNDS}
    assert columns.holds("state") == {STATE, MoneySource.STATE_CENTRAL, MoneySource.STATE_PROVINCIAL}
    assert columns.holds("all") == columns.holds(None) == set(MoneySource)
    assert (columns.holds("khác"), columns.source("khác")) == (frozenset(), MoneySource.OTHER)
    own = PrintedColumns({"enterprise": "DN", "own": "Nguồn thu hợp pháp của đơn vị"})
    assert own.holds("enterprise") == {ENTERPRISE}


def test_unit_cost_times_quantity_is_exact() -> None:
    assert product_vnd(133_000_000, Decimal(10)) == 1_330_000_000
    assert product_vnd(3, Decimal("0.5")) == 2
    assert product_vnd(10**15, Decimal("99999999999.9999")) == 99_999_999_999_999_900_000_000_000
    assert product_vnd(None, Decimal(1)) is product_vnd(1, None) is None


def test_every_state_leads_somewhere_it_may() -> None:
    assert set(ESTIMATE_MOVES) == set(EstimateState)
    assert may_step(EstimateState.SUBMITTED, EstimateState.DRAFT)
    assert not may_step(EstimateState.DRAFT, EstimateState.APPROVED)
    assert EstimateState.SUBMITTED not in OPEN_FOR_EDIT


def test_a_long_title_is_cut_where_a_line_is_named() -> None:
    assert place_of("I", "x" * 81) == f"I {'x' * 79}…"
    assert place_of("", "Hội nghị") == "Hội nghị"


def facts(*lines: LineFacts, cells: dict[int, dict[tuple[int, MoneySource], Money]]) -> Facts:
    sums = sum_estimate([(line.number, None) for line in lines], cells)
    return Facts(years=range(2021, 2024), lines=lines, cells=cells, sums=sums, norms={})


def line(number: int, *, cut_reason: str = "", is_printed: bool = False, **values: object) -> LineFacts:
    return LineFacts(number, LineValues(title=f"Việc {number}", **values), cut_reason, is_printed, is_heading=False)  # type: ignore[arg-type]


def test_money_outside_the_years_is_told() -> None:
    found = list(submission_problems(facts(line(1), cells={1: {(2024, STATE): Money(5, None)}})))
    assert [(one.reason, one.line, one.year) for one in found] == [(Reason.OUTSIDE_YEARS, 1, 2024)]


def test_a_line_without_money_keeps_nobody_back_where_the_plan_has_it_so() -> None:
    sums = LineSums()
    assert [one.blocks for one in line_problems(line(1), sums, None)] == [True]
    assert [one.blocks for one in line_problems(line(1, is_printed=True), sums, None)] == [False]


def test_a_norm_whose_figure_is_not_known_flags_nothing() -> None:
    unknown = Norm(
        key="k",
        subject="s",
        unit="buổi",
        cite="TT",
        confidence=Confidence.HIGH,
        valid_from=date(2020, 1, 1),
        valid_to=None,
        ceiling_vnd=None,
    )
    sums = LineSums({WHOLE: 5, (2021, STATE): 5})
    assert list(line_problems(line(1, norm="k", unit_cost_vnd=10**9), sums, unknown)) == []


def test_a_line_cut_to_nothing_needs_its_reason_too() -> None:
    cells = {1: {(2021, STATE): Money(5, 0)}, 2: {(2021, STATE): Money(5, 5)}}
    found = list(approval_problems(facts(line(1), line(2), cells=cells)))
    assert [(one.reason, one.line) for one in found] == [(Reason.CUT_WITHOUT_REASON, 1)]
    assert list(approval_problems(facts(line(1, cut_reason="x"), line(2), cells=cells))) == []


def test_an_estimate_without_lines_adds_up_to_nothing() -> None:
    assert sum_estimate([], {}) == TableSums({}, LineSums(), [])
