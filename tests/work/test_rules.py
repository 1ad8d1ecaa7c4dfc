"""The rules of the year's work, over plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.pack.enums import ScheduleKind
from nscl.work.enums import ActivityKind, ActivityStatus, AnnualPlanState, OutputKind, ParticipantKind
from nscl.work.rules import KIND_RULES
from nscl.work.rules.checks import MOST_VND, YearFacts, check_activity
from nscl.work.rules.kinds import PARTS, guess_kind
from nscl.work.rules.moves import ACTIVITY_MOVES, PLAN_MOVES, PLANNING, REOPENED, may_become, may_step, recordable
from nscl.work.rules.problems import Problem, Reason, RowProblem
from nscl.work.rules.schedules import Due, due_in, shifted, shortened
from nscl.work.rules.values import (
    IDENTITY_LENGTH,
    ActivityPlan,
    ActivityRecord,
    ActivityState,
    Cost,
    Participants,
    Quantity,
    identity,
    planned,
    recorded,
    replanned,
)

FACTS = YearFacts(year=2024, period_start=2021, period_end=2025, on=date(2024, 11, 20))
DRAFT, SUBMITTED = AnnualPlanState.DRAFT, AnnualPlanState.SUBMITTED
RETURNED, APPROVED = AnnualPlanState.RETURNED, AnnualPlanState.APPROVED
PLANNED, RUNNING = ActivityStatus.PLANNED, ActivityStatus.RUNNING
DONE, CANCELLED = ActivityStatus.DONE, ActivityStatus.CANCELLED


def state(**changes: Any) -> ActivityState:
    base = ActivityState(
        task_id=1,
        kind=ActivityKind.CONFERENCE,
        title="Hội nghị",
        starts_on=date(2024, 5, 10),
        ends_on=date(2024, 5, 11),
        place="Hội trường",
    )
    return replace(base, **changes)


def wrong(**changes: Any) -> set[tuple[str, Reason]]:
    return {(problem.field, problem.reason) for problem in check_activity(state(**changes), FACTS)}


# --- who may go where


def test_the_whole_way_of_an_annual_plan() -> None:
    """Every step that there is, and none else: draft → submitted → returned ↔ submitted → approved."""
    steps = {(a, b) for a in AnnualPlanState for b in AnnualPlanState if may_step(a, b)}
    assert steps == {(DRAFT, SUBMITTED), (SUBMITTED, RETURNED), (SUBMITTED, APPROVED), (RETURNED, SUBMITTED)}
    assert set(PLAN_MOVES) == set(PLANNING) == set(AnnualPlanState)


def test_the_whole_way_of_an_activity() -> None:
    """Forwards only; back is reopening, an act of its own. Recording it again as it stands is no move."""
    moves = {(a, b) for a in ActivityStatus for b in ActivityStatus if a != b and may_become(a, b)}
    assert moves == {
        (PLANNED, RUNNING),
        (PLANNED, DONE),
        (PLANNED, CANCELLED),
        (RUNNING, DONE),
        (RUNNING, CANCELLED),
    }
    assert REOPENED == {DONE: RUNNING, CANCELLED: PLANNED}
    assert set(ACTIVITY_MOVES) == set(ActivityStatus)
    assert recordable(PLANNED) == (PLANNED, RUNNING, DONE)
    assert recordable(RUNNING) == (RUNNING, DONE)
    assert recordable(DONE) == (DONE,)
    assert recordable(CANCELLED) == ()


# --- what a kind may record


def test_every_kind_says_what_it_may_record_and_no_output_is_nobodys() -> None:
    assert set(KIND_RULES) == set(ActivityKind)
    for kind in set(ActivityKind) - {ActivityKind.OTHER}:
        assert KIND_RULES[kind].outputs or KIND_RULES[kind].tallied
    own = {
        output
        for kind, rule in KIND_RULES.items()
        if kind is not ActivityKind.OTHER
        for output in (*rule.outputs, *rule.tallied)
    }
    assert own == set(OutputKind)
    for part, whole in PARTS.items():
        assert all((part in rule.outputs) == (whole in rule.outputs) for rule in KIND_RULES.values())


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Tổ chức hội nghị phổ biến chính sách", ActivityKind.CONFERENCE),
        ("Phổ biến chính sách qua hội nghị", ActivityKind.CAMPAIGN),
        ("Hội thảo về năng suất xanh", ActivityKind.WORKSHOP),
        ("Xây dựng phóng sự trên truyền hình tỉnh", ActivityKind.TV_REPORT),
        ("Đăng tin, bài trên Báo tỉnh", ActivityKind.ARTICLE),
        ("Phát hành bản tin TBT", ActivityKind.BULLETIN),
        ("In sổ tay hướng dẫn 5S", ActivityKind.HANDBOOK),
        ("Treo pano, áp phích tại khu công nghiệp", ActivityKind.POSTER),
        ("THAM QUAN, HỌC TẬP KINH NGHIỆM tại tỉnh bạn", ActivityKind.STUDY_VISIT),
        ("Khảo sát nhu cầu của doanh nghiệp", ActivityKind.SURVEY),
        ("Hỗ trợ doanh nghiệp đổi mới công nghệ", ActivityKind.INNOVATION),
        ("Thành lập Trung tâm đổi mới sáng tạo", ActivityKind.STARTUP),
        ("Kiểm tra nhà nước về chất lượng hàng hóa", ActivityKind.INSPECTION),
        ("Hợp tác quốc tế về năng suất", ActivityKind.COOPERATION),
        ("Thực hiện đề tài nghiên cứu ứng dụng", ActivityKind.MISSION),
        ("Mở lớp đào tạo năng suất", ActivityKind.TRAINING),
        ("Đề xuất cơ chế tài chính", ActivityKind.OTHER),
    ],
)
def test_the_kind_is_guessed_from_the_words(title: str, kind: ActivityKind) -> None:
    assert guess_kind(title) is kind


def test_the_outputs_tell_where_the_title_does_not() -> None:
    assert guess_kind("Nâng cao nhận thức", ["báo cáo", "10 phóng sự"]) is ActivityKind.TV_REPORT


# --- when a task is due


@pytest.mark.parametrize(
    ("kind", "start", "end", "year", "due"),
    [
        (ScheduleKind.YEARS, 2022, 2024, 2021, Due.NO),
        (ScheduleKind.YEARS, 2022, 2024, 2022, Due.YES),
        (ScheduleKind.YEARS, 2022, 2024, 2024, Due.YES),
        (ScheduleKind.YEARS, 2022, 2024, 2025, Due.NO),
        (ScheduleKind.YEARS, 2024, 2022, 2023, Due.OPEN),  # upside down in the document: nothing is certain
        (ScheduleKind.YEARS, None, None, 2023, Due.OPEN),
        (ScheduleKind.ANNUAL, None, None, 2023, Due.YES),
        (ScheduleKind.ANNUAL, 2024, 2025, 2023, Due.NO),
        (ScheduleKind.FROM, 2023, None, 2022, Due.NO),
        (ScheduleKind.FROM, 2023, None, 2030, Due.YES),
        (ScheduleKind.FROM, 2023, 2024, 2025, Due.NO),
        (ScheduleKind.SINGLE, 2023, None, 2023, Due.YES),
        (ScheduleKind.SINGLE, 2023, 2023, 2024, Due.NO),
        (ScheduleKind.SINGLE, 2023, None, 2024, Due.NO),
        (ScheduleKind.ON_DEMAND, None, None, 2023, Due.OPEN),
        (ScheduleKind.UNSTATED, None, None, 2023, Due.OPEN),
    ],
)
def test_due_in_a_year(kind: ScheduleKind, start: int | None, end: int | None, year: int, due: Due) -> None:
    assert due_in(year, kind, start, end) is due


@given(st.dates(date(2001, 1, 1), date(2090, 12, 31)), st.integers(-10, 9))
def test_a_day_some_years_later_is_the_same_day_of_the_month(day: date, years: int) -> None:
    later = shifted(day, years)
    assert (later.year, later.month) == (day.year + years, day.month)
    assert later.day == day.day or (day.month, day.day, later.day) == (2, 29, 28)


@given(st.text(max_size=80), st.integers(5, 60))
def test_a_shortened_title_fits_on_one_line(text: str, length: int) -> None:
    short = shortened(text, length)
    assert len(short) <= length
    assert short == " ".join(text.split()) or short.endswith("…")


def test_a_title_is_cut_at_a_word() -> None:
    assert shortened("Hội nghị phổ biến, công cụ năng suất", 20) == "Hội nghị phổ biến…"


# --- what is wrong


def test_a_good_activity_has_no_problem() -> None:
    assert check_activity(state(), FACTS) == ()
    done = state(
        status=DONE,
        done_on=FACTS.on,
        outputs=(Quantity(OutputKind.COPIES, Decimal("120.00")), Quantity(OutputKind.AGREEMENTS, Decimal(0))),
        participations=(Participants(ParticipantKind.ENTERPRISE, people=80, women=80, organisations=200),),
        planned_costs=(Cost(0), Cost(5, 1), Cost(5, 1, 2), Cost(5, None, 2)),
    )
    assert check_activity(done, FACTS) == ()


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"title": ""}, "title", Reason.MISSING),
        ({"title": " … !"}, "title", Reason.MISSING),
        ({"title": "x" * 301}, "title", Reason.TOO_LONG),
        ({"organiser": "x" * 201}, "organiser", Reason.TOO_LONG),
        ({"result": "a\0b"}, "result", Reason.UNFIT),
        ({"ends_on": date(2024, 5, 9)}, "ends_on", Reason.BACKWARD),
        ({"starts_on": date(2020, 12, 31)}, "starts_on", Reason.OUTSIDE_PERIOD),
        ({"starts_on": date(2023, 12, 31)}, "starts_on", Reason.OUTSIDE_YEAR),
        ({"ends_on": date(2026, 1, 1)}, "ends_on", Reason.OUTSIDE_PERIOD),
        ({"status": DONE}, "done_on", Reason.MISSING),
        ({"status": DONE, "done_on": date(2024, 11, 21)}, "done_on", Reason.IN_FUTURE),
        ({"status": DONE, "done_on": date(2024, 5, 9)}, "done_on", Reason.BACKWARD),
        ({"status": RUNNING, "done_on": date(2024, 5, 10)}, "done_on", Reason.UNFIT),
        ({"kind": ActivityKind.TV_REPORT}, "place", Reason.UNFIT),
        ({"outlet": "Báo tỉnh"}, "outlet", Reason.UNFIT),
        (
            {"kind": ActivityKind.POSTER, "participations": (Participants(ParticipantKind.OTHER, 1),)},
            "participations",
            Reason.UNFIT,
        ),
        ({"outputs": (Quantity(OutputKind.ZONES, Decimal(1)),)}, "outputs[0].kind", Reason.UNFIT),
        ({"outputs": (Quantity(OutputKind.COPIES, Decimal(-1)),)}, "outputs[0].quantity", Reason.NEGATIVE),
        ({"outputs": (Quantity(OutputKind.COPIES, Decimal("1.5")),)}, "outputs[0].quantity", Reason.NOT_WHOLE),
        ({"outputs": (Quantity(OutputKind.COPIES, Decimal("NaN")),)}, "outputs[0].quantity", Reason.TOO_LARGE),
        ({"outputs": (Quantity(OutputKind.COPIES, Decimal("Infinity")),)}, "outputs[0].quantity", Reason.TOO_LARGE),
        ({"outputs": (Quantity(OutputKind.COPIES, Decimal(10) ** 12),)}, "outputs[0].quantity", Reason.TOO_LARGE),
        (
            {"outputs": (Quantity(OutputKind.COPIES, Decimal(1)), Quantity(OutputKind.COPIES, Decimal(2)))},
            "outputs[1]",
            Reason.TWICE,
        ),
        (
            {"participations": (Participants(ParticipantKind.OTHER, -1),)},
            "participations[0].people",
            Reason.NEGATIVE,
        ),
        (
            {"participations": (Participants(ParticipantKind.OTHER, 5, organisations=-2),)},
            "participations[0].organisations",
            Reason.NEGATIVE,
        ),
        (
            {"participations": (Participants(ParticipantKind.OTHER, 5, women=6),)},
            "participations[0].women",
            Reason.MORE_THAN_WHOLE,
        ),
        (
            {"participations": (Participants(ParticipantKind.OTHER, 5), Participants(ParticipantKind.OTHER, 6))},
            "participations[1]",
            Reason.TWICE,
        ),
        ({"planned_costs": (Cost(-1),)}, "planned_costs[0].vnd", Reason.NEGATIVE),
        ({"actual_costs": (Cost(MOST_VND + 1),)}, "actual_costs[0].vnd", Reason.TOO_LARGE),
        ({"planned_costs": (Cost(1, 2, 3), Cost(4, 2, 3))}, "planned_costs[1]", Reason.TWICE),
    ],
)
def test_what_is_wrong_is_told_under_its_field(changes: dict[str, Any], field: str, reason: Reason) -> None:
    assert wrong(**changes) == {(field, reason)}


def test_done_after_the_end_of_the_plan_is_for_the_next_plan() -> None:
    late = YearFacts(2025, 2021, 2025, date(2026, 3, 1))
    over = state(starts_on=date(2025, 12, 1), ends_on=date(2025, 12, 2), status=DONE, done_on=date(2026, 1, 5))
    assert [(p.field, p.reason) for p in check_activity(over, late)] == [("done_on", Reason.OUTSIDE_PERIOD)]


@pytest.mark.parametrize(("part", "whole"), sorted(PARTS.items()))
def test_a_part_is_not_more_than_its_whole(part: OutputKind, whole: OutputKind) -> None:
    def outputs(n: int, of: int) -> tuple[Quantity, ...]:
        return Quantity(part, Decimal(n)), Quantity(whole, Decimal(of))

    assert wrong(kind=ActivityKind.OTHER, outputs=outputs(5, 5)) == set()
    assert wrong(kind=ActivityKind.OTHER, outputs=outputs(6, 5)) == {("outputs[0].quantity", Reason.MORE_THAN_WHOLE)}
    assert wrong(kind=ActivityKind.OTHER, outputs=(Quantity(part, Decimal(6)),)) == set()


def test_everything_that_is_wrong_is_told_at_once() -> None:
    found = wrong(title="", ends_on=date(2020, 1, 1), planned_costs=(Cost(-1),))
    assert {field for field, _reason in found} == {"title", "ends_on", "planned_costs[0].vnd"}


def test_a_problem_says_what_and_what_to_do() -> None:
    (problem,) = check_activity(state(starts_on=date(2023, 12, 31)), FACTS)
    assert str(problem) == (
        "ngày 31/12/2023 không thuộc năm 2024 của kế hoạch năm này. "
        "Cách sửa: chọn ngày trong năm 2024, hoặc ghi vào kế hoạch năm 2023."
    )
    assert str(RowProblem(2, Problem("", Reason.UNKNOWN, "sai", "sửa"))) == "Dòng 3: sai. Cách sửa: sửa."


# --- the same thing


@given(st.text(max_size=400), st.text(max_size=300))
def test_what_records_are_known_by_fits_the_column_and_is_folded(title: str, place: str) -> None:
    key = identity(title, place)
    assert len(key) <= IDENTITY_LENGTH
    assert key == key.casefold()  # of Cherokee, the small letters fold into capitals


def test_marks_case_and_commas_do_not_make_another_record() -> None:
    assert identity("Hội nghị, phổ biến  5S", "Đình Bảng") == identity("HOI NGHI PHO BIEN 5s", "dinh bang")
    assert identity("Hội nghị phổ biến 5S", "Từ Sơn") != identity("Hội nghị phổ biến 5S", "Đình Bảng")


# --- values


def test_a_plan_becomes_a_state_and_a_record_keeps_what_was_planned() -> None:
    plan = ActivityPlan(
        task_id=1,
        kind=ActivityKind.CONFERENCE,
        title="  Hội   nghị ",
        starts_on=date(2024, 5, 10),
        place="Hội trường",
        costs=(Cost(7, 2), Cost(5, 1)),
    )
    before = planned(plan)
    assert (before.title, before.ends_on, before.status) == ("Hội nghị", date(2024, 5, 10), PLANNED)
    assert before.planned_costs == (Cost(5, 1), Cost(7, 2))
    record = ActivityRecord(status=DONE, done_on=date(2024, 6, 2), starts_on=date(2024, 6, 1), costs=(Cost(6),))
    after = recorded(before, record)
    assert (after.starts_on, after.ends_on, after.place) == (date(2024, 6, 1), date(2024, 6, 1), "Hội trường")
    assert (after.planned_costs, after.actual_costs) == (before.planned_costs, (Cost(6),))
    again = replanned(after, replace(plan, title="Hội nghị lớn"))
    assert (again.title, again.status, again.done_on, again.actual_costs) == (
        "Hội nghị lớn",
        DONE,
        date(2024, 6, 2),
        (Cost(6),),
    )
    assert recorded(before, replace(record, place="", outlet="Báo")).place == ""
