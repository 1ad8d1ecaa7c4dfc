"""Filling a sample of support by the acts that people do, on days gone by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate, make_aware

from nscl.accounts.enums import Role
from nscl.accounts.models import RoleGrant
from nscl.finance.models import LedgerAccount
from nscl.organisations.enums import VsicEdition
from nscl.organisations.models import Organisation, OrganisationFigures, OrganisationFlag
from nscl.organisations.operations.registry.sizing import refresh_size
from nscl.plans.models import Plan
from nscl.records.operations import Actor
from nscl.support.models import SupportCase, SupportFund
from nscl.support.operations.funds import open_fund
from nscl.support.operations.sample.applying import Applying, fill_case
from nscl.support.operations.sample.appraising import fill_appraisal
from nscl.support.operations.sample.reaching_out import fill_outreach
from nscl.support.sample import APPLICANT, CASES, FIRMS, SampleFirm
from nscl.support.sample.firms import BASIS, SOURCE
from nscl.text.folding import fold
from nscl.work.operations.provinces import province_on

_OFFICE_HOUR: Final = time(9, 0)
_CEILING_VND: Final = 300_000_000
_FUND: Final = "Hỗ trợ tổ chức (mẫu)"


@dataclass(frozen=True, slots=True)
class FilledSupport:
    """How many organisations and cases were written."""

    organisations: int = 0
    cases: int = 0


@transaction.atomic
def fill_support(*, plan: int, year: int, by: Actor, at: datetime) -> FilledSupport:
    """Cases of a dozen organisations under a plan, as of the day of `at`, which must lie in the year.

    Nothing in a province without sample accounts, nor where a sample is already: another plan's, or one that was taken
    away and is filled again. Every act leaves its event, by `by`.
    """
    on = localdate(at)
    owner = Plan.objects.get(pk=plan)
    if year != on.year or not owner.period_start <= year <= owner.period_end:
        return FilledSupport()
    unit = province_on(owner.unit_id, on)
    people = _sample_people(unit)
    if not people or SupportCase.objects.filter(unit=unit, is_sample=True).exists():
        return FilledSupport()
    firms = _firms(unit, people, on, at, by)
    numbers: dict[int, int] = {}
    for place, case in enumerate(CASES):
        began = morning(on - timedelta(days=case.ago))
        numbers[place] = fill_case(case, Applying(firms[case.firm], plan, began, at), by)
    fill_appraisal(unit, people, numbers, on=on, by=by)
    fill_outreach(plan, firms, on=on, morning=morning, by=by)
    _fill_fund(plan, year, by, at)
    return FilledSupport(len(firms), len(numbers))


def morning(day: date) -> datetime:
    """When an office opens on a day."""
    return make_aware(datetime.combine(day, _OFFICE_HOUR))


def _sample_people(unit: int) -> Mapping[Role, RoleGrant]:
    """The sample accounts of a province by role."""
    grants = RoleGrant.objects.select_related("user", "organisation").filter(
        user__is_sample=True, user__is_active=True, revoked_at__isnull=True
    )
    there = [
        one
        for one in grants.select_related("agency").order_by("-pk")
        if unit in {one.unit_id, one.agency and one.agency.unit_id, one.organisation and one.organisation.unit_id}
    ]
    return {Role(one.role): one for one in there}


def _firms(unit: int, people: Mapping[Role, RoleGrant], on: date, at: datetime, by: Actor) -> dict[str, int]:
    """The organisations by key, with figures and flags. Without a beneficiary's account, its cases are the first's."""
    found: dict[str, int] = {}
    for firm in FIRMS:
        row = Organisation.objects.create(
            name=firm.name,
            folded=fold(firm.name),
            kind=firm.kind,
            unit_id=unit,
            industry=firm.industry,
            industry_edition=VsicEdition.V2018,
            created_at=at,
            created_by_id=by.number,
            is_sample=True,
        )
        _note(row, firm, on, at)
        found[firm.key] = row.pk
    grant = people.get(Role.BENEFICIARY)
    own = grant.organisation if grant else None
    if own is not None:
        _note(own, APPLICANT, on, at)
    found[APPLICANT.key] = own.pk if own is not None else found[FIRMS[0].key]
    return found


def _note(row: Organisation, firm: SampleFirm, on: date, at: datetime) -> None:
    """Figures of the two years before, as cases of last year need them; flags from then on."""
    workers, revenue, capital = firm.figures
    for year in (on.year - 2, on.year - 1):
        OrganisationFigures.objects.get_or_create(
            organisation=row,
            year=year,
            defaults={
                "workers": workers,
                "revenue_vnd": revenue,
                "capital_vnd": capital,
                "source": SOURCE,
                "stated_at": at,
            },
        )
    for kind in firm.flags:
        if not OrganisationFlag.objects.filter(organisation=row, kind=kind, until__isnull=True).exists():
            OrganisationFlag.objects.create(
                organisation=row, kind=kind, holds=True, since=date(on.year - 2, 1, 1), basis=BASIS, stated_at=at
            )
    if not row.industry:
        row.industry, row.industry_edition = firm.industry, VsicEdition.V2018
    refresh_size(row, on)
    row.save()


def _fill_fund(plan: int, year: int, by: Actor, at: datetime) -> None:
    """A ceiling of the sample's own, where the ledger has money of the year allocated."""
    account = LedgerAccount.objects.filter(plan=plan, year=year, allocated_vnd__gt=0).order_by("-allocated_vnd", "pk")
    row = account.first()
    if row is None or SupportFund.objects.filter(account=row, is_sample=True).exists():
        return
    ceiling = min(row.allocated_vnd, _CEILING_VND)
    open_fund(account=row.pk, name=_FUND, ceiling_vnd=ceiling, viewer=None, by=by, at=at, is_sample=True)
