"""The whole country: every province's plan in force with where its measures stand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.enums import UnitLevel
from nscl.institutions.queries import UnitRow, units_on
from nscl.plans.enums import EditionState
from nscl.plans.models import PlanEdition
from nscl.plans.rules import plan_label
from nscl.progress.catalogue import catalogue
from nscl.progress.enums import StandingStatus, ValueSource
from nscl.progress.queries.places import provinces_by_unit
from nscl.progress.queries.programme import standings
from nscl.progress.queries.rows import MeasureStandingRow


@dataclass(frozen=True, slots=True)
class IndicatorHead:
    """A column: an indicator for which some plan has a measure. source: COUNTED, AWAITED, or NOT_YET: nobody knows."""

    code: str
    name: str
    source: ValueSource


@dataclass(frozen=True, kw_only=True)
class ProvincePlanRow:
    """A province with one of its plans in force; plan_slug "" where it has none.

    A province with several plans at once (a merger in the middle of a period) has a row for each.

    cells: indicator → its measures in the order of the document (two where a plan has it for two phases).
    """

    unit_id: int
    unit_code: str
    province: str
    plan_slug: str
    plan_label: str
    edition_id: int | None
    cells: Mapping[str, tuple[MeasureStandingRow, ...]]
    is_sample: bool

    @property
    def measures(self) -> int:
        """How many measures the plan has."""
        return sum(len(rows) for rows in self.cells.values())

    @property
    def by_status(self) -> Mapping[StandingStatus, int]:
        """How many of its measures stand where."""
        found = Counter(row.status for rows in self.cells.values() for row in rows)
        return {status: found[status] for status in StandingStatus}


@dataclass(frozen=True, kw_only=True)
class NationTable:
    """All provinces of a day by code, with the indicators that their plans measure."""

    on: date
    indicators: tuple[IndicatorHead, ...]
    rows: tuple[ProvincePlanRow, ...]

    @property
    def is_sample(self) -> bool:
        """Whether sample records may be among what is counted."""
        return any(row.is_sample for row in self.rows)


def nation_table(viewer: Viewer, on: date) -> NationTable:
    """Where the measures of all plans in force stand, by province, as far as the viewer may see the work.

    The provinces are those of the day: a plan of Bắc Giang stands under Bắc Ninh from 1 July 2025 on. Raises NotAllowed
    where the viewer may see no work at all, OutsideKnownDates for a day before the data. At most
    eleven queries for any number.
    """
    viewer.require(Permission.VIEW_WORK)
    provinces = units_on(on, UnitLevel.PROVINCE)
    owner = provinces_by_unit([unit.id for unit in provinces])
    editions = _editions_in_force(viewer, on)
    rows, samples = standings([one.pk for one in editions], [one.plan_id for one in editions], on)
    cells = _by_edition(rows, editions)
    by_province: dict[int, list[PlanEdition]] = defaultdict(list)
    for edition in editions:
        if edition.plan.unit_id in owner:
            by_province[owner[edition.plan.unit_id]].append(edition)
    reach = viewer.units_with(Permission.VIEW_WORK)
    shown = [unit for unit in provinces if reach is None or unit.id in reach]
    found = [row for unit in shown for row in _province_rows(unit, by_province[unit.id], cells, samples)]
    return NationTable(on=on, indicators=_heads(found), rows=tuple(found))


def _editions_in_force(viewer: Viewer, on: date) -> list[PlanEdition]:
    """The editions in force of plans whose period holds the day, of provinces whose work the viewer may see."""
    editions = PlanEdition.objects.filter(
        state=EditionState.ISSUED, plan__period_start__lte=on.year, plan__period_end__gte=on.year
    )
    reach = viewer.units_with(Permission.VIEW_WORK)
    if reach is not None:
        editions = editions.filter(plan__unit__in=reach)
    return list(editions.select_related("plan__unit").order_by("plan__period_start", "plan__slug"))


def _by_edition(
    rows: Sequence[MeasureStandingRow], editions: Sequence[PlanEdition]
) -> dict[int, dict[str, list[MeasureStandingRow]]]:
    found: dict[int, dict[str, list[MeasureStandingRow]]] = {edition.pk: defaultdict(list) for edition in editions}
    for row in rows:
        found[row.edition_id][row.indicator].append(row)
    return found


def _province_rows(
    unit: UnitRow,
    editions: Sequence[PlanEdition],
    cells: Mapping[int, Mapping[str, list[MeasureStandingRow]]],
    samples: frozenset[int],
) -> list[ProvincePlanRow]:
    if not editions:
        return [
            ProvincePlanRow(
                unit_id=unit.id,
                unit_code=unit.code,
                province=unit.label,
                plan_slug="",
                plan_label="",
                edition_id=None,
                cells={},
                is_sample=False,
            )
        ]
    return [
        ProvincePlanRow(
            unit_id=unit.id,
            unit_code=unit.code,
            province=unit.label,
            plan_slug=edition.plan.slug,
            plan_label=plan_label(edition.plan.unit.name, edition.plan.period_start, edition.plan.period_end),
            edition_id=edition.pk,
            cells={code: tuple(rows) for code, rows in cells[edition.pk].items()},
            is_sample=edition.plan_id in samples,
        )
        for edition in editions
    ]


def _heads(rows: Sequence[ProvincePlanRow]) -> tuple[IndicatorHead, ...]:
    """The indicators in use, in the order of the catalogue; codes that it does not know come last."""
    used = {code for row in rows for code in row.cells}
    known = catalogue()
    ordered = [code for code in known if code in used] + sorted(used - known.keys())
    return tuple(
        IndicatorHead(code, known[code].label, known[code].source)
        if code in known
        else IndicatorHead(code, code, ValueSource.NOT_YET)
        for code in ordered
    )
