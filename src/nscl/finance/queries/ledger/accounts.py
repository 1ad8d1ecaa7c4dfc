"""Accounts: one with all that stands on it, and those that a voucher may name, each with what is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from nscl.accounts.rules import Viewer
from nscl.finance.enums import STATE_SOURCES, MoneySource, Stage
from nscl.finance.models import EstimateLine, LedgerAccount
from nscl.finance.queries.ledger.access import AccountNotFound, visible_accounts
from nscl.finance.queries.ledger.figures import Figures, figures_of, name_of, stored_balance
from nscl.finance.rules.counterpart import Shares, SourceSum, shares_until
from nscl.finance.rules.ledger import AccountName, unspent
from nscl.finance.rules.places import place_of


@dataclass(frozen=True, kw_only=True)
class AccountDetail:
    """An account with what stands on it.

    left: by stage, how much may still be booked without a reason. shares: the state and counterpart money of its line
    up to its year. line_accounts: the other accounts of the line, this one too, by year and source.
    """

    plan_id: int
    account: AccountName
    figures: Figures
    left: dict[Stage, int]
    shares: Shares
    line_accounts: tuple[AccountName, ...]


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """An account that a voucher may name, as a form offers it.

    left: by stage, how much may still be booked without a reason. unspent: allocated and not disbursed. state_allowed:
    how much state money may be disbursed of its line now, None where nothing binds it or it is not state money.
    """

    account: AccountName
    figures: Figures
    left: dict[Stage, int]
    unspent: int
    state_allowed: int | None


@dataclass(frozen=True, slots=True)
class CounterpartRow:
    """A line with state and counterpart money, up to a year."""

    line_id: int
    line: str
    shares: Shares


def account_detail(viewer: Viewer, account: int) -> AccountDetail:
    """One account. Raises AccountNotFound. Two queries; its entries are `entries(account=…)`."""
    row = visible_accounts(viewer).select_related("line").filter(pk=account).order_by("pk").first()
    if row is None:
        raise AccountNotFound(str(account))
    same_line = list(
        visible_accounts(viewer).select_related("line").filter(line=row.line_id).order_by("year", "source", "pk")
    )
    return AccountDetail(
        plan_id=row.plan_id,
        account=name_of(row),
        figures=_figures(row),
        left=_left(row),
        shares=shares_until(_sums(same_line), row.year, row.line.state_ahead_percent),
        line_accounts=tuple(map(name_of, same_line)),
    )


def account_choices(viewer: Viewer, plan_id: int, year: int) -> tuple[AccountChoice, ...]:
    """The accounts of a year, in the order of the estimate's lines, with what is left at each stage. Two queries."""
    sums = _sums_by_line(viewer, plan_id, year)
    accounts = visible_accounts(viewer).filter(plan=plan_id, year=year).select_related("line")
    found = []
    for row in accounts.order_by("line__position", "line", "source", "pk"):
        bound = None
        if MoneySource(row.source) in STATE_SOURCES:
            bound = shares_until(sums[row.line_id], year, row.line.state_ahead_percent).allowed_now
        found.append(AccountChoice(name_of(row), _figures(row), _left(row), unspent(stored_balance(row)), bound))
    return tuple(found)


def counterpart_lines(viewer: Viewer, plan_id: int, year: int) -> tuple[CounterpartRow, ...]:
    """The lines whose state money must keep in step, with both shares up to a year. Two queries."""
    sums = _sums_by_line(viewer, plan_id, year)
    lines = EstimateLine.objects.filter(pk__in=list(sums)).order_by("position", "pk")
    rows = []
    for line in lines:
        shares = shares_until(sums[line.pk], year, line.state_ahead_percent)
        if shares.is_bound:
            rows.append(CounterpartRow(line.pk, place_of(line.key, line.title), shares))
    return tuple(rows)


def _sums_by_line(viewer: Viewer, plan_id: int, year: int) -> dict[int, list[SourceSum]]:
    """What was appraised and disbursed until a year, by line and source. One query."""
    accounts = visible_accounts(viewer).filter(plan=plan_id, year__lte=year).order_by("line", "source")
    by_line: dict[int, list[SourceSum]] = {}
    for row in accounts.values("line", "source").annotate(
        appraised=Sum("appraised_vnd"), disbursed=Sum("disbursed_vnd")
    ):
        one = SourceSum(year, MoneySource(row["source"]), row["appraised"], row["disbursed"])
        by_line.setdefault(row["line"], []).append(one)
    return by_line


def _sums(rows: Iterable[LedgerAccount]) -> list[SourceSum]:
    return [SourceSum(row.year, MoneySource(row.source), row.appraised_vnd, row.disbursed_vnd) for row in rows]


def _figures(row: LedgerAccount) -> Figures:
    return figures_of(row.appraised_vnd, row.allocated_vnd, row.committed_vnd, row.disbursed_vnd, row.settled_vnd)


def _left(row: LedgerAccount) -> dict[Stage, int]:
    balance = stored_balance(row)
    return {stage: balance.left(stage) for stage in balance.vnd}
