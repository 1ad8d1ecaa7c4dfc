"""The accounts of the approved estimate, opened for booking: locked, with what stands on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nscl.finance.enums import COUNTERPART_SOURCES, MoneySource
from nscl.finance.models import Estimate, EstimateLine, LedgerAccount
from nscl.finance.operations.ledger.drafts import AccountKey, AccountRef, EntryDraft
from nscl.finance.operations.ledger.errors import NotInPlan
from nscl.finance.queries.ledger.figures import name_of, stored_balance
from nscl.finance.rules.ledger import AccountName, Balance


@dataclass(slots=True)
class Accounts:
    """Accounts under lock, by number: their names and what stands on them.

    ahead: per cent, by line. matched: the lines that have counterpart money, which state money must keep in step with.
    """

    names: dict[int, AccountName] = field(default_factory=dict)
    balances: dict[int, Balance] = field(default_factory=dict)
    ahead: dict[int, int] = field(default_factory=dict)
    matched: set[int] = field(default_factory=set)
    _numbers: dict[AccountKey, int] = field(default_factory=dict)
    _of_line: dict[int, list[int]] = field(default_factory=dict)

    def take(self, row: LedgerAccount) -> None:
        """Add an account as it is stored."""
        name = name_of(row)
        self.names[row.pk] = name
        self.balances[row.pk] = stored_balance(row)
        self.ahead[name.line_id] = row.line.state_ahead_percent
        self._numbers[AccountKey(name.line_id, name.year, name.source)] = row.pk
        self._of_line.setdefault(name.line_id, []).append(row.pk)
        if name.source in COUNTERPART_SOURCES:
            self.matched.add(name.line_id)

    def find(self, ref: AccountRef) -> int | None:
        """The number of an account, None where it is not among these."""
        if isinstance(ref, AccountKey):
            return self._numbers.get(ref)
        return ref if ref in self.names else None

    def of_year(self, year: int) -> Iterator[tuple[int, Balance]]:
        """The accounts of a year, in the order of their numbers."""
        return ((number, self.balances[number]) for number in sorted(self.names) if self.names[number].year == year)

    def of_line(self, line_id: int) -> Sequence[int]:
        """The accounts of a line."""
        return self._of_line.get(line_id, ())

    def line_name(self, line_id: int) -> str:
        """What people call a line; "" for one without account here."""
        return next((self.names[number].line for number in self.of_line(line_id)), "")

    def copies(self, numbers: Iterable[int]) -> dict[int, Balance]:
        """What stands on these accounts, to be tried upon."""
        return {number: self.balances[number].copy() for number in numbers}


def lock_lines(estimate: Estimate, refs: Collection[AccountRef]) -> Accounts:
    """All accounts of the lines to which the references point, locked. One query.

    Whole lines, because state money of one account is held against counterpart money of the others. In the order of
    their numbers, in one statement: two who lock in different orders would wait for each other for ever.
    """
    numbers = [ref for ref in refs if not isinstance(ref, AccountKey)]
    lines = {ref.line_id for ref in refs if isinstance(ref, AccountKey)}
    named = LedgerAccount.objects.filter(pk__in=numbers).values("line")
    return _lock(_of(estimate) & (Q(line__in=lines) | Q(line__in=named)))


def lock_years(estimate: Estimate, years: Collection[int]) -> Accounts:
    """All accounts of some years, locked. One query."""
    return _lock(_of(estimate) & Q(year__in=years))


def lock_numbers(numbers: Collection[int]) -> Accounts:
    """These accounts, locked, of whatever estimate. One query."""
    return _lock(Q(pk__in=numbers))


def lock_all(estimate: Estimate) -> Accounts:
    """All accounts of the approved estimate, locked. One query."""
    return _lock(_of(estimate))


def read_all(estimate: Estimate) -> Accounts:
    """All accounts of the approved estimate as they stand, not locked: for a rehearsal. One query."""
    return _taken(_rows(_of(estimate)))


def open_accounts(estimate: Estimate, keys: Iterable[AccountKey], accounts: Accounts) -> None:
    """Open those that are not among `accounts` yet, with nothing appraised, and add them to these.

    The plan's row must be locked. Nobody else can have locked the new ones: no waiting in a circle comes of them.
    """
    wanted = {key for key in keys if accounts.find(key) is None}
    rows = LedgerAccount.objects.bulk_create(
        LedgerAccount(plan_id=estimate.plan_id, line_id=key.line_id, year=key.year, source=key.source)
        for key in sorted(wanted, key=lambda key: (key.line_id, key.year, key.source))
    )
    for row in _rows(Q(pk__in=[row.pk for row in rows])):
        accounts.take(row)


def lines_of(estimate: Estimate, numbers: Collection[int]) -> set[int]:
    """Which of these are lines of the estimate that carry amounts (headings have no account)."""
    leaves = EstimateLine.objects.filter(estimate=estimate, pk__in=numbers, children__isnull=True)
    return set(leaves.order_by("pk").values_list("pk", flat=True))


def resolve(accounts: Accounts, entries: Iterable[EntryDraft], year: int) -> list[int]:
    """The account of each entry. Raises NotInPlan for entries without one, or with one of another year."""
    numbers: list[int] = []
    places: list[tuple[int, str]] = []
    for place, entry in enumerate(entries):
        number = accounts.find(entry.account)
        if number is not None and accounts.names[number].year == year:
            numbers.append(number)
        else:
            places.append((place, _why_not(accounts, entry.account, number, year)))
    if places:
        raise NotInPlan(places)
    return numbers


def _why_not(accounts: Accounts, ref: AccountRef, number: int | None, year: int) -> str:
    if number is not None or (isinstance(ref, AccountKey) and ref.year != year):
        other = accounts.names[number].year if number is not None else ref.year if isinstance(ref, AccountKey) else 0
        return _("niên độ chứng từ là %(year)s, dòng này của năm %(other)s") % {"year": year, "other": other}
    if isinstance(ref, AccountKey):
        title = accounts.line_name(ref.line_id)
        words = {"line": title, "year": ref.year, "source": MoneySource(ref.source).label}
        if title:
            return _("dòng “%(line)s” không có tiền năm %(year)s từ nguồn %(source)s trong dự toán đã duyệt") % words
    return _("không có dòng này trong dự toán đã duyệt của kế hoạch")


def _of(estimate: Estimate) -> Q:
    return Q(plan=estimate.plan_id, line__estimate=estimate.pk)


def _lock(which: Q) -> Accounts:
    return _taken(_rows(which).select_for_update(of=("self",), no_key=True))


def _rows(which: Q) -> QuerySet[LedgerAccount]:
    return LedgerAccount.objects.filter(which).select_related("line").order_by("pk")


def _taken(rows: Iterable[LedgerAccount]) -> Accounts:
    accounts = Accounts()
    for row in rows:
        accounts.take(row)
    return accounts
