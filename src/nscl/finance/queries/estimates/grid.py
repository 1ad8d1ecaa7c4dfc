"""The grid of an estimate: every line with its cells and sums, what is printed beside them, what to look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nscl.accounts.rules import Viewer
from nscl.finance.enums import MoneySource
from nscl.finance.models import BudgetLine, Estimate
from nscl.finance.queries.budget import read_figures
from nscl.finance.queries.estimates.facts import Read, Stated, judged_on, read_estimate
from nscl.finance.queries.estimates.lines import (
    GridLine,
    PrintedCell,
    PrintedFigure,
    grid_lines,
    printed_by_line,
    printed_figures,
)
from nscl.finance.queries.estimates.listing import EstimateRow, StepRow, estimate_row, get_loaded, steps_of
from nscl.finance.rules.estimate_sums import LineSums
from nscl.finance.rules.problems import Problem
from nscl.finance.rules.submission import approval_problems, blocking_of, submission_problems
from nscl.text.formats import money_in_words


@dataclass(frozen=True, kw_only=True)
class EstimateGrid:
    """An estimate whole. Money in VND.

    judged_on: the day whose norms are shown. sources: those that some cell has, in their order; empty where no line
    has money. whole: the sums of the bottom row; printed: what the plan prints in its bottom row; stated: what it
    states in its prose. problems: what to look at before it is submitted; open_problems: what stands against approving.
    """

    row: EstimateRow
    judged_on: date
    years: tuple[int, ...]
    sources: tuple[MoneySource, ...]
    lines: tuple[GridLine, ...]
    whole: LineSums
    printed: tuple[PrintedFigure, ...]
    stated: tuple[Stated, ...]
    steps: tuple[StepRow, ...]
    problems: tuple[Problem, ...]
    open_problems: tuple[Problem, ...]

    @property
    def total_vnd(self) -> int:
        """Proposed over all lines, years and sources."""
        return self.whole.total

    @property
    def total_words(self) -> str:
        """The total in words, as the document has it."""
        return money_in_words(self.whole.total)

    @property
    def appraised_vnd(self) -> int | None:
        """Appraised over all; None while nothing is."""
        return self.whole.appraised_total if self.whole.appraised else None

    @property
    def appraised_words(self) -> str:
        """What was appraised, in words; "" while nothing is."""
        return "" if self.appraised_vnd is None else money_in_words(self.appraised_vnd)

    @property
    def cut_vnd(self) -> int:
        """How much less was appraised than proposed; 0 while something is not appraised."""
        return 0 if self.whole.open_cells else self.whole.total - self.whole.appraised_total

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """What stands against submitting."""
        return tuple(blocking_of(self.problems))

    @property
    def return_reason(self) -> str:
        """Why it was returned last, "" unless it stands returned."""
        last = self.steps[-1] if self.steps else None
        return last.comment if last is not None and last.to_state is self.row.state.RETURNED else ""


def estimate_grid(viewer: Viewer, number: int, *, on: date) -> EstimateGrid:
    """An estimate whole, judged by the norms of `on` until it is submitted. Raises EstimateNotFound. Eight queries."""
    estimate = get_loaded(viewer, number)
    day = judged_on(estimate, on)
    read = read_estimate(estimate, day)
    printed, bottom = _printed(estimate)
    facts = read.facts
    return EstimateGrid(
        row=estimate_row(viewer, estimate),
        judged_on=day,
        years=tuple(facts.years),
        sources=_sources(read),
        lines=tuple(grid_lines(read, printed)),
        whole=facts.sums.whole,
        printed=tuple(printed_figures(bottom, facts.sums.whole, read.columns)),
        stated=read.stated,
        steps=steps_of(number),
        problems=tuple(submission_problems(facts)),
        open_problems=tuple(approval_problems(facts)),
    )


def _sources(read: Read) -> tuple[MoneySource, ...]:
    used = {source for _year, source in read.facts.sums.whole.planned if source is not None}
    return tuple(source for source in MoneySource if source in used)


def _printed(estimate: Estimate) -> tuple[dict[int, dict[PrintedCell, int]], dict[PrintedCell, int]]:
    """What the edition prints by line, and in its bottom row. Two queries."""
    if estimate.edition_id is None:
        return {}, {}
    rows = BudgetLine.objects.filter(edition=estimate.edition_id).order_by("position", "pk")
    parents = list(rows.values_list("pk", "parent_id"))
    figures = read_figures(estimate.edition_id, parents)
    bottom = dict(figures.printed[None].figures) if None in figures.printed else {}
    return printed_by_line(figures, {parent for _line, parent in parents}), bottom
