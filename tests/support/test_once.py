"""Each content once for an organisation and its kin, each paper for one case; histories that become one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from nscl.organisations.models import Organisation
from nscl.records.operations import SYSTEM
from nscl.support.enums import CaseState
from nscl.support.models import SupportCase, SupportSlot
from nscl.support.operations.cases import decide_eligibility, submit_case, withdraw_case
from nscl.support.operations.errors import AlreadySupported, PaperUsed
from nscl.support.operations.kinship import move_organisation, unite_lineages
from nscl.support.operations.slots import require_slot
from nscl.support.queries.checking import check_support
from nscl.support.queries.offers import Offer, OfferStatus, offers_for
from tests.factories.ledger import MILLION
from tests.factories.support import (
    MOMENT,
    a_branch,
    a_certificate,
    a_cost,
    a_draft,
    a_firm,
    a_fund,
    a_submitted,
    an_application,
    an_eligible,
    case_in,
)
from tests.factories.support_rules import LIFE, MANY, SUBJECT, YEARLY, under
from tests.support.conftest import Desk

TODAY = date(2024, 6, 3)
NEXT_YEAR = datetime(2025, 3, 3, 2, 0, tzinfo=UTC)


def case(number: int) -> SupportCase:
    return SupportCase.objects.select_related("organisation").get(pk=number)


def slots_forced_apart(number: int) -> None:
    """Take the slot without the operation, as only a race could."""
    row = case(number)
    SupportSlot.objects.create(case=row, lineage_id=row.organisation.lineage_head, content=row.content)


def test_a_content_is_had_once_by_a_firm_and_its_branches(desk: Desk) -> None:
    firm = a_firm(desk.world.unit_id)
    first = a_submitted(firm)
    second = a_draft(a_branch(firm), an_application(subject="ISO 22000"))
    with pytest.raises(AlreadySupported, match="hồ sơ 1/2024, nộp ngày 03/06/2024") as error:
        submit_case(number=second, version=None, viewer=None, by=SYSTEM, at=MOMENT)
    assert error.value.label == "1/2024"
    # The database refuses it too.
    with pytest.raises(IntegrityError), transaction.atomic():
        slots_forced_apart(second)
    withdraw_case(number=first, version=None, reason="Thôi", viewer=None, by=SYSTEM, at=MOMENT)
    submit_case(number=second, version=None, viewer=None, by=SYSTEM, at=MOMENT)
    assert case(second).slot.lineage_id == firm


@pytest.mark.usefixtures("own_rules")
def test_how_often_is_as_the_rule_says(desk: Desk) -> None:
    """Once for each standard, once a year, often; once for life shuts out all of it, and all of it that."""

    def taken(values: object, at: datetime = MOMENT) -> bool:
        number = a_draft(firm, values, at=at)  # type: ignore[arg-type]
        try:
            submit_case(number=number, version=None, viewer=None, by=SYSTEM, at=at)
        except AlreadySupported:
            return True
        return False

    firm = a_firm(desk.world.unit_id)
    assert not taken(under(SUBJECT, subject="ISO 9001"))
    assert taken(under(SUBJECT, subject="TCVN ISO 9001:2015"))
    assert not taken(under(SUBJECT, subject="ISO 14001"))
    assert taken(under(LIFE))
    firm = a_firm(desk.world.unit_id)
    assert not taken(under(YEARLY))
    assert taken(under(YEARLY))
    assert not taken(under(YEARLY), NEXT_YEAR)
    assert not taken(under(MANY))
    assert not taken(under(MANY))
    firm = a_firm(desk.world.unit_id)
    assert not taken(under(LIFE))
    assert taken(under(MANY, subject="ISO 9001"))


@pytest.mark.usefixtures("own_rules")
def test_of_two_cases_under_one_cap_the_earlier_gets_it(desk: Desk) -> None:
    """A cap of 100 million a year: 80 of it to the first, whatever is decided first, and the rest to the second."""
    firm = a_firm(desk.world.unit_id)
    first = a_submitted(firm, under(MANY, costs=(a_cost(160),)))
    second = a_submitted(a_branch(firm), under(MANY, costs=(a_cost(160),)))
    for number in (first, second):
        decide_eligibility(number=number, version=None, eligible=True, viewer=None, by=SYSTEM, at=MOMENT)
    assert [case(one).computed_vnd for one in (first, second)] == [80 * MILLION, 20 * MILLION]


def test_a_paper_serves_one_case(desk: Desk) -> None:
    """Which one is told to staff alone; it is free again once that case ended without support."""
    cost, certificate = a_cost(), a_certificate()
    first = a_submitted(a_firm(desk.world.unit_id), an_application(costs=(cost,)))
    again = replace(cost, invoice_number=f" 0{cost.invoice_number}", head="apply")
    values = an_application(costs=(a_cost(), again), certificate=certificate)
    second = a_draft(desk.firm, values)
    with pytest.raises(PaperUsed, match="đã dùng cho hồ sơ 1/2024") as error:
        submit_case(number=second, version=None, viewer=None, by=SYSTEM, at=MOMENT)
    assert [one.field for one in error.value.problems] == ["costs[1].invoice_number"]
    with pytest.raises(PaperUsed, match="đã dùng cho hồ sơ khác"):
        submit_case(number=second, version=None, viewer=desk.applicant, by=SYSTEM, at=MOMENT)
    withdraw_case(number=first, version=None, reason="Thôi", viewer=None, by=SYSTEM, at=MOMENT)
    submit_case(number=second, version=None, viewer=None, by=SYSTEM, at=MOMENT)
    third = a_draft(
        a_firm(desk.world.unit_id), an_application(certificate=replace(certificate, body="TRUNG TÂM chứng nhận thử"))
    )
    with pytest.raises(PaperUsed, match="Giấy chứng nhận"):
        submit_case(number=third, version=None, viewer=None, by=SYSTEM, at=MOMENT)


def _as_kin(keep: int, absorb: int) -> None:
    unite_lineages(keep=keep, absorb=absorb, by=SYSTEM, at=MOMENT)
    Organisation.objects.filter(pk=max(keep, absorb)).update(lineage=min(keep, absorb))


def _as_double(keep: int, absorb: int) -> None:
    Organisation.objects.filter(pk=absorb).update(merged_into=keep, lineage=min(keep, absorb))
    move_organisation(keep=keep, absorb=absorb, by=SYSTEM, at=MOMENT)


@pytest.mark.parametrize("unite", [_as_kin, _as_double])
def test_histories_that_become_one_hold_a_content_once(desk: Desk, unite: Callable[[int, int], None]) -> None:
    """The later case loses the content, is told so, and goes no further; what only one had stays held."""
    first, second = a_firm(desk.world.unit_id), a_firm(desk.world.unit_id)
    earlier, later = an_eligible(second), an_eligible(first, at=datetime(2024, 6, 4, tzinfo=UTC))
    unite(first, second)
    rows = case(earlier), case(later)
    assert [one.slot.holds for one in rows] == [True, False]
    assert {one.slot.lineage_id for one in rows} == {first}
    assert "nên hồ sơ này không được duyệt" in rows[1].steps.latest("pk").comment
    require_slot(rows[0])
    with pytest.raises(AlreadySupported, match="1/2024"):
        require_slot(rows[1])
    if unite is _as_double:
        assert rows[0].organisation_id == first
    assert check_support().problems == ()
    unite_lineages(keep=first, absorb=second, by=SYSTEM, at=MOMENT)  # once more changes nothing
    assert rows[1].steps.filter(comment__contains="lịch sử").count() == 1


def test_what_was_paid_stays_as_it_is(desk: Desk) -> None:
    fund = a_fund(desk.world.plan)
    first, second = a_firm(desk.world.unit_id), a_firm(desk.world.unit_id)
    earlier = an_eligible(first)
    paid = case_in(CaseState.PAID, second, fund=fund, at=datetime(2024, 6, 4, tzinfo=UTC))
    _as_kin(first, second)
    assert [case(one).slot.holds for one in (earlier, paid.pk)] == [False, True]
    assert case(paid.pk).paid_vnd == 30 * MILLION


def offer(organisation: int, content: str, on: date = TODAY) -> Offer:
    (found,) = offers_for(organisation, on, content=content)
    return found


def test_what_an_organisation_could_get_is_told_before_it_applies(desk: Desk) -> None:
    firm = a_firm(desk.world.unit_id)
    systems = offer(firm, "management-system")
    rules = {one.item.key: one for one in systems.rules}
    assert (systems.status, systems.at_most_vnd) == (OfferStatus.OPEN, 50 * MILLION)
    assert rules["systems-2"].status is OfferStatus.MISSING  # its cap was never read
    assert offer(firm, "quality-award").status is OfferStatus.MISSING
    consulting = offer(firm, "digital-consulting")
    assert (consulting.status, consulting.at_most_vnd) == (OfferStatus.OPEN, 50 * MILLION)
    assert consulting.choice is not None
    unsized = a_firm(desk.world.unit_id, industry="", industry_edition="")
    assert [one.key for one in offer(unsized, "digital-consulting").rules[0].to_supply] == ["size"]
    assert offer(a_firm(desk.world.unit_id, kind="school"), "digital-consulting").status is OfferStatus.NOT_FOR_YOU
    a_submitted(firm)
    had = offer(a_branch(firm), "management-system").had
    assert had is not None
    assert (had.label, had.on, had.state) == ("1/2024", TODAY, CaseState.SUBMITTED)
    everything = offers_for(firm, TODAY)
    assert [one.status for one in everything] == sorted((one.status for one in everything), key=[*_ORDER].index)
    # In the old province's own land alone; the resolution of another is not offered.
    assert "technology" not in {one.content for one in everything if one.status is OfferStatus.OPEN}


_ORDER = (OfferStatus.OPEN, OfferStatus.HAD, OfferStatus.MISSING, OfferStatus.NOT_FOR_YOU)


def test_recounting_finds_what_does_not_agree(desk: Desk) -> None:
    fund = a_fund(desk.world.plan)
    row = case_in(CaseState.APPROVED, a_firm(desk.world.unit_id), fund=fund)
    assert check_support().problems == ()
    fund.approved_vnd = 1
    fund.save(update_fields=["approved_vnd"])
    SupportSlot.objects.filter(case=row).update(holds=False)
    ended = a_submitted(a_firm(desk.world.unit_id))
    SupportCase.objects.filter(pk=ended).update(state=CaseState.REFUSED)
    SupportCase.objects.filter(pk=row.pk).update(paid_vnd=1)
    found = "\n".join(check_support().problems)
    for words in (
        "Quỹ “Hỗ trợ tổ chức 2025”",
        "đã chi ghi 1 đồng",
        "mà không giữ nội dung",
        "mà vẫn giữ nội dung",
        "mà vẫn giữ giấy tờ",
    ):
        assert words in found, found
