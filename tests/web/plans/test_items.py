from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.finance.queries.budget import budget_table
from nscl.plans.enums import ItemKind
from nscl.plans.queries.basis import list_agencies, list_legal_basis
from nscl.plans.queries.duties import list_reporting, list_responsibilities, list_reviews, list_support_rules
from nscl.plans.queries.findings import list_findings
from nscl.plans.queries.targets import list_targets
from nscl.plans.queries.tasks import list_groups, list_tasks
from nscl.web.plans.addresses import SEGMENTS
from tests.factories.world import World
from tests.web.plans.test_tabs import MOST_QUERIES

LISTS = {
    ItemKind.TARGET: list_targets,
    ItemKind.TASK: list_tasks,
    ItemKind.TASK_GROUP: list_groups,
    ItemKind.RESPONSIBILITY: list_responsibilities,
    ItemKind.REPORTING: list_reporting,
    ItemKind.REVIEW: list_reviews,
    ItemKind.SUPPORT_RULE: list_support_rules,
    ItemKind.LEGAL_BASIS: list_legal_basis,
    ItemKind.AGENCY: list_agencies,
    ItemKind.FINDING: list_findings,
}
WITHOUT_LINES = {ItemKind.AGENCY, ItemKind.TASK_GROUP}


def first_number(world: World, kind: ItemKind, edition_id: int) -> int:
    who = viewer_of(world.people[Role.PROVINCE_OFFICER])
    if kind in LISTS:
        return LISTS[kind](who, edition_id)[0].number
    table = budget_table(who, edition_id)
    assert table is not None
    return table.lines[0].number if kind is ItemKind.BUDGET_LINE else table.stated[0].number


@pytest.mark.parametrize("kind", [*LISTS, ItemKind.BUDGET_LINE, ItemKind.STATED_SUM])
def test_every_kind_has_a_page_beside_its_lines(officer: Client, world: World, draft: str, kind: ItemKind) -> None:
    number = first_number(world, kind, world.draft_id)
    with CaptureQueriesContext(connection) as made:
        answer = officer.get(f"{draft}{SEGMENTS[kind]}/{number}/")
    assert answer.status_code == 200
    assert len(made) <= MOST_QUERIES
    page = answer.content.decode()
    assert ('<li class="marked">' in page) is (kind not in WITHOUT_LINES)
    door = officer.get(f"/mo/{kind}/{number}/")
    assert door["Location"] == f"{draft}{SEGMENTS[kind]}/{number}/"


def test_a_task_with_all_its_fields(officer: Client, world: World, draft: str) -> None:
    page = officer.get(f"{draft}nhiem-vu/{first_number(world, ItemKind.TASK, world.draft_id)}/").content.decode()
    for words in ("Nhiệm vụ 1.1", "Mở lớp đào tạo năng suất", "Sở Y tế", "Mở tại huyện", "45 lớp", "dòng 20–22"):
        assert words in page
    assert "dòng 19" in page  # a line of the text around
    assert f"{draft}van-ban/?tu=20&amp;den=22#dong-20" in page


def test_without_the_text_the_page_says_so_and_offers_to_store_it(
    officer: Client, reader: Client, world: World, issued: str
) -> None:
    href = f"{issued}muc-tieu/{first_number(world, ItemKind.TARGET, world.edition_id)}/"
    page = officer.get(href).content.decode()
    assert "Văn bản gốc chưa được lưu" in page
    assert "Lưu văn bản" in page
    seen = reader.get(href).content.decode()
    assert "Văn bản gốc chưa được lưu" in seen
    assert "Lưu văn bản" not in seen


def test_edit_and_remove_only_in_a_draft(
    officer: Client, leader: Client, world: World, draft: str, issued: str
) -> None:
    here = f"{draft}muc-tieu/{first_number(world, ItemKind.TARGET, world.draft_id)}/"
    there = f"{issued}muc-tieu/{first_number(world, ItemKind.TARGET, world.edition_id)}/"
    assert f'href="{here}sua/"' in officer.get(here).content.decode()
    assert f'href="{there}sua/"' not in officer.get(there).content.decode()
    assert f'href="{here}sua/"' not in leader.get(here).content.decode()


def test_a_number_of_another_edition_is_not_found(officer: Client, world: World, draft: str) -> None:
    number = first_number(world, ItemKind.TARGET, world.edition_id)
    assert officer.get(f"{draft}muc-tieu/{number}/").status_code == 404
    assert officer.get(f"{draft}dong-du-toan/{number + 100_000}/").status_code == 404
    assert officer.get(f"{draft}la-gi/1/").status_code == 404


def test_a_door_to_what_may_not_be_seen_is_shut(reader: Client, world: World) -> None:
    number = first_number(world, ItemKind.TARGET, world.draft_id)
    assert reader.get(f"/mo/{ItemKind.TARGET}/{number}/").status_code == 404
    assert reader.get(f"/mo/institutions.unit/{number}/").status_code == 404


def test_the_document_marks_the_lines_asked_for(officer: Client, draft: str) -> None:
    page = officer.get(f"{draft}van-ban/?tu=20&den=22").content.decode()
    assert page.count('class="marked"') == 3
    assert '<li id="dong-21" class="marked">' in page
    assert officer.get(f"{draft}van-ban/?tu=x&den=99999999999999").content.decode().count('class="marked"') == 0


def test_the_document_is_searched_without_marks(officer: Client, draft: str) -> None:
    page = officer.get(f"{draft}van-ban/?q=dong+17").content.decode()
    assert "1 dòng có những từ này" in page
    assert "<mark>dòng 17</mark>" in page
