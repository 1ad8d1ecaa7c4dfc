"""Reads of cases: lists, one case, what could be had; the same few queries for any number of rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.support.enums import CaseState
from nscl.support.models import SupportCase
from nscl.support.queries.access import find_case
from nscl.support.queries.assessing import assess_now, compare_now
from nscl.support.queries.assessments import as_slip, latest_assessment
from nscl.support.queries.cases import CaseFilter, case_detail, count_by_state, list_cases
from nscl.support.queries.checking import check_support
from nscl.support.queries.due import list_due
from nscl.support.queries.offers import offers_for
from tests.factories.ledger import MILLION
from tests.factories.support import a_consulting, a_draft, a_firm, a_submitted, an_eligible
from tests.support.conftest import Desk

OFFICER = Role.PROVINCE_OFFICER
TODAY = date(2024, 6, 3)


def queries(read: Callable[[], object]) -> int:
    """How many queries it makes."""
    with CaptureQueriesContext(
        connection,
    ) as seen:
        read()
    return len(seen)


def test_lists(desk: Desk) -> None:
    viewer = desk.viewer(OFFICER)
    firm = a_firm(desk.world.unit_id, "Công ty Giấy Đông Bắc", tax_code="0101248141")
    first, second = a_submitted(firm, a_consulting()), an_eligible(a_firm(desk.world.unit_id))
    a_draft(a_firm(desk.world.unit_id))
    on = TODAY + timedelta(days=60)
    page = list_cases(viewer, on=on)
    assert (page.rows[0].number, page.total) == (first, 3)
    for wanted in ("giay dong", "01012481", "1/2024"):
        assert [one.number for one in list_cases(viewer, CaseFilter(text=wanted), on=on).rows] == [first]
    assert [one.number for one in list_cases(viewer, CaseFilter(late=True), on=on).rows] == [first]
    counts = count_by_state(viewer, on=on)
    assert (counts[CaseState.ELIGIBLE], counts[CaseState.DRAFT], counts[CaseState.PAID]) == (1, 1, 0)
    assert find_case(viewer, second).computed_vnd == 30 * MILLION


def test_the_same_few_queries_for_any_number_of_cases(desk: Desk) -> None:
    viewer = desk.viewer(OFFICER)
    first = an_eligible(desk.firm, a_consulting())
    row = SupportCase.objects.get(pk=first)
    reads: list[tuple[int, Callable[[], object]]] = [
        (2, lambda: list_cases(viewer, on=TODAY)),
        (1, lambda: list_due(viewer, TODAY)),
        (8, lambda: case_detail(viewer, first)),
        (4, lambda: latest_assessment(first)),
        (16, lambda: assess_now(row, TODAY)),
        (16, lambda: compare_now(row, TODAY)),
        (12, lambda: offers_for(desk.firm, TODAY)),
        (9, check_support),
    ]
    for _most, read in reads:
        read()  # what a row remembers is read by now
    before = [queries(read) for _most, read in reads]
    for _more in range(2):
        a_submitted(desk.firm, a_consulting())
    assert [queries(read) for _most, read in reads] == before
    assert [count for count, (most, _read) in zip(before, reads, strict=True) if count > most] == [], before


def test_rules_that_apply_to_one_content_stand_side_by_side(desk: Desk) -> None:
    """The organisation picks one (Decree 80/2021, article 4); an answer that nobody kept reads like one that was."""
    number = a_submitted(desk.firm)
    row = SupportCase.objects.get(pk=number)
    found = compare_now(row, TODAY)
    assert {one.item.partition("#")[2] for one in found.options} >= {"systems-1", "systems-2"}
    assert found.granted[0].amount_vnd == 30 * MILLION
    slip = as_slip(assess_now(row, TODAY))
    assert (slip.number, slip.state_words, slip.policy_number) == (None, "được hỗ trợ", "Nghị quyết 43/2022/NQ-HĐND")
    assert "chi phí xây dựng: 60.000.000 đồng" in [fact for step in slip.steps for fact in step.facts]
