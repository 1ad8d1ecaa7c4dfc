"""Entries behind a figure of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from nscl.accounts.rules import Viewer
from nscl.finance.enums import EstimateState, MoneySource, Stage, VoucherKind
from nscl.finance.models import EstimateLine, LedgerEntry
from nscl.finance.queries.ledger.access import visible_entries
from nscl.finance.queries.ledger.figures import name_of
from nscl.finance.rules.ledger import AccountName


@dataclass(frozen=True, kw_only=True)
class EntryFilter:
    """Which entries of a plan's ledger; None: whichever.

    line: of the approved estimate; for a heading, of all lines under it. without_task, without_agency: of lines that
    belong to none. standing: without vouchers that were taken back and those that took them back; the sum is the same.
    """

    plan: int
    line: int | None = None
    task: int | None = None
    agency: int | None = None
    without_task: bool = False
    without_agency: bool = False
    year: int | None = None
    source: MoneySource | None = None
    stage: Stage | None = None
    account: int | None = None
    standing: bool = False


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry with its voucher. voucher: the voucher's number in the register; number: as on the document."""

    voucher: int
    kind: VoucherKind
    number: str
    on: date
    about: str
    account: AccountName
    stage: Stage
    vnd: int
    beyond_vnd: int
    reverses: int | None
    is_reversed: bool
    is_sample: bool


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Part of a list of entries; count and vnd: of the whole list."""

    rows: tuple[EntryRow, ...]
    count: int
    vnd: int


def entries(viewer: Viewer, wanted: EntryFilter, *, limit: int | None = None, offset: int = 0) -> EntryPage:
    """Entries that the viewer may see, the earliest first. Three queries, four for a line."""
    found = _filtered(visible_entries(viewer), wanted)
    end = None if limit is None else offset + limit
    rows = found.select_related("voucher", "account__line").order_by("voucher__on", "voucher", "pk")[offset:end]
    return EntryPage(tuple(map(_row, rows)), found.count(), found.aggregate(all=Sum("vnd"))["all"] or 0)


def _filtered(rows: QuerySet[LedgerEntry], wanted: EntryFilter) -> QuerySet[LedgerEntry]:
    exact = {
        "voucher__plan": wanted.plan,
        "account__line__task": wanted.task,
        "account__line__agency": wanted.agency,
        "account__year": wanted.year,
        "account__source": wanted.source,
        "account": wanted.account,
        "stage": wanted.stage,
    }
    found = rows.filter(**{field: value for field, value in exact.items() if value is not None})
    if wanted.line is not None:
        found = found.filter(account__line__in=_with_all_under(wanted.plan, wanted.line))
    if wanted.without_task:
        found = found.filter(account__line__task__isnull=True)
    if wanted.without_agency:
        found = found.filter(account__line__agency__isnull=True)
    if wanted.standing:
        found = found.filter(Q(voucher__reverses__isnull=True, voucher__reversed_at__isnull=True))
    return found


def _with_all_under(plan_id: int, line: int) -> list[int]:
    lines = EstimateLine.objects.filter(estimate__plan=plan_id, estimate__state=EstimateState.APPROVED)
    children: dict[int | None, list[int]] = {}
    for number, parent in lines.order_by("pk").values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(number)
    found = [line]
    for number in found:  # grows while it is walked through
        found += children.get(number, [])
    return found


def _row(row: LedgerEntry) -> EntryRow:
    voucher = row.voucher
    return EntryRow(
        voucher=voucher.pk,
        kind=VoucherKind(voucher.kind),
        number=voucher.number,
        on=voucher.on,
        about=voucher.about,
        account=name_of(row.account),
        stage=Stage(row.stage),
        vnd=row.vnd,
        beyond_vnd=row.beyond_vnd,
        reverses=voucher.reverses_id,
        is_reversed=voucher.reversed_at is not None,
        is_sample=voucher.is_sample,
    )
