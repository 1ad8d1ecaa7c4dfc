"""Typed rows that pages get; never ORM objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.plans.rules import figure_in_words, measure_in_words
from nscl.progress.catalogue.registers import Entry
from nscl.progress.enums import StandingStatus, StatedState, ValueSource
from nscl.work.queries.rows import AgencyLink

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class YearValue:
    """A year of a sparkline; value None: no data, which is not zero."""

    year: int
    value: Decimal | None


@dataclass(frozen=True, kw_only=True)
class MeasureStandingRow:
    """One measure of a target, where it stands, and what stands behind it.

    value, due, status, sentence: `rules.standing`. required: the least value that satisfies (the lower end of a range).
    by_year: the years of the phase up to the day asked for. counts: what the indicator counts, or which record will
    give it. records: how many records of the phase the value counts; incomplete: how many of the right kind lack the
    quantity to be counted by; unclaimed: how many could count here and for another measure, and wait to be declared.
    stated_waiting: stated values that no leader has signed yet. is_stated: shown as stated, not as counted. superseded:
    signed values that count no more, because records give the value by now. is_level: the years do not add up.
    is_register: things of a register are counted. run: the published run of productivity that gives the value. remedy:
    what to record so that there is a value, where the indicator
    has its own way.
    """

    number: int
    edition_id: int
    target_number: int
    target_key: str
    indicator: str
    indicator_name: str
    label: str
    op: MeasureOp
    target_value: Decimal
    target_value_to: Decimal | None
    unit: str
    when: MeasureWhen
    of: str | None
    phase_start: int
    phase_end: int
    source: ValueSource
    counts: str
    value: Decimal | None
    due: Decimal | None
    required: Decimal
    status: StandingStatus
    sentence: str
    by_year: tuple[YearValue, ...]
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    unclaimed: int = 0
    incomplete: int = 0
    records: int = 0
    stated_waiting: int = 0
    is_sample: bool = False
    is_level: bool = False
    is_register: bool = False
    superseded: int = 0
    run: int | None = None
    remedy: str = ""

    @property
    def figure(self) -> str:
        """How much the plan asks for: "30–35%"."""
        return figure_in_words(self.op, self.target_value, self.target_value_to, self.unit)

    @property
    def words(self) -> str:
        """How much, of what and by when."""
        return measure_in_words(self.op, self.target_value, self.target_value_to, self.unit, when=self.when, of=self.of)

    @property
    def is_stated(self) -> bool:
        """Whether the value was stated by an officer and not counted."""
        return self.source is ValueSource.STATED

    @property
    def done_share(self) -> Decimal | None:
        """The value as per cent of what is required in the end, for a bar; None without a value or for a goal of 0."""
        return _share(self.value, self.required)

    @property
    def due_share(self) -> Decimal | None:
        """What is due as per cent of what is required in the end: where the mark on the bar stands."""
        return _share(self.due, self.required)


def _share(part: Decimal | None, whole: Decimal) -> Decimal | None:
    return None if part is None or whole <= 0 else part / whole * _HUNDRED


@dataclass(frozen=True, kw_only=True)
class TargetStandingRow:
    """A target with its measures; none where nothing in it can be counted."""

    number: int
    key: str
    text: str
    position: int
    phase_start: int
    phase_end: int
    measures: tuple[MeasureStandingRow, ...]


@dataclass(frozen=True, kw_only=True)
class ProgrammeTable:
    """Target against actual for a whole plan as of a day, in the order of the document.

    phases: all phases of the plan's targets, oldest first; targets: those of the phase asked for. is_sample: sample
    records may be among what is counted, so the page must say so.
    """

    edition_id: int
    on: date
    phases: tuple[tuple[int, int], ...]
    phase: tuple[int, int] | None
    targets: tuple[TargetStandingRow, ...]
    is_sample: bool

    @property
    def rows(self) -> tuple[MeasureStandingRow, ...]:
        """All measures, target by target."""
        return tuple(measure for target in self.targets for measure in target.measures)

    @property
    def by_status(self) -> Mapping[StandingStatus, int]:
        """How many measures stand where; every status is there, in the order of the enum."""
        found = Counter(row.status for row in self.rows)
        return {status: found[status] for status in StandingStatus}

    @property
    def unclaimed(self) -> int:
        """How often a record waits to be declared for a measure of this table."""
        return sum(row.unclaimed for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class StatedRow:
    """A stated value in the history of a measure, newest first. `version` is to be sent back with an act on it."""

    number: int
    on: date
    value: Decimal
    numerator: Decimal | None
    denominator: Decimal | None
    is_base: bool
    note: str
    stated_at: datetime
    stated_by: str
    signed_at: datetime | None
    signed_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawal_reason: str
    evidence: int
    version: int
    is_sample: bool

    @property
    def state(self) -> StatedState:
        """How far it is."""
        if self.withdrawn_at is not None:
            return StatedState.WITHDRAWN
        return StatedState.WAITING if self.signed_at is None else StatedState.SIGNED


@dataclass(frozen=True, kw_only=True)
class RecordRow:
    """A record behind a value, or one that waits; amount: what it adds to the value, None where that is not stated."""

    number: int
    kind: str
    kind_label: str
    title: str
    place: str
    done_on: date
    agency: AgencyLink
    task_number: int
    amount: Decimal | None
    evidence: int
    is_sample: bool


@dataclass(frozen=True, slots=True)
class BreakdownRow:
    """A part of a value: of an agency, a commune. number: of it; note: which province's agency it is."""

    label: str
    value: Decimal
    number: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """Who took part, from one kind of organisation: attendances (lượt người), women among them, organisations.

    women: of the records that say so, None where none does. An organisation at two activities counts twice.
    """

    label: str
    people: int
    women: int | None
    organisations: int


@dataclass(frozen=True, kw_only=True)
class MeasureDetail:
    """A measure's page: where it stands, the records behind it, its parts, what was stated of it.

    records: those of the page asked for, newest first (`row.records` counts all). waiting: records that could count
    here and for another measure and are declared for none, and those that lack the quantity to be counted by (the
    first ones; `row.unclaimed` and `row.incomplete` count all).
    by_participants: who took part in the records behind the value, by kind of organisation. rivals: number and label of
    the measures that contend for the same records. entries: of a measure that a register gives what stands behind it,
    the page asked for (`row.records` counts all); idle: what is known of and does not count; sharing: number and label
    of the measures that count the same entries.
    """

    row: MeasureStandingRow
    target_text: str
    plan_id: int
    edition_id: int
    unit_id: int
    on: date
    records: tuple[RecordRow, ...]
    waiting: tuple[RecordRow, ...]
    by_agency: tuple[BreakdownRow, ...]
    by_commune: tuple[BreakdownRow, ...]
    by_participants: tuple[ParticipantRow, ...]
    stated: tuple[StatedRow, ...]
    may_state: bool
    may_sign: bool
    rivals: tuple[tuple[int, str], ...]
    is_sample: bool
    is_register: bool = False
    is_ratio: bool = False
    entries: tuple[Entry, ...] = ()
    idle: tuple[Entry, ...] = ()
    by_kind: tuple[BreakdownRow, ...] = ()
    by_sex: tuple[BreakdownRow, ...] = ()
    sharing: tuple[tuple[int, str], ...] = ()

    @property
    def to_declare(self) -> tuple[RecordRow, ...]:
        """Those of `waiting` that only have to be declared."""
        return tuple(row for row in self.waiting if row.amount is not None)
