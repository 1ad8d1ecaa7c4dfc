"""The whole country by indicator: provinces that work here, and those that sent a package."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.national_targets import NationalTarget, national_targets
from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.institutions.queries.units import territories
from nscl.institutions.rules import label_of
from nscl.plans.rules import figure_in_words, measure_in_words, plain_number
from nscl.progress.catalogue import catalogue, find
from nscl.progress.enums import StandingStatus, ValueSource
from nscl.progress.queries import MeasureStandingRow, NationTable, ProvincePlanRow, nation_table
from nscl.reporting.models import ReceivedMeasure, ReceivedPackage
from nscl.reporting.queries.received import holders, standing_packages
from nscl.reporting.rules.comparing import Compared, Origin, Totals, compare, total


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvinceHead:
    """A province of the day and where its figures come from. origin None: it has no plan here and sent no package.

    package: the newest one that was received of it; with origin HERE its figures are not used, those here win.
    """

    unit_id: int
    unit_code: str
    name: str
    origin: Origin | None
    plans: tuple[str, ...]
    package: int | None
    package_edition: int | None
    made_on: date | None
    is_sample: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class NationalEntry:
    """A measure of a province in its own words. measure: its number here; package: the one that told it.

    value: as a whole; value_year: of the year asked for. compares, differences, remarks: `rules.comparing.Comparison`.
    """

    unit_id: int
    province: str
    origin: Origin
    plan_label: str
    plan_slug: str
    edition_id: int | None
    measure: int | None
    package: int | None
    indicator: str
    label: str
    op: MeasureOp
    target_value: Decimal
    target_value_to: Decimal | None
    unit: str
    when: MeasureWhen
    of: str
    phase_start: int
    phase_end: int
    value: Decimal | None
    value_year: Decimal | None
    status: StandingStatus
    source: ValueSource
    is_sample: bool
    compares: bool = True
    differences: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def figure(self) -> str:
        """How much its plan asks for: "ít nhất 4 mô hình"."""
        return figure_in_words(self.op, self.target_value, self.target_value_to, self.unit)

    @property
    def words(self) -> str:
        """How much, of what and by when, as its plan has it."""
        of = self.of or None
        return measure_in_words(self.op, self.target_value, self.target_value_to, self.unit, when=self.when, of=of)

    @property
    def is_stated(self) -> bool:
        """Whether the value was stated and not counted."""
        return self.source is ValueSource.STATED


@dataclass(frozen=True, kw_only=True, slots=True)
class IndicatorRow:
    """An indicator with every province's measure of it. without: provinces with a plan that has no such measure."""

    code: str
    name: str
    entries: tuple[NationalEntry, ...]
    targets: tuple[NationalTarget, ...]
    totals: Totals
    without: int

    @property
    def provinces(self) -> int:
        """How many provinces have it."""
        return len({one.unit_id for one in self.entries})


@dataclass(frozen=True, kw_only=True, slots=True)
class NationalTable:
    """The country in a year, as of a day. others: national targets beside which no province's measure stands."""

    year: int
    on: date
    provinces: tuple[ProvinceHead, ...]
    indicators: tuple[IndicatorRow, ...]
    others: tuple[NationalTarget, ...]

    @property
    def is_sample(self) -> bool:
        """Whether made-up records may be in it."""
        return any(one.is_sample for one in self.provinces)

    def indicator(self, code: str) -> IndicatorRow | None:
        """The row of an indicator; None where no plan of the year has it."""
        return next((one for one in self.indicators if one.code == code), None)


