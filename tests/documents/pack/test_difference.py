"""Every change between two packs is one row that says what it was and what it is."""

import pytest

from nscl.documents.pack.difference import Change, ChangeKind, FieldChange, Part, compare_packs
from nscl.documents.pack.display import Display
from nscl.documents.pack.items import items_of
from nscl.documents.pack.labels import VALUE_LABELS
from nscl.documents.pack.schema import Budget, BudgetLine, GrandTotal
from nscl.documents.pack.values import Span
from tests.documents.pack.sample import read_sample


def changes(*edits: tuple[str, str]) -> tuple[Change, ...]:
    return compare_packs(read_sample(), read_sample(*edits)).changes


def only_change(*edits: tuple[str, str]) -> Change:
    (change,) = changes(*edits)
    return change


def test_a_pack_does_not_differ_from_itself() -> None:
    difference = compare_packs(read_sample(), read_sample())
    assert difference.is_empty
    assert difference.changes == ()


@pytest.mark.parametrize(
    ("edit", "item", "field"),
    [
        (
            ("title: Kế hoạch mẫu", "title: Kế hoạch mới"),
            (Part.HEADER, "tinh-mau-2026-2030"),
            ("title", "Kế hoạch mẫu", "Kế hoạch mới"),
        ),
        (
            ('issued_on: "2025-08"', 'issued_on: "2025-08-28"'),
            (Part.HEADER, "tinh-mau-2026-2030"),
            ("issued_on", "8/2025", "28/08/2025"),
        ),
        (
            ("source: {lines: 40", "source: {lines: 50"),
            (Part.HEADER, "tinh-mau-2026-2030"),
            ("source.lines", "40", "50"),
        ),
        (
            ("about: Chương trình quốc gia", "about: Chương trình"),
            (Part.LEGAL_BASIS, "1322/QĐ-TTg"),
            ("about", "Chương trình quốc gia", "Chương trình"),
        ),
        (
            ("name: Sở Y tế, kind: department", "name: Sở Y tế, kind: health"),
            (Part.AGENCIES, "so-y-te"),
            ("kind", "sở, ban, ngành", "cơ sở y tế"),
        ),
        (
            ("text: Nâng cao nhận thức", "text: Nâng cao"),
            (Part.TARGETS, "T2"),
            ("text", "Nâng cao nhận thức", "Nâng cao"),
        ),
        (
            ("value_to: 12.5", "value_to: 1200"),
            (Part.MEASURES, "T1/experts_trained"),
            ("value_to", "12,5", "1.200"),
        ),
        (
            ("label: chuyên gia", "label: chuyên gia mới"),
            (Part.MEASURES, "T1/experts_trained"),
            ("label", "chuyên gia", "chuyên gia mới"),
        ),
        (
            ("experts_trained", "people_trained"),
            (Part.MEASURES, "T1/people_trained"),
            ("indicator", "experts_trained", "people_trained"),
        ),
        (
            ('{key: "1", title: Đào tạo}', '{key: "1", title: Học}'),
            (Part.TASK_GROUPS, "1"),
            ("title", "Đào tạo", "Học"),
        ),
        (
            ("coordinate: [so-y-te]", "coordinate: []"),
            (Part.TASKS, "1.1"),
            ("coordinate", "Sở Y tế", None),
        ),
        (
            ("end: 2028, text: 2026 - 2028", "end: 2029, text: null"),
            (Part.TASKS, "1.1"),
            ("schedule", "theo các năm 2026–2028 (“2026 - 2028”)", "theo các năm 2026–2029"),
        ),
        (
            ("value: 2, value_to: null, unit: lớp", "value: 3, value_to: null, unit: lớp"),
            (Part.TASKS, "1.1"),
            ("outputs", "02 lớp (đúng 2 lớp, đến năm 2027); Báo cáo", "02 lớp (đúng 3 lớp, đến năm 2027); Báo cáo"),
        ),
        (
            ("{key: enterprise, name: DN}", "{key: enterprise, name: Doanh nghiệp}"),
            (Part.BUDGET, "budget"),
            ("sources", "NSNN; DN", "NSNN; Doanh nghiệp"),
        ),
        (
            ("{all: 41.25}, by_year: {2", "{all: 42}, by_year: {2"),
            (Part.BUDGET, "budget"),
            ("grand_total.total.all", "41.250.000 đồng", "42.000.000 đồng"),
        ),
        (
            ("state: 31.25, enterprise: 0", "enterprise: 0"),
            (Part.BUDGET_LINES, "I.1"),
            ("by_year.2026.state", "31.250.000 đồng", None),
        ),
        (
            ("unit_cost: 20.625", "unit_cost: null"),
            (Part.BUDGET_LINES, "I.1"),
            ("unit_cost", "20.625.000 đồng", None),
        ),
        (
            ("vnd: 41250000", "vnd: 41250001"),
            (Part.STATED_SUMS, "total/all"),
            ("vnd", "41.250.000 đồng", "41.250.001 đồng"),
        ),
        (
            ("Chủ trì thực hiện kế hoạch", "Chủ trì thực hiện các kế hoạch"),
            (Part.RESPONSIBILITIES, "so-khcn/lead"),
            ("text", "Chủ trì thực hiện kế hoạch", "Chủ trì thực hiện các kế hoạch"),
        ),
        (
            ("role: coordinate", "role: advise"),
            (Part.RESPONSIBILITIES, "so-y-te/advise"),
            ("role", "phối hợp", "tham mưu"),
        ),
        (
            ('due: "--11-20"', 'due: "--11-30"'),
            (Part.REPORTING, "so-y-te/so-khcn/year"),
            ("due", "ngày 20/11", "ngày 30/11"),
        ),
        (
            ("from: [so-y-te]", "from: [so-y-te, ubnd-tinh]"),
            (Part.REPORTING, "so-y-te+ubnd-tinh/so-khcn/year"),
            ("senders", "Sở Y tế", "Sở Y tế, UBND tỉnh"),
        ),
        (
            ("kind: final, year: 2030", "kind: final, year: 2029"),
            (Part.REVIEWS, "final/2029"),
            ("year", "2030", "2029"),
        ),
        (
            ("Doanh nghiệp nhỏ và vừa", "Doanh nghiệp nhỏ hoặc vừa"),
            (Part.SUPPORT_RULES, "eligible"),
            ("text", "Doanh nghiệp nhỏ và vừa", "Doanh nghiệp nhỏ hoặc vừa"),
        ),
        (
            ("severity: info", "severity: error"),
            (Part.FINDINGS, "numbering/1"),
            ("severity", "lưu ý", "sai"),
        ),
        (
            ("at: [34, 34]", "at: [34, 36]"),
            (Part.REVIEWS, "final/2030"),
            ("at", "dòng 34", "dòng 34–36"),
        ),
    ],
)
def test_one_edit_is_one_field_of_one_item(
    edit: tuple[str, str], item: tuple[Part, str], field: tuple[str, str | None, str | None]
) -> None:
    change = only_change(edit)
    assert (change.part, change.key, change.kind) == (*item, ChangeKind.CHANGED)
    assert [(entry.name, entry.before, entry.after) for entry in change.fields] == [field]
    assert change.label
    assert change.fields[0].label


