"""The arithmetic of the budget table."""

from decimal import Decimal
from typing import Any

from nscl.documents.pack.enums import FindingKind, FindingSeverity
from nscl.documents.pack.schema import GrandTotal
from tests.documents.checks.builders import amounts, budget, findings, line, rules


def test_sound_table_is_left_alone() -> None:
    table = budget(
        line(
            "I", total=amounts(all=300, state=200, enterprise=100), by_year={2026: amounts(state=200, enterprise=100)}
        ),
        line(
            "I.1",
            "I",
            total=amounts(all=250, state=200, enterprise=50),
            by_year={2026: amounts(state=200, enterprise=50)},
        ),
        line("I.2", "I", total=amounts(all=50, enterprise=50), by_year={2026: amounts(enterprise=50, state=0)}),
        line("II", total={}, by_year={}),
        line("II.1", "II", total=amounts(all="0.5", state="0.5"), by_year={2027: amounts(state="0.5")}),
        grand_total=GrandTotal(
            total=amounts(all="300.5", state="200.5", enterprise=100),
            by_year={2026: amounts(state=200, enterprise=100), 2027: amounts(state="0.50")},
        ),
    )
    assert rules(budget=table) == []


def test_sources_do_not_add_up_to_all() -> None:
    table = budget(line("I", total=amounts(all=300, state=200, enterprise=90)))
    (found,) = findings("sum.sources", budget=table)
    assert found.kind is FindingKind.SUM
    assert found.severity is FindingSeverity.ERROR
    assert found.subject == "budget.lines[I]"
    assert found.says == "Dòng I: tổng 300 triệu đồng"
    assert found.conflicts_with == "Cộng các nguồn: tổng 290 triệu đồng"


def test_years_do_not_add_up_to_total() -> None:
    table = budget(line("I", total=amounts(state=300), by_year={2026: amounts(state=100), 2027: amounts(state=150)}))
    (found,) = findings("sum.years", budget=table)
    assert found.says == "Dòng I: tổng, NSNN 300 triệu đồng"
    assert "250 triệu đồng" in (found.conflicts_with or "")


def test_unsplit_total_is_compared_with_years_split_by_source() -> None:
    by_year = {2026: amounts(state=100, enterprise=20), 2027: amounts(state=180)}
    assert rules(budget=budget(line("I", total=amounts(all=300), by_year=by_year))) == []
    assert rules(budget=budget(line("I", total=amounts(all=301), by_year=by_year))) == ["sum.years"]


def test_source_that_years_do_not_split_is_not_compared() -> None:
    table = budget(line("I", total=amounts(all=300, state=200, enterprise=100), by_year={2026: amounts(all=300)}))
    assert rules(budget=table) == []


def test_heading_against_the_lines_under_it() -> None:
    table = budget(
        line("I", total=amounts(all=300)),
        line("I.1", "I", total=amounts(all=100)),
        line("I.2", "I", total=amounts(all=199)),
    )
    (found,) = findings("sum.lines", budget=table)
    assert found.subject == "budget.lines[I]"
    assert found.likely == "299 triệu đồng (tổng) nếu các số thành phần đúng"


def test_heading_without_printed_sums_is_left_alone_and_its_lines_count_in_the_bottom_row() -> None:
    lines = (line("I"), line("I.1", "I", total=amounts(all=100)), line("II", total=amounts(all=60)))
    right, wrong = amounts(all=160), amounts(all=161)
    assert rules(budget=budget(*lines, grand_total=GrandTotal(total=right, by_year={}))) == []
    (found,) = findings("sum.lines", budget=budget(*lines, grand_total=GrandTotal(total=wrong, by_year={})))
    assert found.subject == "budget.grand_total"


def test_lines_without_any_figure_under_a_heading_are_only_words() -> None:
    table = budget(line("I", total=amounts(all=300)), line("I.1", "I"), line("I.2", "I"))
    assert rules(budget=table) == []


def test_blank_beside_printed_amounts_is_zero() -> None:
    by_year = {2026: amounts(state=200, enterprise=5)}
    table = budget(line("I", total=amounts(all=200, state=200), by_year=by_year))
    (found,) = findings("sum.years", budget=table)
    assert found.says == "Dòng I: tổng, DN 0 triệu đồng"
    late = line("I.1", "I", total=amounts(all=7), by_year={2030: amounts(all=7)})
    heading = line("I", total=amounts(all=7), by_year={2029: amounts(all=7)})
    (moved,) = findings("sum.lines", budget=budget(heading, late))
    assert moved.says == "Dòng I: năm 2029 7 triệu đồng; năm 2030 0 triệu đồng"


def test_cell_that_a_line_does_not_reach_is_left_alone() -> None:
    # I.1 has one amount over all sources: nobody can say how much of it is the state's.
    table = budget(
        line("I", total=amounts(all=150, state=100, enterprise=50)),
        line("I.1", "I", total=amounts(all=100)),
        line("I.2", "I", total=amounts(all=50, enterprise=50)),
    )
    assert rules(budget=table) == []


def test_many_wrong_cells_of_a_row_are_one_finding() -> None:
    by_year = {year: amounts(state=10) for year in range(2026, 2031)}
    table = budget(
        line("I", total=amounts(state=50), by_year=by_year),
        line("I.1", "I", total=amounts(state=45), by_year={year: amounts(state=9) for year in range(2026, 2031)}),
    )
    (found,) = findings("sum.lines", budget=table)
    assert found.says.endswith("và 2 ô khác")


def test_unit_cost_times_quantity() -> None:
    def priced(total: int) -> list[str]:
        cost: dict[str, Any] = {"unit_cost": Decimal("62.5"), "quantity": Decimal(4), "quantity_unit": "lớp"}
        return rules(budget=budget(line("I", total=amounts(all=total), **cost)))

    assert priced(250) == []
    assert priced(249) == ["unit-cost.total"]


def test_exact_decimals_do_not_raise_false_alarms() -> None:
    table = budget(line("I", total=amounts(all="0.3", state="0.1", enterprise="0.2")))
    assert rules(budget=table) == []
