"""Target against actual for a whole plan, as of any day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.queries.editions import EditionHeader
from nscl.progress.enums import ValueSource
from nscl.progress.models import StatedValue
from nscl.progress.queries.counts import Counts, Found, Tallied, count_records, tally_of
from nscl.progress.queries.measures import AskedMeasure, TargetHead, measures_of, present_measures, targets_of
from nscl.progress.queries.published import PublishedFigures, PublishedFound, figure_of
from nscl.progress.queries.registers import RegisterCounts, RegisterFound, register_of
from nscl.progress.queries.rows import MeasureStandingRow, ProgrammeTable, TargetStandingRow, YearValue
from nscl.progress.queries.schedules import scheduled_for
from nscl.progress.queries.stated import base_of, live, moved, observed_of, signed_values, stated_values, waiting
from nscl.progress.rules import Observed, Scheduled, Standing, standing
from nscl.progress.rules.arithmetic import required
from nscl.progress.rules.growth import growth_rates
from nscl.work.models import AnnualPlan


def programme_table(
    viewer: Viewer, edition: EditionHeader, on: date, phase: tuple[int, int] | None = None
) -> ProgrammeTable:
    """Every target of an edition with its measures and where they stand at the end of a day.

    edition: as `plans.queries.find_edition` gave it to the viewer. phase: only targets of this phase, None: all.
    Raises NotAllowed unless the viewer may see the work of the province. Seven queries; one more where measures
    contend for records, one where something was recorded under an earlier edition, one where registers give measures,
    one where published runs of productivity do,
    and one less where no plan has sample records.
    """
    viewer.require(Permission.VIEW_WORK, edition.unit_id)
    heads = targets_of(edition.edition_id)
    rows, is_sample = standings([edition.edition_id], [edition.plan_id], on)
    shown = [head for head in heads if phase is None or (head.phase_start, head.phase_end) == phase]
    return ProgrammeTable(
        edition_id=edition.edition_id,
        on=on,
        phases=tuple(sorted({(head.phase_start, head.phase_end) for head in heads})),
        phase=phase,
        targets=tuple(_target(head, rows) for head in shown),
        is_sample=bool(is_sample),
    )


def _target(head: TargetHead, rows: Sequence[MeasureStandingRow]) -> TargetStandingRow:
    return TargetStandingRow(
        number=head.number,
        key=head.key,
        text=head.text,
        position=head.position,
        phase_start=head.phase_start,
        phase_end=head.phase_end,
        measures=tuple(row for row in rows if row.target_number == head.number),
    )


def standings(
    edition_ids: Collection[int], plan_ids: Collection[int], on: date
) -> tuple[tuple[MeasureStandingRow, ...], frozenset[int]]:
    """Where all measures of some editions (one for each plan) stand; and the plans that hold sample records or values.

    The same number of queries for one plan and for a country. For callers that have asked what the viewer may see.
    """
    measures = measures_of(edition_ids)
    known = Known.read(measures, edition_ids, plan_ids, on)
    rows = tuple(known.row(measure) for measure in measures)
    stated = {measure.plan_id for measure, row in zip(measures, rows, strict=True) if row.is_sample}
    return rows, frozenset(known.sample_years) | stated


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of the measures of some editions on a day."""

    on: date
    counts: Counts
    registers: RegisterCounts
    published: PublishedFigures
    tallied: Mapping[int, Tallied]
    stated: Mapping[int, list[StatedValue]]
    scheduled: Mapping[int, tuple[Scheduled, ...]]
    sample_years: Mapping[int, frozenset[int]]
    earlier: Mapping[int, frozenset[int]]

    @classmethod
    def read(
        cls, measures: Sequence[AskedMeasure], edition_ids: Collection[int], plan_ids: Collection[int], on: date
    ) -> Known:
        """Read it from the database, whole."""
        known = cls.read_for(measures, measures, edition_ids, plan_ids, on)
        asked = {one.plan_id for one in measures if one.has_sample_years} | (
            set(plan_ids) - {one.plan_id for one in measures}
        )
        return replace(known, sample_years=_sample_years(asked))

    @classmethod
    def read_for(
        cls,
        shown: Sequence[AskedMeasure],
        measures: Sequence[AskedMeasure],
        edition_ids: Collection[int],
        plan_ids: Collection[int],
        on: date,
    ) -> Known:
        """What is needed for the measures that are `shown`: `measures` are all that may contend for their records.

        Without the years of sample records: who shows a few measures looks at the records themselves.
        """
        numbers = {measure.number for measure in measures}
        followed = _Followed(plan_ids, edition_ids, numbers)
        stated = stated_values(plan_ids)
        counts = count_records(measures, on, followed)
        present = followed(stated)
        return cls(
            on=on,
            counts=counts,
            registers=RegisterCounts.read(shown, on),
            published=PublishedFigures.read(shown, on),
            tallied={one.measure.number: one for one in counts.tallied},
            stated=moved(stated, present),
            scheduled=scheduled_for(shown, edition_ids),
            sample_years={},
            earlier=_inverted(present),
        )

    def identities(self, measure: int) -> frozenset[int]:
        """A measure and what it was in earlier editions."""
        return self.earlier.get(measure, frozenset()) | {measure}

    def row(self, measure: AskedMeasure) -> MeasureStandingRow:
        """Where one of the measures stands."""
        stated = live(self.stated.get(measure.number, []), self.on)
        found, entered = self._found(measure), self._entered(measure)
        computed = self._published(measure)
        counted = self._counted(measure, found, entered, stated) if computed is None else computed.observed
        observed = _observed(measure, counted, stated)
        facts = measure.facts(self.scheduled.get(measure.number, ()))
        where = standing(facts, observed, self.on)
        return _row(
            measure,
            observed,
            where,
            required_value=required(facts),
            last_year=self.on.year,
            unclaimed=found.unclaimed if found else 0,
            incomplete=found.incomplete if found else 0,
            records=found.records if found else entered.entries if entered else 0,
            stated_waiting=waiting(stated),
            is_sample=self._is_sample(measure, observed, entered or computed, stated),
            is_level=is_level(measure),
            superseded=signed_values(stated) if observed is counted else 0,
            run=computed.run if computed is not None and observed is counted else None,
        )

    def _found(self, measure: AskedMeasure) -> Found | None:
        one = self.tallied.get(measure.number)
        return None if one is None else self.counts.find(one)

    def _entered(self, measure: AskedMeasure) -> RegisterFound | None:
        register = register_of(measure)
        return None if register is None else self.registers.find(measure, register)

    def _published(self, measure: AskedMeasure) -> PublishedFound | None:
        figure = figure_of(measure)
        return None if figure is None else self.published.find(measure, figure)

    def _counted(
        self,
        measure: AskedMeasure,
        found: Found | None,
        entered: RegisterFound | None,
        stated: Collection[StatedValue],
    ) -> Observed | None:
        """What records or entries give; None where nothing counts the measure."""
        if entered is not None:
            return replace(entered.observed, base=base_of(stated))
        if found is None:
            return None
        if measure.is_percentage:
            return Observed(source=ValueSource.COMPUTED, by_year=growth_rates(found.by_year, self.on))
        return Observed(source=ValueSource.COUNTED, by_year=found.by_year, base=base_of(stated))

    def _is_sample(
        self,
        measure: AskedMeasure,
        observed: Observed,
        entered: RegisterFound | PublishedFound | None,
        stated: Collection[StatedValue],
    ) -> bool:
        if observed.source is ValueSource.STATED:
            return any(one.is_sample for one in stated)
        if entered is not None:
            return entered.is_sample
        return bool(self.sample_years.get(measure.plan_id, frozenset()) & set(observed.by_year))


