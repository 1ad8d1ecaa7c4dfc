"""A draft made of what was read: an ordinary draft, with marks that follow its items until it is issued."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.documents.pack.enums import SupportRuleKind
from nscl.documents.pack.schema import SupportRule
from nscl.documents.pack.values import Span
from nscl.documents.reading.results import Doubt
from nscl.finance.operations.editing import add_item, current_record, move_item, remove_item, update_item
from nscl.finance.operations.editions import discard_draft, issue_edition
from nscl.finance.operations.intake import LoadResult, load_pack
from nscl.finance.operations.readings import draft_reading
from nscl.finance.queries.overview import overview
from nscl.finance.queries.pack import pack_of
from nscl.finance.queries.reviewing import list_items
from nscl.plans.apps import FROZEN_REVIEWS
from nscl.plans.enums import EditionState, ItemKind, PassageState, ReadingState, ReviewState
from nscl.plans.models import EditionText, ItemReview, PlanEdition, PlanReading, ReviewReason, UnreadPassage
from nscl.plans.operations.errors import (
    DraftDiffers,
    EditionClosed,
    EditionIssued,
    ItemMissing,
    LoadRefused,
    PendingReviews,
    ReadingMissing,
    ReadingMoved,
)
from nscl.plans.operations.reviews.deciding import accept_alike, decide_passage, decide_review
from nscl.plans.queries.reviews import list_item_reviews, list_passages
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from tests.factories.people import AT
from tests.factories.plans import SMALL_TEXT, accept_all_findings, small_pack
from tests.factories.readings import NAME, actor_of, drafted, header_of, read_through, small_reading
from tests.finance.conftest import Site

SLUG = "doc-thu-2021-2025"


@pytest.fixture
def person(site: Site) -> User:
    return site.people[Role.PROVINCE_OFFICER]


@pytest.fixture
def edition(person: User) -> int:
    return drafted(person, slug=SLUG)


def make_draft(person: User, number: int, *, slug: str = SLUG, **more: Any) -> Any:
    viewer = viewer_of(person)
    header = more.pop("header", None) or header_of(small_pack(), slug=slug)
    return draft_reading(number=number, header=header, viewer=viewer, by=actor_of(viewer), at=AT, **more)


def reviewed(viewer: Viewer, edition: int) -> dict[ItemKind, tuple[int, ReviewState]]:
    return {row.kind: (row.number, row.state) for row in list_item_reviews(viewer, edition)}


# --- the draft


def test_the_draft_says_what_was_read_under_the_head_that_the_person_gave(person: User) -> None:
    number = read_through(person)
    outcome = make_draft(person, number)
    assert outcome.result is LoadResult.CREATED
    stored = pack_of(outcome.edition_id)
    small = small_pack()
    assert stored == small.model_copy(update={"plan": small.plan.model_copy(update={"slug": SLUG})})
    assert EditionText.objects.get(edition=outcome.edition_id).text == SMALL_TEXT
    reading = PlanReading.objects.get(pk=number)
    assert (reading.state, reading.edition_id, reading.drafted_by) == (ReadingState.DRAFTED, outcome.edition_id, person)


def test_making_the_draft_is_one_act(person: User) -> None:
    number = read_through(person)
    before = AuditEvent.objects.count()
    make_draft(person, number)
    (event,) = AuditEvent.objects.order_by("pk")[before:]
    assert (event.action, event.comment) == ("edition.loaded", NAME)
    with pytest.raises(ReadingMoved):
        make_draft(person, number)


def test_doubts_become_marks_on_their_items(edition: int, officer: Viewer) -> None:
    rows = list_item_reviews(officer, edition)
    titles = {(item.kind, item.number): item.key or item.title for item in list_items(officer, edition)}
    found = {
        (row.kind, titles[row.kind, row.number]): [(reason.path, reason.first_line) for reason in row.reasons]
        for row in rows
    }
    assert found == {
        (ItemKind.HEADER, "Kế hoạch thử nghiệm"): [("issued_on", None)],
        (ItemKind.BUDGET, ""): [("years", None)],
        (ItemKind.LEGAL_BASIS, "Nghị quyết về mức hỗ trợ"): [("date", 3)],
        (ItemKind.TARGET, "T1"): [("measures[2].value", 11)],
        (ItemKind.TASK, "1.1"): [("lead", 20), ("outputs[1].value", 21)],
        (ItemKind.BUDGET_LINE, "I.2"): [("total", 32)],
        (ItemKind.STATED_SUM, "Năm 2021"): [("", 36)],
    }
    assert {row.state for row in rows} == {ReviewState.PENDING}
    assert [row.label for row in rows if row.kind is ItemKind.TASK] == ["1.1. Mở lớp đào tạo năng suất"]


def test_what_was_not_read_is_listed_with_what_was_left_out(edition: int, officer: Viewer) -> None:
    passages = list_passages(officer, edition)
    assert [(row.first_line, row.last_line, row.page, row.reason) for row in passages] == [
        (47, 48, None, "Có nhắc sơ kết nhưng không rõ năm."),
        (51, 53, 2, ""),
        (58, 58, None, ""),
    ]
    counts = overview(officer, edition).reviews
    assert (counts.pending, counts.doubtful, counts.open_passages, counts.passages) == (7, 7, 3, 3)
    assert counts.is_from_reading


def test_another_persons_reading_is_no_draft_of_mine(person: User, site: Site) -> None:
    number = read_through(person)
    PlanReading.objects.filter(pk=number).update(uploaded_by=site.people[Role.AUDITOR])
    with pytest.raises(ReadingMissing):
        make_draft(person, number)
    with pytest.raises(NotAllowed):
        make_draft(site.people[Role.AUDITOR], number)


def test_a_draft_with_other_content_is_replaced_only_when_confirmed(
    person: User, edition: int, officer: Viewer
) -> None:
    pack = small_pack()
    other = pack.model_copy(update={"reviews": ()})
    number = read_through(person, small_reading(other, doubts=(), unread=()))
    with pytest.raises(DraftDiffers):
        make_draft(person, number)
    assert PlanReading.objects.get(pk=number).state == ReadingState.READ
    assert make_draft(person, number, confirm_difference=True).edition_id == edition
    assert not overview(officer, edition).reviews.is_from_reading


def test_an_issued_plan_is_not_written_over(person: User, edition: int) -> None:
    accept_all_findings(edition)
    ItemReview.objects.filter(edition=edition).update(state="accepted", decided_at=AT)
    issue_edition(edition_id=edition, viewer=None, by=SYSTEM, at=AT)
    other = small_pack().model_copy(update={"reviews": ()})
    number = read_through(person, small_reading(other))
    with pytest.raises(EditionIssued):
        make_draft(person, number)
    assert PlanReading.objects.get(pk=number).state == ReadingState.READ


def test_a_head_that_fits_no_province_is_refused_and_nothing_is_written(person: User) -> None:
    number = read_through(person)
    header = header_of(small_pack(), slug=SLUG)
    wrong = type(header)(**{**{name: getattr(header, name) for name in header.__slots__}, "province_code": "99"})
    with pytest.raises(LoadRefused):
        make_draft(person, number, header=wrong)
    assert not PlanEdition.objects.filter(plan__slug=SLUG).exists()


def test_discarding_the_draft_gives_the_reading_back(person: User, edition: int) -> None:
    number = PlanReading.objects.get(edition=edition).pk
    discard_draft(edition_id=edition, viewer=None, by=SYSTEM, at=AT)
    reading = PlanReading.objects.get(pk=number)
    assert (reading.state, reading.edition_id, reading.drafted_at) == (ReadingState.READ, None, None)
    assert not ItemReview.objects.exists()
    assert not UnreadPassage.objects.exists()
    assert make_draft(person, number).result is LoadResult.CREATED


def test_loading_other_content_over_the_draft_drops_its_marks(edition: int, officer: Viewer) -> None:
    pack = pack_of(edition).model_copy(update={"reviews": ()})
    load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT, confirm_difference=True)
    assert not overview(officer, edition).reviews.is_from_reading


# --- the review


def test_accepting_is_one_act_and_can_be_taken_back(edition: int, officer: Viewer) -> None:
    number, _state = reviewed(officer, edition)[ItemKind.TASK]
    by = actor_of(officer)
    before = AuditEvent.objects.count()

    def decide(decision: ReviewState) -> ItemReview:
        decide_review(
            edition_id=edition, kind=ItemKind.TASK, number=number, decision=decision, viewer=officer, by=by, at=AT
        )
        return ItemReview.objects.get(edition=edition, kind=ItemKind.TASK)

    accepted = decide(ReviewState.ACCEPTED)
    assert (accepted.state, accepted.decided_at, accepted.decided_by_id) == ("accepted", AT, officer.number)
    decide(ReviewState.ACCEPTED)
    assert AuditEvent.objects.count() == before + 1
    reopened = decide(ReviewState.PENDING)
    assert (reopened.state, reopened.decided_at, reopened.decided_by_id) == ("pending", None, None)
    events = AuditEvent.objects.order_by("pk")[before:]
    assert [event.action for event in events] == ["review.accepted", "review.reopened"]
    assert {(event.subject_kind, event.subject_id) for event in events} == {(ItemKind.TASK.value, number)}


def test_only_a_doubtful_item_of_this_draft_is_accepted_by_who_may_edit(
    edition: int, officer: Viewer, leader: Viewer
) -> None:
    number, _state = reviewed(officer, edition)[ItemKind.TASK]
    wanted: dict[str, Any] = {"edition_id": edition, "kind": ItemKind.TASK, "decision": ReviewState.ACCEPTED}
    with pytest.raises(ItemMissing):
        decide_review(**wanted, number=number + 1000, viewer=officer, by=SYSTEM, at=AT)
    with pytest.raises(NotAllowed):
        decide_review(**wanted, number=number, viewer=leader, by=SYSTEM, at=AT)
    with pytest.raises(NotAllowed):
        decide_passage(
            edition_id=edition,
            number=list_passages(officer, edition)[0].number,
            decision=PassageState.DISMISSED,
            viewer=leader,
            by=SYSTEM,
            at=AT,
        )


def test_items_with_one_and_the_same_reason_are_accepted_as_one_act(
    edition: int, officer: Viewer, leader: Viewer
) -> None:
    before = AuditEvent.objects.count()

    def accept(rule: str, viewer: Viewer = officer) -> int:
        return accept_alike(edition_id=edition, rule=rule, viewer=viewer, by=actor_of(officer), at=AT)

    assert accept("date-unsure") == 2
    assert accept("date-unsure") == 0
    # The task waits for this reason and for another one.
    assert accept("agency-unsure") == 0
    states = reviewed(officer, edition)
    accepted = {kind for kind, (_number, state) in states.items() if state is ReviewState.ACCEPTED}
    assert accepted == {ItemKind.HEADER, ItemKind.LEGAL_BASIS}
    (event,) = AuditEvent.objects.order_by("pk")[before:]
    assert (event.action, event.changes.count()) == ("review.accepted", 2)
    with pytest.raises(NotAllowed):
        accept("column-unsure", leader)


@pytest.mark.parametrize("decision", [PassageState.HANDLED, PassageState.DISMISSED])
def test_a_passage_is_decided_once(edition: int, officer: Viewer, decision: PassageState) -> None:
    passage = list_passages(officer, edition)[1]
    before = AuditEvent.objects.count()
    for _time in range(2):
        decide_passage(
            edition_id=edition, number=passage.number, decision=decision, viewer=officer, by=actor_of(officer), at=AT
        )
    assert list_passages(officer, edition)[1].state is decision
    (event,) = AuditEvent.objects.order_by("pk")[before:]
    assert event.subject_label == "Đoạn chưa được đọc, dòng 51–53"


def test_whoever_edits_an_item_has_looked_at_it(edition: int, officer: Viewer) -> None:
    number, _state = reviewed(officer, edition)[ItemKind.TASK]
    record, version = current_record(ItemKind.TASK, number)
    before = AuditEvent.objects.count()
    update_item(number=number, version=version, record=record, viewer=officer, by=actor_of(officer), at=AT)
    assert reviewed(officer, edition)[ItemKind.TASK] == (number, ReviewState.PENDING), "nothing was changed"
    changed = record.model_copy(update={"title": "Tên khác"})
    update_item(number=number, version=version, record=changed, viewer=officer, by=actor_of(officer), at=AT)
    assert reviewed(officer, edition)[ItemKind.TASK] == (number, ReviewState.ACCEPTED)
    assert AuditEvent.objects.count() == before + 1


def test_moving_an_item_says_nothing_of_it(edition: int, officer: Viewer) -> None:
    number, _state = reviewed(officer, edition)[ItemKind.TASK]
    version = current_record(ItemKind.TASK, number)[1]
    last = [item.number for item in list_items(officer, edition) if item.kind is ItemKind.TASK][-1]
    move_item(kind=ItemKind.TASK, number=number, version=version, after=last, viewer=officer, by=SYSTEM, at=AT)
    assert reviewed(officer, edition)[ItemKind.TASK] == (number, ReviewState.PENDING)


def test_an_item_that_is_removed_needs_no_look(edition: int, officer: Viewer) -> None:
    number, _state = reviewed(officer, edition)[ItemKind.TASK]
    version = current_record(ItemKind.TASK, number)[1]
    remove_item(kind=ItemKind.TASK, number=number, version=version, viewer=officer, by=SYSTEM, at=AT)
    assert ItemKind.TASK not in reviewed(officer, edition)
    assert not ReviewReason.objects.filter(edition=edition, reason__contains="Hai cơ quan").exists()


@pytest.mark.parametrize(
    ("lines", "left"),
    [(Span(51, 53), [(47, 48), (58, 58)]), (Span(50, 60), [(47, 48)]), (Span(51, 52), [(47, 48), (51, 53), (58, 58)])],
)
def test_an_item_of_all_its_lines_makes_a_passage_read(
    edition: int, officer: Viewer, lines: Span, left: list[tuple[int, int]]
) -> None:
    rule = SupportRule(kind=SupportRuleKind.PRIORITY, text="Ưu tiên hợp tác xã", at=lines)
    add_item(edition_id=edition, record=rule, viewer=officer, by=actor_of(officer), at=AT)
    waiting = [row for row in list_passages(officer, edition) if row.state is PassageState.OPEN]
    assert [(row.first_line, row.last_line) for row in waiting] == left


# --- issuing


def test_a_doubtful_item_that_nobody_looked_at_keeps_a_plan_from_being_issued(edition: int, leader: Viewer) -> None:
    accept_all_findings(edition)
    with pytest.raises(PendingReviews) as refusal:
        issue_edition(edition_id=edition, viewer=leader, by=SYSTEM, at=AT)
    assert len(refusal.value.reviews) == 7
    assert "Còn 7 mục nghi ngờ" in str(refusal.value)
    assert "…" in str(refusal.value)
    ItemReview.objects.filter(edition=edition).update(state="accepted", decided_at=AT)
    issue_edition(edition_id=edition, viewer=leader, by=SYSTEM, at=AT)
    assert PlanEdition.objects.get(pk=edition).state == EditionState.ISSUED, "passages only warn"


@pytest.fixture
def in_force(edition: int) -> int:
    accept_all_findings(edition)
    ItemReview.objects.filter(edition=edition).update(state="accepted", decided_at=AT)
    issue_edition(edition_id=edition, viewer=None, by=SYSTEM, at=AT)
    return edition


@pytest.mark.parametrize("table", [rows.table for rows in FROZEN_REVIEWS])
@pytest.mark.parametrize("statement", ["UPDATE {table} SET position = 9", "DELETE FROM {table}"])
def test_the_database_keeps_the_review_of_an_issued_plan(in_force: int, table: str, statement: str) -> None:
    sql = f"{statement.format(table=table)} WHERE edition_id = {in_force}"
    with pytest.raises(DatabaseError, match="frozen_"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_review_of_an_issued_plan_is_closed(in_force: int, officer: Viewer) -> None:
    number, _state = reviewed(officer, in_force)[ItemKind.TASK]
    with pytest.raises(EditionClosed):
        decide_review(
            edition_id=in_force,
            kind=ItemKind.TASK,
            number=number,
            decision=ReviewState.PENDING,
            viewer=officer,
            by=SYSTEM,
            at=AT,
        )


def test_a_doubt_about_nothing_that_was_kept_falls_to_the_head_or_to_its_lines(person: User, officer: Viewer) -> None:
    doubts = (Doubt("tasks", None, "x", "Không thấy bảng nhiệm vụ."), Doubt("???", Span(4, 5), "x", "Lạ."))
    edition = drafted(person, reading=small_reading(doubts=doubts, unread=()))
    assert [(row.kind, row.reasons[0].reason) for row in list_item_reviews(officer, edition)] == [
        (ItemKind.HEADER, "Không thấy bảng nhiệm vụ.")
    ]
    assert [(row.first_line, row.reason) for row in list_passages(officer, edition)] == [(4, "Lạ.")]


def test_everything_of_the_plan_can_be_listed(edition: int, officer: Viewer, people_of: Mapping[Role, User]) -> None:
    kinds = {item.kind for item in list_items(officer, edition)}
    assert kinds == set(ItemKind) - {ItemKind.FINDING}
    stranger = viewer_of(people_of[Role.NATIONAL_VIEWER])
    assert list_items(stranger, edition) == ()


@pytest.fixture
def people_of(site: Site) -> Mapping[Role, User]:
    return site.people
