"""Sums in the prose."""

from nscl.documents.pack.enums import FindingKind, FindingSeverity
from nscl.documents.pack.schema import GrandTotal
from tests.documents.checks.builders import amounts, budget, findings, line, rules, stated

WORDS = "Ba tỷ chín trăm hai mươi sáu triệu đồng"


def test_digits_against_words_names_the_value_that_the_table_has() -> None:
    table = budget(line("I", total=amounts(all=3926)), stated=(stated("3.926.000", 3_926_000, WORDS),))
    found = findings("stated.words", budget=table)
    assert [(one.kind, one.severity, one.likely, one.subject) for one in found] == [
        (FindingKind.DIGITS_VS_WORDS, FindingSeverity.ERROR, "3.926.000.000 đồng", "budget.stated[1]")
    ]
    assert rules(budget=table) == ["stated.words"]


def test_words_are_read_again_and_not_believed() -> None:
    lying = stated("3.926.000", 3_926_000, WORDS, words_vnd=3_926_000)
    assert rules(budget=budget(stated=(lying,))) == ["stated.words"]


def test_digits_and_words_that_agree_are_compared_with_the_table() -> None:
    right = stated("3.926.000.000", 3_926_000_000, WORDS)
    assert rules(budget=budget(line("I", total=amounts(all=3926)), stated=(right,))) == []
    (found,) = findings("stated.table", budget=budget(line("I", total=amounts(all=3925)), stated=(right,)))
    assert found.likely == "3.925.000.000 đồng"


def test_when_neither_digits_nor_words_agree_with_the_table_both_are_said() -> None:
    table = budget(line("I", total=amounts(all=5)), stated=(stated("3.926.000", 3_926_000, WORDS),))
    assert sorted(rules(budget=table)) == ["stated.table", "stated.words"]


def test_year_and_source_of_the_bottom_row() -> None:
    bottom = GrandTotal(total=amounts(all=30), by_year={2026: amounts(state=20, enterprise=10)})
    lines = (line("I", total=amounts(all=30), by_year={2026: amounts(state=20, enterprise=10)}),)
    good = stated("10.000.000", 10_000_000, year=2026, source="enterprise")
    bad = stated("11.000.000", 11_000_000, year=2026, source="enterprise")
    whole = stated("30.000.000", 30_000_000, year=2026)
    assert rules(budget=budget(*lines, grand_total=bottom, stated=(good, whole))) == []
    assert rules(budget=budget(*lines, grand_total=bottom, stated=(bad,))) == ["stated.table"]


def test_table_of_words_says_nothing_about_the_prose() -> None:
    table = budget(line("I", title="Tập huấn"), stated=(stated("3.926.000.000", 3_926_000_000, WORDS),))
    assert rules(budget=table) == []


def test_without_a_table_prose_sums_are_compared_with_each_other() -> None:
    parts = [stated("7", 7, source="state"), stated("3", 3, source="enterprise")]
    assert rules(budget=budget(stated=(stated("10", 10), *parts))) == []
    assert rules(budget=budget(stated=(stated("11", 11), *parts))) == ["stated.sources"]
    # One source of the plan is not stated: nothing can be added up.
    assert rules(budget=budget(stated=(stated("11", 11), parts[0]))) == []


def test_unreadable_words_are_said_once_and_do_not_hide_the_sum() -> None:
    found = rules(budget=budget(stated=(stated("3.926.000", 3_926_000, "Ba tỷ chín trăm chăm triệu"),)))
    assert found == ["stated.unreadable"]


def test_digits_read_wrongly_into_the_pack() -> None:
    assert rules(budget=budget(stated=(stated("3.926.000", 3_962_000),))) == ["stated.digits"]
    # "14.767,55" in the table's unit, million VND.
    assert rules(budget=budget(stated=(stated("14.767,55", 14_767_550_000),))) == []
