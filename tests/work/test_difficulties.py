"""Difficulties by the real operations: raised on anything, and their way until they are over."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.finance.models import BudgetLine
from nscl.finance.operations.editions import open_amendment
from nscl.plans.enums import ItemKind
from nscl.plans.models import Target, Task
from nscl.plans.queries.search import find_everywhere
from nscl.records.operations import SYSTEM, Actor
from nscl.records.queries import history
from nscl.work.enums import DifficultyState, WorkKind
from nscl.work.models import Difficulty, DifficultyStep
from nscl.work.operations.difficulties import (
    DifficultyConflict,
    DifficultyDraft,
    DifficultyMissing,
    DifficultyMoveRefused,
    DifficultyThere,
    InvalidDifficulty,
    answer_difficulty,
    assign_difficulty,
    close_difficulty,
    edit_difficulty,
    escalate_difficulty,
    raise_difficulty,
    reopen_difficulty,
)
from nscl.work.queries.difficulties import (
    DifficultyNotFound,
    SubjectNotFound,
    count_difficulties,
    find_subject,
    get_difficulty,
    list_difficulties,
    raising_agencies,
)
from nscl.work.rules.difficulties import DifficultyAct
from nscl.work.rules.problems import Reason
from tests.factories.difficulties import DUE, TEXT, TITLE, assigned, closed, raised, today_agency
from tests.factories.people import AT
from tests.factories.work import DAY, a_plan, add, agency_number, amend_plan
from tests.work.conftest import Site

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def by(viewer: Viewer) -> Actor:
    return Actor(viewer.number, viewer.name)


# --- raising


def test_an_officer_raises_one_for_the_province(site: Site, officer: Viewer) -> None:
    difficulty = raised(site.plan, viewer=officer)
    detail = get_difficulty(officer, difficulty.pk)
    assert detail.row.state is DifficultyState.OPEN
    assert (detail.row.title, detail.text, detail.row.agency_name) == (TITLE, TEXT, "")
    assert detail.row.raised_by == officer.name
    assert detail.row.plan_label == "Kế hoạch Bắc Giang 2021–2025"
    assert detail.row.province_name == "Bắc Ninh", "raised after 1 July 2025"
    assert detail.steps == ()
    assert DifficultyAct.ASSIGN in detail.acts
    (event,) = history(subject=(WorkKind.DIFFICULTY, difficulty.pk))
    assert (event.action, event.actor_name) == ("difficulty.raised", officer.name)


def test_before_the_merger_it_is_of_the_province_of_then(site: Site) -> None:
    difficulty = raised(site.plan, at=datetime(2024, 5, 10, 2, 0, tzinfo=UTC))
    assert difficulty.unit.name == "Bắc Giang"
    assert difficulty.unit_id == site.plan.unit_id


def test_a_focal_point_raises_for_the_own_agency_alone(site: Site, focal: Viewer) -> None:
    own = today_agency("so-khcn")
    assert [body.id for body in raising_agencies(focal, site.plan.unit_id, TODAY)] == [own]
    assert raised(site.plan, agency=own, viewer=focal).agency_id == own
    with pytest.raises(NotAllowed):
        raised(site.plan, agency=today_agency("so-gddt"), viewer=focal, title="Việc của sở khác")
    with pytest.raises(InvalidDifficulty) as refused:
        raised(site.plan, viewer=focal, title="Chưa nói của ai")
    assert [(problem.field, problem.reason) for problem in refused.value.problems] == [("agency_id", Reason.MISSING)]


def test_who_only_reads_raises_nothing(site: Site, reader: Viewer) -> None:
    with pytest.raises(NotAllowed):
        raised(site.plan, viewer=reader)
    assert not Difficulty.objects.exists()


def test_everything_wrong_is_told_at_once(site: Site, officer: Viewer) -> None:
    gone = agency_number("so-khcn")  # Bắc Giang's, which is no more
    draft = DifficultyDraft(kind="", about=site.plan.pk, agency_id=gone, title=" ", text="")
    with pytest.raises(InvalidDifficulty) as refused:
        raise_difficulty(draft=draft, viewer=officer, by=by(officer), at=AT)
    assert {problem.field for problem in refused.value.problems} == {"title", "text", "agency_id"}


def test_it_can_be_about_an_item_or_an_activity(site: Site, officer: Viewer) -> None:
    activity = add(site.annual, a_plan(site.task)).number
    target = Target.objects.filter(edition__plan=site.plan).order_by("pk")[0]
    line = BudgetLine.objects.filter(edition__plan=site.plan).order_by("pk")[0]
    for kind, number, label in [
        (ItemKind.TASK.value, site.task, "1.1. "),
        (ItemKind.TARGET.value, target.pk, f"{target.key}. "),
        (ItemKind.BUDGET_LINE.value, line.pk, f"{line.key}. "),
        (WorkKind.ACTIVITY.value, activity, "Hội nghị phổ biến"),
        (WorkKind.ANNUAL_PLAN.value, site.annual, "2024, "),
    ]:
        draft = DifficultyDraft(kind=kind, about=number, agency_id=None, title=TITLE, text=TEXT)
        found = get_difficulty(officer, raise_difficulty(draft=draft, viewer=officer, by=by(officer), at=AT)).row
        assert (found.subject_kind, found.subject_number, found.plan_id) == (kind, number, site.plan.pk)
        assert found.subject_label.startswith(label), found.subject_label
        assert [row.number for row in list_difficulties(officer, subject=(kind, number))] == [found.number]
    assert len(list_difficulties(officer, plan_id=site.plan.pk)) == 5


def test_an_activity_says_whose_work_it_is(site: Site, officer: Viewer) -> None:
    activity = add(site.annual, a_plan(site.task)).number
    assert find_subject(officer, WorkKind.ACTIVITY, activity).agency_id == agency_number("so-khcn", on=DAY)


def test_what_stands_in_a_draft_alone_is_no_subject(site: Site, officer: Viewer) -> None:
    draft = open_amendment(edition_id=site.plan.editions.get(state="issued").pk, viewer=None, by=SYSTEM, at=AT)
    task = Task.objects.filter(edition=draft).order_by("pk")[0]
    for kind, number in [(ItemKind.TASK.value, task.pk), (ItemKind.REVIEW.value, 1), ("nothing", 1), ("", 10**9)]:
        with pytest.raises(SubjectNotFound):
            find_subject(officer, kind, number)
    wrong = DifficultyDraft(kind=ItemKind.TASK.value, about=task.pk, agency_id=None, title=TITLE, text=TEXT)
    with pytest.raises(InvalidDifficulty):
        raise_difficulty(draft=wrong, viewer=officer, by=by(officer), at=AT)


def test_a_task_of_a_superseded_edition_still_has_its_difficulty(site: Site, officer: Viewer) -> None:
    draft = DifficultyDraft(kind=ItemKind.TASK.value, about=site.task, agency_id=None, title=TITLE, text=TEXT)
    number = raise_difficulty(draft=draft, viewer=officer, by=by(officer), at=AT)
    amend_plan(site.plan)
    assert get_difficulty(officer, number).row.subject_number == site.task
    assert find_subject(officer, ItemKind.TASK.value, site.task).label.startswith("1.1. ")


def test_a_form_sent_twice_raises_one(site: Site, officer: Viewer) -> None:
    first = raised(site.plan, viewer=officer)
    with pytest.raises(DifficultyThere) as there:
        raised(site.plan, viewer=officer, title=TITLE.upper())
    assert there.value.number == first.pk
    assert officer.name in str(there.value)
    close_difficulty(number=first.pk, version=1, text="Đã gỡ", viewer=officer, by=by(officer), at=AT)
    assert raised(site.plan, viewer=officer).pk != first.pk, "the first is over; it may come again"


# --- the way


def test_the_whole_way(site: Site, officer: Viewer, focal: Viewer) -> None:
    asker, answerer = today_agency("so-gddt"), today_agency("so-khcn")
    difficulty = raised(site.plan, agency=asker)
    version = assign_difficulty(
        number=difficulty.pk,
        version=1,
        assignee_id=answerer,
        answer_due=DUE,
        viewer=officer,
        by=by(officer),
        at=AT,
    )
    assert DifficultyAct.ANSWER in get_difficulty(focal, difficulty.pk).acts
    version = answer_difficulty(
        number=difficulty.pk, version=version, text="Áp dụng mức của thông tư.", viewer=focal, by=by(focal), at=AT
    )
    version = escalate_difficulty(
        number=difficulty.pk, version=version, text="Tờ trình số 12", viewer=officer, by=by(officer), at=AT
    )
    with pytest.raises(DifficultyMoveRefused):
        answer_difficulty(number=difficulty.pk, version=version, text="Thêm", viewer=focal, by=by(focal), at=AT)
    version = answer_difficulty(
        number=difficulty.pk, version=version, text="UBND tỉnh đồng ý", viewer=officer, by=by(officer), at=AT
    )
    version = close_difficulty(number=difficulty.pk, version=version, viewer=officer, by=by(officer), at=AT)
    row = Difficulty.objects.get(pk=difficulty.pk)
    assert (row.state, row.closed_at, row.version) == (DifficultyState.CLOSED, AT, version)
    reopen_difficulty(number=row.pk, version=version, text="Chưa đủ", viewer=officer, by=by(officer), at=AT)
    row = Difficulty.objects.get(pk=difficulty.pk)
    assert (row.state, row.closed_at, row.assignee_id, row.answer_due) == (DifficultyState.OPEN, None, None, None)
    detail = get_difficulty(officer, row.pk)
    assert [step.to_state.value for step in detail.steps] == [
        "assigned",
        "answered",
        "escalated",
        "answered",
        "closed",
        "open",
    ]
    assert (detail.steps[0].assignee_name, detail.steps[0].answer_due) == ("Sở Khoa học và Công nghệ", DUE)
    assert [step.by for step in detail.steps[:2]] == [officer.name, focal.name]
    events = history(subject=(WorkKind.DIFFICULTY, row.pk))
    assert len(events) == 1 + len(detail.steps), "one audit event each"
    given = next(event for event in events if event.action == "difficulty.assigned")
    assert {(change.field, change.before, change.after) for change in given.changes} == {
        ("Trạng thái", "mới nêu", "đã giao trả lời"),
        ("Giao cho", "", "Sở Khoa học và Công nghệ"),
        ("Hạn trả lời", "", "05/12/2026"),
    }


def test_it_is_given_to_another_agency_with_the_reason(site: Site, officer: Viewer) -> None:
    difficulty = assigned(site.plan, to=today_agency("so-khcn"))

    def give(text: str) -> int:
        return assign_difficulty(
            number=difficulty.pk,
            version=difficulty.version,
            assignee_id=today_agency("so-tai-chinh"),
            answer_due=DUE,
            text=text,
            viewer=officer,
            by=by(officer),
            at=AT,
        )

    with pytest.raises(InvalidDifficulty) as refused:
        give(" ")
    assert [problem.field for problem in refused.value.problems] == ["text"]
    give("Thuộc thẩm quyền tài chính")
    assert Difficulty.objects.get(pk=difficulty.pk).assignee_id == today_agency("so-tai-chinh")


def test_it_goes_only_to_a_body_of_today_and_until_a_day_ahead(site: Site, officer: Viewer) -> None:
    difficulty = raised(site.plan)
    with pytest.raises(InvalidDifficulty) as refused:
        assign_difficulty(
            number=difficulty.pk,
            version=1,
            assignee_id=agency_number("so-khcn"),
            answer_due=date(2026, 11, 20),
            viewer=officer,
            by=by(officer),
            at=AT,
        )
    assert {problem.field for problem in refused.value.problems} == {"assignee_id", "answer_due"}


def test_only_who_has_a_part_may_act(site: Site, officer: Viewer, focal: Viewer, outsider: Viewer) -> None:
    difficulty = assigned(site.plan, agency=today_agency("so-tai-chinh"), to=today_agency("so-khcn"))
    common: dict[str, Any] = {"number": difficulty.pk, "version": difficulty.version, "at": AT}
    with pytest.raises(NotAllowed):
        answer_difficulty(text="Tôi trả lời", viewer=outsider, by=by(outsider), **common)
    with pytest.raises(NotAllowed):
        escalate_difficulty(text="Trình", viewer=focal, by=by(focal), **common)
    with pytest.raises(NotAllowed):
        close_difficulty(text="Thôi", viewer=focal, by=by(focal), **common)
    assert not DifficultyStep.objects.filter(difficulty=difficulty, to_state="answered").exists()
    answer_difficulty(text="Trả lời thay", viewer=officer, by=by(officer), **common)


def test_the_raising_agency_closes_and_reopens_its_own(site: Site, outsider: Viewer) -> None:
    difficulty = raised(site.plan, agency=today_agency("so-gddt"), viewer=outsider)
    version = close_difficulty(
        number=difficulty.pk, version=1, text="Đã tự gỡ", viewer=outsider, by=by(outsider), at=AT
    )
    with pytest.raises(InvalidDifficulty):
        reopen_difficulty(number=difficulty.pk, version=version, text="", viewer=outsider, by=by(outsider), at=AT)
    reopen_difficulty(number=difficulty.pk, version=version, text="Lại vướng", viewer=outsider, by=by(outsider), at=AT)


def test_an_answer_and_an_unanswered_end_need_words(site: Site, officer: Viewer) -> None:
    difficulty = raised(site.plan)
    common: dict[str, Any] = {"number": difficulty.pk, "version": 1, "viewer": officer, "by": by(officer), "at": AT}
    for act in (answer_difficulty, escalate_difficulty, close_difficulty):
        with pytest.raises(InvalidDifficulty):
            act(text=" ", **common)
    assert Difficulty.objects.get(pk=difficulty.pk).version == 1


def test_what_is_over_is_over(site: Site, officer: Viewer) -> None:
    difficulty = closed(site.plan)
    for act in (answer_difficulty, escalate_difficulty, close_difficulty):
        with pytest.raises(DifficultyMoveRefused):
            act(number=difficulty.pk, version=2, text="Thêm", viewer=officer, by=by(officer), at=AT)
    with pytest.raises(DifficultyMissing):
        close_difficulty(number=10**9, version=1, viewer=officer, by=by(officer), at=AT)


def test_the_second_of_two_people_is_told(site: Site, officer: Viewer, focal: Viewer) -> None:
    difficulty = assigned(site.plan, to=today_agency("so-khcn"))
    seen = difficulty.version
    answer_difficulty(number=difficulty.pk, version=seen, text="Một", viewer=focal, by=by(focal), at=AT)
    with pytest.raises(DifficultyConflict) as conflict:
        answer_difficulty(number=difficulty.pk, version=seen, text="Hai", viewer=officer, by=by(officer), at=AT)
    assert conflict.value.current_version == seen + 1
    assert conflict.value.state is DifficultyState.ANSWERED
    assert focal.name in str(conflict.value)
    assert DifficultyStep.objects.filter(difficulty=difficulty, to_state="answered").count() == 1


# --- words


def test_words_are_mended_while_it_is_open(site: Site, officer: Viewer) -> None:
    difficulty = raised(site.plan)
    common: dict[str, Any] = {"number": difficulty.pk, "viewer": officer, "by": by(officer), "at": AT}
    assert edit_difficulty(version=1, title=TITLE, text=TEXT, **common) == 1, "nothing changed"
    assert edit_difficulty(version=1, title="Thiếu định mức", text=TEXT, **common) == 2
    with pytest.raises(DifficultyConflict) as conflict:
        edit_difficulty(version=1, title="Định mức thấp", text=TEXT, **common)
    assert [(field.theirs, field.mine) for field in conflict.value.fields] == [("Thiếu định mức", "Định mức thấp")]
    with pytest.raises(InvalidDifficulty):
        edit_difficulty(version=2, title="", text="", **common)
    event = history(subject=(WorkKind.DIFFICULTY, difficulty.pk))[0]
    assert [(change.field, change.after) for change in event.changes] == [("Tiêu đề", "Thiếu định mức")]
    given = assigned(site.plan, to=today_agency("so-khcn"), title="Việc khác")
    with pytest.raises(DifficultyMoveRefused):
        edit_difficulty(
            number=given.pk, version=given.version, title="Đổi", text=TEXT, viewer=officer, by=by(officer), at=AT
        )


# --- reading


def test_counts_say_what_waits_for_whom(site: Site, officer: Viewer, focal: Viewer) -> None:
    raised(site.plan, title="Một")
    assigned(site.plan, to=today_agency("so-khcn"), title="Hai")
    assigned(site.plan, to=today_agency("so-khcn"), title="Ba", due=TODAY)
    assigned(site.plan, to=today_agency("so-tai-chinh"), title="Bốn")
    closed(site.plan, title="Năm")
    counts = count_difficulties(focal, on=date(2026, 11, 22))
    assert (counts.live, counts.unassigned, counts.assigned, counts.overdue) == (4, 1, 3, 1)
    assert (counts.escalated, counts.answered, counts.closed, counts.mine) == (0, 0, 1, 2)
    assert count_difficulties(focal, on=TODAY).overdue == 0, "a day that is not over is in time"
    assert count_difficulties(officer, on=TODAY).mine == 0
    assert count_difficulties(officer, unit_ids=[], on=TODAY).live == 0


def test_lists_cost_one_query_and_show_the_own_province(
    site: Site, officer: Viewer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        raised(site.plan, title=f"Việc {number}", agency=today_agency("so-khcn"))
    with django_assert_num_queries(1):
        rows = list_difficulties(officer)
    assert [row.title for row in rows] == ["Việc 2", "Việc 1", "Việc 0"]
    stranger = Viewer(5, "Người lạ", ())
    assert list_difficulties(stranger) == ()
    with pytest.raises(DifficultyNotFound):
        get_difficulty(stranger, rows[0].number)


def test_it_is_found_by_who_sees_the_work(site: Site, officer: Viewer, focal: Viewer) -> None:
    difficulty = raised(site.plan)
    for person in (officer, focal):
        assert [hit.number for hit in find_everywhere(person, "chua co dinh muc chi")] == [difficulty.pk]
    assert find_everywhere(Viewer(5, "Người lạ", ()), "định mức chi") == ()


def test_sample_rows_are_marked(site: Site, officer: Viewer) -> None:
    assert get_difficulty(officer, raised(site.plan, is_sample=True).pk).row.is_sample
