"""A form shown and sent back unchanged gives the same record: for every item of the five published plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from nscl.documents.pack.labels import INDICATOR_LABELS
from nscl.documents.pack.reader import read_pack
from nscl.documents.pack.schema import PlanPack, Record
from nscl.finance.operations.tables.frame import frame_of
from nscl.plans.enums import ItemKind
from nscl.web.plan_editing.forms.editor import ItemEditor, as_query
from nscl.web.plan_editing.forms.kinds import SPECS
from nscl.web.plan_editing.forms.spec import Choices

PACKS = sorted((Path(__file__).resolve().parents[3] / "data" / "plans").glob("*/plan.yaml"))


def choices_of(pack: PlanPack) -> Choices:
    budget = pack.budget
    return Choices(
        agencies=[(agency.key, agency.name) for agency in pack.agencies],
        groups=[(group.key, group.title) for group in pack.task_groups],
        lines=[(line.key, line.title) for line in budget.lines] if budget else [],
        sources=[("all", "Cộng"), *((source.key, source.name) for source in budget.sources)] if budget else [],
        years=budget.years if budget else (),
    )


def records_of(pack: PlanPack) -> Iterator[tuple[ItemKind, Record]]:
    lists: dict[ItemKind, tuple[Record, ...]] = {
        ItemKind.HEADER: (pack.plan,),
        ItemKind.LEGAL_BASIS: pack.legal_basis,
        ItemKind.AGENCY: pack.agencies,
        ItemKind.TARGET: pack.targets,
        ItemKind.TASK_GROUP: pack.task_groups,
        ItemKind.TASK: pack.tasks,
        ItemKind.RESPONSIBILITY: pack.responsibilities,
        ItemKind.REPORTING: pack.reporting,
        ItemKind.REVIEW: pack.reviews,
        ItemKind.SUPPORT_RULE: pack.support_rules,
        ItemKind.FINDING: pack.findings,
    }
    if pack.budget is not None:
        lists[ItemKind.BUDGET] = (frame_of(pack.budget),)
        lists[ItemKind.BUDGET_LINE] = pack.budget.lines
        lists[ItemKind.STATED_SUM] = pack.budget.stated
    for kind, records in lists.items():
        for record in records:
            yield kind, record


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.parent.name)
def test_every_item_comes_back_as_it_was(path: Path) -> None:
    pack = read_pack(path.read_bytes(), name=path.name)
    choices = choices_of(pack)
    seen = set()
    for kind, record in records_of(pack):
        sent = ItemEditor.shown(SPECS[kind], choices, record).as_data()
        editor = ItemEditor.sent(SPECS[kind], choices, as_query(dict(sent.lists())), record)
        assert editor.is_valid(), (kind, record, editor.complaints)
        assert editor.record() == record, kind
        seen.add(kind)
    assert len(seen) >= 10


def test_every_kind_has_a_form() -> None:
    assert set(SPECS) == set(ItemKind)


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.parent.name)
def test_every_indicator_in_use_is_offered_with_its_meaning(path: Path) -> None:
    pack = read_pack(path.read_bytes(), name=path.name)
    used = {measure.indicator for target in pack.targets for measure in target.measures}
    assert used - set(INDICATOR_LABELS) == set()
    editor = ItemEditor.shown(SPECS[ItemKind.TARGET], choices_of(pack), pack.targets[0])
    forms = [form for rows in editor.rows for form in rows.forms]
    assert forms
    for form in forms:
        html = str(form["indicator"])
        offered = re.findall(r'<option value="(\w+)">([^<]+)</option>', html)
        assert dict(offered) == INDICATOR_LABELS
        assert re.findall(r' list="([^"]+)"', html) == re.findall(r'<datalist id="([^"]+)"', html)
