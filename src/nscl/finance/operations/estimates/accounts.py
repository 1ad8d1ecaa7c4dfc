"""The ledger's accounts of an approved estimate: opened with what was appraised, moved on when it is adjusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import F
from django.utils.translation import gettext as _

from nscl.finance.enums import MoneySource
from nscl.finance.models import (
    Estimate,
    EstimateAmount,
    EstimateLine,
    LedgerAccount,
    LedgerEntry,
    SettledYear,
)
from nscl.finance.rules.places import place_of
from nscl.finance.rules.problems import Problem, Reason
from nscl.text.formats import format_vnd

# Line, year, source.
Place = tuple[int, int, str]


def open_accounts(estimate: Estimate) -> None:
    """Open the accounts of a plan's first estimate: one for each cell of which some money was appraised."""
    LedgerAccount.objects.bulk_create(
        LedgerAccount(plan_id=estimate.plan_id, line_id=line, year=year, source=source, appraised_vnd=vnd)
        for (line, year, source), vnd in _figures(estimate, "appraised_vnd").items()
        if vnd
    )


@dataclass(frozen=True, slots=True)
class Moves:
    """What becomes of the accounts when an estimate takes the place of the approved one, and what stands against it."""

    moved: tuple[LedgerAccount, ...]
    dropped: tuple[int, ...]
    opened: tuple[LedgerAccount, ...]
    problems: tuple[Problem, ...]


def plan_moves(estimate: Estimate, *, figure: str = "appraised_vnd", lock: bool = False) -> Moves:
    """What becomes of the accounts of the estimate that this one adjusts.

    figure: by what was appraised, or ("planned_vnd") by what is proposed, to warn before it is submitted. lock: keep
    the accounts from everybody else until the transaction ends.
    """
    rows = LedgerAccount.objects.filter(line__estimate=estimate.adjusts_id).order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    accounts = list(rows)  # locked before it is asked which of them have entries
    return _Mover(estimate, _figures(estimate, figure)).moves(accounts)


def move_accounts(moves: Moves) -> None:
    """Do what was planned; no problem may be left."""
    LedgerAccount.objects.filter(pk__in=moves.dropped).delete()
    # One statement for all of them: with thousands of accounts an update each takes seconds.
    LedgerAccount.objects.bulk_create(
        moves.moved, update_conflicts=True, unique_fields=["id"], update_fields=["line", "appraised_vnd"]
    )
    LedgerAccount.objects.bulk_create(moves.opened)


def _figures(estimate: Estimate, figure: str) -> dict[Place, int]:
    rows = EstimateAmount.objects.filter(line__estimate=estimate).order_by("line", "year", "source")
    named = rows.values_list("line_id", "year", "source", figure)
    return {(line, year, source): vnd for line, year, source, vnd in named if vnd is not None}


class _Mover:
    """Where each account goes, and why one cannot."""

    def __init__(self, estimate: Estimate, figures: Mapping[Place, int]) -> None:
        self._estimate = estimate
        self._figures = figures
        lines = EstimateLine.objects.filter(estimate=estimate, continues__isnull=False).order_by("pk")
        self._heirs = {before: line for line, before in lines.values_list("pk", F("continues_id"))}
        both = EstimateLine.objects.filter(estimate__in=[estimate.pk, estimate.adjusts_id]).order_by("pk")
        self._names = {line: place_of(key, title) for line, key, title in both.values_list("pk", "key", "title")}
        self._settled = frozenset(
            SettledYear.objects.filter(plan=estimate.plan_id).order_by("year").values_list("year", flat=True)
        )
        booked = LedgerEntry.objects.filter(account__line__estimate=estimate.adjusts_id).order_by("account")
        self._booked = frozenset(booked.values_list("account_id", flat=True).distinct())

    def moves(self, accounts: list[LedgerAccount]) -> Moves:
        moved, dropped, problems = [], [], []
        left = dict(self._figures)
        for account in accounts:
            heir = self._heirs.get(account.line_id)
            vnd = 0 if heir is None else left.pop((heir, account.year, account.source), 0)
            wrong = list(self._problems(account, heir, vnd))
            problems += wrong
            if wrong:
                continue
            if account.pk not in self._booked and not vnd:
                dropped.append(account.pk)
            elif heir is not None:
                account.line_id, account.appraised_vnd = heir, vnd
                moved.append(account)
        opened = []
        for (line, year, source), vnd in left.items():
            if not vnd:
                continue
            if year in self._settled:
                problems.append(self._settled_problem(line, self._names[line], year, source))
            plan = self._estimate.plan_id
            opened.append(LedgerAccount(plan_id=plan, line_id=line, year=year, source=source, appraised_vnd=vnd))
        return Moves(tuple(moved), tuple(dropped), tuple(opened), tuple(problems))

    def _problems(self, account: LedgerAccount, heir: int | None, vnd: int) -> Iterator[Problem]:
        place = self._names[account.line_id]
        if account.year in self._settled and vnd != account.appraised_vnd:
            yield self._settled_problem(heir, place, account.year, account.source)
        if heir is None and account.pk in self._booked:
            message = _("dòng này đã có chứng từ trong sổ kinh phí năm %(year)s nên không bỏ được") % {
                "year": account.year
            }
            remedy = _("giữ dòng trong dự toán điều chỉnh; muốn bỏ hẳn thì hủy các chứng từ trước")
            yield Problem(Reason.HAS_ENTRIES, message, remedy, place=place, year=account.year, source=account.source)
            return
        bound = account.allocated_vnd - account.allocated_beyond_vnd
        if vnd < bound:
            message = _("%(year)s, %(source)s: đã giao %(allocated)s, không giảm xuống %(vnd)s được") % {
                "year": account.year,
                "source": MoneySource(account.source).label,
                "allocated": format_vnd(bound),
                "vnd": format_vnd(vnd),
            }
            remedy = _("ghi từ mức đã giao trở lên, hoặc giao giảm trong sổ kinh phí trước")
            yield Problem(
                Reason.BELOW_ALLOCATED,
                message,
                remedy,
                line=heir,
                place=place,
                year=account.year,
                source=account.source,
            )

    def _settled_problem(self, line: int | None, place: str, year: int, source: str) -> Problem:
        message = _("năm %(year)s đã quyết toán, khóa sổ nên không đổi số được") % {"year": year}
        remedy = _("ghi lại số đã duyệt của năm ấy; muốn đổi thì hủy quyết toán năm trước")
        return Problem(Reason.YEAR_SETTLED, message, remedy, line=line, place=place, year=year, source=source)
