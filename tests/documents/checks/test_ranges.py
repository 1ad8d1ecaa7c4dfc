"""Ranges upside down and bounds that exclude each other."""

import pytest

from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from tests.documents.checks.builders import findings, measure, output, rules, target, task, years


def test_upper_end_below_lower_end() -> None:
    backwards = measure(
        "people_trained", 15, op=MeasureOp.RANGE, value_to=10, unit="%", when=MeasureWhen.GROWTH_PER_YEAR
    )
    (found,) = findings("range.values", targets=(target("T1", backwards),))
    assert (found.says, found.likely) == ("Mục tiêu T1: từ 15 đến 10 %", "Từ 10 đến 15 %")
    wrong = output("5-3 lớp", 5, op=MeasureOp.RANGE, value_to=3)
    assert rules(tasks=(task("I.1", outputs=(wrong,)),)) == ["range.values"]


def test_schedule_that_ends_before_it_starts() -> None:
    (found,) = findings("range.schedule", tasks=(task("I.1", schedule=years(2028, 2026)),))
    assert found.likely == "2026-2028"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Đào tạo ít nhất 03 - 05 lớp", "Mục tiêu T1: ít nhất 3 - 5 lớp"),
        ("Khoảng trên 150 lượt cán bộ được tập huấn", "Mục tiêu T1: khoảng trên 150"),
    ],
)
def test_bounds_that_exclude_each_other(text: str, says: str) -> None:
    counted = measure("people_trained", 3, op=MeasureOp.RANGE, value_to=5, unit="lớp")
    found = findings("range.bounds", targets=(target("T1", counted, text=text),))
    assert [one.says for one in found] == [says]


@pytest.mark.parametrize(
    "text",
    [
        "Từ 10 - 15%",
        "khoảng 05-10 chuyên gia",
        "trên 55% đến 2030",
        "đạt khoảng 30-35%",
        "ít nhất 50 doanh nghiệp, 2 - 3 lớp",
    ],
)
def test_bounds_that_are_clear(text: str) -> None:
    assert rules(targets=(target("T1", measure("people_trained"), text=text),)) == []
