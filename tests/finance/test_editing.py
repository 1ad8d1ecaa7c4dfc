from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.documents.pack import schema
from nscl.documents.pack.enums import FindingKind, FindingSeverity, ReviewKind, ScheduleKind, SupportRuleKind
from nscl.documents.pack.schema import Record
from nscl.documents.pack.values import Span
from nscl.finance.models import BudgetAmount, PrintedTotal
from nscl.finance.operations.editing import add_item, build, current_record, move_item, remove_item, update_item
from nscl.finance.operations.editing.acts import Edited
from nscl.finance.operations.registry import BY_KIND
from nscl.finance.operations.tables.frame import BudgetFrame
from nscl.finance.queries.pack import pack_of
from nscl.plans.enums import FindingState, ItemKind
from nscl.plans.models import EditionAgency, Finding, Review, Target, Task
from nscl.plans.operations.errors import EditConflict, InvalidItem, ItemMissing
from nscl.records.models import AuditEvent, SearchEntry
from nscl.records.operations import Actor
from nscl.text.dates import PartialDate
from tests.factories.people import AT
from tests.factories.plans import edition_of, small_pack

WORDY = schema.Schedule(kind=ScheduleKind.UNSTATED, start=None, end=None, text="x" * 301)
OUTPUT = schema.Output(text="lớp", op=None, value=None, value_to=None, unit=None)


