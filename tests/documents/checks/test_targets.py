"""Targets against tasks, tasks against money."""

import pytest

from nscl.documents.checks.targets.deliverables import WORDS_BY_INDICATOR
from nscl.documents.pack.enums import DutyRole, FindingSeverity, MeasureWhen, ScheduleKind
from nscl.documents.pack.schema import Period, Responsibility, Schedule
from nscl.documents.pack.values import Span
from nscl.text.folding import fold
from tests.documents.checks.builders import amounts, budget, findings, line, measure, output, rules, target, task, years

CLUBS = target("T1", measure("clubs", 5, label="câu lạc bộ cải tiến", unit="câu lạc bộ"))


def test_words_are_written_folded() -> None:
    words = [word for words in WORDS_BY_INDICATOR.values() for word in words]
    assert [word for word in words if word != fold(word)] == []


def test_target_that_nothing_serves() -> None:
    (found,) = findings("target.without-task", targets=(CLUBS,))
    assert found.severity is FindingSeverity.WARNING
    assert found.says == "Mục tiêu T1: câu lạc bộ cải tiến (ít nhất 5 câu lạc bộ)"
    assert found.subject == "targets[T1].measures[1]"


def test_target_served_by_a_title_an_output_or_a_budget_line() -> None:
    assert rules(targets=(CLUBS,), tasks=(task("I.1", "Thành lập CÂU LẠC BỘ ở trường"),)) == []
    named = task("I.1", "Phối hợp các trường", outputs=(output("05 câu lạc bộ", 5),))
    assert rules(targets=(CLUBS,), tasks=(named,)) == []
    table = budget(line("I", title="Duy trì câu lạc bộ", total=amounts(all=1)))
    assert rules(targets=(CLUBS,), budget=table) == []


def test_outcomes_and_unknown_indicators_are_not_judged() -> None:
    outcomes = target("T1", measure("tfp_share"), measure("labour_productivity_growth"), measure("something_new"))
    assert rules(targets=(outcomes,)) == []
    assert rules(targets=(CLUBS,), tasks=()) == []


def test_promise_without_a_figure_only_where_it_opens_the_target() -> None:
    contest = target("T1", text="Tổ chức cuộc thi tìm hiểu về năng suất")
    duty = Responsibility(
        agency="so-khcn", role=DutyRole.COORDINATE, text="Phối hợp tổ chức cuộc thi", partners=(), at=Span(90, 91)
    )
    (found,) = findings("target.without-task", targets=(contest,), responsibilities=(duty,))
    assert (found.conflicts_with or "").endswith("chỉ phần trách nhiệm có nhắc, ở dòng 90")
    aside = target("T1", text="Tiếp tục hỗ trợ doanh nghiệp áp dụng công cụ, đạt giải thưởng chất lượng")
    assert rules(targets=(aside,)) == []


def test_counted_task_whose_own_line_is_empty() -> None:
    counted = task("I.2", outputs=(output("03 lớp", 3),))
    lines = (line("I", total=amounts(all=5)), line("I.1", "I", total=amounts(all=5)), line("I.2", "I"))
    (found,) = findings("task.without-money", tasks=(task("I.1"), counted), budget=budget(*lines))
    assert (found.severity, found.subject) == (FindingSeverity.INFO, "tasks[I.2]")
    # One amount for the whole group says nothing about its lines.
    unsplit = (line("I", total=amounts(all=5)), line("I.1", "I"), line("I.2", "I"))
    assert rules(tasks=(task("I.1"), counted), budget=budget(*unsplit)) == []
    # Nothing counted, nothing asked.
    assert rules(tasks=(task("I.1"), task("I.2")), budget=budget(*lines)) == []


def test_counted_task_that_no_line_of_another_numbering_names() -> None:
    club = task("I.1", "Thành lập câu lạc bộ", outputs=(output("05 câu lạc bộ", 5),))
    table = budget(line("A", title="Tổ chức tập huấn", total=amounts(all=5)))
    assert rules(tasks=(club,), budget=table) == ["task.without-money"]
    elsewhere = club.model_copy(update={"note": "Thực hiện theo hình thức nhiệm vụ KH&CN"})
    assert rules(tasks=(elsewhere,), budget=table) == []
    course = task("I.1", outputs=(output("03 lớp tập huấn", 3),))
    assert rules(tasks=(course,), budget=table) == []
    assert rules(tasks=(club,)) == []


def test_target_whose_only_task_runs_in_other_years() -> None:
    late = target("T1", measure("clubs"), phase=Period(start=2029, end=2030))
    early = task("I.1", "Thành lập câu lạc bộ", schedule=years(2026, 2028))
    (found,) = findings("target.other-years", targets=(late,), tasks=(early,))
    assert found.subject == "tasks[I.1].schedule"
    annual = Schedule(kind=ScheduleKind.ANNUAL, start=None, end=None, text="Hằng năm")
    for cover in (annual, years(2028, 2029), Schedule(kind=ScheduleKind.FROM, start=2026, end=None, text=None)):
        assert rules(targets=(late,), tasks=(early, task("I.2", "Duy trì câu lạc bộ", schedule=cover))) == []


def test_yearly_target_needs_a_task_in_every_year() -> None:
    yearly = target("T1", measure("clubs", when=MeasureWhen.EACH_YEAR))
    task_from_2027 = task("I.1", "Thành lập câu lạc bộ", schedule=years(2027, 2030))
    (found,) = findings("target.other-years", targets=(yearly,), tasks=(task_from_2027,))
    assert "không có năm 2026" in found.says
    assert rules(targets=(yearly,), tasks=(task("I.1", "Thành lập câu lạc bộ"),)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tính TFP hằng năm và trong giai đoạn 2026-2029", ["target.years-against-phase"]),
        ("Tính TFP hằng năm, giai đoạn 2026 – 2030", []),
        ("Tiếp nối kết quả giai đoạn 2021-2024", []),  # another phase's
        ("Theo Chương trình giai đoạn 2026-2035", []),  # a longer programme's
    ],
)
def test_years_in_the_words_of_a_target_against_its_phase(text: str, found: list[str]) -> None:
    aim = target("T1", phase=Period(start=2026, end=2030), text=text)
    assert rules(targets=(aim,)) == found
