from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.documents.pack.difference import ChangeKind, Part
from nscl.documents.pack.enums import SupportRuleKind
from nscl.documents.pack.schema import SupportRule, Target
from nscl.documents.pack.values import Span
from nscl.finance.apps import PLANNED_ROWS as FROZEN_MONEY
from nscl.finance.operations.editing import add_item, current_record, update_item
from nscl.finance.operations.editions import discard_draft, issue_edition, open_amendment
from nscl.finance.operations.findings import decide_finding, refresh_findings
from nscl.finance.operations.texts import store_text
from nscl.finance.queries.amendment import difference
from nscl.finance.queries.pack import pack_of
from nscl.plans.apps import FROZEN_ROWS as FROZEN_PLANS
from nscl.plans.enums import EditionState, FindingOrigin, FindingState, ItemKind
from nscl.plans.models import EditionText, Finding, Plan, PlanEdition
from nscl.plans.models import SupportRule as SupportRuleRow
from nscl.plans.models import Target as TargetRow
from nscl.plans.operations.errors import (
    DraftExists,
    EditionClosed,
    EditionMissing,
    OpenErrors,
    ReasonMissing,
    StillFound,
    TextRefused,
)
from nscl.plans.queries.access import EditionNotFound
from nscl.records.enums import Audience
from nscl.records.models import AuditEvent, SearchEntry
from nscl.records.operations import SYSTEM, Actor
from tests.factories.people import AT
from tests.factories.plans import SMALL_LINES, SMALL_TEXT, accept_all_findings, edition_of, load_small_plan, small_pack

FROZEN_TABLES = [rows.table for rows in (*FROZEN_PLANS, *FROZEN_MONEY)]


@pytest.fixture
def in_force(draft: int) -> int:
    """The small plan, issued."""
    accept_all_findings(draft)
    issue_edition(edition_id=draft, viewer=None, by=SYSTEM, at=AT)
    return draft


@pytest.fixture
def amendment(in_force: int) -> int:
    return open_amendment(edition_id=in_force, viewer=None, by=SYSTEM, at=AT)


def decide(number: int, decision: FindingState, reason: str = "", viewer: Viewer | None = None) -> None:
    decide_finding(number=number, decision=decision, reason=reason, viewer=viewer, by=SYSTEM, at=AT)


# --- issuing


def test_open_errors_keep_a_plan_from_being_issued(draft: int, leader: Viewer, officer: Viewer) -> None:
    with pytest.raises(OpenErrors) as refusal:
        issue_edition(edition_id=draft, viewer=leader, by=SYSTEM, at=AT)
    assert [finding.says for finding in refusal.value.findings] == ["Năm 2021 in 100.000 đồng"]
    assert "Năm 2021 in 100.000 đồng" in str(refusal.value)
    for finding in refusal.value.findings:
        decide(finding.number, FindingState.WAIVED, "Đính chính sau", officer)
    issue_edition(edition_id=draft, viewer=leader, by=Actor(leader.number, leader.name), at=AT)
    edition = edition_of(draft)
    assert (edition.state, edition.frozen_at, edition.frozen_by_id) == (EditionState.ISSUED, AT, leader.number)
    assert AuditEvent.objects.latest("pk").action == "edition.issued"


def test_only_a_leader_issues(draft: int, officer: Viewer, reader: Viewer) -> None:
    accept_all_findings(draft)
    for viewer in (officer, reader):
        with pytest.raises(NotAllowed):
            issue_edition(edition_id=draft, viewer=viewer, by=SYSTEM, at=AT)
    assert edition_of(draft).state == EditionState.DRAFT


def test_an_issued_plan_is_found_in_its_province(in_force: int) -> None:
    audiences = SearchEntry.objects.filter(owner_kind=ItemKind.HEADER, owner_id=in_force).values_list("audience")
    assert set(audiences) == {(Audience.PROVINCE.value,)}


