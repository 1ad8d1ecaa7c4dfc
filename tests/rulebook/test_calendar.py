"""Working days: holidays left out, exchanged Saturdays counted, a year that is not known refused; wrong files."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.rulebook.calendar import WorkCalendar, read_calendar
from nscl.rulebook.errors import RulebookFileError, UnknownYear
from nscl.rulebook.rulebook import Confidence

SHIPPED = read_calendar(Path(__file__).parents[2] / "data" / "calendar" / "working-days.yaml")
DAYS = st.dates(date(2021, 1, 1), date(2027, 6, 1))


@pytest.mark.parametrize(
    ("on", "days", "due"),
    [
        (date(2024, 5, 10), 0, date(2024, 5, 10)),
        (date(2024, 5, 10), 1, date(2024, 5, 13)),  # Friday to Monday
        (date(2024, 2, 7), 1, date(2024, 2, 15)),  # over Tết of 2024
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # over Tết of 2026
        (date(2024, 5, 3), 1, date(2024, 5, 4)),  # a Saturday worked in exchange for 29 April
        (date(2025, 8, 29), 1, date(2025, 9, 3)),  # National Day
        (date(2026, 11, 20), 14, date(2026, 12, 11)),  # Decree 80/2021, article 32; 24 November is off
    ],
)
def test_a_limit_ends_after_so_many_working_days(on: date, days: int, due: date) -> None:
    assert SHIPPED.add_working_days(on, days) == due
    assert SHIPPED.working_days_between(on, due) == days


@given(on=DAYS, days=st.integers(0, 120))
def test_a_limit_ends_on_a_working_day_and_counts_back(on: date, days: int) -> None:
    due = SHIPPED.add_working_days(on, days)
    assert due == on or SHIPPED.is_working_day(due)
    assert SHIPPED.working_days_between(on, due) == days
    assert due - on >= timedelta(days=days)
    assert SHIPPED.add_working_days(on, days + 1) > due


def test_what_was_left_out_is_told_with_how_sure_it_is() -> None:
    over_culture_day = SHIPPED.deadline(date(2026, 11, 20), 3)
    assert [day.name for day in over_culture_day.skipped] == ["Ngày Văn hóa Việt Nam"]
    assert over_culture_day.is_unverified
    plain = SHIPPED.deadline(date(2026, 12, 1), 3)
    assert (plain.skipped, plain.is_unverified) == ((), False)


def test_every_year_has_its_holidays_and_what_is_not_announced_says_so() -> None:
    assert SHIPPED.years == tuple(range(2021, 2028))
    for year in SHIPPED.years:
        days = {one.day: one for one in SHIPPED.special_days(year)}
        for month, day in ((1, 1), (4, 30), (5, 1), (9, 2)):
            assert days[date(year, month, day)].is_off
        tet = [one for one in days.values() if "Nguyên đán" in one.name]
        assert len(tet) >= 5  # Labour Code 2019, article 112.1b
    assert all(one.confidence is Confidence.LOW for one in SHIPPED.special_days(2027) if "Nguyên đán" in one.name)


def test_a_year_that_is_not_known_is_refused() -> None:
    with pytest.raises(UnknownYear, match=r"năm 2028 .*2021–2027.*working-days\.yaml"):
        SHIPPED.add_working_days(date(2027, 12, 30), 5)
    with pytest.raises(UnknownYear, match="chưa có năm nào"):
        WorkCalendar((), ()).is_working_day(date(2024, 1, 1))
    with pytest.raises(ValueError, match="-1 ngày"):
        SHIPPED.add_working_days(date(2024, 1, 1), -1)


HEAD = "rulebook: 1\nyears:\n  - year: 2024\n    source: x\n    days_off:\n"
OFF = "      - {from: 2024-01-01, name: Tết, confidence: H}\n"
TAIL = "    days_worked: []\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + OFF + OFF + TAIL, "dòng 7, years › mục 1 › days_off › mục 2: ngày này đã ghi ở trên"),
        (HEAD + OFF.replace("2024-01-01", "2025-01-01") + TAIL, "có ngày ngoài năm 2024"),
        (HEAD + OFF.replace("name", "to: 2023-12-31, name") + TAIL, "ngày cuối trước ngày đầu"),
        (HEAD + OFF + "    days_worked:\n" + OFF.replace("01-01", "01-02"), "ngày làm bù phải là thứ Bảy"),
        (HEAD + OFF, "thiếu khóa “days_worked”"),
        (HEAD + OFF.replace("confidence: H", "confidence: X") + TAIL, "“X” không có trong danh mục"),
        (HEAD + OFF + TAIL + HEAD.removeprefix("rulebook: 1\nyears:\n") + OFF + TAIL, "năm 2024 đã có ở trên"),
    ],
)
def test_a_wrong_calendar_is_refused_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "lich.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulebookFileError) as refusal:
        read_calendar(path)
    assert said in str(refusal.value)
    assert "Cách sửa" in str(refusal.value)
