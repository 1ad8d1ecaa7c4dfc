from __future__ import annotations

from decimal import Decimal

import pytest

from nscl.documents.pack.enums import MeasureOp, MeasureWhen, ReportingFrequency, ScheduleKind
from nscl.plans.rules import (
    due_in_words,
    figure_in_words,
    measure_in_words,
    plain_number,
    plan_label,
    schedule_in_words,
)


@pytest.mark.parametrize(
    ("stored", "plain"),
    [("12.5000", "12.5"), ("1000.0000", "1000"), ("0.0000", "0"), ("0.0300", "0.03"), ("10", "10")],
)
def test_a_number_loses_the_zeros_of_its_column(stored: str, plain: str) -> None:
    assert str(plain_number(Decimal(stored))) == plain


@pytest.mark.parametrize(
    ("op", "value", "value_to", "unit", "words"),
    [
        (MeasureOp.AT_LEAST, "4", None, "mô hình", "ít nhất 04 mô hình"),
        (MeasureOp.AT_LEAST, "10", None, "chuyên gia", "ít nhất 10 chuyên gia"),
        (MeasureOp.MORE_THAN, "1000", None, "lượt người", "trên 1.000 lượt người"),
        (MeasureOp.ABOUT, "12.5", None, "%", "khoảng 12,5%"),
        (MeasureOp.ABOUT, "1.5", None, "ha", "khoảng 1,5 ha"),
        (MeasureOp.RANGE, "30", "35", "%", "30–35%"),
        (MeasureOp.RANGE, "3", "5", "tổ chức", "03–05 tổ chức"),
        (MeasureOp.EXACTLY, "5", None, "%", "5%"),
        (MeasureOp.EXACTLY, "32", None, "cơ sở", "32 cơ sở"),
        (MeasureOp.EXACTLY, "45", None, "", "45"),
        (MeasureOp.AT_MOST, "0", None, "vụ", "không quá 00 vụ"),
        (MeasureOp.ALL, "100", None, "%", "toàn bộ (100%)"),
    ],
)
def test_a_figure_is_said_as_the_documents_say_it(
    op: MeasureOp, value: str, value_to: str | None, unit: str, words: str
) -> None:
    assert figure_in_words(op, Decimal(value), Decimal(value_to) if value_to else None, unit) == words


@pytest.mark.parametrize(
    ("when", "unit", "of", "words"),
    [
        (MeasureWhen.BY_END, "%", None, "10–15%, đến cuối giai đoạn"),
        (MeasureWhen.BY_END, "%", "số trường", "10–15% số trường, đến cuối giai đoạn"),
        (MeasureWhen.TOTAL, "lớp", None, "10–15 lớp, cả giai đoạn"),
        (MeasureWhen.EACH_YEAR, "lớp", None, "10–15 lớp mỗi năm"),
        (MeasureWhen.EACH_YEAR, "lớp/năm", None, "10–15 lớp/năm"),
        (MeasureWhen.AVERAGE_PER_YEAR, "%", None, "bình quân 10–15% mỗi năm"),
        (MeasureWhen.AVERAGE_PER_YEAR, "%/năm", None, "bình quân 10–15%/năm"),
        (MeasureWhen.GROWTH_PER_YEAR, "%", "số tổ chức được hỗ trợ", "tăng 10–15% số tổ chức được hỗ trợ mỗi năm"),
        (MeasureWhen.GROWTH_PER_YEAR, "%/năm", None, "tăng 10–15%/năm"),
        (MeasureWhen.BY_END, "%/năm", None, "10–15%/năm, đến cuối giai đoạn"),
    ],
)
def test_a_measure_says_over_what_time(when: MeasureWhen, unit: str, of: str | None, words: str) -> None:
    assert measure_in_words(MeasureOp.RANGE, Decimal(10), Decimal(15), unit, when=when, of=of) == words


@pytest.mark.parametrize(
    ("kind", "start", "end", "text", "words"),
    [
        (ScheduleKind.YEARS, 2022, 2025, "2022 - 2025", "2022–2025"),
        (ScheduleKind.YEARS, 2022, 2022, None, "2022"),
        (ScheduleKind.YEARS, 2025, 2022, None, "2025–2022"),
        (ScheduleKind.ANNUAL, None, None, "Hàng năm", "hằng năm"),
        (ScheduleKind.ANNUAL, 2022, 2025, None, "hằng năm, 2022–2025"),
        (ScheduleKind.FROM, 2026, None, "Từ quý II", "từ năm 2026"),
        (ScheduleKind.FROM, 2026, 2028, None, "từ năm 2026 đến năm 2028"),
        (ScheduleKind.SINGLE, 2022, 2022, None, "năm 2022"),
        (ScheduleKind.ON_DEMAND, None, None, None, "khi có yêu cầu"),
        (ScheduleKind.ON_DEMAND, None, None, "Khi phát sinh", "Khi phát sinh"),
        (ScheduleKind.UNSTATED, None, None, None, "không nêu thời gian"),
    ],
)
def test_a_schedule_in_words(
    kind: ScheduleKind, start: int | None, end: int | None, text: str | None, words: str
) -> None:
    assert schedule_in_words(kind, start, end, text) == words


@pytest.mark.parametrize(
    ("every", "month", "day", "words"),
    [
        (ReportingFrequency.YEAR, 11, 20, "chậm nhất ngày 20/11 hằng năm"),
        (ReportingFrequency.YEAR, 1, 5, "chậm nhất ngày 05/01 hằng năm"),
        (ReportingFrequency.YEAR, None, None, "hằng năm"),
        (ReportingFrequency.ON_DEMAND, None, None, "đột xuất, khi có yêu cầu"),
    ],
)
def test_a_due_day_in_words(every: ReportingFrequency, month: int | None, day: int | None, words: str) -> None:
    assert due_in_words(every, month, day) == words


def test_a_plan_is_called_by_province_and_period() -> None:
    assert plan_label("Bắc Giang", 2021, 2025) == "Kế hoạch Bắc Giang 2021–2025"