def _observed(measure: AskedMeasure, counted: Observed | None, stated: Collection[StatedValue]) -> Observed:
    """What records give; what a leader signed where nothing counts the measure, or nothing is recorded of it yet.

    Values that were stated while the records were awaited stand until there is one; then the count takes their place.
    """
    if counted is not None and any(year >= measure.phase_start for year in counted.by_year):
        return counted
    said = observed_of(measure, stated)
    return said if counted is None or said.by_year else counted


class _Followed:
    """What measures of earlier editions have become; asked from the database where there is one, and then once."""

    def __init__(self, plan_ids: Collection[int], edition_ids: Collection[int], known: Collection[int]) -> None:
        self._plans, self._editions, self._known = plan_ids, edition_ids, frozenset(known)
        self._present: Mapping[int, int] | None = None

    def __call__(self, measures: Collection[int]) -> Mapping[int, int]:
        if self._present is None and not self._known.issuperset(measures):
            self._present = present_measures(self._plans, self._editions)
        return self._present or {}


def _inverted(present: Mapping[int, int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for origin, now in present.items():
        found.setdefault(now, set()).add(origin)
    return {now: frozenset(origins) for now, origins in found.items()}


def is_counted(measure: AskedMeasure) -> bool:
    """Whether records give the measure's value, so that nobody may state it."""
    return tally_of(measure) is not None or register_of(measure) is not None


def is_level(measure: AskedMeasure) -> bool:
    """Whether the value of a year is a level at its end, or a ratio, so that years do not add up."""
    register = register_of(measure)
    return figure_of(measure) is not None or (register is not None and register.is_level)


def _sample_years(plan_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Plan → years of which it has sample records. One query, none for no plan."""
    if not plan_ids:
        return {}
    rows = AnnualPlan.objects.filter(plan__in=list(plan_ids), is_sample=True).order_by("plan_id", "year")
    found: dict[int, set[int]] = {}
    for plan, year in rows.values_list("plan_id", "year").distinct():
        found.setdefault(plan, set()).add(year)
    return {plan: frozenset(years) for plan, years in found.items()}


def _row(
    measure: AskedMeasure,
    observed: Observed,
    where: Standing,
    *,
    required_value: Decimal,
    last_year: int,
    unclaimed: int,
    incomplete: int,
    records: int,
    stated_waiting: int,
    is_sample: bool,
    is_level: bool,
    superseded: int,
    run: int | None,
) -> MeasureStandingRow:
    known = measure.known_indicator
    years = range(measure.phase_start, min(measure.phase_end, last_year) + 1)
    return MeasureStandingRow(
        number=measure.number,
        edition_id=measure.edition_id,
        target_number=measure.target_number,
        target_key=measure.target_key,
        indicator=measure.indicator,
        indicator_name=known.label if known else measure.indicator,
        label=measure.label,
        op=measure.op,
        target_value=measure.value,
        target_value_to=measure.value_to,
        unit=measure.unit,
        when=measure.when,
        of=measure.of,
        phase_start=measure.phase_start,
        phase_end=measure.phase_end,
        source=observed.source,
        counts=what_counts(measure),
        value=where.value,
        due=where.due,
        required=required_value,
        status=where.status,
        sentence=where.sentence,
        by_year=tuple(YearValue(year, observed.by_year.get(year)) for year in years),
        numerator=observed.numerator,
        denominator=observed.denominator,
        unclaimed=unclaimed,
        incomplete=incomplete,
        records=records,
        stated_waiting=stated_waiting,
        is_sample=is_sample,
        is_level=is_level,
        is_register=is_counted(measure) and known is not None and known.register is not None,
        superseded=superseded,
        run=run,
        remedy=str(known.remedy) if known and (is_counted(measure) or known.figure) else "",
    )


def what_counts(measure: AskedMeasure) -> str:
    """One sentence on what a measure's indicator counts, or on which record will give it."""
    known = measure.known_indicator
    if known is None:
        return _("Danh mục chỉ tiêu chưa có mã này; giá trị do cán bộ nêu.")
    if not known.is_counted:
        return _("Sẽ đếm từ: %(record)s") % {"record": known.counts}
    if not is_counted(measure) and not known.figure:
        return _("Hồ sơ chỉ cho biết số lượng, không cho biết tỷ lệ; giá trị do cán bộ nêu.")
    return str(known.counts)