def test_items_come_and_go_by_key() -> None:
    edit = (
        "{key: so-y-te, name: Sở Y tế, kind: department}",
        "{key: so-y-te, name: Sở Y tế, kind: department}\n  - {key: bao-tinh, name: Báo tỉnh, kind: media}",
    )
    added = only_change(edit)
    assert added == Change(Part.AGENCIES, "bao-tinh", "Báo tỉnh", ChangeKind.ADDED, ())
    (removed,) = compare_packs(read_sample(edit), read_sample()).changes
    assert removed == Change(Part.AGENCIES, "bao-tinh", "Báo tỉnh", ChangeKind.REMOVED, ())


def test_measures_are_no_field_of_their_target() -> None:
    pack = read_sample()
    bare = pack.targets[0].model_copy(update={"measures": ()})
    (change,) = compare_packs(pack, pack.model_copy(update={"targets": (bare, pack.targets[1])})).changes
    assert (change.part, change.kind, change.label) == (Part.MEASURES, ChangeKind.REMOVED, "T1: chuyên gia")


def test_a_budget_that_ends_takes_its_lines_and_sums() -> None:
    pack = read_sample()
    difference = compare_packs(pack, pack.model_copy(update={"budget": None}))
    assert [(change.part, change.key) for change in difference.changes] == [
        (Part.BUDGET, "budget"),
        (Part.BUDGET_LINES, "I"),
        (Part.BUDGET_LINES, "I.1"),
        (Part.STATED_SUMS, "total/all"),
    ]
    assert difference.count(ChangeKind.REMOVED) == 4
    assert difference.count(ChangeKind.ADDED) == 0
    assert len(difference.of(Part.BUDGET_LINES)) == 2


