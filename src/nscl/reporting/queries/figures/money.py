"""The table of money: of each line of the approved estimate what is appraised, allocated, disbursed and settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Sum

from nscl.documents.report_papers.tables import ReportColumn, ReportRow, ReportTable, TableCode, ValueKind
from nscl.finance.enums import EstimateState, Stage
from nscl.finance.models import (
    BudgetAmount,
    BudgetLine,
    BudgetLineAgency,
    EstimateLine,
    LedgerAccount,
    LedgerEntry,
    Voucher,
)
from nscl.finance.queries.ledger.figures import COLUMNS, Figures, figures_of
from nscl.finance.rules.sums import in_tree_order
from nscl.plans.enums import AgencyRole
from nscl.reporting.queries.figures.cells import EMPTY, Made, figure, money_column, per_cent, text_column, words
from nscl.reporting.queries.figures.gathering import Gathering
from nscl.text.dates import format_date

_COLUMNS = (
    text_column("line", "Nội dung", 3.0),
    money_column("appraised", "Dự toán được duyệt"),
    money_column("allocated", "Đã giao"),
    money_column("disbursed", "Giải ngân"),
    money_column("settled", "Quyết toán"),
    ReportColumn("rate", "Giải ngân so với đã giao", ValueKind.PERCENT),
)
# The table where no estimate is approved: what the plan itself sets, and nothing is known of the rest.
_OF_PLAN = (_COLUMNS[0], money_column("planned", "Theo kế hoạch"), *_COLUMNS[2:])
_NO_ESTIMATE = "Chưa có dự toán được duyệt trong hệ thống"
_NOT_OWN = "Dự toán được duyệt không giao dòng nào cho cơ quan này trong các năm của báo cáo."
_TITLE = "Kinh phí thực hiện"


class _Line(NamedTuple):
    number: int
    parent: int | None
    key: str
    title: str
    agency: int | None
    is_sample: bool

    @property
    def label(self) -> str:
        """Its number and title."""
        return f"{self.key} {self.title}".strip()


def money_table(gathering: Gathering) -> Made:
    """The lines that have money in the report's years, under their headings; VND, as of the day. Three queries.

    Of an agency: the lines that are its own. What was booked after the day is taken off the sums of the accounts. While
    no estimate is approved: the lines of the plan's own budget with what it sets for these years.
    """
    lines = _lines(gathering)
    if not lines:
        return _of_the_plan(gathering)
    figures = _figures_by_line(gathering)
    shown = {number: one for number, one in figures.items() if number in lines and _is_own(gathering, lines[number])}
    rows = list(_rows(lines, _up_the_tree(lines, shown)))
    note = f"Đơn vị: đồng; tính đến hết ngày {format_date(gathering.scope.as_of)}."
    if not rows:
        note = _NOT_OWN if figures else "Dự toán được duyệt không có kinh phí cho các năm của báo cáo."
    table = ReportTable(TableCode.MONEY, _TITLE, _COLUMNS, tuple(rows), note)
    return Made(table, any(lines[number].is_sample for number in shown))


def _of_the_plan(gathering: Gathering) -> Made:
    """The plan's own budget. Two queries, three of an agency."""
    edition, years = gathering.scope.edition_id, list(gathering.scope.years)
    found = BudgetLine.objects.filter(edition=edition).order_by("position", "pk")
    lines = {
        number: _Line(number, parent, key, title, agency=None, is_sample=False)
        for number, parent, key, title in found.values_list("pk", "parent_id", "key", "title")
    }
    amounts = BudgetAmount.objects.filter(edition=edition, year__in=years, stage=Stage.PLANNED)
    if gathering.is_agency:
        own = BudgetLineAgency.objects.filter(edition=edition, role=AgencyRole.LEAD, agency__agency__in=gathering.named)
        amounts = amounts.filter(line__in=own.values("line"))
    figures: dict[int, Figures] = {}
    for line, vnd in amounts.order_by().values("line").annotate(all=Sum("vnd")).values_list("line", "all"):
        figures[line] = Figures(planned=int(vnd))
    rows = tuple(_plan_rows(lines, _up_the_tree(lines, figures)))
    note = f"{_NO_ESTIMATE}; cột “Theo kế hoạch” là kinh phí ghi trong kế hoạch, đơn vị: đồng."
    return Made(ReportTable(TableCode.MONEY, _TITLE, _OF_PLAN, rows, note if rows else f"{_NO_ESTIMATE}."))