class Desk:
    """Edits by one person, without saying each time who and when."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.by = Actor(viewer.number, viewer.name)

    def update(self, number: int, version: int, record: Record) -> Edited:
        return update_item(number=number, version=version, record=record, viewer=self.viewer, by=self.by, at=AT)

    def add(self, edition: int, record: Record, after: int | None = None) -> Edited:
        return add_item(edition_id=edition, record=record, after=after, viewer=self.viewer, by=self.by, at=AT)

    def remove(self, kind: ItemKind, number: int, version: int = 1) -> Edited:
        return remove_item(kind=kind, number=number, version=version, viewer=self.viewer, by=self.by, at=AT)

    def move(self, kind: ItemKind, number: int, after: int | None, version: int = 1) -> Edited:
        return move_item(kind=kind, number=number, version=version, after=after, viewer=self.viewer, by=self.by, at=AT)


@pytest.fixture
def desk(officer: Viewer) -> Desk:
    return Desk(officer)


def numbers(kind: ItemKind, edition: int) -> list[int]:
    return BY_KIND[kind].numbers(edition)


def first(kind: ItemKind, edition: int) -> int:
    return numbers(kind, edition)[0]


# One changed record of each kind, with the place in the pack where it is to be found afterwards.
CHANGES: dict[ItemKind, dict[str, object]] = {
    ItemKind.HEADER: {"title": "Kế hoạch khác", "number": None},
    ItemKind.LEGAL_BASIS: {"about": "Trích yếu khác", "at": Span(5, 6)},
    ItemKind.AGENCY: {"name": "Sở KH&CN"},
    ItemKind.TARGET: {"text": "Nội dung khác", "measures": ()},
    ItemKind.TASK_GROUP: {"title": "Nhóm khác"},
    ItemKind.TASK: {"title": "Tên khác", "lead": ("so-y-te",), "coordinate": (), "outputs": ()},
    ItemKind.RESPONSIBILITY: {"agency": "so-y-te", "partners": ("so-khcn",)},
    ItemKind.REPORTING: {"senders": ("so-khdt",), "due": None},
    ItemKind.REVIEW: {"year": 2024, "lead": "so-y-te"},
    ItemKind.SUPPORT_RULE: {"text": "Hợp tác xã"},
    ItemKind.FINDING: {"says": "Số in khác"},
    ItemKind.BUDGET: {"years": (2021, 2022, 2023, 2024)},
    ItemKind.BUDGET_LINE: {"title": "Dòng khác", "total": {"all": Decimal("1.5")}, "lead": ("so-y-te",)},
    ItemKind.STATED_SUM: {"printed": "391", "vnd": 391_000_000, "words": None, "words_vnd": None},
}


@pytest.mark.parametrize("kind", list(ItemKind))
def test_an_item_of_every_kind_is_changed_in_place(draft: int, desk: Desk, kind: ItemKind) -> None:
    number = first(kind, draft)
    record, version = current_record(kind, number)
    changed = record.model_copy(update=CHANGES[kind])
    events = AuditEvent.objects.count()
    edited = desk.update(number, version, changed)
    assert edited.changed
    assert edited.version == version + 1
    assert current_record(kind, number) == (changed, version + 1)
    event = AuditEvent.objects.latest("pk")
    assert AuditEvent.objects.count() == events + 1
    assert event.action == f"{kind.value.partition('.')[2]}.changed"
    assert (event.subject_kind, event.subject_id) == (kind.value, number)
    assert (event.context_kind, event.context_id) == (ItemKind.HEADER, draft)
    assert event.changes.count() >= 1


@pytest.mark.parametrize("kind", list(ItemKind))
def test_the_same_values_write_nothing(draft: int, desk: Desk, kind: ItemKind) -> None:
    number = first(kind, draft)
    record, version = current_record(kind, number)
    events = AuditEvent.objects.count()
    assert not desk.update(number, version, record).changed
    assert AuditEvent.objects.count() == events
    assert current_record(kind, number) == (record, version)


def test_nothing_else_of_the_plan_changes_with_an_item(draft: int, desk: Desk) -> None:
    number = numbers(ItemKind.TASK, draft)[1]
    record, version = current_record(ItemKind.TASK, number)
    changed = record.model_copy(update={"title": "Tên khác", "at": Span(25, 26)})
    desk.update(number, version, changed)
    before = small_pack()
    assert pack_of(draft) == before.model_copy(update={"tasks": (before.tasks[0], changed)})


def test_the_second_of_two_people_sees_what_changed_and_loses_nothing(draft: int, desk: Desk) -> None:
    number = first(ItemKind.TASK, draft)
    seen, version = current_record(ItemKind.TASK, number)
    desk.update(number, version, seen.model_copy(update={"title": "Của người thứ nhất", "lead": ("so-y-te",)}))
    mine = seen.model_copy(update={"title": "Của người thứ hai"})
    with pytest.raises(EditConflict) as conflict:
        desk.update(number, version, mine)
    told = {field.field: (field.mine, field.theirs) for field in conflict.value.fields}
    assert told["title"] == ("Của người thứ hai", "Của người thứ nhất")
    assert told["lead"] == ("Sở Khoa học và Công nghệ", "Sở Y tế")
    assert set(told) == {"title", "lead"}
    assert conflict.value.current_version == version + 1
    desk.update(number, conflict.value.current_version, mine)
    assert current_record(ItemKind.TASK, number) == (mine, version + 2)


def test_a_stale_version_neither_removes_nor_moves(draft: int, desk: Desk) -> None:
    number = first(ItemKind.SUPPORT_RULE, draft)
    with pytest.raises(EditConflict):
        desk.remove(ItemKind.SUPPORT_RULE, number, version=7)
    with pytest.raises(EditConflict):
        desk.move(ItemKind.SUPPORT_RULE, number, None, version=7)
    assert pack_of(draft) == small_pack()


def test_items_are_added_in_their_place(draft: int, desk: Desk) -> None:
    rule = schema.SupportRule(kind=SupportRuleKind.PRIORITY, text="Ưu tiên OCOP", at=Span(47, 47))
    rules = numbers(ItemKind.SUPPORT_RULE, draft)
    added = desk.add(draft, rule, after=rules[0])
    assert [one.text for one in pack_of(draft).support_rules][1] == "Ưu tiên OCOP"
    assert AuditEvent.objects.latest("pk").action == "support_rule.added"
    assert SearchEntry.objects.get(kind=ItemKind.SUPPORT_RULE, object_id=added.number).folded.startswith("uu tien ocop")
    desk.remove(ItemKind.SUPPORT_RULE, added.number)
    assert pack_of(draft) == small_pack()
    assert not SearchEntry.objects.filter(kind=ItemKind.SUPPORT_RULE, object_id=added.number).exists()


def test_items_are_moved(draft: int, desk: Desk) -> None:
    one, two, *_rest = numbers(ItemKind.AGENCY, draft)
    edited = desk.move(ItemKind.AGENCY, one, two)
    keys = [agency.key for agency in pack_of(draft).agencies]
    assert keys == ["so-khdt", "so-khcn", "so-y-te", "cac-so-nganh", "ubnd-tinh"]
    desk.move(ItemKind.AGENCY, one, None, version=edited.version)
    assert pack_of(draft) == small_pack()
    assert not desk.move(ItemKind.AGENCY, one, None, version=edited.version + 1).changed


@pytest.mark.parametrize(
    ("kind", "place", "named"),
    [
        (ItemKind.AGENCY, 0, "Nhiệm vụ 1.1"),
        (ItemKind.TASK_GROUP, 0, "Nhiệm vụ 1.1"),
        (ItemKind.BUDGET_LINE, 0, "Dòng dự toán I.1"),
        (ItemKind.BUDGET, 0, "4 dòng"),
    ],
)
def test_what_is_still_used_is_not_removed(draft: int, desk: Desk, kind: ItemKind, place: int, named: str) -> None:
    number = numbers(kind, draft)[place]
    with pytest.raises(InvalidItem, match=named):
        desk.remove(kind, number, version=current_record(kind, number)[1])


def test_an_agency_that_is_renamed_keeps_its_work(draft: int, desk: Desk) -> None:
    number = first(ItemKind.AGENCY, draft)
    record, version = current_record(ItemKind.AGENCY, number)
    changed = record.model_copy(update={"key": "so-khcn-moi", "name": "Sở Khoa học mới"})
    desk.update(number, version, changed)
    pack = pack_of(draft)
    assert pack.tasks[0].lead == ("so-khcn-moi",)
    assert pack.budget is not None
    assert pack.budget.lines[1].lead == ("so-khcn-moi",)
    assert "so khoa hoc moi" in Task.objects.get(edition=draft, key="1.1").folded
    task = Task.objects.get(edition=draft, key="1.1")
    assert "so khoa hoc moi" in SearchEntry.objects.get(kind=ItemKind.TASK, object_id=task.pk).folded


@pytest.mark.parametrize(
    ("kind", "change", "field"),
    [
        (ItemKind.TASK, {"lead": ("so-la",)}, "lead[0]"),
        (ItemKind.TASK, {"group": "9"}, "group"),
        (ItemKind.TASK, {"key": "2.1"}, "key"),
        (ItemKind.TASK, {"key": "1" * 41}, "key"),
        (ItemKind.TASK, {"at": Span(60, 61)}, "at"),
        (ItemKind.TASK, {"title": "có\0ký tự"}, "title"),
        (
            ItemKind.TASK,
            {"schedule": WORDY},
            "schedule.text",
        ),
        (ItemKind.TASK, {"outputs": (OUTPUT.model_copy(update={"unit": "x" * 81}),)}, "outputs[0].unit"),
        (ItemKind.BUDGET_LINE, {"parent": "I.1"}, "parent"),
        (ItemKind.BUDGET_LINE, {"unit_cost": Decimal("0.0000001")}, "unit_cost"),
        (ItemKind.BUDGET_LINE, {"quantity": Decimal("0.00001")}, "quantity"),
        (ItemKind.BUDGET_LINE, {"by_year": {2021: {"state": Decimal(10) ** 15}}}, "by_year[2021].state"),
        (ItemKind.BUDGET_LINE, {"by_year": {2030: {"state": Decimal(1)}}}, "by_year[2030]"),
        (ItemKind.BUDGET_LINE, {"total": {"oda": Decimal(1)}}, "total.oda"),
        (ItemKind.STATED_SUM, {"source": "oda"}, "source"),
        (ItemKind.HEADER, {"slug": "ke-hoach-khac"}, "slug"),
        (ItemKind.HEADER, {"title": "x" * 501}, "title"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(
    draft: int, desk: Desk, kind: ItemKind, change: dict[str, object], field: str
) -> None:
    number = first(kind, draft)
    record, version = current_record(kind, number)
    with pytest.raises(InvalidItem) as refusal:
        desk.update(number, version, record.model_copy(update=change))
    assert field in [problem.field for problem in refusal.value.problems]
    assert all(problem.remedy for problem in refusal.value.problems)
    assert pack_of(draft) == small_pack()


def test_a_form_gets_the_complaints_of_the_schema() -> None:
    data = {"key": "T9", "text": "", "at": [5, 3], "phase": {"start": 2025, "end": 2021}, "measures": [{"op": "hơn"}]}
    with pytest.raises(InvalidItem) as refusal:
        build(schema.Target, data)
    fields = [problem.field for problem in refusal.value.problems]
    assert {"text", "at", "phase", "measures[0].op", "measures[0].value"} <= set(fields)


def test_a_form_may_use_the_names_of_the_format_or_of_the_record() -> None:
    values = {"agency": "so-khcn", "role": "lead", "text": "Chủ trì", "at": [1, 2]}
    assert build(schema.Responsibility, {**values, "with": ["so-y-te"]}) == build(
        schema.Responsibility, {**values, "partners": ["so-y-te"]}
    )


def test_a_line_that_gets_a_child_becomes_a_heading_and_back(draft: int, desk: Desk) -> None:
    pack = small_pack()
    assert pack.budget is not None
    leaf = numbers(ItemKind.BUDGET_LINE, draft)[1]
    child = pack.budget.lines[1].model_copy(update={"key": "I.1.1", "parent": "I.1"})
    assert BudgetAmount.objects.filter(line=leaf).count() == 1
    added = desk.add(draft, child, after=leaf)
    assert not BudgetAmount.objects.filter(line=leaf).exists()
    assert PrintedTotal.objects.filter(line=leaf, year=2021).count() == 1
    after = pack_of(draft)
    assert after.budget is not None
    assert after.budget.lines[1] == pack.budget.lines[1]
    desk.remove(ItemKind.BUDGET_LINE, added.number)
    assert BudgetAmount.objects.filter(line=leaf).count() == 1
    assert pack_of(draft) == pack


def test_another_unit_keeps_the_printed_figures(draft: int, desk: Desk) -> None:
    number = first(ItemKind.BUDGET, draft)
    frame, version = current_record(ItemKind.BUDGET, number)
    assert isinstance(frame, BudgetFrame)
    desk.update(number, version, frame.model_copy(update={"unit_vnd": 1000}))
    assert BudgetAmount.objects.get(line__key="I.1", year=2021).vnd == 100_000
    before, after = small_pack().budget, pack_of(draft).budget
    assert before is not None
    assert after == before.model_copy(update={"unit_vnd": 1000})


def test_a_source_in_use_stays(draft: int, desk: Desk) -> None:
    number = first(ItemKind.BUDGET, draft)
    frame, version = current_record(ItemKind.BUDGET, number)
    assert isinstance(frame, BudgetFrame)
    with pytest.raises(InvalidItem, match="Dòng dự toán I"):
        desk.update(number, version, frame.model_copy(update={"sources": frame.sources[1:]}))


def test_a_budget_is_begun_and_given_up(draft: int, desk: Desk) -> None:
    for kind in (ItemKind.STATED_SUM, ItemKind.BUDGET_LINE):
        for number in reversed(numbers(kind, draft)):
            desk.remove(kind, number)
    number = first(ItemKind.BUDGET, draft)
    frame, version = current_record(ItemKind.BUDGET, number)
    desk.remove(ItemKind.BUDGET, number, version)
    assert pack_of(draft).budget is None
    line = schema.BudgetLine(
        key="I",
        parent=None,
        title="Dòng",
        unit_cost=None,
        quantity=None,
        quantity_unit=None,
        total={},
        by_year={},
        lead=(),
        coordinate=(),
        note=None,
        at=Span(1, 1),
    )
    with pytest.raises(InvalidItem, match="chưa có bảng dự toán"):
        desk.add(draft, line)
    desk.add(draft, frame)
    desk.add(draft, line)
    assert pack_of(draft).budget is not None


def test_findings_follow_the_edit(draft: int, desk: Desk) -> None:
    wrong = Finding.objects.get(edition=draft, rule="stated.words")
    assert wrong.state == FindingState.OPEN
    number = numbers(ItemKind.STATED_SUM, draft)[1]
    record, version = current_record(ItemKind.STATED_SUM, number)
    mended = record.model_copy(update={"printed": "100.000.000", "vnd": 100_000_000})
    edited = desk.update(number, version, mended)
    assert edited.findings_gone == 1
    wrong.refresh_from_db()
    assert wrong.state == FindingState.FIXED  # a person had read it: it is kept
    edited = desk.update(number, edited.version, record)
    wrong.refresh_from_db()
    assert wrong.state == FindingState.OPEN
    assert wrong.decided_at is None


def test_a_computed_finding_goes_with_its_cause(draft: int, desk: Desk) -> None:
    number = numbers(ItemKind.LEGAL_BASIS, draft)[1]
    assert Finding.objects.filter(edition=draft, rule="numbering.blank-document").count() == 1
    record, version = current_record(ItemKind.LEGAL_BASIS, number)
    known = small_pack().legal_basis[0]
    desk.update(number, version, record.model_copy(update={"number": "43/2022/NQ-HĐND", "date": known.date}))
    assert not Finding.objects.filter(edition=draft, rule="numbering.blank-document").exists()


def test_a_person_adds_a_finding(draft: int, desk: Desk) -> None:
    finding = schema.PackFinding(
        kind=FindingKind.OTHER,
        severity=FindingSeverity.WARNING,
        at=Span(3, 4),
        says="Chữ mờ",
        conflicts_with=None,
        likely=None,
    )
    added = desk.add(draft, finding)
    assert pack_of(draft).findings[-1] == finding
    desk.remove(ItemKind.FINDING, added.number)
    assert pack_of(draft) == small_pack()


def test_who_may_not_edit_writes_nothing(draft: int, reader: Viewer, leader: Viewer) -> None:
    number = first(ItemKind.TARGET, draft)
    record, version = current_record(ItemKind.TARGET, number)
    for viewer in (reader, leader):
        with pytest.raises(NotAllowed):
            Desk(viewer).update(number, version, record.model_copy(update={"text": "Khác"}))
        with pytest.raises(NotAllowed):
            Desk(viewer).remove(ItemKind.TARGET, number)
        with pytest.raises(NotAllowed):
            Desk(viewer).move(ItemKind.TARGET, number, None)
        with pytest.raises(NotAllowed):
            Desk(viewer).add(draft, record)
    assert pack_of(draft) == small_pack()


def test_what_is_gone_is_said_to_be_gone(draft: int, desk: Desk) -> None:
    number = first(ItemKind.SUPPORT_RULE, draft)
    record, version = current_record(ItemKind.SUPPORT_RULE, number)
    desk.remove(ItemKind.SUPPORT_RULE, number, version)
    with pytest.raises(ItemMissing):
        desk.update(number, version, record)
    with pytest.raises(ItemMissing):
        current_record(ItemKind.SUPPORT_RULE, number)


def test_another_date_of_issue_names_other_bodies(draft: int, desk: Desk) -> None:
    named = EditionAgency.objects.get(edition=draft, key="so-khdt")
    assert named.agency is not None
    header, version = current_record(ItemKind.HEADER, draft)
    assert isinstance(header, schema.PlanHeader)
    late = header.model_copy(update={"issued_on": PartialDate(2025, 4, 1)})
    desk.update(draft, version, late)
    # Sở Kế hoạch và Đầu tư ended on 1 March 2025
    assert EditionAgency.objects.get(edition=draft, key="so-khdt").agency is None
    assert edition_of(draft).issued_on == "2025-04-01"


def test_the_title_of_a_target_is_found_after_the_edit(draft: int, desk: Desk) -> None:
    number = first(ItemKind.TARGET, draft)
    record, version = current_record(ItemKind.TARGET, number)
    desk.update(number, version, record.model_copy(update={"text": "Đường dây nóng"}))
    assert "duong day nong" in SearchEntry.objects.get(kind=ItemKind.TARGET, object_id=number).folded
    assert "duong day nong" in Target.objects.get(pk=number).folded


def test_two_at_once_do_not_both_win(draft: int, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = first(ItemKind.TARGET, draft)
    record, version = current_record(ItemKind.TARGET, number)
    table = BY_KIND[ItemKind.TARGET]
    rewrite = table.rewrite

    def overtaken(*arguments: Any) -> bool:
        """Somebody else writes between the reading of the version and the write."""
        Target.objects.filter(pk=number).update(version=version + 1, text="Của người khác")
        return rewrite(*arguments)

    monkeypatch.setattr(table, "rewrite", overtaken)
    with pytest.raises(EditConflict):
        desk.update(number, version, record.model_copy(update={"text": "Của tôi"}))
    assert Target.objects.get(pk=number).text == record.model_dump()["text"]  # rolled back, both writes


def test_what_is_stored_is_vietnamese_whoever_writes(draft: int, desk: Desk) -> None:
    with override("en"):
        record = schema.Review(kind=ReviewKind.INTERIM, year=2023, lead="so-y-te", at=Span(48, 48))
        added = desk.add(draft, record)
        number = first(ItemKind.TASK, draft)
        task, version = current_record(ItemKind.TASK, number)
        desk.update(number, version, task.model_copy(update={"title": "Lớp 5S"}))
    event = AuditEvent.objects.get(subject_kind=ItemKind.REVIEW, subject_id=added.number)
    assert event.subject_label == "sơ kết 2023"
    assert Review.objects.get(pk=added.number).folded == "so ket 2023 so y te"
    assert SearchEntry.objects.get(kind=ItemKind.TASK, object_id=number).place.endswith("· Nhiệm vụ")
