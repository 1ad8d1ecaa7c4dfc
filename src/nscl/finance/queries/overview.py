"""The numbers of the first sentence of a plan's page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery, Sum

from nscl.accounts.rules import Viewer
from nscl.documents.pack.enums import FindingSeverity
from nscl.finance.enums import UNSPLIT, Stage
from nscl.finance.models import BudgetAmount, BudgetLine, PrintedTotal, StatedSum
from nscl.finance.rules.sums import WHOLE, Cell, Cells, LineFigures, printed_cell, sum_up_the_tree
from nscl.plans.enums import FindingState
from nscl.plans.models import EditionAgency, Finding, Measure, Responsibility, Target, Task, TaskGroup
from nscl.plans.queries.access import EditionNotFound, count_of, visible_editions
from nscl.plans.queries.reviews import ReviewCounts, review_counts


@dataclass(frozen=True, kw_only=True)
class Overview:
    """How much there is in an edition.

    budget_vnd: the computed grand total, or the table's own bottom row where no line has money; None without a table.
    budget_stated_vnd: the sum over all years and sources that the prose states, None where it states none.
    reviews: what is left to look at where the edition was read from a document.
    """

    targets: int
    measures: int
    tasks: int
    groups: int
    agencies: int
    duties: int
    open_errors: int
    open_warnings: int
    open_infos: int
    budget_vnd: int | None
    budget_stated_vnd: int | None
    reviews: ReviewCounts

    @property
    def open_findings(self) -> int:
        """All findings that nobody has decided yet."""
        return self.open_errors + self.open_warnings + self.open_infos


def overview(viewer: Viewer, edition_id: int) -> Overview:
    """What an edition holds, in numbers. Raises EditionNotFound. Three queries."""
    annotations = review_counts()
    still_open = Finding.objects.filter(state=FindingState.OPEN)
    counts = (
        visible_editions(viewer)
        .filter(pk=edition_id)
        .annotate(
            targets=count_of(Target.objects.all(), "edition"),
            measures=count_of(Measure.objects.all(), "edition"),
            tasks=count_of(Task.objects.all(), "edition"),
            groups=count_of(TaskGroup.objects.all(), "edition"),
            agencies=count_of(EditionAgency.objects.all(), "edition"),
            duties=count_of(Responsibility.objects.all(), "edition"),
            open_errors=count_of(still_open.filter(severity=FindingSeverity.ERROR), "edition"),
            open_warnings=count_of(still_open.filter(severity=FindingSeverity.WARNING), "edition"),
            open_infos=count_of(still_open.filter(severity=FindingSeverity.INFO), "edition"),
            budget_stated_vnd=_stated(),
            **annotations,
        )
        .order_by("pk")
        .values(
            *("targets", "measures", "tasks", "groups", "agencies", "duties"),
            *("open_errors", "open_warnings", "open_infos", "budget_stated_vnd"),
            *annotations,
        )
        .first()
    )
    if counts is None:
        raise EditionNotFound(str(edition_id))
    reviews = ReviewCounts(**{name: counts.pop(name) for name in annotations})
    return Overview(**counts, reviews=reviews, budget_vnd=_budget(edition_id))


def _budget(edition_id: int) -> int | None:
    """The computed grand total; the table's own bottom row where no line has money. Two queries.

    Amounts come summed by line: the total needs neither years nor sources. Printed sums are read only where a line has
    no amount of its own, for it may count as what it prints.
    """
    planned = Sum("amounts__vnd", filter=Q(amounts__stage=Stage.PLANNED))
    lines = BudgetLine.objects.filter(edition=edition_id).annotate(money=planned).order_by("position", "pk")
    funded = BudgetAmount.objects.filter(line=OuterRef("line"), stage=Stage.PLANNED)
    totals = PrintedTotal.objects.filter(~Exists(funded), edition=edition_id).order_by("year", "source__position", "pk")
    printed: defaultdict[int | None, dict[Cell, int]] = defaultdict(dict)
    for line, year, source, vnd in totals.values_list("line_id", "year", "source__key", "vnd"):
        printed[line][printed_cell(year, source)] = vnd
    _sums, whole = sum_up_the_tree(
        [
            LineFigures(line, parent, {} if money is None else {(0, UNSPLIT): money}, Cells(printed[line]))
            for line, parent, money in lines.values_list("pk", "parent_id", "money")
        ]
    )
    computed = whole.value(WHOLE)
    return printed[None].get(WHOLE) if computed is None else computed


def _stated() -> Subquery:
    """The first sum in the prose of the edition around it that is over all years and sources."""
    whole = StatedSum.objects.filter(edition=OuterRef("pk"), year=None, source__key=UNSPLIT)
    return Subquery(whole.order_by("position", "pk").values("vnd")[:1])
