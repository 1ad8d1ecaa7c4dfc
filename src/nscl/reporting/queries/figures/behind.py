"""The records behind the measures' values in some years, for all measures at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from nscl.documents.report_papers.tables import RowRecord
from nscl.productivity.enums import ProductivityKind
from nscl.progress.catalogue import Scope
from nscl.progress.catalogue.registers import Entry, EntryKind, entries_of
from nscl.progress.enums import ProgressKind, ValueSource
from nscl.progress.queries.counts import Tallied
from nscl.progress.queries.measures import AskedMeasure
from nscl.progress.queries.programme import Known
from nscl.progress.queries.registers import is_yearly, register_of
from nscl.progress.queries.rows import MeasureStandingRow
from nscl.progress.queries.stated import live
from nscl.reporting.queries.figures.cells import exact
from nscl.reporting.queries.figures.yearly import is_running_total
from nscl.training.enums import TrainingKind
from nscl.work.enums import WorkKind
from nscl.work.models import ActivityClaim

_KIND_OF_ENTRY: Final = {
    EntryKind.EXPERT: TrainingKind.EXPERT.value,
    EntryKind.PROGRAMME: TrainingKind.PROGRAMME.value,
    EntryKind.CLUB: TrainingKind.CLUB.value,
    EntryKind.TRAINING_CLASS: TrainingKind.TRAINING_CLASS.value,
    EntryKind.SUPPORTED: "organisations.organisation",
}


@dataclass(frozen=True, slots=True)
class Behind:
    """A record behind a value, and the agency whose it is."""

    record: RowRecord
    agency_id: int | None


class _Done(NamedTuple):
    number: int
    kind: str
    title: str
    on: date
    agency_id: int
    agency: str


class RecordsBehind:
    """What stands behind the values of measures in some years up to the day of `known`.

    Activities: one query, one more where measures contend for them; a register: one query each, two for enterprises;
    none `with_entries=False`.
    """

    def __init__(
        self, known: Known, measures: Collection[AskedMeasure], years: range, *, with_entries: bool = True
    ) -> None:
        self._known, self._years, self._with_entries = known, years, with_entries
        self._tallied = [one for each in measures if (one := known.tallied.get(each.number)) is not None]
        self._quantities: dict[tuple[int, str], Decimal] = {}
        self._done = self._read_done()
        self._claims = self._read_claims()
        self._entries: dict[tuple[object, ...], tuple[Entry, ...]] = {}

    def of(self, measure: AskedMeasure, row: MeasureStandingRow) -> tuple[Behind, ...]:
        """The records behind a measure's value in these years, where it stands as `row` says; by day."""
        match row.source:
            case ValueSource.STATED:
                found = list(self._stated(measure, row))
            case _ if row.run is not None:
                found = list(self._computed(row))
            case _ if register_of(measure) is not None:
                found = list(self._registered(measure))
            case _:
                found = list(self._counted(measure))
        return tuple(sorted(found, key=lambda one: (one.record.on or date.min, one.record.kind, one.record.number)))

    def _scope(self) -> Scope:
        return Scope(
            first=date(self._years[0], 1, 1),
            last=min(self._known.on, date(self._years[-1], 12, 31)),
            plan_ids=frozenset(one.measure.plan_id for one in self._tallied),
        )

    def _read_done(self) -> Mapping[str, list[_Done]]:
        """The activities by kind, each once, and beside them what they yielded: one row for each quantity."""
        found: dict[str, dict[int, _Done]] = defaultdict(dict)
        kinds = {kind for one in self._tallied for kind, _output in one.sorts()}
        if not kinds:
            return {}
        rows = self._scope().activities().filter(kind__in=kinds).order_by("pk")
        for number, kind, title, on, agency, name, output, quantity in rows.values_list(*_DONE):
            found[kind][number] = _Done(number, kind, title, on or date.min, agency, name)
            if output is not None and quantity is not None:
                self._quantities[(number, output)] = quantity
        return {kind: list(many.values()) for kind, many in found.items()}

    def _read_claims(self) -> Mapping[int, set[int]]:
        """Activity → the measures for which it is declared."""
        found: dict[int, set[int]] = defaultdict(set)
        if self._done and self._known.counts.rivals.contested():
            scope = self._scope()
            rows = ActivityClaim.objects.filter(
                activity__plan__in=scope.plan_ids or (),
                activity__done_on__gte=scope.first,
                activity__done_on__lte=scope.last,
            ).order_by("pk")
            for activity, measure in rows.values_list("activity_id", "measure_id"):
                found[activity].add(measure)
        return found

    def _counted(self, measure: AskedMeasure) -> Iterator[Behind]:
        """As `progress.queries.counts.Counts.find` counts: what it alone could take, of the rest what is declared."""
        one = self._known.tallied.get(measure.number)
        if one is None:
            return
        for sort in one.sorts():
            for done in self._done.get(sort[0], ()):
                amount = self._amount(one, done)
                if amount is not None and self._counts(one, sort, done):
                    record = RowRecord(
                        WorkKind.ACTIVITY.value, done.number, done.title, done.on, exact(amount), done.agency
                    )
                    yield Behind(record, done.agency_id)

    def _counts(self, one: Tallied, sort: tuple[str, str], done: _Done) -> bool:
        measure, year = one.measure, done.on.year
        if not measure.phase_start <= year <= measure.phase_end:
            return False
        if not self._known.counts.rivals.is_contested(measure.edition_id, sort, year):
            return True
        return not self._known.identities(measure.number).isdisjoint(self._claims.get(done.number, ()))

    def _amount(self, one: Tallied, done: _Done) -> Decimal | None:
        if one.tally.output is None:
            return Decimal(1)
        missing = Decimal(one.tally.missing) if one.tally.missing else None
        return self._quantities.get((done.number, one.output), missing)

    def _stated(self, measure: AskedMeasure, row: MeasureStandingRow) -> Iterator[Behind]:
        """What was signed in these years; of a running total also the last one before, from which it grew."""
        said = [
            one
            for one in live(self._known.stated.get(measure.number, []), self._known.on)
            if one.signed_at is not None and not one.is_base and one.on.year >= measure.phase_start
        ]
        before = [one for one in said if one.on.year < self._years[0]]
        shown = before[-1:] if is_running_total(row) else []
        for one in (*shown, *(one for one in said if one.on.year in self._years)):
            record = RowRecord(ProgressKind.STATED_VALUE.value, one.pk, one.note, one.on, exact(one.value))
            yield Behind(record, None)

    def _computed(self, row: MeasureStandingRow) -> Iterator[Behind]:
        told = [year for year in row.by_year if year.year in self._years and year.value is not None]
        if row.run is not None and told and told[-1].value is not None:
            title = f"Lần tính năng suất số {row.run}"
            record = RowRecord(ProductivityKind.RUN.value, row.run, title, None, exact(told[-1].value))
            yield Behind(record, None)

    def _registered(self, measure: AskedMeasure) -> Iterator[Behind]:
        register = register_of(measure)
        last = min(self._known.on, date(measure.phase_end, 12, 31))
        if register is None or not self._with_entries or last.year < measure.phase_start:
            return
        first = date(measure.phase_start, 1, 1)
        key = (register.listed, first, last, is_yearly(measure))
        if key not in self._entries:
            scope = Scope(first=first, last=last, plan_ids=frozenset({measure.plan_id}))
            as_of = last if register.stands else self._known.on
            self._entries[key] = entries_of(register.listed, scope, as_of, yearly=is_yearly(measure))
        for entry in self._entries[key]:
            if entry.counts and (register.stands or (entry.on is not None and entry.on.year in self._years)):
                yield _entered(entry)


_DONE: Final = (
    *("pk", "kind", "title", "done_on", "agency_id", "agency__name"),
    *("outputs__kind", "outputs__quantity"),
)


def _entered(entry: Entry) -> Behind:
    """A person is told by what made them an expert, not by name: the table may be published."""
    title = f"Chuyên gia ({entry.note})" if entry.kind is EntryKind.EXPERT else _titled(entry)
    amount = Decimal(1) if entry.people is None else Decimal(entry.people)
    record = RowRecord(_KIND_OF_ENTRY[entry.kind], entry.number, title, entry.on, exact(amount), entry.agency)
    return Behind(record, entry.agency_id)


def _titled(entry: Entry) -> str:
    return f"{entry.label} ({entry.note})" if entry.note else entry.label
