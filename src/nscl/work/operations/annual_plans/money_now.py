"""Budget lines and sources of earlier editions as the edition in force has them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from nscl.finance.models import BudgetLine, FundingSource
from nscl.plans.enums import EditionState
from nscl.work.rules.values import Cost


class MoneyNow:
    """The lines and sources of all issued editions of a plan; read when first asked for (two queries)."""

    def __init__(self, plan_id: int) -> None:
        self._plan_id = plan_id

    def carried(self, costs: Sequence[Cost]) -> tuple[tuple[Cost, ...], tuple[Cost, ...]]:
        """The costs by the lines and sources of the edition in force, and those whose line or source is no more."""
        if all(cost.line_id is None and cost.source_id is None for cost in costs):
            return tuple(costs), ()
        sums: dict[tuple[int | None, int | None], int] = {}
        lost = []
        for cost in costs:
            line = None if cost.line_id is None else self._lines.get(cost.line_id)
            source = None if cost.source_id is None else self._sources.get(cost.source_id)
            if (line is None) != (cost.line_id is None) or (source is None) != (cost.source_id is None):
                lost.append(cost)
            else:
                # Two lines that became one: their money is one sum.
                sums[line, source] = sums.get((line, source), 0) + cost.vnd
        return tuple(Cost(vnd, line, source) for (line, source), vnd in sums.items()), tuple(lost)

    @cached_property
    def _lines(self) -> dict[int, int]:
        """Line of any issued edition → the line of the edition in force that it has become."""
        rows = BudgetLine.objects.filter(edition__plan=self._plan_id).exclude(edition__state=EditionState.DRAFT)
        ordered = rows.order_by("-edition__ordinal", "position", "pk")
        present: dict[int, int] = {}
        for number, state, continues in ordered.values_list("pk", "edition__state", "continues_id"):
            # Newest edition first: what a line has become is known before the line comes.
            if state == EditionState.ISSUED:
                present[number] = number
            if continues is not None and number in present:
                present.setdefault(continues, present[number])
        return present

    @cached_property
    def _sources(self) -> dict[int, int]:
        """Source of any issued edition → the source of the edition in force with the same key."""
        rows = FundingSource.objects.filter(edition__plan=self._plan_id).exclude(edition__state=EditionState.DRAFT)
        found = list(rows.order_by("pk").values_list("pk", "key", "edition__state"))
        in_force = {key: number for number, key, state in found if state == EditionState.ISSUED}
        return {number: in_force[key] for number, key, _state in found if key in in_force}