def test_what_is_issued_is_neither_edited_nor_issued_nor_discarded(in_force: int) -> None:
    number = TargetRow.objects.filter(edition=in_force).order_by("position").values_list("pk", flat=True)[0]
    record, version = current_record(ItemKind.TARGET, number)
    with pytest.raises(EditionClosed):
        update_item(number=number, version=version, record=record, viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(EditionClosed):
        add_item(edition_id=in_force, record=record, viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(EditionClosed):
        issue_edition(edition_id=in_force, viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(EditionClosed):
        discard_draft(edition_id=in_force, viewer=None, by=SYSTEM, at=AT)


def _refused(statement: str) -> bool:
    """Whether the database itself refuses the statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        return "frozen_" in str(error)
    return False


@pytest.mark.parametrize("table", FROZEN_TABLES)
def test_the_database_keeps_every_row_of_an_issued_plan(in_force: int, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table} WHERE edition_id = {in_force}")
        (rows,) = cursor.fetchone()
    assert rows > 0
    assert _refused(f"UPDATE {table} SET position = position + 1 WHERE edition_id = {in_force}")
    assert _refused(f"DELETE FROM {table} WHERE edition_id = {in_force}")


@pytest.mark.parametrize("table", FROZEN_TABLES)
def test_the_database_lets_a_draft_change(draft: int, table: str) -> None:
    assert not _refused(f"UPDATE {table} SET position = position + 1 WHERE edition_id = {draft}")


def test_nothing_is_added_to_an_issued_plan(in_force: int) -> None:
    row = SupportRuleRow(edition_id=in_force, position=9, kind="limit", text="Thêm", first_line=1, last_line=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    "change",
    [
        "title = 'Tên khác'",
        "number = '99/KH-UBND'",
        "number = NULL",
        "issued_on = '2020'",
        "ordinal = 7",
        "state = 'draft', frozen_at = NULL",
    ],
)
def test_the_database_keeps_what_an_issued_edition_is(in_force: int, change: str) -> None:
    assert _refused(f"UPDATE plans_planedition SET {change} WHERE id = {in_force}")
    assert _refused(f"DELETE FROM plans_planedition WHERE id = {in_force}")


def test_the_database_lets_the_header_of_a_draft_change(draft: int) -> None:
    assert not _refused(f"UPDATE plans_planedition SET title = 'Tên khác' WHERE id = {draft}")


# --- amending


def test_an_amendment_begins_with_everything_and_continues_it(in_force: int, amendment: int) -> None:
    head = small_pack().plan.model_copy(update={"number": None, "issued_on": None})
    assert pack_of(amendment) == small_pack().model_copy(update={"plan": head})
    edition = edition_of(amendment)
    assert (edition.ordinal, edition.amends_id, edition.state) == (2, in_force, EditionState.DRAFT)
    for row in TargetRow.objects.filter(edition=amendment).order_by("position"):
        assert row.continues is not None
        assert (row.continues.edition_id, row.continues.key) == (in_force, row.key)
    read = Finding.objects.get(edition=amendment, says="Trang cuối mờ")
    assert read.state == FindingState.ACCEPTED  # what was decided about the plan in force goes with it


def test_the_difference_is_shown_item_by_item(amendment: int, leader: Viewer, reader: Viewer) -> None:
    number = TargetRow.objects.get(edition=amendment, key="T2").pk
    record, version = current_record(ItemKind.TARGET, number)
    assert isinstance(record, Target)
    changed = record.model_copy(update={"text": "Nâng cao năng lực"})
    update_item(number=number, version=version, record=changed, viewer=None, by=SYSTEM, at=AT)
    rule = SupportRule(kind=SupportRuleKind.PRIORITY, text="Ưu tiên OCOP", at=Span(47, 47))
    add_item(edition_id=amendment, record=rule, viewer=None, by=SYSTEM, at=AT)
    shown = difference(leader, amendment)
    assert [(change.key, change.kind) for change in shown.of(Part.TARGETS)] == [("T2", ChangeKind.CHANGED)]
    assert [change.kind for change in shown.of(Part.SUPPORT_RULES)] == [ChangeKind.ADDED]
    with pytest.raises(EditionNotFound):
        difference(reader, amendment)


def test_a_plan_that_amends_none_differs_from_none(draft: int, leader: Viewer) -> None:
    assert difference(leader, draft).is_empty


def test_an_issued_amendment_supersedes(in_force: int, amendment: int) -> None:
    accept_all_findings(amendment)
    issue_edition(edition_id=amendment, viewer=None, by=SYSTEM, at=AT)
    former = edition_of(in_force)
    assert (former.state, former.superseded_at) == (EditionState.SUPERSEDED, AT)
    assert edition_of(amendment).state == EditionState.ISSUED
    assert not SearchEntry.objects.filter(owner_kind=ItemKind.HEADER, owner_id=in_force).exists()
    with pytest.raises(EditionClosed):
        open_amendment(edition_id=in_force, viewer=None, by=SYSTEM, at=AT)


def test_there_is_one_draft_at_a_time(in_force: int, amendment: int, officer: Viewer) -> None:
    with pytest.raises(DraftExists) as refusal:
        open_amendment(edition_id=in_force, viewer=None, by=SYSTEM, at=AT)
    assert refusal.value.edition_id == amendment
    with pytest.raises(NotAllowed):
        open_amendment(edition_id=in_force, viewer=officer, by=SYSTEM, at=AT)


def test_only_the_plan_in_force_is_amended(draft: int) -> None:
    with pytest.raises(EditionClosed):
        open_amendment(edition_id=draft, viewer=None, by=SYSTEM, at=AT)
    with pytest.raises(EditionMissing):
        open_amendment(edition_id=0, viewer=None, by=SYSTEM, at=AT)


# --- discarding


def test_a_discarded_draft_leaves_only_its_trail(draft: int, officer: Viewer, reader: Viewer) -> None:
    with pytest.raises(NotAllowed):
        discard_draft(edition_id=draft, viewer=reader, by=SYSTEM, at=AT)
    plan = edition_of(draft).plan_id
    discard_draft(edition_id=draft, viewer=officer, by=SYSTEM, at=AT)
    assert not PlanEdition.objects.exists()
    assert not Plan.objects.exists()
    assert not SearchEntry.objects.filter(owner_kind=ItemKind.HEADER).exists()
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.subject_id) == ("edition.discarded", draft)
    assert (event.context_kind, event.context_id) == ("plans.plan", plan)


def test_a_discarded_amendment_leaves_the_plan(in_force: int, amendment: int) -> None:
    discard_draft(edition_id=amendment, viewer=None, by=SYSTEM, at=AT)
    assert pack_of(in_force) == small_pack()
    assert Plan.objects.count() == 1


# --- findings


def test_a_finding_is_decided_once_with_its_reason(draft: int, officer: Viewer, reader: Viewer) -> None:
    number = Finding.objects.get(edition=draft, says="Trang cuối mờ").pk
    with pytest.raises(NotAllowed):
        decide(number, FindingState.ACCEPTED, viewer=reader)
    with pytest.raises(ReasonMissing):
        decide(number, FindingState.WAIVED, "  ", officer)
    events = AuditEvent.objects.count()
    for _again in range(2):
        decide(number, FindingState.WAIVED, "Bản gốc rõ", officer)
    assert AuditEvent.objects.count() == events + 1
    finding = Finding.objects.get(pk=number)
    assert (finding.state, finding.reason, finding.decided_at) == (FindingState.WAIVED, "Bản gốc rõ", AT)
    decide(number, FindingState.OPEN, viewer=officer)
    finding.refresh_from_db()
    assert finding.decided_at is None


def test_nothing_is_fixed_that_the_check_still_finds(in_force: int) -> None:
    found = Finding.objects.filter(edition=in_force, origin=FindingOrigin.COMPUTED).order_by("position").first()
    assert found is not None
    with pytest.raises(StillFound):
        decide(found.pk, FindingState.FIXED)
    decide(Finding.objects.get(edition=in_force, says="Trang cuối mờ").pk, FindingState.FIXED)  # on an issued plan too


def test_a_check_without_news_writes_nothing(draft: int) -> None:
    events = AuditEvent.objects.count()
    before = list(Finding.objects.filter(edition=draft).order_by("pk").values())
    refreshed = refresh_findings(edition_id=draft, by=SYSTEM, at=AT)
    assert (refreshed.new, refreshed.gone) == (0, 0)
    assert list(Finding.objects.filter(edition=draft).order_by("pk").values()) == before
    assert AuditEvent.objects.count() == events


def test_a_decided_finding_stays_when_its_cause_goes(draft: int) -> None:
    stale = Finding.objects.filter(edition=draft, origin=FindingOrigin.COMPUTED).order_by("position").first()
    assert stale is not None
    Finding.objects.filter(pk=stale.pk).update(subject="tasks[nay không còn]", state="accepted", decided_at=AT)
    refreshed = refresh_findings(edition_id=draft, by=SYSTEM, at=AT)
    assert (refreshed.new, refreshed.gone) == (1, 0)
    assert Finding.objects.get(pk=stale.pk).state == FindingState.ACCEPTED


def test_other_figures_open_a_decided_finding_again(draft: int) -> None:
    finding = Finding.objects.filter(edition=draft, origin=FindingOrigin.COMPUTED).order_by("position").first()
    assert finding is not None
    Finding.objects.filter(pk=finding.pk).update(says="Số cũ", state="accepted", decided_at=AT)
    refresh_findings(edition_id=draft, by=SYSTEM, at=AT)
    finding.refresh_from_db()
    assert (finding.state, finding.decided_at) == (FindingState.OPEN, None)
    assert finding.says != "Số cũ"


# --- texts


def test_an_issued_plan_without_text_may_get_it(in_force: int, officer: Viewer, reader: Viewer) -> None:
    with pytest.raises(NotAllowed):
        store_text(edition_id=in_force, text=SMALL_TEXT, viewer=reader, by=SYSTEM, at=AT)
    events = AuditEvent.objects.count()
    for _again in range(2):
        stored = store_text(edition_id=in_force, text=SMALL_TEXT, viewer=officer, by=SYSTEM, at=AT)
    assert stored.lines == SMALL_LINES
    assert EditionText.objects.get(edition=in_force).text == SMALL_TEXT
    assert AuditEvent.objects.count() == events + 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SMALL_TEXT + "thêm\n", "61 dòng.*60 dòng"),
        (SMALL_TEXT.replace("dòng 7", "dong 7"), "nội dung khác"),
        (" \n", "trống"),
        ("a\0b", "không hợp lệ"),
        ("a\ud800b", "không hợp lệ"),
    ],
)
def test_a_text_that_is_not_the_document_is_refused(draft: int, text: str, said: str) -> None:
    with pytest.raises(TextRefused, match=said):
        store_text(edition_id=draft, text=text, viewer=None, by=SYSTEM, at=AT)
    assert not EditionText.objects.exists()


@pytest.mark.usefixtures("site")
def test_an_amendment_has_the_text_that_its_lines_count() -> None:
    edition = load_small_plan(text=SMALL_TEXT)
    accept_all_findings(edition)
    issue_edition(edition_id=edition, viewer=None, by=SYSTEM, at=AT)
    amendment = open_amendment(edition_id=edition, viewer=None, by=SYSTEM, at=AT)
    assert EditionText.objects.get(edition=amendment).lines == SMALL_LINES
