"""What a report is about: which plan and edition, which years, up to which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportScope:
    """Whose figures, of when.

    edition_id: the edition whose targets and tasks are reported on, the one in force. unit_id: the province that
    reports, unit_ids: it and all that it absorbed. year: the report's year; period_start, period_end: what is reported
    on. as_of: the last day whose records count: the data closing time, or today where that is still to come. today: by
    which a report that was not submitted is late. round_id: None: no round.
    """

    plan_id: int
    edition_id: int
    unit_id: int
    unit_ids: frozenset[int]
    year: int
    period_start: date
    period_end: date
    as_of: date
    today: date
    round_id: int | None = None

    @property
    def years(self) -> range:
        """The years that are reported on: one for a yearly report, those of the period for a review."""
        return range(self.period_start.year, self.period_end.year + 1)

    @property
    def last_day(self) -> date:
        """The last day of the period whose records count."""
        return min(self.as_of, self.period_end)

    @property
    def is_one_year(self) -> bool:
        """Whether it is about a single year, so that figures are that year's and not the period's."""
        return len(self.years) == 1

    def holds(self, on: date | None) -> bool:
        """Whether a record of that day belongs to the report."""
        return on is not None and self.period_start <= on <= self.last_day
