"""An application on its way: written, handed in, supplemented, corrected, found eligible or refused, given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from nscl.accounts.enums import Role
from nscl.accounts.rules import NotAllowed
from nscl.organisations.enums import FlagKind, OrganisationState
from nscl.organisations.models import Organisation
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.support.enums import AnswerSource, CaseState, DocumentVerdict
from nscl.support.models import Assessment, CaseCost, CaseFact, CaseStep, SupportCase
from nscl.support.operations.cases import (
    BulkAct,
    add_adviser,
    correct_case,
    decide_eligibility,
    examine_document,
    move_many,
    remove_document,
    request_supplement,
    save_draft,
    start_case,
    submit_case,
    withdraw_case,
)
from nscl.support.operations.errors import (
    CaseGone,
    Conflict,
    GrantedByRules,
    NotGranted,
    ReasonMissing,
    Refused,
    StateRefused,
)
from nscl.support.queries.access import CaseMissing, find_case, find_own_case
from nscl.support.queries.assessments import latest_assessment
from nscl.support.queries.cases import case_detail, list_own_cases
from nscl.support.queries.questions import questions_for
from nscl.support.rules.values import CaseValues, CertificateValue, Corrections, CostValue, CostVerdict
from tests.factories.ledger import MILLION
from tests.factories.support import (
    CONSULTING,
    MOMENT,
    a_consulting,
    a_cost,
    a_draft,
    a_firm,
    a_fund,
    a_submitted,
    accept_papers,
    an_application,
    case_in,
    note,
)
from tests.factories.support_rules import GROUP, under
from tests.support.conftest import Desk

OFFICER, LEADER = Role.PROVINCE_OFFICER, Role.PROVINCE_LEADER
TODAY = date(2024, 6, 3)


def case(number: int) -> SupportCase:
    return SupportCase.objects.select_related("organisation").get(pk=number)


def fields(error: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.field for problem in error.value.problems]


def test_an_application_goes_the_whole_way_and_every_step_is_told(desk: Desk) -> None:
    """By the organisation itself, with a draft that is half written first."""
    viewer, by = desk.applicant, desk.actor(Role.BENEFICIARY)
    before = AuditEvent.objects.count()
    started = start_case(organisation=desk.firm, content="management-system", viewer=viewer, by=by, at=MOMENT)
    half = CaseValues(
        content="management-system",
        certificate=CertificateValue(number="A1"),
        costs=(CostValue(head="build"), CostValue(head="build", about="Tư vấn")),
    )
    saved = save_draft(number=started.number, version=started.version, values=half, viewer=viewer, by=by, at=MOMENT)
    assert (CaseCost.objects.get(case=started.number).vnd, saved.version) == (None, 2)
    again = save_draft(number=started.number, version=2, values=half, viewer=viewer, by=by, at=MOMENT)
    assert not again.changed
    saved = save_draft(number=started.number, version=2, values=an_application(), viewer=viewer, by=by, at=MOMENT)
    sent = submit_case(number=started.number, version=saved.version, viewer=viewer, by=by, at=MOMENT)
    row = case(sent.number)
    assert (row.state, row.number, row.year, row.asked_vnd) == ("submitted", 1, 2024, 30 * MILLION)
    assert (row.slot.scope, row.slot.holds, row.used_papers.count()) == ("", True, 2)
    by = desk.actor(OFFICER)
    found = decide_eligibility(
        number=row.pk, version=sent.version, eligible=True, viewer=desk.viewer(OFFICER), by=by, at=MOMENT
    )
    row.refresh_from_db()
    assert (row.state, row.computed_vnd, row.version) == ("eligible", 30 * MILLION, found.version)
    slip = latest_assessment(row.pk)
    assert slip is not None
    assert (slip.state_words, slip.amount_vnd, slip.by) == ("được hỗ trợ", 30 * MILLION, by.name)
    assert [one.amount_vnd for one in slip.steps if one.amount_vnd][:2] == [60 * MILLION, 30 * MILLION]
    assert [one.action for one in AuditEvent.objects.order_by("pk")[before:]] == [
        *("case.started", "case.saved", "case.saved", "case.submitted", "case.found_eligible")
    ]
    own = case_detail(viewer, row.pk)
    assert [(one.to_state, one.by) for one in own.steps] == [(CaseState.SUBMITTED, ""), (CaseState.ELIGIBLE, "")]
    assert [one.by for one in case_detail(desk.viewer(LEADER), row.pk).steps][-1] == by.name


def test_everything_that_is_wanting_is_told_at_once(desk: Desk) -> None:
    late = date(2024, 7, 1)
    values = an_application(
        subject="ISO 9001",
        contact_name="",
        contact_phone="12",
        contact_email="",
        costs=(
            a_cost(on=date(2022, 12, 31)),
            a_cost(on=late, seller_tax_code=""),
            CostValue(head="", about="Khác"),
        ),
        certificate=CertificateValue(body="Trung tâm", on=late),
    )
    number = a_draft(desk.firm, values)
    with pytest.raises(Refused) as error:
        submit_case(number=number, version=None, viewer=None, by=SYSTEM, at=MOMENT)
    assert fields(error) == [
        *("subject", "costs[0].on", "costs[1].on", "costs[1].invoice_number"),
        *("costs[2].head", "costs[2].vnd", "costs[2].on"),
        *("certificate.number", "certificate.on", "contact_name", "contact_phone"),
    ]
    assert "31/12/2022" in str(error.value)
    assert case(number).state == CaseState.DRAFT


def test_papers_and_questions_are_asked_by_the_rule_and_not_where_the_registry_knows(desk: Desk) -> None:
    number = a_draft(a_firm(desk.world.unit_id, year=2023), a_consulting())
    remove_document(
        number=number, document=case(number).documents.order_by("pk")[0].pk, viewer=None, by=SYSTEM, at=MOMENT
    )
    with pytest.raises(Refused) as error:
        submit_case(number=number, version=None, viewer=None, by=SYSTEM, at=MOMENT)
    assert fields(error) == ["documents[0]"]
    asked = questions_for(number, TODAY)
    assert asked is not None
    assert {one.fact.key for one in asked.questions} == {"women-owned", "many-women", "social-enterprise"}
    note(case(number).organisation_id, FlagKind.WOMEN_OWNED, holds=False)
    asked = questions_for(number, TODAY)
    assert asked is not None
    assert [(one.fact.key, one.answer, one.source) for one in asked.known] == [
        ("women-owned", False, AnswerSource.REGISTRY)
    ]


@pytest.mark.usefixtures("own_rules")
def test_the_officer_is_believed_before_the_registry_and_the_registry_before_the_applicant(desk: Desk) -> None:
    firm = a_firm(desk.world.unit_id)
    number = a_draft(firm, under(GROUP, facts={"key-product": True}))
    with pytest.raises(Refused) as error:
        submit_case(number=number, version=None, viewer=None, by=SYSTEM, at=MOMENT)
    assert fields(error) == ["facts[high-tech]"]
    note(firm, FlagKind.KEY_PRODUCT, holds=False)
    note(firm, FlagKind.HIGH_TECH, holds=False)
    sent = submit_case(number=number, version=None, viewer=None, by=SYSTEM, at=MOMENT)
    assert case(number).due_on == date(2024, 6, 10)  # five working days after Monday
    viewer, by = desk.viewer(OFFICER), desk.actor(OFFICER)
    with pytest.raises(NotGranted, match="Không thuộc nhóm"):
        decide_eligibility(number=number, version=None, eligible=True, viewer=viewer, by=by, at=MOMENT)
    assert Assessment.objects.filter(case=number).count() == 0  # what was refused left nothing
    corrections = Corrections(facts={"key-product": True})
    with pytest.raises(ReasonMissing):
        correct_case(number=number, version=sent.version, corrections=corrections, viewer=viewer, by=by, at=MOMENT)
    corrections = replace(corrections, remark="Có trong danh mục sản phẩm chủ lực")
    correct_case(number=number, version=sent.version, corrections=corrections, viewer=viewer, by=by, at=MOMENT)
    assert CaseFact.objects.get(case=number, key="key-product").source == AnswerSource.OFFICER
    decide_eligibility(number=number, version=None, eligible=True, viewer=viewer, by=by, at=MOMENT)
    slip = latest_assessment(number)
    assert slip is not None
    assert [(one.words, one.is_met) for one in slip.priorities] == [("sản phẩm chủ lực", True)]


def test_two_tabs_keep_both_and_nothing_is_overwritten(desk: Desk) -> None:
    number = a_draft(desk.firm)
    version = case(number).version
    viewer, by = desk.applicant, desk.actor(Role.BENEFICIARY)
    first, second = an_application(purpose="Một"), an_application(purpose="Hai")
    save_draft(number=number, version=version, values=first, viewer=viewer, by=by, at=MOMENT)
    with pytest.raises(Conflict) as error:
        save_draft(number=number, version=version, values=second, viewer=viewer, by=by, at=MOMENT)
    assert error.value.current_version == version + 1
    found = {one.field: (one.mine, one.theirs) for one in error.value.fields}
    assert found["purpose"] == ("Hai", "Một")
    assert set(found) == {"purpose", "costs[0]", "certificate"}
    assert case(number).purpose == "Một"


@pytest.mark.parametrize("vnd", [0, -1, 10**15])
def test_impossible_amounts_are_refused_where_they_stand(desk: Desk, vnd: int) -> None:
    number = a_draft(desk.firm)
    values = an_application(costs=(a_cost(), replace(a_cost(), vnd=vnd)))
    with pytest.raises(Refused) as error:
        save_draft(number=number, version=None, values=values, viewer=None, by=SYSTEM, at=MOMENT)
    assert fields(error) == ["costs[1].vnd"]


def test_a_firm_that_is_gone_gets_nothing(desk: Desk) -> None:
    firm = a_firm(desk.world.unit_id)
    number = a_draft(firm)
    gone = {"state": OrganisationState.GONE, "state_on": date(2024, 1, 31)}
    Organisation.objects.filter(pk=firm).update(**gone)
    with pytest.raises(Refused, match="31/01/2024"):
        start_case(organisation=firm, viewer=None, by=SYSTEM, at=MOMENT)
    with pytest.raises(Refused, match="31/01/2024"):
        submit_case(number=number, version=None, viewer=None, by=SYSTEM, at=MOMENT)


def test_supplement_is_asked_with_a_reason_and_handed_in_again(desk: Desk) -> None:
    viewer, by = desk.viewer(OFFICER), desk.actor(OFFICER)
    number = a_submitted(a_firm(desk.world.unit_id))
    with pytest.raises(ReasonMissing):
        request_supplement(number=number, version=None, comment=" ", viewer=viewer, by=by, at=MOMENT)
    until = date(2024, 6, 20)
    with pytest.raises(Refused):
        request_supplement(
            number=number, version=None, comment="Thiếu", until=date(2024, 6, 2), viewer=viewer, by=by, at=MOMENT
        )
    verdict = CostVerdict(is_accepted=False, remark="Hóa đơn mờ")
    corrections = Corrections(costs={0: verdict})
    correct_case(number=number, version=None, corrections=corrections, viewer=viewer, by=by, at=MOMENT)
    request_supplement(
        number=number, version=None, comment="Thiếu hóa đơn", until=until, viewer=viewer, by=by, at=MOMENT
    )
    assert case(number).due_on == until
    stored = case_detail(None, number).costs[0]
    kept = CostValue(
        head="build",
        vnd=stored.vnd,
        on=stored.on,
        seller_tax_code=stored.seller_tax_code,
        invoice_symbol=stored.invoice_symbol,
        invoice_number=stored.invoice_number,
    )
    values = an_application(costs=(kept, a_cost(10)))
    save_draft(number=number, version=None, values=values, viewer=None, by=SYSTEM, at=MOMENT)
    submit_case(number=number, version=None, viewer=None, by=SYSTEM, at=MOMENT)
    row = case(number)
    # The number stays, the cost that the officer did not count stays so, and the papers are those of now.
    assert (row.state, row.number, row.used_papers.count(), row.due_on) == ("submitted", row.number, 3, None)
    assert [one.is_accepted for one in row.costs.order_by("position")] == [False, True]
    decide_eligibility(number=number, version=None, eligible=True, viewer=viewer, by=by, at=MOMENT)
    assert case(number).computed_vnd == 5 * MILLION


def test_a_refusal_gives_the_reasons_of_the_rules_and_lets_go(desk: Desk) -> None:
    viewer, by = desk.viewer(OFFICER), desk.actor(OFFICER)
    firm = a_firm(desk.world.unit_id, kind="school")
    number = a_submitted(firm)
    with pytest.raises(NotGranted):
        decide_eligibility(number=number, version=None, eligible=True, viewer=viewer, by=by, at=MOMENT)
    decide_eligibility(
        number=number, version=None, eligible=False, reason="Đã trao đổi", viewer=viewer, by=by, at=MOMENT
    )
    step = CaseStep.objects.filter(case=number).latest("pk")
    assert step.comment.startswith("Đã trao đổi\nLoại hình: cơ sở giáo dục")
    assert "Nghị quyết 43/2022/NQ-HĐND, quy định 1.1" in step.comment
    row = case(number)
    assert (row.state, row.slot.holds, row.used_papers.filter(holds=True).count()) == ("refused", False, 0)
    # What the rules grant is not refused.
    other = a_submitted(a_firm(desk.world.unit_id))
    with pytest.raises(GrantedByRules):
        decide_eligibility(
            number=other, version=None, eligible=False, reason="Hết tiền", viewer=viewer, by=by, at=MOMENT
        )


def test_papers_are_looked_at_before_a_case_is_eligible(desk: Desk) -> None:
    viewer, by = desk.viewer(OFFICER), desk.actor(OFFICER)
    number = a_submitted(a_firm(desk.world.unit_id), a_consulting())
    assert case(number).due_on == date(2024, 6, 21)  # fourteen working days
    with pytest.raises(StateRefused, match="Chưa xem"):
        decide_eligibility(number=number, version=None, eligible=True, viewer=viewer, by=by, at=MOMENT)
    accept_papers(number)
    paper = case(number).documents.order_by("pk")[0].pk
    verdict = DocumentVerdict.REJECTED
    with pytest.raises(ReasonMissing):
        examine_document(number=number, document=paper, verdict=verdict, viewer=viewer, by=by, at=MOMENT)
    examine_document(number=number, document=paper, verdict=verdict, remark="Mờ", viewer=viewer, by=by, at=MOMENT)
    with pytest.raises(StateRefused, match="không đạt"):
        decide_eligibility(number=number, version=None, eligible=True, viewer=viewer, by=by, at=MOMENT)


def test_a_granted_case_that_is_given_up_gives_everything_back(desk: Desk) -> None:
    fund = a_fund(desk.world.plan)
    row = case_in(CaseState.APPROVED, a_firm(desk.world.unit_id), fund=fund)
    fund.refresh_from_db()
    assert fund.approved_vnd == 30 * MILLION
    withdraw_case(number=row.pk, version=row.version, reason="Không làm nữa", viewer=None, by=SYSTEM, at=MOMENT)
    row.refresh_from_db()
    fund.refresh_from_db()
    assert (row.state, row.approved_vnd, row.fund_id, row.decided_at) == ("withdrawn", None, None, None)
    assert (fund.approved_vnd, row.slot.holds, row.used_papers.filter(holds=True).count()) == (0, False, 0)
    paid = case_in(CaseState.PAID, a_firm(desk.world.unit_id), fund=fund)
    with pytest.raises(StateRefused, match="đã được chi"):
        withdraw_case(number=paid.pk, version=None, reason="Không", viewer=None, by=SYSTEM, at=MOMENT)


def test_many_at_once_each_with_its_outcome(desk: Desk) -> None:
    good, bad = a_submitted(a_firm(desk.world.unit_id)), a_draft(a_firm(desk.world.unit_id))
    outcomes = move_many(
        numbers=[bad, good, good, 10**9],
        act=BulkAct.ELIGIBLE,
        comment="",
        viewer=desk.viewer(OFFICER),
        by=desk.actor(OFFICER),
        at=MOMENT,
    )
    assert [(one.number, one.ok) for one in outcomes] == [(bad, False), (good, True), (10**9, False)]
    assert "đang soạn" in outcomes[0].message
    with pytest.raises(Refused):
        move_many(numbers=range(201), act=BulkAct.ELIGIBLE, comment="", viewer=None, by=SYSTEM, at=MOMENT)


def test_numbers_are_gapless_and_a_draft_that_is_given_up_takes_none(desk: Desk) -> None:
    firms = [a_firm(desk.world.unit_id) for _ in range(3)]
    given_up = a_draft(firms[0])
    withdraw_case(number=given_up, version=None, reason="Thôi", viewer=None, by=SYSTEM, at=MOMENT)
    numbers = [case(a_submitted(firm)).number for firm in firms]
    assert numbers == [1, 2, 3]
    later = a_submitted(a_firm(desk.world.unit_id), at=datetime(2025, 1, 6, tzinfo=UTC))
    assert (case(later).number, case(later).year) == (1, 2025)


def test_only_who_may(desk: Desk) -> None:
    """A firm sees its own cases alone; another's address is no case; staff who do not handle cases change nothing."""
    mine, other = a_submitted(desk.firm), a_submitted(a_firm(desk.world.unit_id))
    viewer, by = desk.applicant, desk.actor(Role.BENEFICIARY)
    assert [one.number for one in list_own_cases(viewer)] == [mine]
    with pytest.raises(CaseMissing):
        find_own_case(viewer, case(other).public_id)
    with pytest.raises(CaseMissing):
        find_case(viewer, mine)
    with pytest.raises(CaseMissing):
        case_detail(viewer, other)
    with pytest.raises(NotAllowed):
        withdraw_case(number=other, version=None, reason="x", viewer=viewer, by=by, at=MOMENT)
    with pytest.raises(NotAllowed):
        decide_eligibility(number=mine, version=None, eligible=True, viewer=viewer, by=by, at=MOMENT)
    for role in (Role.AUDITOR, LEADER, Role.NATIONAL_VIEWER):
        assert find_case(desk.viewer(role), other).label == "2/2024"
        with pytest.raises(NotAllowed):
            request_supplement(number=other, version=None, comment="x", viewer=desk.viewer(role), by=by, at=MOMENT)
    with pytest.raises(StateRefused):
        save_draft(number=mine, version=None, values=an_application(), viewer=viewer, by=by, at=MOMENT)
    with pytest.raises(CaseGone):
        submit_case(number=10**9, version=None, viewer=None, by=SYSTEM, at=MOMENT)
    with pytest.raises(NotAllowed):
        start_case(organisation=case(other).organisation_id, viewer=viewer, by=by, at=MOMENT)


def test_an_adviser_is_noted_once(desk: Desk) -> None:
    number, user = a_submitted(a_firm(desk.world.unit_id)), desk.people[LEADER].pk
    first = add_adviser(number=number, user=user, viewer=None, by=SYSTEM, at=MOMENT)
    assert not add_adviser(number=number, user=user, viewer=None, by=SYSTEM, at=MOMENT).changed
    assert [one.user for one in case_detail(None, number).advisers] == [user]
    assert first.changed
    with pytest.raises(Refused):
        add_adviser(number=number, user=10**9, viewer=None, by=SYSTEM, at=MOMENT)


def test_a_rule_that_is_not_known_is_refused(desk: Desk) -> None:
    for content, policy, item in (("x", "", ""), ("", "x/y", ""), ("", "", f"{CONSULTING}x")):
        with pytest.raises(Refused):
            start_case(
                organisation=desk.firm, content=content, policy=policy, item=item, viewer=None, by=SYSTEM, at=MOMENT
            )
    number = start_case(organisation=desk.firm, viewer=None, by=SYSTEM, at=MOMENT).number
    with pytest.raises(Refused) as error:
        submit_case(number=number, version=None, viewer=None, by=SYSTEM, at=MOMENT)
    assert fields(error) == ["item"]
