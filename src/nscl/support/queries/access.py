"""The one door to a case, for staff, for the organisation itself, and for whoever holds its link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final, TypeAlias

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.support.enums import CaseState, LinkTrouble
from nscl.support.models import CaseLink, SupportCase
from nscl.support.queries.rulebook import vocabulary


class CaseMissing(LookupError):
    """No such case, or none that the person may see: the two are not told apart."""


@dataclass(frozen=True, slots=True)
class ByLink:
    """Whoever holds the opened link of a case: acts for the organisation on it alone. email: where it was sent."""

    case: int
    email: str


# Who asks: a person with an account, the holder of a link, or the system (None).
Asker: TypeAlias = Viewer | ByLink | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHeader:
    """A case as every page of it needs it. lineage: the head of those that share the organisation's history of support.

    may_handle, may_decide, may_pay: what the viewer may do in the case's province; is_own: they act for its owner.
    """

    number: int
    public_id: str
    label: str
    state: CaseState
    unit_id: int
    plan_id: int
    plan_slug: str
    agency_id: int | None
    agency: str
    organisation_id: int
    organisation: str
    tax_code: str
    lineage: int
    policy: str
    item: str
    content: str
    content_name: str
    subject: str
    units: int
    asked_vnd: int | None
    computed_vnd: int | None
    approved_vnd: int | None
    paid_vnd: int
    fund_id: int | None
    created_at: datetime
    submitted_at: datetime | None
    decided_at: datetime | None
    decision_number: str
    due_on: date | None
    due_unverified: bool
    escalated_at: datetime | None
    version: int
    is_sample: bool
    may_handle: bool
    may_decide: bool
    may_pay: bool
    is_own: bool

    def is_late(self, on: date) -> bool:
        """True where what is waited for should have been done before that day."""
        return self.due_on is not None and self.due_on < on


@dataclass(frozen=True, slots=True)
class LinkState:
    """A link as one browser finds it. needs_opening: nobody has opened it yet, a press of a button binds it here.

    trouble: why it opens nothing, None where it does; email_hint: where it was sent, as a reminder ("t…@cty.example").
    """

    trouble: LinkTrouble | None
    needs_opening: bool = False
    holder: ByLink | None = None
    public_id: str = ""
    email_hint: str = ""


_RELATED: Final = ("organisation", "plan", "agency")


def visible_cases(viewer: Viewer) -> QuerySet[SupportCase]:
    """The cases of the provinces where the viewer sees support, drafts included; unordered."""
    rows = SupportCase.objects.all()
    units = viewer.units_with(Permission.VIEW_SUPPORT)
    return rows if units is None else rows.filter(unit__in=list(units))


def find_case(viewer: Viewer, number: int) -> CaseHeader:
    """A case that the viewer sees as staff. One query. Raises CaseMissing."""
    row = visible_cases(viewer).select_related(*_RELATED).filter(pk=number).first()
    if row is None:
        raise CaseMissing(str(number))
    return header_of(row, viewer)


def find_own_case(asker: Asker, public_id: str) -> CaseHeader:
    """A case of an organisation that the asker acts for, by its address. One query. Raises CaseMissing."""
    row = SupportCase.objects.select_related(*_RELATED).filter(public_id=public_id).first()
    if row is None or not is_own(asker, row.pk, row.organisation_id):
        raise CaseMissing(public_id)
    return header_of(row, asker)


def is_own(asker: Asker, case: int, organisation: int) -> bool:
    """True where the asker acts for the organisation whose case it is."""
    if isinstance(asker, ByLink):
        return asker.case == case
    return asker is not None and organisation in asker.own_organisations


def case_label(year: int | None, number: int | None) -> str:
    """A case as people call it: "12/2026"; "bản nháp" before it is handed in."""
    return f"{number}/{year}" if number and year else _("bản nháp")


def header_of(row: SupportCase, asker: Asker) -> CaseHeader:
    """The header of a loaded case (with its organisation, plan and agency)."""

    def may(permission: Permission) -> bool:
        return isinstance(asker, Viewer) and asker.may(permission, row.unit_id)

    return CaseHeader(
        **_columns(row),
        label=case_label(row.year, row.number),
        state=CaseState(row.state),
        plan_slug=row.plan.slug,
        agency=row.agency.name if row.agency else "",
        organisation=row.organisation.name,
        tax_code=row.organisation.tax_code or "",
        lineage=row.organisation.lineage_head,
        content_name=vocabulary().contents.get(row.content, row.content),
        may_handle=may(Permission.HANDLE_SUPPORT),
        may_decide=may(Permission.DECIDE_SUPPORT),
        may_pay=may(Permission.PAY_SUPPORT),
        is_own=is_own(asker, row.pk, row.organisation_id),
    )


def _columns(row: SupportCase) -> dict[str, Any]:
    """What the header repeats of the row as it stands there."""
    names = (
        *("public_id", "unit_id", "plan_id", "agency_id", "organisation_id", "policy", "item", "content", "subject"),
        *("units", "asked_vnd", "computed_vnd", "approved_vnd", "paid_vnd", "fund_id", "created_at", "submitted_at"),
        *("decided_at", "decision_number", "due_on", "due_unverified", "escalated_at", "version", "is_sample"),
    )
    return {"number": row.pk, **{name: getattr(row, name) for name in names}}


def hashed(secret: str) -> str:
    """A token or a browser's key as it is kept: SHA-256. Both are 256 random bits, so nobody can try them all."""
    return sha256(secret.encode()).hexdigest()


def find_link(token: str, browser_key: str, at: datetime) -> LinkState:
    """What a link opens for the browser with this key ("" where it has none yet). One query; nothing is written."""
    link = CaseLink.objects.select_related("case").filter(token_hash=hashed(token)).first()
    if link is None or link.revoked_at is not None:
        return LinkState(LinkTrouble.UNKNOWN)
    hint = email_hint(link.email)
    if link.expires_at <= at:
        return LinkState(LinkTrouble.EXPIRED, email_hint=hint)
    if link.opened_at is None:
        return LinkState(None, needs_opening=True, email_hint=hint)
    if not browser_key or link.browser_hash != hashed(browser_key):
        return LinkState(LinkTrouble.OTHER_BROWSER, email_hint=hint)
    return LinkState(None, holder=ByLink(link.case_id, link.email), public_id=link.case.public_id, email_hint=hint)


def link_holder(public_id: str, browser_key: str, at: datetime) -> ByLink:
    """Who a browser is that opened a link of the case and asks again. One query. Raises CaseMissing."""
    links = CaseLink.objects.filter(
        case__public_id=public_id,
        browser_hash=hashed(browser_key) if browser_key else None,
        revoked_at__isnull=True,
        expires_at__gt=at,
    )
    link = links.order_by("-opened_at", "-pk").first() if browser_key else None
    if link is None:
        raise CaseMissing(public_id)
    return ByLink(link.case_id, link.email)


def email_hint(email: str) -> str:
    """An address as somebody who knows it recognises it, and nobody else learns it: "t…@cty.example"."""
    name, _at, host = email.partition("@")
    return f"{name[:1]}…@{host}"
