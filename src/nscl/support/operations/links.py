"""Links by which an organisation without an account applies: one e-mail address, one browser, some days."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.organisations.models import Organisation
from nscl.records.operations import SYSTEM, Actor
from nscl.support.enums import CaseState, LinkTrouble
from nscl.support.models import CaseLink, SupportCase
from nscl.support.operations.cases.starting import start_case
from nscl.support.operations.errors import LinkRefused, Refused
from nscl.support.operations.opening import Asker, open_case, record
from nscl.support.queries.access import ByLink, case_label, hashed
from nscl.text.tax_codes import TaxCodeError, parse_tax_code
from nscl.work.rules.problems import Problem, Reason

LINK_DAYS: Final = 14
_TOKEN_BYTES: Final = 32  # 256 bits
# Cases of one organisation that a letter on request names; more than these no small firm has on the way.
_MOST_LINKS: Final = 10
_ENDED: Final = (CaseState.REFUSED, CaseState.REJECTED, CaseState.CLOSED, CaseState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """A link as its letter carries it; the token is nowhere kept in the open."""

    case: int
    email: str
    token: str
    label: str
    organisation: str
    expires_at: datetime


@transaction.atomic
def send_link(*, case: int, email: str, viewer: Asker, by: Actor, at: datetime) -> IssuedLink:
    """A link of a case for an e-mail address, for the caller to send; earlier ones to that address open nothing more.

    Raises CaseGone, NotAllowed, Refused (no address).
    """
    opened = open_case(case, viewer)
    address = email.strip().lower()
    if "@" not in address:
        message = _("Chưa ghi địa chỉ thư điện tử")
        raise Refused([Problem("email", Reason.MISSING, message, _("ghi địa chỉ thư của tổ chức"))])
    issued = _issue(opened.row, address, at)
    record(opened, "link_sent", by=by, at=at, comment=address)
    return issued


@transaction.atomic
def reissue_link(*, token: str, at: datetime) -> IssuedLink:
    """A new link to the same e-mail address, for whoever has one that opens nothing here; the old one is revoked.

    Raises LinkRefused for a token that was never given, or was replaced.
    """
    old = CaseLink.objects.select_related("case").filter(token_hash=hashed(token), revoked_at__isnull=True).first()
    if old is None:
        raise LinkRefused(LinkTrouble.UNKNOWN)
    opened = open_case(old.case_id, None)
    issued = _issue(opened.row, old.email, at)
    record(opened, "link_sent", by=SYSTEM, at=at, comment=old.email)
    return issued


@transaction.atomic
def request_links(*, tax_code: str, email: str, at: datetime) -> tuple[IssuedLink, ...]:
    """Links of an organisation's cases on the way and of a draft to begin, for the address that the registry has.

    Empty where tax code or address are not the registry's: whoever asks is answered the same, and only the organisation
    gets a letter.
    """
    try:
        code = parse_tax_code(tax_code).text
    except TaxCodeError:
        return ()
    address = email.strip().lower()
    firm = Organisation.objects.filter(tax_code=code, email__iexact=address, merged_into__isnull=True).first()
    if firm is None or not address:
        return ()
    cases = SupportCase.objects.filter(organisation=firm).exclude(state__in=_ENDED).order_by("-created_at", "-pk")
    numbers = list(cases.values_list("pk", flat=True)[:_MOST_LINKS])
    try:
        if not cases.filter(state=CaseState.DRAFT).exists():
            numbers.insert(0, start_case(organisation=firm.pk, viewer=None, by=SYSTEM, at=at).number)
    except Refused:  # an organisation that is gone, a province without a plan: nothing to begin
        pass
    issued = []
    for number in numbers:
        opened = open_case(number, None)
        issued.append(_issue(opened.row, address, at))
        record(opened, "link_sent", by=SYSTEM, at=at, comment=address)
    return tuple(issued)


@transaction.atomic
def open_link(*, token: str, browser_key: str, at: datetime) -> ByLink:
    """Open a link in a browser: the first that does is the only one that can.

    browser_key: 256 random bits of the browser's cookie. No audit event: nothing of the case changes, and the link's
    own row says when. Raises LinkRefused.
    """
    link = CaseLink.objects.select_for_update(no_key=True).filter(token_hash=hashed(token)).first()
    if link is None or link.revoked_at is not None:
        raise LinkRefused(LinkTrouble.UNKNOWN)
    if link.expires_at <= at:
        raise LinkRefused(LinkTrouble.EXPIRED)
    if link.opened_at is None:
        link.opened_at, link.browser_hash = at, hashed(browser_key)
        link.save(update_fields=["opened_at", "browser_hash"])
    elif link.browser_hash != hashed(browser_key):
        raise LinkRefused(LinkTrouble.OTHER_BROWSER)
    return ByLink(link.case_id, link.email)


def _issue(row: SupportCase, email: str, at: datetime) -> IssuedLink:
    CaseLink.objects.filter(case=row, email=email, revoked_at__isnull=True).update(revoked_at=at)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    expires = at + timedelta(days=LINK_DAYS)
    CaseLink.objects.create(case=row, email=email, token_hash=hashed(token), created_at=at, expires_at=expires)
    return IssuedLink(row.pk, email, token, case_label(row.year, row.number), row.organisation.name, expires)
