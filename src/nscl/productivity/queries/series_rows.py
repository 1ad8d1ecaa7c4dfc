"""What pages get of series: typed rows, never ORM objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from nscl.productivity.enums import Answer, Breakdown, FileForm, MeasureUnit, PriceBasis, QuestionKind, Variable


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRow:
    """A series in a list. measured_in, vintage, source…: of the newest vintage that counts, None or "" without one.

    first_year … missing_years: of all vintages that count together; vintages: how many there are, withdrawn ones too.
    """

    number: int
    unit_id: int
    unit: str
    variable: Variable
    breakdown: Breakdown
    part: str
    part_name: str
    price_basis: PriceBasis
    base_year: int
    name: str
    measured_in: MeasureUnit | None
    first_year: int | None
    last_year: int | None
    missing_years: tuple[int, ...]
    vintage: int | None
    vintages: int
    source: str
    released_on: date | None
    entered_at: datetime | None
    open_questions: int
    is_sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VintageRow:
    """A vintage. taking: the file that it came in, by number and name; used_by: numbers of runs."""

    number: int
    ordinal: int
    measured_in: MeasureUnit
    source: str
    released_on: date | None
    taking: tuple[int, str] | None
    entered_at: datetime
    entered_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawal_reason: str
    is_sample: bool
    figures: Mapping[int, float]
    used_by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EffectiveFigure:
    """The figure of a year that is computed with, in the base unit. ordinal: of its vintage, None for another origin.

    printed: before answers, in the base unit too.
    """

    year: int
    value: float
    printed: float | None
    ordinal: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question. neighbours: figures around its year in the base unit; may_answer: the answers that it has."""

    number: int
    series: int
    vintage: int
    unit_id: int
    unit: str
    series_name: str
    kind: QuestionKind
    year: int
    says: str
    likely: str
    answer: Answer
    factor: float | None
    reason: str
    answered_at: datetime | None
    answered_by: str
    neighbours: tuple[tuple[int, float], ...]
    proposed_factor: float | None
    may_answer: tuple[Answer, ...]
    is_sample: bool


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Two bases as one series, by the numbers and names of both."""

    number: int
    earlier: int
    earlier_name: str
    later: int
    later_name: str
    year: int
    factor: float | None
    source: str
    linked_at: datetime
    linked_by: str


@dataclass(frozen=True, slots=True)
class LinkChoice:
    """An earlier base that can be put before a series. shared_years: those that both have."""

    series: int
    name: str
    shared_years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDetail:
    """A series' page. vintages: newest first; figures: what is computed with; notes, problems: what that took."""

    row: SeriesRow
    may_keep: bool
    base_unit: str
    vintages: tuple[VintageRow, ...]
    figures: tuple[EffectiveFigure, ...]
    questions: tuple[QuestionRow, ...]
    links: tuple[LinkRow, ...]
    may_link: tuple[LinkChoice, ...]
    notes: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingRow:
    """A file that was taken in. withdrawn: how many of its vintages were withdrawn since."""

    number: int
    file_name: str
    form: FileForm
    unit_id: int
    unit: str
    vintages_made: int
    figures: int
    withdrawn: int
    imported_at: datetime
    imported_by: str
    may_withdraw: bool