def _plan_rows(lines: Mapping[int, _Line], figures: Mapping[int, Figures]) -> Iterator[ReportRow]:
    """Without keys: the pages of money know lines of an estimate alone."""
    for line, depth, money, is_heading in _in_order(lines, figures):
        cells = (words(line.label), figure(money.planned), EMPTY, EMPTY, EMPTY, EMPTY)
        yield ReportRow("", cells, depth, is_heading=is_heading)


def _is_own(gathering: Gathering, line: _Line) -> bool:
    return not gathering.is_agency or line.agency in gathering.own


def _approved(gathering: Gathering) -> Q:
    return Q(line__estimate__plan=gathering.scope.plan_id, line__estimate__state=EstimateState.APPROVED)


def _lines(gathering: Gathering) -> dict[int, _Line]:
    rows: QuerySet[EstimateLine] = EstimateLine.objects.filter(
        estimate__plan=gathering.scope.plan_id, estimate__state=EstimateState.APPROVED
    )
    made_up = Exists(Voucher.objects.filter(plan=OuterRef("estimate__plan"), is_sample=True))
    columns = ("pk", "parent_id", "key", "title", "agency_id")
    is_sample = ExpressionWrapper(Q(estimate__is_sample=True) | Q(made_up), BooleanField())
    found = rows.annotate(made_up=is_sample).order_by("position", "pk")
    return {row[0]: _Line(*row) for row in found.values_list(*columns, "made_up")}


def _figures_by_line(gathering: Gathering) -> Mapping[int, Figures]:
    """Line → its money of the report's years. Two queries."""
    years = list(gathering.scope.years)
    later: dict[int, dict[str, int]] = defaultdict(dict)
    entries = LedgerEntry.objects.filter(
        account__plan=gathering.scope.plan_id, account__year__in=years, voucher__on__gt=gathering.scope.as_of
    )
    for account, stage, vnd in (
        entries.order_by().values("account", "stage").annotate(all=Sum("vnd")).values_list("account", "stage", "all")
    ):
        later[account][stage] = int(vnd)
    found: dict[int, Figures] = defaultdict(Figures)
    accounts = LedgerAccount.objects.filter(_approved(gathering), year__in=years).order_by("pk")
    for number, line, *columns in accounts.values_list("pk", "line_id", *COLUMNS):
        found[line].add(_without(figures_of(*columns), later.get(number, {})))
    return found


def _without(figures: Figures, later: Mapping[str, int]) -> Figures:
    figures.allocated -= later.get(Stage.ALLOCATED, 0)
    figures.disbursed -= later.get(Stage.DISBURSED, 0)
    figures.settled -= later.get(Stage.SETTLED, 0)
    return figures


def _up_the_tree(lines: Mapping[int, _Line], own: Mapping[int, Figures]) -> Mapping[int, Figures]:
    """Each line with what stands under it."""
    found: dict[int, Figures] = defaultdict(Figures)
    for number, figures in own.items():
        there: int | None = number
        while there is not None:
            found[there].add(figures)
            there = lines[there].parent
    return found


def _in_order(lines: Mapping[int, _Line], figures: Mapping[int, Figures]) -> Iterator[tuple[_Line, int, Figures, bool]]:
    """The lines with money in the order of their tree: line, depth, money, whether it only sums up others."""
    headings = {line.parent for line in lines.values()}
    for number, depth in in_tree_order([(line.number, line.parent) for line in lines.values()]):
        money = figures.get(number)
        if money is not None:
            yield lines[number], depth, money, number in headings


def _rows(lines: Mapping[int, _Line], figures: Mapping[int, Figures]) -> Iterator[ReportRow]:
    for line, depth, money, is_heading in _in_order(lines, figures):
        cells = (
            words(line.label),
            figure(money.appraised),
            figure(money.allocated),
            figure(money.disbursed),
            figure(money.settled),
            per_cent(money.disbursed, money.allocated),
        )
        yield ReportRow(f"line:{line.number}", cells, depth, is_heading=is_heading)
