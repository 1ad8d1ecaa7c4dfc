"""Lines of an estimate: added, changed, moved, removed, put back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.finance.models import EstimateLine
from nscl.finance.operations.estimates import Removed, Start, add_lines, change_line, move_line, remove_line
from nscl.finance.operations.estimates.errors import EstimateClosed, InvalidLine, LineConflict, LineMissing
from nscl.finance.rules.line_values import LineValues, NewLine
from nscl.finance.rules.problems import Reason
from nscl.plans.models import Task
from nscl.records.models import AuditChange, AuditEvent
from nscl.records.operations import SYSTEM, Actor
from tests.factories.estimates import (
    MILLION,
    a_line,
    approved,
    content,
    keys,
    line_version,
    set_cell,
    started,
    submitted,
    version_of,
    with_lines,
)
from tests.factories.people import AT


def tree(estimate: int) -> list[tuple[str, str | None]]:
    """Lines with the line that they stand under, in the order of their positions."""
    rows = EstimateLine.objects.filter(estimate=estimate).order_by("position", "pk")
    return list(rows.values_list("title", "parent__title"))


def change(number: int, version: int = 1, **values: Any) -> None:
    line = LineValues(**{"title": "Việc thử", **values})
    change_line(number=number, version=version, values=line, viewer=None, by=SYSTEM, at=AT)


def move(number: int, parent: int | None, before: int | None) -> None:
    version = line_version(number)
    move_line(number=number, version=version, parent=parent, before=before, viewer=None, by=SYSTEM, at=AT)


def remove(number: int, version: int = 1) -> Removed:
    return remove_line(number=number, version=version, viewer=None, by=SYSTEM, at=AT)


def reasons(refusal: pytest.ExceptionInfo[InvalidLine]) -> set[Reason]:
    return {problem.reason for problem in refusal.value.problems}


# --- added


def test_a_table_is_pasted_as_a_tree(estimate: int, officer: Viewer, actor: Actor) -> None:
    lines = [
        a_line("Đào tạo", key="I"),
        a_line("Lớp  cơ bản ", depth=1, cells={2021: 10, 2022: 20}),
        a_line("Tài liệu", depth=1, cells={2021: 5}),
        a_line("Mô hình điểm", key="II", cells={2023: 7}),
    ]
    added = add_lines(estimate=estimate, lines=lines, viewer=officer, by=actor, at=AT)
    assert tree(estimate) == [
        ("Đào tạo", None),
        ("Lớp cơ bản", "Đào tạo"),
        ("Tài liệu", "Đào tạo"),
        ("Mô hình điểm", None),
    ]
    assert [row[6] for row in content(estimate)] == [10 * MILLION, 20 * MILLION, 5 * MILLION, 7 * MILLION]
    assert added.estimate_version == version_of(estimate) == 2
    event = AuditEvent.objects.latest("pk")
    assert (event.action, AuditChange.objects.filter(event=event).count()) == ("estimate.lines_added", 4)


def test_a_line_goes_before_another_or_last(estimate: int) -> None:
    first, last = with_lines(estimate, a_line("A"), a_line("C"))
    with_lines(estimate, a_line("B"), before=last)
    with_lines(estimate, a_line("A1"), a_line("A2"), parent=first)
    with_lines(estimate, a_line("D"))
    assert tree(estimate) == [("A", None), ("B", None), ("C", None), ("A1", "A"), ("A2", "A"), ("D", None)]
    with pytest.raises(InvalidLine, match="không thuộc dòng cha"):
        with_lines(estimate, a_line("X"), parent=first, before=last)
    with pytest.raises(LineMissing):
        with_lines(estimate, a_line("X"), parent=10**6)


def test_a_depth_that_leaps_is_brought_back(estimate: int) -> None:
    with_lines(estimate, a_line("A", depth=3), a_line("B", depth=9), a_line("C", depth=-1))
    assert tree(estimate) == [("A", None), ("B", "A"), ("C", None)]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([], Reason.EMPTY),
        ([a_line(" … ")], Reason.MISSING),
        ([a_line("x" * 1_001)], Reason.TOO_LONG),
        ([a_line("a\0b")], Reason.UNFIT),
        ([a_line(key="1"), a_line(key="1")], Reason.TWICE),
        ([a_line(cells={2031: 1})], Reason.OUTSIDE_YEARS),
        ([a_line(cells={2021: -1})], Reason.NEGATIVE),
        ([a_line(cells={2021: 10**10})], Reason.TOO_LARGE),
        ([a_line(cells={2021: 1}), a_line(depth=1)], Reason.HEADING),
        ([a_line(agency_id=10**6)], Reason.UNKNOWN),
        ([a_line(task_id=10**6)], Reason.UNKNOWN),
        ([a_line(norm="khong-co")], Reason.UNKNOWN),
        ([a_line(unit_cost_vnd=-1)], Reason.NEGATIVE),
        ([a_line(quantity=Decimal("1.23456"))], Reason.UNFIT),
        ([a_line(quantity=Decimal("-1"))], Reason.NEGATIVE),
        ([a_line(quantity=Decimal("NaN"))], Reason.TOO_LARGE),
        ([a_line(quantity=Decimal(10**11))], Reason.TOO_LARGE),
        ([a_line(state_ahead_percent=101)], Reason.UNFIT),
        ([a_line(state_ahead_percent=10)], Reason.MISSING),
        ([a_line(str(depth), depth=depth) for depth in range(9)], Reason.TOO_MANY),
        ([NewLine(values=LineValues(title="A"), budget_line=10**6)], Reason.UNKNOWN),
        ([NewLine(values=LineValues(title="A"), continues=10**6)], Reason.UNKNOWN),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is_written(
    estimate: int, lines: list[NewLine], reason: Reason
) -> None:
    with pytest.raises(InvalidLine) as refusal:
        with_lines(estimate, *lines)
    assert reasons(refusal) == {reason}
    assert keys(estimate) == []
    assert "Cách sửa" in str(refusal.value)


def test_a_number_is_used_once_in_the_estimate(estimate: int) -> None:
    (line,) = with_lines(estimate, a_line("A", key="I"))
    with pytest.raises(InvalidLine, match="số thứ tự I đã dùng cho “A”"):
        with_lines(estimate, a_line("B", key="I"))
    (other,) = with_lines(estimate, a_line("B", key="II"))
    with pytest.raises(InvalidLine, match="đã dùng cho “A”"):
        change(other, key="I", title="B")
    change(line, key="I", title="A mới")


def test_a_line_with_money_does_not_become_a_heading(estimate: int) -> None:
    (line,) = with_lines(estimate, a_line("A", cells={2021: 1}))
    (other,) = with_lines(estimate, a_line("B"))
    with pytest.raises(InvalidLine, match="đã có số tiền"):
        with_lines(estimate, a_line("A1"), parent=line)
    with pytest.raises(InvalidLine, match="đã có số tiền"):
        move(other, line, None)


# --- changed


def test_a_line_is_changed_in_the_words_of_the_trail(plan: int, estimate: int, officer: Viewer, actor: Actor) -> None:
    (line,) = with_lines(estimate, a_line("Lớp", unit_cost_vnd=1_000))
    task = Task.objects.filter(edition__plan=plan).order_by("pk").first()
    assert task is not None
    after = LineValues(
        title=" Lớp đào  tạo ",
        task_id=task.pk,
        unit_cost_vnd=2_000_000,
        quantity=Decimal("2.50"),
        norm="training.teacher",
        over_norm_reason=" Chuyên gia nước ngoài ",
    )
    saved = change_line(number=line, version=1, values=after, viewer=officer, by=actor, at=AT)
    assert (saved.version, saved.estimate_version) == (2, 3)
    said = dict(AuditChange.objects.filter(event=AuditEvent.objects.latest("pk")).values_list("field", "after"))
    assert said == {
        "Nội dung chi": "Lớp đào tạo",
        "Nhiệm vụ": f"{task.key} {task.title}",
        "Đơn giá": "2.000.000 đồng",
        "Số lượng": "2,50",
        "Định mức": "training.teacher",
        "Lý do vượt định mức": "Chuyên gia nước ngoài",
    }
    assert change_line(number=line, version=2, values=after, viewer=officer, by=actor, at=AT).version == 2


def test_what_hangs_on_nothing_is_dropped(estimate: int) -> None:
    (line,) = with_lines(estimate, a_line("Lớp", over_norm_reason="vì", state_ahead_basis="QĐ 1"))
    row = EstimateLine.objects.get(pk=line)
    assert (row.over_norm_reason, row.state_ahead_basis) == ("", "")


def test_the_second_of_two_people_is_told(estimate: int, officer: Viewer, actor: Actor) -> None:
    (line,) = with_lines(estimate, a_line("Lớp"))
    change_line(number=line, version=1, values=LineValues(title="Lớp một"), viewer=officer, by=actor, at=AT)
    with pytest.raises(LineConflict, match="chuyên viên chương trình vừa sửa") as conflict:
        change(line, 1, title="Lớp hai")
    assert [(one.field, one.mine, one.theirs) for one in conflict.value.fields] == [("title", "Lớp hai", "Lớp một")]
    assert conflict.value.current_version == 2
    with pytest.raises(LineConflict):
        remove(line, 1)
    with pytest.raises(LineConflict):
        move_line(number=line, version=1, parent=None, before=None, viewer=None, by=SYSTEM, at=AT)


def test_only_whoever_estimates_writes_and_only_while_it_is_open(
    estimate: int, finance: Viewer, leader: Viewer, appraiser: Actor
) -> None:
    (line,) = with_lines(estimate, a_line("Lớp", cells={2021: 1}))
    for viewer in (finance, leader):
        with pytest.raises(NotAllowed):
            change_line(number=line, version=1, values=LineValues(title="B"), viewer=viewer, by=appraiser, at=AT)
        with pytest.raises(NotAllowed):
            add_lines(estimate=estimate, lines=[a_line()], viewer=viewer, by=appraiser, at=AT)
    submitted(estimate)
    for act in (lambda: change(line, title="B"), lambda: remove(line), lambda: move(line, None, None)):
        with pytest.raises(EstimateClosed):
            act()
    with pytest.raises(EstimateClosed):
        with_lines(estimate, a_line())
    with pytest.raises(LineMissing):
        change(10**6)


# --- moved, removed


def test_a_line_moves_with_all_that_stands_under_it(estimate: int) -> None:
    first, one, _two, second = with_lines(
        estimate, a_line("A"), a_line("A1", depth=1), a_line("A2", depth=1), a_line("B")
    )
    move(second, None, first)
    assert tree(estimate)[0] == ("B", None)
    move(first, second, None)
    assert tree(estimate) == [("B", None), ("A1", "A"), ("A2", "A"), ("A", "B")]
    move(one, first, None)
    assert [title for title, parent in tree(estimate) if parent == "A"] == ["A2", "A1"]
    for under in (first, one):
        with pytest.raises(InvalidLine, match="dưới chính nó"):
            move(first, under, None)
    before = version_of(estimate)
    move(first, second, first)
    assert version_of(estimate) == before


def test_lines_nest_eight_deep(estimate: int) -> None:
    deep = with_lines(estimate, *(a_line(str(depth), depth=depth) for depth in range(8)))
    top, _under = with_lines(estimate, a_line("x"), a_line("y", depth=1))
    with pytest.raises(InvalidLine, match="quá 8 cấp"):
        move(top, deep[6], None)
    with pytest.raises(InvalidLine, match="quá 8 cấp"):
        with_lines(estimate, a_line("z"), parent=deep[7])
    move(top, deep[5], None)


def test_what_is_removed_can_be_put_back(plan: int) -> None:
    estimate = started(plan, Start.PLAN)
    before, shape = content(estimate), tree(estimate)
    heading = EstimateLine.objects.get(estimate=estimate, key="I")
    removed = remove(heading.pk)
    assert keys(estimate) == ["Hỗ trợ mô hình điểm"]
    again = add_lines(
        estimate=estimate,
        lines=removed.lines,
        parent=removed.parent,
        before=removed.before,
        viewer=None,
        by=SYSTEM,
        at=AT,
    )
    assert (content(estimate), tree(estimate)) == (before, shape)
    rows = EstimateLine.objects.in_bulk(again.numbers)
    assert [rows[number].budget_line_id is not None for number in again.numbers] == [True, True, True]


def test_an_adjusting_estimate_may_leave_out_a_line_without_entries(plan: int) -> None:
    approved(started(plan, Start.PLAN))
    adjusting = started(plan, Start.ADJUSTMENT)
    line = EstimateLine.objects.get(estimate=adjusting, key="II")
    removed = remove(line.pk)
    assert removed.lines[0].continues == line.continues_id
    with_lines(adjusting, *removed.lines)
    assert EstimateLine.objects.get(estimate=adjusting, key="II").continues_id == line.continues_id
    set_cell(EstimateLine.objects.get(estimate=adjusting, key="II").pk, 2021, 5)
