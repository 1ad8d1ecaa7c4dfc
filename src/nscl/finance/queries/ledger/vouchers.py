"""The register of vouchers: a list, and one voucher with its entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BigIntegerField, Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import MoneyKind, Stage, VoucherKind
from nscl.finance.models import LedgerEntry, SettledYear, Voucher
from nscl.finance.queries.ledger.access import MoneyPlanNotFound, VoucherNotFound, visible_plans, visible_vouchers
from nscl.finance.queries.ledger.figures import name_of
from nscl.finance.rules.ledger import AccountName
from nscl.plans.queries.access import computed
from nscl.records import queries as records
from nscl.records.queries import MOST_EVENTS, EventRow


@dataclass(frozen=True, kw_only=True)
class VoucherFilter:
    """Which vouchers; None or empty: whichever.

    standing: True for those that count (neither reversed nor reversals), False for the others. beyond: True for those
    that let a stage go beyond the earlier one. first, last: dated between these days. q: part of the number or of what
    it is about. line: with an entry of this line; number: these alone.
    """

    plan: int | None = None
    year: int | None = None
    kind: VoucherKind | None = None
    agency: int | None = None
    line: int | None = None
    standing: bool | None = None
    beyond: bool = False
    first: date | None = None
    last: date | None = None
    q: str = ""


EVERY_VOUCHER = VoucherFilter()


@dataclass(frozen=True, slots=True)
class VoucherRow:
    """A voucher in a list. voucher: its number in the register; number: as on the document.

    vnd: what it books: of a carry-over, what it carries; below nought where it takes away. reverses, reversed_by: the
    voucher that it takes back, and the one by which it was taken back.
    """

    voucher: int
    plan_id: int
    kind: VoucherKind
    year: int
    number: str
    on: date
    agency: str
    about: str
    reason: str
    vnd: int
    beyond_vnd: int
    entries: int
    recorded_at: datetime
    recorded_by: str
    reverses: int | None
    reversed_by: int | None
    reversed_at: datetime | None
    is_sample: bool

    @property
    def stands(self) -> bool:
        """True where it counts: it was not taken back, and takes none back."""
        return self.reverses is None and self.reversed_at is None


@dataclass(frozen=True, slots=True)
class VoucherPage:
    """Part of a list of vouchers; count: of the whole list."""

    rows: tuple[VoucherRow, ...]
    count: int


@dataclass(frozen=True, slots=True)
class VoucherEntry:
    """An entry of a voucher."""

    account: AccountName
    stage: Stage
    vnd: int
    beyond_vnd: int


@dataclass(frozen=True, kw_only=True)
class VoucherDetail:
    """A voucher with its entries, by line, year and source.

    settled_by: the settlement that closed its year (or one of its years), None where they are open. may_reverse: by
    what the viewer may do and by the voucher itself; a later stage may still need its money.
    """

    row: VoucherRow
    plan_slug: str
    entries: tuple[VoucherEntry, ...]
    settled_by: int | None
    may_reverse: bool


def list_vouchers(
    viewer: Viewer, wanted: VoucherFilter = EVERY_VOUCHER, *, limit: int | None = None, offset: int = 0
) -> VoucherPage:
    """Vouchers that the viewer may see, the latest first. Three queries."""
    found = _filtered(visible_vouchers(viewer), wanted)
    end = None if limit is None else offset + limit
    # Which first, their sums then: else the entries of all vouchers would be summed for one page.
    shown = found
    if limit is not None or offset:
        shown = Voucher.objects.filter(
            pk__in=list(found.order_by("-on", "-pk").values_list("pk", flat=True)[offset:end])
        )
    return VoucherPage(tuple(map(_row, _with_sums(shown).order_by("-on", "-pk"))), found.count())


def voucher_detail(viewer: Viewer, number: int) -> VoucherDetail:
    """One voucher. Raises VoucherNotFound. Three queries."""
    row = _with_sums(visible_vouchers(viewer).filter(pk=number)).select_related("plan").order_by("pk").first()
    if row is None:
        raise VoucherNotFound(str(number))
    entries = tuple(_entries(row))
    years = {one.account.year for one in entries} | {row.year}
    settled = SettledYear.objects.filter(plan=row.plan_id, year__in=years).order_by("year").first()
    settles = row.kind == VoucherKind.SETTLEMENT
    permission = Permission.SETTLE_MONEY if settles else Permission.RECORD_MONEY
    shown = _row(row)
    return VoucherDetail(
        row=shown,
        plan_slug=row.plan.slug,
        entries=entries,
        settled_by=settled.voucher_id if settled else None,
        may_reverse=shown.stands and (settles or settled is None) and viewer.may(permission, row.plan.unit_id),
    )


def voucher_history(viewer: Viewer, number: int, limit: int = MOST_EVENTS) -> tuple[EventRow, ...]:
    """What was done to a voucher and to its evidence, newest first. Raises VoucherNotFound, NotAllowed."""
    plan = visible_vouchers(viewer).filter(pk=number).values_list("plan__unit_id", flat=True).first()
    if plan is None:
        raise VoucherNotFound(str(number))
    viewer.require(Permission.VIEW_HISTORY, plan)
    this = (MoneyKind.VOUCHER, number)
    return records.history(subject=this, context=this, limit=limit)


def ledger_history(viewer: Viewer, plan_id: int, limit: int = MOST_EVENTS) -> tuple[EventRow, ...]:
    """What was done in the ledger of a plan, newest first. Raises MoneyPlanNotFound, NotAllowed."""
    unit = visible_plans(viewer).filter(pk=plan_id).values_list("unit_id", flat=True).first()
    if unit is None:
        raise MoneyPlanNotFound(str(plan_id))
    viewer.require(Permission.VIEW_HISTORY, unit)
    return records.history(context=(MoneyKind.LEDGER, plan_id), limit=limit)


def _filtered(vouchers: QuerySet[Voucher], wanted: VoucherFilter) -> QuerySet[Voucher]:
    exact = {
        "plan": wanted.plan,
        "year": wanted.year,
        "kind": wanted.kind,
        "agency": wanted.agency,
        "on__gte": wanted.first,
        "on__lte": wanted.last,
    }
    found = vouchers.filter(**{field: value for field, value in exact.items() if value is not None})
    if wanted.line is not None:
        found = found.filter(pk__in=LedgerEntry.objects.filter(account__line=wanted.line).values("voucher"))
    if wanted.beyond:
        found = found.filter(pk__in=LedgerEntry.objects.filter(beyond_vnd__gt=0).values("voucher"))
    if wanted.standing is not None:
        stands = Q(reverses__isnull=True, reversed_at__isnull=True)
        found = found.filter(stands if wanted.standing else ~stands)
    for word in wanted.q.split():
        found = found.filter(Q(number__icontains=word) | Q(about__icontains=word))
    return found


def _with_sums(vouchers: QuerySet[Voucher]) -> QuerySet[Voucher]:
    carried = Q(entries__stage=Stage.ALLOCATED, entries__account__year__gt=F("year"))
    none = Value(0)
    return vouchers.select_related("agency", "recorded_by", "reversed_by").annotate(
        booked_vnd=Case(
            When(kind=VoucherKind.CARRY_OVER, then=Coalesce(Sum("entries__vnd", filter=carried), none)),
            default=Coalesce(Sum("entries__vnd"), none),
            output_field=BigIntegerField(),
        ),
        booked_beyond_vnd=Coalesce(Sum("entries__beyond_vnd"), none),
        booked_entries=Count("entries"),
    )


def _row(row: Voucher) -> VoucherRow:
    back = getattr(row, "reversed_by", None)
    return VoucherRow(
        voucher=row.pk,
        plan_id=row.plan_id,
        kind=VoucherKind(row.kind),
        year=row.year,
        number=row.number,
        on=row.on,
        agency=row.agency.name if row.agency else "",
        about=row.about,
        reason=row.reason,
        vnd=computed(row, "booked_vnd"),
        beyond_vnd=computed(row, "booked_beyond_vnd"),
        entries=computed(row, "booked_entries"),
        recorded_at=row.recorded_at,
        recorded_by=row.recorded_by.full_name if row.recorded_by else "",
        reverses=row.reverses_id,
        reversed_by=back.pk if back else None,
        reversed_at=row.reversed_at,
        is_sample=row.is_sample,
    )


def _entries(voucher: Voucher) -> list[VoucherEntry]:
    rows = LedgerEntry.objects.filter(voucher=voucher).select_related("account__line")
    return [
        VoucherEntry(name_of(row.account), Stage(row.stage), row.vnd, row.beyond_vnd)
        for row in rows.order_by("account__line__position", "account__line", "account__year", "account__source", "pk")
    ]
