"""Wordings of a timetable column."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.pack.enums import ScheduleKind
from nscl.documents.pack.values import Span
from nscl.documents.reading.schedules import read_schedule, read_schedule_with_doubts
from tests.conftest import SHARED

YEARS, ANNUAL, FROM = ScheduleKind.YEARS, ScheduleKind.ANNUAL, ScheduleKind.FROM
SINGLE, ON_DEMAND, UNSTATED = ScheduleKind.SINGLE, ScheduleKind.ON_DEMAND, ScheduleKind.UNSTATED


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("2027-2032", YEARS, 2027, 2032),
        ("2027 – 2032;", YEARS, 2027, 2032),
        ("2027\n-\n2032", YEARS, 2027, 2032),
        ("Giai đoạn 2027-2032", YEARS, 2027, 2032),
        ("Từ năm 2027 đến năm 2032", YEARS, 2027, 2032),
        ("Từ 2027-2032", YEARS, 2027, 2032),
        ("2027-32", YEARS, 2027, 2032),
        ("Quý I/2027 - Quý IV/2029", YEARS, 2027, 2029),
        ("Quý I/2027 - Quý IV/2027", SINGLE, 2027, 2027),
        ("2027, 2028 và 2029", YEARS, 2027, 2029),
        ("Hằng năm", ANNUAL, None, None),
        ("Hàng\nnăm", ANNUAL, None, None),
        ("Thường xuyên", ANNUAL, None, None),
        ("Tháng 10 hằng năm", ANNUAL, None, None),
        ("Trước ngày 15/12 hàng năm", ANNUAL, None, None),
        ("Hằng năm, giai đoạn 2027-2032", ANNUAL, 2027, 2032),
        ("Hằng năm (từ 2028)", ANNUAL, 2028, None),
        ("Hằng năm, đến 2030", ANNUAL, None, 2030),
        ("Từ 2028", FROM, 2028, None),
        ("Kể từ năm 2028", FROM, 2028, None),
        ("Từ quý III năm 2028 và những năm tiếp theo", FROM, 2028, None),
        ("Năm 2028 và các năm tiếp theo", FROM, 2028, None),
        ("Từ năm 2028 trở đi", FROM, 2028, None),
        ("2028", SINGLE, 2028, 2028),
        ("Năm 2028", SINGLE, 2028, 2028),
        ("Quý II/2028", SINGLE, 2028, 2028),
        ("Quý III năm 2028", SINGLE, 2028, 2028),
        ("Tháng 9/2028", SINGLE, 2028, 2028),
        ("31/12/2028", SINGLE, 2028, 2028),
        ("2028 hoặc đột xuất", SINGLE, 2028, 2028),
        ("<b>2028</b>", SINGLE, 2028, 2028),
        ("Đột xuất", ON_DEMAND, None, None),
        ("Khi có yêu cầu", ON_DEMAND, None, None),
        ("Khi có hướng dẫn của Bộ", ON_DEMAND, None, None),
    ],
)
def test_wordings_without_doubt(text: str, kind: ScheduleKind, start: int | None, end: int | None) -> None:
    reading = read_schedule_with_doubts(text)
    schedule = reading.schedule
    assert (schedule.kind, schedule.start, schedule.end) == (kind, start, end)
    assert reading.doubts == ()
    assert schedule.text is not None


@pytest.mark.parametrize(
    ("text", "kind", "start", "end", "rule"),
    [
        ("2026; 2030", YEARS, 2026, 2030, "schedule-gap"),
        ("2026-2027; 2029", YEARS, 2026, 2029, "schedule-gap"),
        ("2030 - 2026", YEARS, 2030, 2026, "schedule-backwards"),
        ("Đến năm 2028", SINGLE, 2028, 2028, "schedule-start-unstated"),
        ("Hoàn thành trước 30/6/2028", SINGLE, 2028, 2028, "schedule-start-unstated"),
        ("Từ nay đến năm 2028", SINGLE, 2028, 2028, "schedule-start-unstated"),
        ("Theo tiến độ chung", UNSTATED, None, None, "schedule-unread"),
        ("2 năm/lần", UNSTATED, None, None, "schedule-unread"),
        ("Định kỳ 5 năm", UNSTATED, None, None, "schedule-unread"),
    ],
)
def test_doubtful_wordings(text: str, kind: ScheduleKind, start: int | None, end: int | None, rule: str) -> None:
    reading = read_schedule_with_doubts(text)
    assert (reading.schedule.kind, reading.schedule.start, reading.schedule.end) == (kind, start, end)
    (doubt,) = reading.as_doubts("tasks[1].schedule", Span(3, 4))
    assert (doubt.rule, doubt.subject, doubt.at) == (rule, "tasks[1].schedule", Span(3, 4))
    assert text in doubt.reason


@pytest.mark.parametrize("text", [None, "", "  \n ", " ; "])
def test_nothing_stated(text: str | None) -> None:
    reading = read_schedule_with_doubts(text)
    assert (reading.schedule.kind, reading.schedule.text, reading.doubts) == (UNSTATED, None, ())


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("Hang\nnam", ANNUAL, None, None),
        ("H?mg\nnam", ANNUAL, None, None),
        ("Hing nam", ANNUAL, None, None),
        ("Thuong xuy¢n", ANNUAL, None, None),
        ("2027- 2030", YEARS, 2027, 2030),
        ("2027\n2030", YEARS, 2027, 2030),
        ("2O27-2030", YEARS, 2027, 2030),
        ("2028\nhoac\ndot\nxuat", SINGLE, 2028, 2028),
        ("dot xuat", ON_DEMAND, None, None),
    ],
)
def test_damaged_wordings(text: str, kind: ScheduleKind, start: int | None, end: int | None) -> None:
    schedule = read_schedule(text, damaged=True)
    assert (schedule.kind, schedule.start, schedule.end) == (kind, start, end)


@pytest.mark.parametrize(
    ("text", "rule"), [("22%2278", "schedule-unread"), ("2027-", "schedule-unread"), ("Hang", "schedule-torn")]
)
def test_damaged_wordings_in_doubt(text: str, rule: str) -> None:
    assert [doubt[0] for doubt in read_schedule_with_doubts(text, damaged=True).doubts] == [rule]


def test_restored_wording_of_damaged_text() -> None:
    assert read_schedule("Hing\nnam", damaged=True).text == "Hằng năm"
    assert read_schedule("2028\nhoac dot xuat", damaged=True).text == "2028 hoặc đột xuất"


@given(st.text(max_size=200), st.booleans())
def test_any_text_is_read(text: str, damaged: bool) -> None:
    read_schedule(text, damaged=damaged)


@given(
    st.lists(st.sampled_from(["2026", "2030", "-", "từ", "đến", "năm", "hằng", "trước", ";", "Quý IV/"]), max_size=12)
)
def test_words_in_any_order_are_read(words: list[str]) -> None:
    schedule = read_schedule(" ".join(words))
    years = [int(word) for word in words if word.isdigit()]
    assert schedule.start is None or schedule.start in years
    assert schedule.end is None or schedule.end in years


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared không có ở máy này")
def test_schedules_of_the_packs_read_by_hand() -> None:
    seen = 0
    for path in sorted((SHARED / "plans").glob("*/plan.yaml")):
        pack = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        for task in pack["tasks"]:
            gold = task["schedule"]
            # A schedule told by columns of money is not in the wording.
            if gold["text"] and not (gold["kind"] == "annual" and gold["start"]):
                schedule = read_schedule(gold["text"])
                assert (schedule.kind, schedule.start, schedule.end) == (gold["kind"], gold["start"], gold["end"])
                seen += 1
    assert seen >= 80
