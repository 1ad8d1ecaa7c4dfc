"""Gaps in numbers, and documents without number or date."""

import pytest

from nscl.documents.pack.enums import FindingSeverity
from nscl.documents.pack.schema import TaskGroup
from nscl.text.dates import PartialDate
from tests.documents.checks.builders import amounts, basis, budget, findings, header, line, rules, target, task


def gaps_of(*keys: str) -> list[str]:
    """What is said to be missing among tasks with these keys."""
    found = findings("numbering.gap", tasks=tuple(task(key) for key in keys))
    return [(one.conflicts_with or "").removeprefix("Không có nhiệm vụ ") for one in found]


@pytest.mark.parametrize(
    ("keys", "missing"),
    [
        (("II.5.2.1", "II.5.2.3"), ["II.5.2.2"]),
        (("II.1", "II.3"), ["II.2"]),
        (("I.1", "I.2", "II.2"), ["II.1"]),
        (("1", "2", "5"), ["3 đến 4"]),
        (("3.a", "3.b", "3.d"), ["3.c"]),
        (("3.d", "3.e"), ["3.a đến 3.c", "3.đ"]),
        (("I", "II", "IV"), ["III"]),
        (("A.VIII", "A.IX", "A.XI"), ["A.I đến A.VII", "A.X"]),
    ],
)
def test_gap(keys: tuple[str, ...], missing: list[str]) -> None:
    assert gaps_of(*keys) == missing


@pytest.mark.parametrize(
    "keys",
    [
        ("I.1", "I.2", "II.1", "II.2", "II.3", "V.1"),  # a group may lack tasks, or end early
        ("I.1", "I.2", "II.3", "II.4"),  # numbers run on through the groups
        ("3.a", "3.b", "3.c", "3.d", "3.đ", "3.e"),
        ("T0", "T0.1", "T0.2", "T1"),
        ("I.1", "PL2.1", "PL2.2"),
        ("khong-so", "1.x-2"),
    ],
)
def test_no_gap(keys: tuple[str, ...]) -> None:
    assert gaps_of(*keys) == []


def test_gap_tells_where_and_what_may_be_meant() -> None:
    (found,) = findings("numbering.gap", tasks=(task("5.2.1"), task("5.2.3")))
    assert found.severity is FindingSeverity.WARNING
    assert found.says == "Sau nhiệm vụ 5.2.1 là 5.2.3"
    assert found.likely == "5.2.3 phải là 5.2.2, hoặc thiếu nhiệm vụ 5.2.2"
    assert found.subject == "tasks[5.2.3]"


def test_other_parts_and_one_finding_for_a_number_missing_in_two_tables() -> None:
    lines = tuple(line(key, None, total=amounts(all=1)) for key in ("I.1", "I.3"))
    assert rules(tasks=(task("I.1"), task("I.3")), budget=budget(*lines)) == ["numbering.gap"]
    assert [one.subject for one in findings("numbering.gap", budget=budget(*lines))] == ["budget.lines[I.3]"]
    groups = tuple(TaskGroup(key=key, title=key) for key in ("I", "III"))
    assert [one.severity for one in findings("numbering.gap", task_groups=groups)] == [FindingSeverity.INFO]
    assert rules(targets=(target("T1"), target("T3"))) == ["numbering.gap"]


def test_blank_number_and_date() -> None:
    blank = header(number=None, issued_on=PartialDate.from_iso("2026-01"))
    (found,) = findings("numbering.blank-document", plan=blank)
    assert found.at is None
    assert found.says == "Kế hoạch để trống số, ký hiệu và ngày ban hành (chỉ có tháng 01/2026)"
    (cited,) = findings("numbering.blank-document", legal_basis=(basis(None, "2020-08-31"),))
    assert cited.says == "Văn bản của Thủ tướng Chính phủ được dẫn mà thiếu số, ký hiệu"
    assert cited.subject == "legal_basis[1]"
