"""What is noted of an organisation with a date and a basis; evidence hangs on it (kind `enums.FLAG`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.organisations.enums import FlagKind, RiskLevel
from nscl.organisations.models import Organisation, OrganisationFlag
from nscl.organisations.models.facts import OCOP_STARS
from nscl.organisations.operations.registry.entries import one_line, too_long
from nscl.organisations.operations.registry.errors import FieldProblem, FlagClash, FlagMissing, InvalidEntry
from nscl.organisations.operations.registry.rows import day_in_words, locked, reference
from nscl.organisations.operations.registry.wording import as_stored
from nscl.organisations.rules.reach import RegistryViewer
from nscl.records.operations import Actor, Change, record_event
from nscl.text.folding import fold

# Of these it must be said for which product.
ABOUT_PRODUCTS: Final = frozenset({FlagKind.KEY_PRODUCT, FlagKind.OCOP, FlagKind.RISK, FlagKind.KEY_EXPORT})
_LENGTHS: Final = {"product": 200, "basis": 250}
_REASON_LENGTH: Final = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagEntry:
    """What somebody notes. holds False: they looked, and it is not so. until: the last day, where one is known."""

    kind: FlagKind
    holds: bool
    since: date
    basis: str
    product: str = ""
    stars: int | None = None
    risk: RiskLevel | None = None
    until: date | None = None


@transaction.atomic
def state_flag(*, number: int, flag: FlagEntry, viewer: RegistryViewer | None, by: Actor, at: datetime) -> int:
    """Note something of an organisation and return the flag's number.

    Raises OrganisationMissing, OrganisationMerged, InvalidEntry, FlagClash where the same kind and product is noted for
    some of these days already, whether as so or as not so.
    """
    row = locked(viewer, number)
    problems = _problems(flag, localdate(at))
    if problems:
        raise InvalidEntry(problems)
    product = one_line(flag.product)
    _refuse_clash(row, flag, product)
    stored = OrganisationFlag.objects.create(
        organisation=row,
        kind=flag.kind,
        holds=flag.holds,
        product=product,
        stars=flag.stars,
        risk=flag.risk or "",
        since=flag.since,
        until=flag.until,
        basis=one_line(flag.basis),
        stated_at=at,
        stated_by_id=by.number,
    )
    with as_stored():
        change = Change(str(flag.kind.label), "", flag_in_words(stored))
    record_event(action="organisation.flag_stated", by=by, at=at, subject=reference(row), changes=[change])
    return int(stored.pk)


@transaction.atomic
def end_flag(*, flag: int, until: date, reason: str, viewer: RegistryViewer | None, by: Actor, at: datetime) -> None:
    """Let something that was noted hold until a day (included) and no longer.

    Raises FlagMissing where there is no such flag or it has ended already, InvalidEntry, and as `state_flag`.
    """
    known = OrganisationFlag.objects.filter(pk=flag).first()
    if known is None:
        raise FlagMissing(flag)
    row = locked(viewer, known.organisation_id)
    # Read again under the lock: two who end it at the same moment.
    stored = OrganisationFlag.objects.get(pk=flag)
    if stored.ended_reason or (stored.until is not None and stored.until <= until):
        raise FlagMissing(flag)
    problems = []
    if not reason.strip() or len(one_line(reason)) > _REASON_LENGTH:
        message = _("Hãy ghi lý do kết thúc, không quá %(most)s ký tự.") % {"most": _REASON_LENGTH}
        problems.append(FieldProblem("reason", message))
    if until < stored.since:
        message = _("Cờ này có từ %(day)s nên không kết thúc trước ngày ấy được.") % {"day": day_in_words(stored.since)}
        problems.append(FieldProblem("until", message))
    if problems:
        raise InvalidEntry(problems)
    with as_stored():
        before = flag_in_words(stored)
        stored.until, stored.ended_reason = until, one_line(reason)
        change = Change(str(FlagKind(stored.kind).label), before, flag_in_words(stored))
    stored.save(update_fields=["until", "ended_reason"])
    record_event(
        action="organisation.flag_ended", by=by, at=at, subject=reference(row), changes=[change], comment=reason.strip()
    )


def flag_in_words(flag: OrganisationFlag) -> str:
    """What was noted, for the trail: "cà phê bột, 4 sao, từ 05/07/2026"."""
    parts = [flag.product, "" if flag.holds else _("đã xem: không phải")]
    parts.append(_("%(stars)s sao") % {"stars": flag.stars} if flag.stars else "")
    parts.append(str(RiskLevel(flag.risk).label) if flag.risk else "")
    parts.append(_("từ %(day)s") % {"day": day_in_words(flag.since)})
    parts.append(_("đến %(day)s") % {"day": day_in_words(flag.until)} if flag.until else "")
    return ", ".join(part for part in parts if part)


def _refuse_clash(row: Organisation, flag: FlagEntry, product: str) -> None:
    there = OrganisationFlag.objects.filter(organisation=row, kind=flag.kind)
    overlapping = there.filter(Q(until__isnull=True) | Q(until__gte=flag.since))
    if flag.until is not None:
        overlapping = overlapping.filter(since__lte=flag.until)
    for found in overlapping.order_by("pk"):
        if fold(found.product) == fold(product):
            raise FlagClash(found.pk, found.since)


def _problems(flag: FlagEntry, today: date) -> list[FieldProblem]:
    problems = []
    if not one_line(flag.basis):
        message = _("Hãy ghi căn cứ: số, ngày quyết định hoặc giấy chứng nhận.")
        problems.append(FieldProblem("basis", message))
    for field, text in (("basis", flag.basis), ("product", flag.product)):
        problems += too_long(field, text, _LENGTHS[field])
    if flag.holds and flag.kind in ABOUT_PRODUCTS and not one_line(flag.product):
        problems.append(FieldProblem("product", _("Hãy ghi tên sản phẩm, hàng hóa.")))
    problems += _degree_problems(flag)
    if flag.since > today:
        problems.append(FieldProblem("since", _("Ngày bắt đầu không được sau hôm nay.")))
    if flag.until is not None and flag.until < flag.since:
        problems.append(FieldProblem("until", _("Ngày cuối không được trước ngày bắt đầu.")))
    return problems


def _degree_problems(flag: FlagEntry) -> list[FieldProblem]:
    """Stars belong to OCOP that holds, a level to a risk that holds, and to nothing else."""
    problems = []
    wants_stars = flag.holds and flag.kind is FlagKind.OCOP
    wants_risk = flag.holds and flag.kind is FlagKind.RISK
    if wants_stars and flag.stars not in OCOP_STARS:
        problems.append(FieldProblem("stars", _("Hãy chọn số sao OCOP: 3, 4 hoặc 5.")))
    if not wants_stars and flag.stars is not None:
        problems.append(FieldProblem("stars", _("Chỉ sản phẩm OCOP mới có số sao; hãy bỏ trống.")))
    if wants_risk and flag.risk is None:
        problems.append(FieldProblem("risk", _("Hãy chọn mức độ rủi ro.")))
    if not wants_risk and flag.risk is not None:
        problems.append(FieldProblem("risk", _("Chỉ cờ mức độ rủi ro mới có mức này; hãy bỏ trống.")))
    return problems
