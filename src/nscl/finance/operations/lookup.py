"""What the records of a budget call by key, as the numbers of the rows that stand for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from nscl.documents.pack.schema import BudgetLine
from nscl.finance import models
from nscl.finance.enums import UNSPLIT
from nscl.plans.operations.lookup import Lookup
from nscl.plans.operations.wording import stored


@dataclass
class MoneyLookup(Lookup):
    """Keys of an edition, those of its budget included.

    headings: keys of the lines that have children: their figures are sums.
    """

    unit_vnd: int = 1
    sources: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    headings: frozenset[str] = frozenset()

    def read(self) -> None:
        """Read what the edition has (6 queries)."""
        super().read()
        edition = self.edition_id
        budget = models.Budget.objects.filter(edition=edition).values_list("unit_vnd", flat=True).first()
        self.unit_vnd = budget or 1
        sources = models.FundingSource.objects.filter(edition=edition).order_by("position")
        self.sources.update(sources.values_list("key", "pk"))
        lines = models.BudgetLine.objects.filter(edition=edition).order_by("position")
        self.lines.update(lines.values_list("key", "pk"))

    def heads(self, lines: Iterable[BudgetLine]) -> None:
        """Note which lines are headings."""
        self.headings = frozenset(line.parent for line in lines if line.parent is not None)

    def source(self, key: str) -> int:
        """The number of a source; that of unsplit amounts is made at its first use."""
        if key == UNSPLIT and key not in self.sources:
            self.sources[key] = models.FundingSource.objects.create(
                edition_id=self.edition_id,
                position=len(self.sources) + 1,
                key=UNSPLIT,
                name=stored(_("Không tách nguồn")),
            ).pk
        return self.sources[key]