def test_the_same_money_in_another_unit_is_only_another_unit() -> None:
    pack = read_sample()
    assert pack.budget is not None
    (change,) = compare_packs(pack, pack.model_copy(update={"budget": in_thousands(pack.budget)})).changes
    assert change.fields == (FieldChange("unit_vnd", "Đơn vị tiền của bảng", "1.000.000 đồng", "1.000 đồng"),)


def in_thousands(budget: Budget) -> Budget:
    def larger(record: BudgetLine | GrandTotal) -> dict[str, object]:
        return {
            "total": {source: amount * 1000 for source, amount in record.total.items()},
            "by_year": {
                year: {source: amount * 1000 for source, amount in amounts.items()}
                for year, amounts in record.by_year.items()
            },
        }

    lines = tuple(
        line.model_copy(update=larger(line) | {"unit_cost": line.unit_cost and line.unit_cost * 1000})
        for line in budget.lines
    )
    grand_total = budget.grand_total.model_copy(update=larger(budget.grand_total))
    return budget.model_copy(update={"unit_vnd": 1000, "lines": lines, "grand_total": grand_total})


def test_a_duty_put_first_does_not_change_those_after_it() -> None:
    pack = read_sample()
    new_duty = pack.responsibilities[0].model_copy(update={"text": "Tuyên truyền trên báo, đài", "at": Span(29, 29)})
    longer = pack.model_copy(update={"responsibilities": (new_duty, *pack.responsibilities)})
    (change,) = compare_packs(pack, longer).changes
    assert (change.kind, change.label) == (
        ChangeKind.ADDED,
        "Sở Khoa học và Công nghệ: Tuyên truyền trên báo, đài",
    )


def test_two_duties_of_unlike_wording_are_two_duties() -> None:
    edits = ("Phối hợp thực hiện tại các bệnh viện", "Bố trí cán bộ làm đầu mối")
    assert [change.kind for change in changes(edits)] == [ChangeKind.ADDED, ChangeKind.REMOVED]


def test_keys_tell_the_changes_of_a_part_apart() -> None:
    pack = read_sample()
    duty = pack.responsibilities[0]
    more = tuple(duty.model_copy(update={"text": text}) for text in ("Một việc khác hẳn", "Kiểm tra ở cơ sở"))
    longer = pack.model_copy(update={"responsibilities": (*pack.responsibilities, *more)})
    assert [change.key for change in compare_packs(pack, longer).changes] == ["so-khcn/lead#2", "so-khcn/lead#3"]


def test_an_amendment_is_compared_without_its_places() -> None:
    edits = (("at: [34, 34]", "at: [36, 36]"), ("source: {lines: 40", "source: {lines: 50"))
    assert len(changes(*edits)) == 2
    assert compare_packs(read_sample(), read_sample(*edits), lines=False).is_empty


def test_every_part_field_and_word_has_a_vietnamese_name() -> None:
    assert all(part.label for part in Part)
    for kind, labels in VALUE_LABELS.items():
        assert set(labels) == {member.value for member in kind}
    pack = read_sample()
    display = Display(pack)
    items = [item.record for part in Part for item in items_of(part, pack, display)]
    for record in (pack.plan, pack.source, pack.budget, *items):
        assert record is not None
        parts_of_their_own = frozenset({"measures", "lines", "stated"})
        assert all(field.label for field in display.fields(record, leave_out=parts_of_their_own).values())
