"""Cases of support, by the real operations up to eligibility; what comes after is written straight into the tables.

The small world is Bắc Giang of 2024, where Resolution 43/2022/NQ-HĐND is in force: half of the costs of a certified
system, at most 50 million đồng a standard, and nothing unknown stands in the way of a first application.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from nscl.organisations.enums import FlagKind, OrganisationKind, VsicEdition
from nscl.organisations.models import Organisation, OrganisationFigures, OrganisationFlag
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM
from nscl.support.enums import GRANTED, CaseState, DocumentStage, DocumentVerdict
from nscl.support.models import CaseDocument, CaseStep, SupportCase, SupportFund
from nscl.support.operations.cases import (
    attach_document,
    decide_eligibility,
    examine_document,
    request_supplement,
    save_draft,
    start_case,
    submit_case,
    withdraw_case,
)
from nscl.support.rules.values import CaseValues, CertificateValue, CostValue
from nscl.text.folding import fold
from tests.factories.ledger import MILLION, STATE, account, allocated, approved_estimate, entry
from tests.factories.work import issue_small_plan

# While the small plan's province is still Bắc Giang, and its resolution in force.
MOMENT = datetime(2024, 6, 3, 2, 0, tzinfo=UTC)
SYSTEMS = "bac-giang/43-2022-nq-hdnd#systems-1"  # after a certificate; how often is not known
CONSULTING = "quoc-gia/80-2021-nd-cp#digital-consulting"  # half of a contract, as often as one likes, with two papers
SELLER = "0101248141"
_numbers = count(1)
_UNTIL_SUBMITTED = (CaseState.DRAFT, CaseState.WITHDRAWN)


@dataclass(frozen=True)
class World:
    """The small plan in force, its province of then, and one small manufacturer with figures of 2023."""

    plan: Plan
    unit_id: int
    firm: int


def make_world() -> World:
    """The small world. The reference data must be there."""
    plan = issue_small_plan()
    return World(plan, plan.unit_id, a_firm(plan.unit_id))


def a_firm(unit_id: int, name: str = "", *, year: int = 2023, **columns: Any) -> int:
    """A small manufacturer (VSIC 2018, division 25) with the figures of a year; returns its number."""
    number = next(_numbers)
    name = name or f"Công ty Cơ khí Thử {number}"
    defaults = {"kind": OrganisationKind.ENTERPRISE, "industry": "25920", "industry_edition": VsicEdition.V2018}
    row = Organisation.objects.create(name=name, folded=fold(name), unit_id=unit_id, **{**defaults, **columns})
    state_figures(row.pk, year)
    return int(row.pk)


def a_branch(of: int, name: str = "Chi nhánh Thử") -> int:
    """A branch that shares the history of support of an organisation."""
    head = Organisation.objects.get(pk=of)
    return a_firm(head.unit_id, name, parent=head, lineage_id=head.lineage_head)


def state_figures(organisation: int, year: int, *, workers: int = 40) -> None:
    """Figures of a small enterprise for a year."""
    OrganisationFigures.objects.create(
        organisation_id=organisation,
        year=year,
        workers=Decimal(workers),
        revenue_vnd=30_000 * MILLION,
        capital_vnd=15_000 * MILLION,
        stated_at=MOMENT,
    )


def note(organisation: int, kind: FlagKind, *, holds: bool = True, since: date = date(2023, 1, 1)) -> None:
    """Something noted of an organisation."""
    OrganisationFlag.objects.create(
        organisation_id=organisation, kind=kind, holds=holds, since=since, basis="Giấy tờ thử", stated_at=MOMENT
    )


def a_cost(millions: int = 60, head: str = "build", on: date = date(2024, 3, 1), **changes: Any) -> CostValue:
    """A cost with an invoice of its own."""
    number = next(_numbers)
    base = CostValue(
        head=head,
        vnd=millions * MILLION,
        on=on,
        seller_tax_code=SELLER,
        invoice_symbol="C24TAA",
        invoice_number=f"{number:06}",
    )
    return replace(base, **changes)


def a_certificate(**changes: Any) -> CertificateValue:
    """A certificate of its own."""
    base = CertificateValue(number=f"HT-{next(_numbers):05}", body="Trung tâm Chứng nhận Thử", on=date(2024, 5, 2))
    return replace(base, **changes)


def an_application(**changes: Any) -> CaseValues:
    """A whole application for ISO 14001: 60 million of costs, so 30 million of support."""
    base = CaseValues(
        policy=SYSTEMS.partition("#")[0],
        item=SYSTEMS,
        content="management-system",
        subject="ISO 14001:2015",
        purpose="Áp dụng hệ thống quản lý môi trường tại xưởng",
        contact_name="Nguyễn Văn Thử",
        contact_phone="0912345678",
        contact_email="lienhe@thu.example",
        costs=(a_cost(),),
        certificate=a_certificate(),
    )
    return replace(base, **changes)


def a_consulting(**changes: Any) -> CaseValues:
    """A whole application for digital consulting: a contract of 80 million, so 40 million for a small enterprise."""
    cost = a_cost(80, "contract", invoice_number="", invoice_symbol="", seller_tax_code="")
    base = an_application(
        policy=CONSULTING.partition("#")[0],
        item=CONSULTING,
        content="digital-consulting",
        subject="",
        costs=(cost,),
        certificate=None,
    )
    return replace(base, **changes)


def a_draft(
    organisation: int,
    values: CaseValues | None = None,
    *,
    at: datetime = MOMENT,
    plan: int | None = None,
    is_sample: bool = False,
) -> int:
    """A draft with everything that its rule asks, papers included; returns its number."""
    values = values or an_application()
    started = start_case(
        organisation=organisation, item=values.item, plan=plan, viewer=None, by=SYSTEM, at=at, is_sample=is_sample
    )
    save_draft(number=started.number, version=started.version, values=values, viewer=None, by=SYSTEM, at=at)
    if values.item == CONSULTING:
        for name in ("Tờ khai xác định quy mô doanh nghiệp", "Giấy tờ của nội dung hỗ trợ (bản sao)"):
            link = f"https://thu.example/{next(_numbers)}"
            attach_document(number=started.number, name=name, link=link, viewer=None, by=SYSTEM, at=at)
    return started.number


def a_submitted(organisation: int, values: CaseValues | None = None, *, at: datetime = MOMENT, **options: Any) -> int:
    """A case that was handed in; returns its number."""
    number = a_draft(organisation, values, at=at, **options)
    submit_case(number=number, version=None, viewer=None, by=SYSTEM, at=at)
    return number


def an_eligible(organisation: int, values: CaseValues | None = None, *, at: datetime = MOMENT, **options: Any) -> int:
    """A case that was found eligible, its papers accepted; returns its number."""
    number = a_submitted(organisation, values, at=at, **options)
    accept_papers(number, at)
    decide_eligibility(number=number, version=None, eligible=True, viewer=None, by=SYSTEM, at=at)
    return number


def accept_papers(number: int, at: datetime = MOMENT) -> None:
    """An officer found all papers of the application in order."""
    papers = CaseDocument.objects.filter(case=number, stage=DocumentStage.APPLICATION).order_by("pk")
    for paper in papers.values_list("pk", flat=True):
        verdict = DocumentVerdict.ACCEPTED
        examine_document(number=number, document=paper, verdict=verdict, viewer=None, by=SYSTEM, at=at)


def a_fund(plan: Plan, ceiling: int = 100 * MILLION) -> SupportFund:
    """The money for support of 2025: an estimate, its accounts, an allocation, a ceiling on one account."""
    approved_estimate(plan)
    allocated(plan, entry(plan, 200))
    return SupportFund.objects.create(
        unit_id=plan.unit_id,
        plan=plan,
        year=2025,
        name="Hỗ trợ tổ chức 2025",
        account=account(plan, "1", STATE),
        ceiling_vnd=ceiling,
        created_at=MOMENT,
    )


def case_in(
    state: CaseState,
    organisation: int,
    values: CaseValues | None = None,
    *,
    fund: SupportFund | None = None,
    at: datetime = MOMENT,
    **options: Any,
) -> SupportCase:
    """A case in any state; from APPROVED on a fund must be given."""
    number = _begun(state, organisation, values, at, options)
    row = SupportCase.objects.select_related("organisation").get(pk=number)
    if row.state != state:
        _written(row, state, fund, at)
    return SupportCase.objects.select_related("organisation").get(pk=number)


def _begun(
    state: CaseState, organisation: int, values: CaseValues | None, at: datetime, options: dict[str, Any]
) -> int:
    if state in _UNTIL_SUBMITTED:
        number = a_draft(organisation, values, at=at, **options)
    elif state in {CaseState.SUBMITTED, CaseState.SUPPLEMENT, CaseState.REFUSED}:
        number = a_submitted(organisation, values, at=at, **options)
    else:
        number = an_eligible(organisation, values, at=at, **options)
    if state is CaseState.WITHDRAWN:
        withdraw_case(number=number, version=None, reason="Không làm nữa", viewer=None, by=SYSTEM, at=at)
    if state is CaseState.SUPPLEMENT:
        request_supplement(number=number, version=None, comment="Bổ sung hóa đơn", viewer=None, by=SYSTEM, at=at)
    return number


def _written(row: SupportCase, state: CaseState, fund: SupportFund | None, at: datetime) -> None:
    """Steps that belong to others, straight into the tables."""
    changes: dict[str, Any] = {"state": state}
    if state in GRANTED:
        assert fund is not None, "a granted case needs a fund"
        amount = row.computed_vnd
        changes |= {"approved_vnd": amount, "fund": fund, "decided_at": at, "decision_number": "01/QĐ-UBND"}
        fund.approved_vnd += amount or 0
        fund.save(update_fields=["approved_vnd"])
        if state in {CaseState.PAID, CaseState.CLOSED}:
            changes |= {"paid_vnd": amount}
    if state is CaseState.REJECTED:
        changes |= {"decided_at": at}
    if state in {CaseState.REJECTED, CaseState.REFUSED}:
        row.slot.holds = False
        row.slot.save(update_fields=["holds"])
        row.used_papers.update(holds=False)
    CaseStep.objects.create(case=row, from_state=row.state, to_state=state, at=at, comment="Thử")
    SupportCase.objects.filter(pk=row.pk).update(**changes)
