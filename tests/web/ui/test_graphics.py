"""Drawings inside cells: what they show, in pixels and in words; the chart of a value by year."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from nscl.web.ui import charts
from nscl.web.ui.parts import Tone
from nscl.web.ui.tables import Column, Kind, Meter, Spark, Table, TableQuery
from nscl.web.ui.tables.export import sheet_of
from nscl.web.ui.tables.graphics import METER_GOAL, METER_ROOM, SPARK_HEIGHT
from nscl.web.ui.year_chart import YearValues, year_chart
from tests.factories.people import AT


def heights(spark: Spark) -> list[int]:
    return [int(found) for found in re.findall(r'<rect[^>]* height="(\d+)"', spark.html)]


def test_a_spark_has_a_bar_a_year_and_a_dot_where_nothing_is_known() -> None:
    spark = Spark([(2024, Decimal(2)), (2025, None), (2026, Decimal(4))], Tone.BAD)
    low, high = heights(spark)
    assert low < high == SPARK_HEIGHT
    assert spark.html.count("<circle") == 1
    assert spark.html.count('class="bar last"') == 1
    assert spark.words == "2024: 2; 2025: chưa có số liệu; 2026: 4"
    assert f'aria-label="{spark.words}"' in spark.html


def test_zero_is_a_bar_and_nothing_is_none() -> None:
    assert heights(Spark([(2025, Decimal(0)), (2026, Decimal(0))])) == [2, 2]
    assert heights(Spark([(2026, None)])) == []
    assert min(heights(Spark([(2025, Decimal(-5)), (2026, Decimal(5))]))) == 2


def test_a_meter_stays_in_its_frame_and_says_both_shares() -> None:
    meter = Meter(Decimal("62.4"), Decimal(75))
    assert f'class="value" x="0" y="4" width="{METER_GOAL * 624 // 1000}"' in meter.html
    assert f'class="due" x="{METER_GOAL * 75 // 100}"' in meter.html
    assert meter.words == "đạt 62% mục tiêu; đến nay cần 75%"
    far = Meter(Decimal(900), None)
    assert f'width="{METER_GOAL + METER_ROOM}" height="6"' in far.html
    assert far.words == "đạt 900% mục tiêu"
    unknown = Meter(None, Decimal(10))
    assert 'class="value"' not in unknown.html
    assert unknown.words == "chưa có số liệu; đến nay cần 10%"


def test_in_a_table_it_is_drawn_and_in_excel_it_is_words() -> None:
    rows = [Spark([(2026, Decimal(3))]), None]
    column: Column[Spark | None] = Column("spark", "Theo năm", Kind.GRAPHIC, value=lambda row: row, sortable=False)
    view = Table("bang", "Bảng", [column], rows).present(TableQuery("/", {}))
    assert '<svg class="spark' in view.body
    assert 'class="none"' in view.body
    assert sheet_of(view, title="Bảng", at=AT).rows == [["2026: 3"], [None]]


def values(**changes: object) -> YearValues:
    given: dict[str, object] = {
        "points": [(2026, Decimal(3)), (2027, None)],
        "years": range(2026, 2031),
        "unit": "lớp",
        "goal": Decimal(45),
        "due": Decimal(9),
        "due_year": 2027,
    }
    return YearValues(**(given | changes))  # type: ignore[arg-type]


def test_the_chart_has_the_goal_what_was_due_and_the_years_to_come() -> None:
    text = charts.svg(year_chart(values())).decode()
    for word in (">2030<", ">3<", ">chưa có số liệu<", ">mục tiêu 45<", ">đến nay cần 9<", ">lớp<"):
        assert word in text
    assert charts.png(year_chart(values())).startswith(b"\x89PNG")


def test_what_is_late_has_another_colour_and_what_is_due_whole_is_not_said_twice() -> None:
    calm, late = year_chart(values()), year_chart(values(is_late=True))
    assert charts.svg(calm) != charts.svg(late)
    assert ">đến nay cần" not in charts.svg(year_chart(values(due=Decimal(45)))).decode()
    assert ">đến nay cần" not in charts.svg(year_chart(values(due=None))).decode()


def test_losses_are_drawn_below_the_line_and_no_year_is_refused() -> None:
    assert charts.svg(year_chart(values(points=[(2026, Decimal("-2.5"))]))).decode().count(">-2,5<") == 1
    with pytest.raises(ValueError, match="Không có năm nào"):
        year_chart(values(points=[]))
