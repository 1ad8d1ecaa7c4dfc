"""The bodies that may report under a plan: those that it names or that planned a year of it, and their heirs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from nscl.documents.pack.enums import AgencyKind
from nscl.institutions.models import Agency, AgencySuccession
from nscl.institutions.queries import AgencyRow, territory_ids
from nscl.institutions.queries.agencies import rows_of
from nscl.institutions.rules import reachable
from nscl.plans.models import ReportingSource, Responsibility, TaskAgency
from nscl.reporting.rules.answering import Answering, Reporter, answering, holders
from nscl.work.models import AnnualPlan


@dataclass(frozen=True, slots=True)
class Bodies:
    """Bodies of a province and of what it absorbed, and those that a plan names.

    known: all of them by number; concerned: those that lead or coordinate a task, have a responsibility, owe a report
    by name or have an annual plan of the years asked about; edges: (predecessor, successor) of their successions.
    """

    known: dict[int, AgencyRow]
    concerned: tuple[int, ...]
    edges: tuple[tuple[int, int], ...]

    def holders(self, body: AgencyRow, on: date) -> tuple[AgencyRow, ...]:
        """Who answers for a body on a day."""
        return holders(body, self.known, self.edges, on)

    def answering(self, numbers: Iterable[int], on: date) -> Answering:
        """Who reports on a day for these bodies."""
        return answering([self.known[n] for n in numbers if n in self.known], self.known, self.edges, on)

    def reporter(self, agency: int, on: date) -> Reporter:
        """The body with those concerned that it answers for on a day. Raises KeyError for an unknown one."""
        gone = [n for n in self.concerned if n != agency and agency in reachable(n, self.edges)]
        found = answering([self.known[n] for n in (agency, *gone)], self.known, self.edges, on)
        return next((one for one in found.reporters if one.agency.id == agency), Reporter(self.known[agency], ()))

    def there(self, on: date) -> tuple[AgencyRow, ...]:
        """The bodies of the province on a day, in the order of the register."""
        return tuple(body for _n, body in sorted(self.known.items()) if body.valid(on))


def bodies_of(edition: int, plan: int, years: Collection[int], unit_id: int) -> Bodies:
    """The bodies of a round under an edition, in a province. Seven queries.

    Bodies of the nation are named by a plan and report to nobody here; nor does the People's Committee.
    """
    concerned = dict.fromkeys(
        [
            *(
                number
                for rows in (TaskAgency.objects.all(), Responsibility.objects.all(), ReportingSource.objects.all())
                for number in rows.filter(edition=edition, agency__agency__isnull=False)
                .order_by("position", "pk")
                .values_list("agency__agency_id", flat=True)
            ),
            *AnnualPlan.objects.filter(plan=plan, year__in=list(years))
            .order_by("agency_id")
            .values_list("agency_id", flat=True),
        ]
    )
    territory = territory_ids(unit_id)
    rows = Agency.objects.filter(unit__in=territory).exclude(kind=AgencyKind.PEOPLES_COMMITTEE)
    known = {row.id: row for row in rows_of(rows.select_related("unit").order_by("pk"))}
    # Bodies of a province become bodies of it, or of the province that it became: the others' thousands are left out.
    among = AgencySuccession.objects.filter(predecessor__unit__in=territory).order_by("pk")
    edges = tuple(among.values_list("predecessor_id", "successor_id"))
    return Bodies(known, tuple(number for number in concerned if number in known), edges)
