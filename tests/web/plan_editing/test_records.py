"""The record that a form is filled from is the one that is stored: for every item of two plans."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.finance.operations.editing import current_record
from nscl.finance.operations.registry import BY_KIND
from nscl.plans.enums import ItemKind
from nscl.plans.queries.editions import edition_by_number
from nscl.plans.queries.items import get_item
from nscl.web.plan_editing.records import header_of, record_of
from nscl.web.plans.addresses import SEGMENTS
from tests.factories.world import World

pytestmark = pytest.mark.django_db

OF_FINANCE = {ItemKind.BUDGET, ItemKind.BUDGET_LINE, ItemKind.STATED_SUM}
OF_PLANS = sorted(set(ItemKind) - OF_FINANCE - {ItemKind.HEADER})
MOST_QUERIES = 12


@pytest.mark.parametrize("kind", OF_PLANS)
def test_records_of_items(world: World, kind: ItemKind) -> None:
    person = viewer_of(world.people[Role.PROVINCE_OFFICER])
    for edition in (world.draft_id, world.edition_id):
        numbers = BY_KIND[kind].numbers(edition)
        assert numbers
        for number in numbers[:: max(1, len(numbers) // 8)]:
            row = get_item(person, kind, number).row
            assert (record_of(kind, row), row.version) == current_record(kind, number)


def test_record_of_the_head(world: World) -> None:
    person = viewer_of(world.people[Role.PROVINCE_OFFICER])
    for edition in (world.draft_id, world.edition_id):
        header = edition_by_number(person, edition)
        assert (header_of(header), header.version) == current_record(ItemKind.HEADER, edition)


@pytest.mark.parametrize("kind", [*OF_PLANS, ItemKind.HEADER])
def test_a_form_costs_few_queries(officer: Client, world: World, kind: ItemKind) -> None:
    number = BY_KIND[kind].numbers(world.draft_id)[0]
    path = f"/ke-hoach/{world.draft_slug}/ban-{world.draft_ordinal}/{SEGMENTS[kind]}/{number}/sua/"
    with CaptureQueriesContext(connection) as queries:
        assert officer.get(path).status_code == 200
    assert len(queries) <= MOST_QUERIES, [query["sql"][:120] for query in queries]