def national_table(viewer: Viewer, year: int, on: date) -> NationalTable:
    """The measures whose phase holds a year, by indicator, over the provinces whose reports the viewer may see.

    Figures are as of `on`, or of the last day of the year where that is over. A province whose plan runs here is shown
    from here, whatever package was received of it. Raises NotAllowed without VIEW_REPORTS, OutsideKnownDates for a year
    before the data. As many queries for one province as for all.
    """
    viewer.require(Permission.VIEW_REPORTS)
    day = min(on, date(year, 12, 31))
    nation = nation_table(viewer, day)
    received = _received(viewer, nation, year)
    heads = _heads(nation, received)
    elsewhere = {head.unit_id: received[head.unit_id] for head in heads if head.origin is Origin.PACKAGE}
    entries = [*_entries_here(nation, year), *_entries_received(elsewhere, heads, year)]
    rows = _rows(entries, heads, year)
    shown = {target.key for row in rows for target in row.targets}
    others = tuple(one for one in national_targets() if one.is_of(year) and one.key not in shown)
    return NationalTable(year=year, on=day, provinces=heads, indicators=rows, others=others)


def _received(viewer: Viewer, nation: NationTable, year: int) -> dict[int, list[ReceivedPackage]]:
    """Province of the day → what was received of it, the newest first.

    A province that there was not yet on that day (it reports on a year before a merger) is who of its parts has a plan
    here, else it stands for itself.
    """
    packages = list(standing_packages(viewer, year).select_related("unit").order_by("-made_at", "-pk"))
    owner = dict(holders([row.unit_id for row in nation.rows], [one.unit_id for one in packages]))
    later = {one.unit_id for one in packages} - owner.keys()
    if later:
        planned = [row.unit_id for row in nation.rows if row.plan_slug]
        for unit, parts in territories(later).items():
            owner[unit] = next((one for one in planned if one in parts), unit)
    found: dict[int, list[ReceivedPackage]] = defaultdict(list)
    for one in packages:
        found[owner[one.unit_id]].append(one)
    return found


def _heads(nation: NationTable, received: Mapping[int, Sequence[ReceivedPackage]]) -> tuple[ProvinceHead, ...]:
    by_unit: dict[int, list[ProvincePlanRow]] = defaultdict(list)
    for row in nation.rows:
        by_unit[row.unit_id].append(row)
    heads = [_head(rows, received.get(unit, ())) for unit, rows in by_unit.items()]
    later = [_head([_bare(many[0])], many) for unit, many in received.items() if unit not in by_unit]
    return (*heads, *sorted(later, key=lambda one: one.unit_code))


def _bare(package: ReceivedPackage) -> ProvincePlanRow:
    """The province of a package that there was not yet on the day, without a plan here."""
    unit = package.unit
    return ProvincePlanRow(
        unit_id=unit.pk,
        unit_code=unit.code,
        province=label_of(unit.kind, unit.name),
        plan_slug="",
        plan_label="",
        edition_id=None,
        cells={},
        is_sample=False,
    )


def _head(rows: Sequence[ProvincePlanRow], packages: Sequence[ReceivedPackage]) -> ProvinceHead:
    plans = tuple(row.plan_label for row in rows if row.plan_slug)
    newest = packages[0] if packages else None
    is_sample = any(row.is_sample for row in rows) if plans else any(one.is_sample for one in packages)
    return ProvinceHead(
        unit_id=rows[0].unit_id,
        unit_code=rows[0].unit_code,
        name=rows[0].province,
        origin=Origin.HERE if plans else Origin.PACKAGE if packages else None,
        plans=plans or tuple(one.plan_label for one in packages),
        package=newest.pk if newest else None,
        package_edition=newest.edition if newest else None,
        made_on=localdate(newest.made_at) if newest else None,
        is_sample=is_sample,
    )


def _entries_here(nation: NationTable, year: int) -> list[NationalEntry]:
    return [
        _entry_here(row, one, year)
        for row in nation.rows
        for measures in row.cells.values()
        for one in measures
        if one.phase_start <= year <= one.phase_end
    ]


def _entry_here(row: ProvincePlanRow, one: MeasureStandingRow, year: int) -> NationalEntry:
    return NationalEntry(
        unit_id=row.unit_id,
        province=row.province,
        origin=Origin.HERE,
        plan_label=row.plan_label,
        plan_slug=row.plan_slug,
        edition_id=one.edition_id,
        measure=one.number,
        package=None,
        indicator=one.indicator,
        label=one.label,
        op=one.op,
        target_value=one.target_value,
        target_value_to=one.target_value_to,
        unit=one.unit,
        when=one.when,
        of=one.of or "",
        phase_start=one.phase_start,
        phase_end=one.phase_end,
        value=one.value,
        value_year=next((each.value for each in one.by_year if each.year == year), None),
        status=one.status,
        source=one.source,
        is_sample=one.is_sample,
    )


