"""Links for organisations without an account: one address, one browser, some days; and what is due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nscl.accounts.enums import Role
from nscl.organisations.models import Organisation
from nscl.records.operations import SYSTEM, Actor
from nscl.support.enums import CaseState, LinkTrouble
from nscl.support.models import CaseLink, SupportCase
from nscl.support.operations.cases import save_draft, submit_case, withdraw_case
from nscl.support.operations.deadlines import escalate_overdue
from nscl.support.operations.errors import CaseGone, LinkRefused, Refused
from nscl.support.operations.links import LINK_DAYS, open_link, reissue_link, request_links, send_link
from nscl.support.queries.access import CaseMissing, find_link, find_own_case, link_holder
from nscl.support.queries.due import list_due, support_to_remind
from nscl.work.enums import ReminderKind
from nscl.work.operations.reminders import send_reminders
from tests.factories.support import MOMENT, a_consulting, a_draft, a_firm, a_submitted, an_application
from tests.support.conftest import Desk

EMAIL, TAX_CODE = "giamdoc@hang.example", "0101248141"
FIRST, SECOND = "khóa một", "khóa hai"
APPLICANT = Actor(None, f"Người nộp ({EMAIL})")


def test_a_link_opens_a_case_in_one_browser(desk: Desk) -> None:
    number = a_draft(a_firm(desk.world.unit_id))
    link = send_link(case=number, email=f" {EMAIL.upper()} ", viewer=None, by=SYSTEM, at=MOMENT)
    assert (link.email, len(link.token)) == (EMAIL, 43)
    stored = CaseLink.objects.get(case=number)
    assert link.token not in {stored.token_hash, stored.browser_hash}
    state = find_link(link.token, "", MOMENT)
    assert (state.trouble, state.needs_opening, state.email_hint) == (None, True, "g…@hang.example")
    holder = open_link(token=link.token, browser_key=FIRST, at=MOMENT)
    assert holder == open_link(token=link.token, browser_key=FIRST, at=MOMENT)
    public_id = SupportCase.objects.get(pk=number).public_id
    assert find_link(link.token, FIRST, MOMENT).holder == link_holder(public_id, FIRST, MOMENT) == holder
    assert find_own_case(holder, public_id).is_own
    # Another browser, and another case.
    assert find_link(link.token, SECOND, MOMENT).trouble is LinkTrouble.OTHER_BROWSER
    with pytest.raises(LinkRefused) as error:
        open_link(token=link.token, browser_key=SECOND, at=MOMENT)
    assert error.value.why is LinkTrouble.OTHER_BROWSER
    other = a_draft(a_firm(desk.world.unit_id))
    for key in (SECOND, ""):
        with pytest.raises(CaseMissing):
            link_holder(public_id, key, MOMENT)
    with pytest.raises(CaseMissing):
        find_own_case(holder, SupportCase.objects.get(pk=other).public_id)
    with pytest.raises(CaseGone):
        save_draft(number=other, version=None, values=an_application(), viewer=holder, by=APPLICANT, at=MOMENT)
    save_draft(number=number, version=None, values=an_application(), viewer=holder, by=APPLICANT, at=MOMENT)
    submit_case(number=number, version=None, viewer=holder, by=APPLICANT, at=MOMENT)
    assert SupportCase.objects.get(pk=number).steps.get().by_id is None


def test_a_new_link_goes_to_the_same_address_and_ends_the_old_one(desk: Desk) -> None:
    number = a_draft(a_firm(desk.world.unit_id))
    old = send_link(case=number, email=EMAIL, viewer=None, by=SYSTEM, at=MOMENT)
    open_link(token=old.token, browser_key=FIRST, at=MOMENT)
    new = reissue_link(token=old.token, at=MOMENT)
    assert new.email == EMAIL
    public_id = SupportCase.objects.get(pk=number).public_id
    assert find_link(old.token, FIRST, MOMENT).trouble is LinkTrouble.UNKNOWN
    with pytest.raises(CaseMissing):
        link_holder(public_id, FIRST, MOMENT)
    open_link(token=new.token, browser_key=SECOND, at=MOMENT)
    with pytest.raises(LinkRefused):
        reissue_link(token=old.token, at=MOMENT)
    over = MOMENT + timedelta(days=LINK_DAYS)
    assert find_link(new.token, SECOND, over).trouble is LinkTrouble.EXPIRED
    with pytest.raises(LinkRefused):
        open_link(token=new.token, browser_key=SECOND, at=over)
    with pytest.raises(CaseMissing):
        link_holder(public_id, SECOND, over)
    reissue_link(token=new.token, at=over)  # whoever comes late asks for another
    with pytest.raises(Refused):
        send_link(case=number, email="không có", viewer=None, by=SYSTEM, at=MOMENT)


def test_a_draft_that_is_given_up_is_not_opened_again(desk: Desk) -> None:
    number = a_draft(a_firm(desk.world.unit_id))
    link = send_link(case=number, email=EMAIL, viewer=None, by=SYSTEM, at=MOMENT)
    withdraw_case(number=number, version=None, reason="Thôi", viewer=None, by=SYSTEM, at=MOMENT)
    assert find_link(link.token, "", MOMENT).trouble is LinkTrouble.UNKNOWN


def test_links_are_asked_for_with_what_the_registry_knows(desk: Desk) -> None:
    firm = a_firm(desk.world.unit_id, tax_code=TAX_CODE, email=EMAIL)
    sent = a_submitted(firm)
    for wrong in ({"tax_code": "0101248141", "email": "khac@hang.example"}, {"tax_code": "1", "email": EMAIL}):
        assert request_links(at=MOMENT, **wrong) == ()
    links = request_links(tax_code="0101248141", email=EMAIL.upper(), at=MOMENT)
    assert [one.label for one in links] == ["bản nháp", "1/2024"]
    assert {one.case for one in links} == {sent, SupportCase.objects.get(state=CaseState.DRAFT, organisation=firm).pk}
    assert len(request_links(tax_code="0101248141", email=EMAIL, at=MOMENT)) == 2  # the draft is used again
    Organisation.objects.filter(pk=firm).update(state="gone", state_on=date(2024, 1, 1))
    SupportCase.objects.filter(state=CaseState.DRAFT).delete()
    assert [one.case for one in request_links(tax_code="0101248141", email=EMAIL, at=MOMENT)] == [sent]


def test_what_is_due_is_told_before_and_marked_after(desk: Desk) -> None:
    """Fourteen working days: the officer hears two working days before, the leader once it is late, each once."""
    number = a_submitted(desk.firm, a_consulting())
    due = date(2024, 6, 21)
    (row,) = list_due(desk.viewer(Role.PROVINCE_OFFICER), date(2024, 6, 20))
    assert (row.number, row.due_on, row.is_late) == (number, due, False)
    assert list_due(None, due, until=date(2024, 6, 20)) == ()
    assert support_to_remind(on=date(2024, 6, 18)) == ()
    told = support_to_remind(on=date(2024, 6, 19))
    assert [(one.recipient.name, [item.kind for item in one.items]) for one in told] == [
        (desk.people[Role.PROVINCE_OFFICER].full_name, [ReminderKind.TWO_DAYS_BEFORE])
    ]
    send_reminders(reminders=told[0], post=lambda _letter: None, at=MOMENT)
    assert support_to_remind(on=date(2024, 6, 20)) == ()
    assert escalate_overdue(on=due, at=MOMENT) == 0
    late = date(2024, 6, 24)
    assert (escalate_overdue(on=late, at=MOMENT), escalate_overdue(on=late, at=MOMENT)) == (1, 0)
    assert [one.recipient.name for one in support_to_remind(on=late)] == [desk.people[Role.PROVINCE_LEADER].full_name]
    assert list_due(None, late)[0].escalated_at == MOMENT
