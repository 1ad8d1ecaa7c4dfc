"""Who may see what: a plan, its lists and its items answer as if it were not there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nscl.accounts.rules import Viewer
from nscl.finance.queries.budget import budget_table, get_line, get_stated_sum
from nscl.finance.queries.items import locate
from nscl.finance.queries.overview import overview
from nscl.finance.queries.pack import pack_for
from nscl.plans.enums import ItemKind
from nscl.plans.queries.access import EditionNotFound, ItemNotFound
from nscl.plans.queries.basis import list_agencies, list_legal_basis
from nscl.plans.queries.document import document_lines, whole_document
from nscl.plans.queries.duties import list_reporting, list_responsibilities, list_reviews, list_support_rules
from nscl.plans.queries.editions import edition_by_number, find_edition, list_editions
from nscl.plans.queries.findings import count_findings, list_findings
from nscl.plans.queries.history import history, item_history
from nscl.plans.queries.items import get_item
from nscl.plans.queries.rows import ItemRow
from nscl.plans.queries.search import find_everywhere
from nscl.plans.queries.targets import list_targets
from nscl.plans.queries.tasks import list_groups, list_tasks
from tests.plans.queries.conftest import Shelf

List = Callable[[Viewer, int], tuple[ItemRow, ...]]
LISTS: dict[ItemKind, List] = {
    ItemKind.LEGAL_BASIS: list_legal_basis,
    ItemKind.AGENCY: list_agencies,
    ItemKind.TARGET: list_targets,
    ItemKind.TASK_GROUP: list_groups,
    ItemKind.TASK: list_tasks,
    ItemKind.RESPONSIBILITY: list_responsibilities,
    ItemKind.REPORTING: list_reporting,
    ItemKind.REVIEW: list_reviews,
    ItemKind.SUPPORT_RULE: list_support_rules,
    ItemKind.FINDING: list_findings,
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_and_its_items_are_for_who_may_see_the_edition(shelf: Shelf, kind: ItemKind) -> None:
    rows = LISTS[kind](shelf.officer, shelf.draft)
    assert rows
    for row in rows:
        found = get_item(shelf.officer, kind, row.number)
        assert found.row == row
        assert found.edition_id == shelf.draft
        place = locate(shelf.officer, kind, row.number)
        assert (place.slug, place.ordinal, place.edition_id) == ("thu-nghiem-2021-2025", 1, shelf.draft)
    for stranger in (shelf.neighbour, shelf.reader):
        assert LISTS[kind](stranger, shelf.draft) == ()
        with pytest.raises(ItemNotFound):
            get_item(stranger, kind, rows[0].number)
        with pytest.raises(ItemNotFound):
            locate(stranger, kind, rows[0].number)


def test_money_is_for_who_may_see_the_edition(shelf: Shelf) -> None:
    table = budget_table(shelf.officer, shelf.draft)
    assert table is not None
    line, stated = table.lines[0], table.stated[0]
    assert get_line(shelf.officer, line.number).line == line
    assert get_stated_sum(shelf.officer, stated.number) == stated
    assert locate(shelf.officer, ItemKind.BUDGET_LINE, line.number).edition_id == shelf.draft
    assert locate(shelf.officer, ItemKind.BUDGET, table.number).edition_id == shelf.draft
    assert locate(shelf.officer, ItemKind.STATED_SUM, stated.number).edition_id == shelf.draft
    assert overview(shelf.officer, shelf.draft).budget_vnd == table.total
    for stranger in (shelf.neighbour, shelf.reader):
        assert budget_table(stranger, shelf.draft) is None
        with pytest.raises(ItemNotFound):
            get_line(stranger, line.number)
        with pytest.raises(ItemNotFound):
            get_stated_sum(stranger, stated.number)
        with pytest.raises(ItemNotFound):
            locate(stranger, ItemKind.BUDGET_LINE, line.number)
        with pytest.raises(EditionNotFound):
            overview(stranger, shelf.draft)
        with pytest.raises(EditionNotFound):
            pack_for(stranger, shelf.draft)


def test_a_draft_is_for_the_staff_of_its_province(shelf: Shelf) -> None:
    assert find_edition(shelf.officer, "thu-nghiem-2021-2025").edition_id == shelf.draft
    assert edition_by_number(shelf.officer, shelf.draft).is_draft
    assert whole_document(shelf.officer, shelf.draft) is not None
    for stranger in (shelf.neighbour, shelf.reader):
        with pytest.raises(EditionNotFound):
            find_edition(stranger, "thu-nghiem-2021-2025")
        with pytest.raises(EditionNotFound):
            edition_by_number(stranger, shelf.draft)
        assert document_lines(stranger, shelf.draft, 1, 2) is None
        assert whole_document(stranger, shelf.draft) is None
        assert count_findings(stranger, shelf.draft).open == 0


def test_an_issued_plan_is_for_the_country_and_its_own_province(shelf: Shelf) -> None:
    for viewer in (shelf.officer, shelf.reader):
        assert find_edition(viewer, "bac-giang-2021-2025").edition_id == shelf.issued
        assert list_tasks(viewer, shelf.issued)
        assert pack_for(viewer, shelf.issued).plan.slug == "bac-giang-2021-2025"
    with pytest.raises(EditionNotFound):
        find_edition(shelf.neighbour, "bac-giang-2021-2025")


def test_the_list_of_plans_holds_what_may_be_seen(shelf: Shelf) -> None:
    assert {row.edition_id for row in list_editions(shelf.officer)} == {shelf.draft, shelf.issued, shelf.today}
    assert {row.edition_id for row in list_editions(shelf.reader)} == {shelf.issued, shelf.today}
    assert list_editions(shelf.neighbour) == ()


def test_the_search_finds_what_may_be_seen(shelf: Shelf) -> None:
    def places(viewer: Viewer) -> set[int]:
        return {hit.owner_number for hit in find_everywhere(viewer, "mo hinh diem")}

    assert places(shelf.officer) == {shelf.draft, shelf.issued, shelf.today}
    assert places(shelf.reader) == {shelf.issued, shelf.today}
    assert places(shelf.neighbour) == set()


def test_history_is_for_who_may_see_the_edition_and_its_history(shelf: Shelf) -> None:
    assert [event.action for event in history(shelf.officer, shelf.issued)] == ["edition.issued", "edition.loaded"]
    assert history(shelf.reader, shelf.issued) == ()  # sees the plan, not who did what
    assert history(shelf.neighbour, shelf.issued) == ()
    assert item_history(shelf.reader, shelf.issued, ItemKind.HEADER, shelf.issued) == ()