def _entries_received(
    packages: Mapping[int, Sequence[ReceivedPackage]], heads: Sequence[ProvinceHead], year: int
) -> list[NationalEntry]:
    """The measures of the packages of some provinces. One query, none where there is no package."""
    of_package = {one.pk: (unit, one) for unit, many in packages.items() for one in many}
    if not of_package:
        return []
    names = {head.unit_id: head.name for head in heads}
    rows = ReceivedMeasure.objects.filter(package__in=list(of_package), phase_start__lte=year, phase_end__gte=year)
    order = {number: place for place, number in enumerate(of_package)}
    found = sorted(rows.order_by("package_id", "position"), key=lambda row: order[row.package_id])
    return [_entry_received(row, *of_package[row.package_id], names) for row in found]


def _entry_received(
    row: ReceivedMeasure, unit: int, package: ReceivedPackage, names: Mapping[int, str]
) -> NationalEntry:
    return NationalEntry(
        unit_id=unit,
        province=names[unit],
        origin=Origin.PACKAGE,
        plan_label=package.plan_label,
        plan_slug="",
        edition_id=None,
        measure=None,
        package=package.pk,
        indicator=row.indicator,
        label=row.label,
        op=MeasureOp(row.op),
        target_value=plain_number(row.target),
        target_value_to=None if row.target_to is None else plain_number(row.target_to),
        unit=row.unit,
        when=MeasureWhen(row.when),
        of=row.of,
        phase_start=row.phase_start,
        phase_end=row.phase_end,
        value=None if row.value is None else plain_number(row.value),
        value_year=None if row.value_year is None else plain_number(row.value_year),
        status=StandingStatus(row.status),
        source=ValueSource(row.source),
        is_sample=package.is_sample,
    )


def _rows(entries: Sequence[NationalEntry], heads: Sequence[ProvinceHead], year: int) -> tuple[IndicatorRow, ...]:
    """By indicator, in the order of the catalogue; codes that it does not know come last."""
    by_code: dict[str, list[NationalEntry]] = defaultdict(list)
    for one in entries:
        by_code[one.indicator].append(one)
    known = catalogue()
    ordered = [code for code in known if code in by_code] + sorted(by_code.keys() - known.keys())
    place = {head.unit_id: number for number, head in enumerate(heads)}
    planned = sum(1 for head in heads if head.origin is not None)
    return tuple(
        _row(code, sorted(by_code[code], key=lambda one: place[one.unit_id]), planned, year) for code in ordered
    )


def _row(code: str, entries: Sequence[NationalEntry], planned: int, year: int) -> IndicatorRow:
    known = find(code)
    compared = [_compared(one) for one in entries]
    said = compare(compared)
    return IndicatorRow(
        code=code,
        name=known.label if known else entries[0].label,
        entries=tuple(
            replace(one, compares=what.compares, differences=what.differences, remarks=what.remarks)
            for one, what in zip(entries, said, strict=True)
        ),
        targets=tuple(one for one in national_targets() if code in one.indicators and one.is_of(year)),
        totals=total(compared, said),
        without=planned - len({one.unit_id for one in entries}),
    )


def _compared(one: NationalEntry) -> Compared:
    known = find(one.indicator)
    return Compared(
        plan=(one.unit_id, one.plan_label),
        province=one.unit_id,
        unit=one.unit,
        counted_unit=str(known.unit) if known else "",
        op=one.op,
        when=one.when,
        of=one.of,
        phase=(one.phase_start, one.phase_end),
        source=one.source,
        target=one.target_value,
        value=one.value,
        value_year=one.value_year,
        is_ratio=bool(known and known.register and known.register.per),
    )
