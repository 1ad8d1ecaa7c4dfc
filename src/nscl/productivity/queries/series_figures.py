"""Series with the vintages of theirs that count, loaded at once: as many queries for ten series as for ten thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from nscl.productivity.enums import Answer, Breakdown, MeasureUnit, PriceBasis, QuestionKind, Variable
from nscl.productivity.models import Observation, SeriesQuestion, SeriesVintage, StatisticalSeries
from nscl.productivity.rules.series_layers import Answered
from nscl.productivity.rules.series_values import SeriesKey
from nscl.productivity.rules.series_words import series_name


@dataclass(frozen=True, slots=True)
class Vintage:
    """A vintage that is not withdrawn. number: its own; ordinal: within the series; figures: as printed."""

    number: int
    ordinal: int
    measured_in: MeasureUnit
    source: str
    released_on: date | None
    is_sample: bool
    figures: Mapping[int, float]


class StoredQuestion(NamedTuple):
    """A question as it stands with its vintage."""

    number: int
    vintage: int
    kind: QuestionKind
    year: int
    says: str
    answer: Answer
    factor: float | None
    reason: str
    answered_at: datetime | None
    answered_by: int | None

    @property
    def answered(self) -> Answered:
        """What the answer does to figures."""
        return Answered(self.answer, self.year, self.factor)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A series. number: None where it is not kept yet; last: the highest ordinal that any vintage ever had.

    vintages: those that count, oldest first: real ones where there are any, else samples; all: not withdrawn ones.
    questions: of the newest that counts; past: those of older ones, the newest first.
    """

    number: int | None
    key: SeriesKey
    part_name: str
    last: int = 0
    all: tuple[Vintage, ...] = ()
    questions: tuple[StoredQuestion, ...] = ()
    past: tuple[StoredQuestion, ...] = ()

    @property
    def vintages(self) -> tuple[Vintage, ...]:
        """Those that count."""
        return tuple(one for one in self.all if not one.is_sample) or self.all

    @property
    def newest(self) -> Vintage | None:
        """The newest that counts."""
        return self.vintages[-1] if self.vintages else None

    @property
    def name(self) -> str:
        """The series in words."""
        return name_of(self.key, self.part_name)


def name_of(key: SeriesKey, part_name: str) -> str:
    """A series in words."""
    return series_name(key.variable, part_name, key.price_basis, key.base_year)


def key_of(row: Sequence[Any]) -> SeriesKey:
    """The key of a row of `KEY_COLUMNS` as the database has them."""
    unit_id, variable, breakdown, part, price_basis, base_year = row
    return SeriesKey(unit_id, Variable(variable), Breakdown(breakdown), part, PriceBasis(price_basis), base_year)


KEY_COLUMNS = ("unit_id", "variable", "breakdown", "part", "price_basis", "base_year")


def load_series(unit_ids: Collection[int], only: Q | None = None) -> dict[SeriesKey, Loaded]:
    """The series of provinces by key. only: a condition on the series. Four queries."""
    rows = StatisticalSeries.objects.filter(unit__in=list(unit_ids)).filter(only or Q())
    heads = list(rows.order_by("pk").values_list("pk", "part_name", *KEY_COLUMNS))
    live, last = _vintages(rows)
    asked = _questions(rows)
    found = {}
    for number, part_name, *columns in heads:
        one = Loaded(number, key_of(columns), part_name, last.get(number, 0), tuple(live.get(number, ())))
        of_each = [tuple(asked.get(vintage.number, ())) for vintage in reversed(one.vintages)]
        past = tuple(question for questions in of_each[1:] for question in questions)
        found[one.key] = replace(one, questions=of_each[0] if of_each else (), past=past)
    return found


def _vintages(series: QuerySet[StatisticalSeries]) -> tuple[dict[int, list[Vintage]], dict[int, int]]:
    """Live vintages by series, oldest first, and the highest ordinal of each series."""
    figures: dict[int, dict[int, float]] = defaultdict(dict)
    printed = Observation.objects.filter(
        vintage__series__in=series.order_by().values("pk"), vintage__withdrawn_at__isnull=True
    ).order_by()
    for vintage, year, value in printed.values_list("vintage_id", "year", "value").iterator(chunk_size=10_000):
        figures[vintage][year] = value
    columns = ("pk", "series_id", "number", "measured_in", "source", "released_on", "is_sample", "withdrawn_at")
    rows = SeriesVintage.objects.filter(series__in=series.order_by().values("pk")).order_by("series_id", "number")
    live: dict[int, list[Vintage]] = defaultdict(list)
    last: dict[int, int] = {}
    for number, of, ordinal, unit, source, released, is_sample, withdrawn_at in rows.values_list(*columns):
        last[of] = ordinal
        if withdrawn_at is None:
            by_year = dict(sorted(figures[number].items()))
            live[of].append(Vintage(number, ordinal, MeasureUnit(unit), source, released, is_sample, by_year))
    return live, last


def _questions(series: QuerySet[StatisticalSeries]) -> dict[int, list[StoredQuestion]]:
    columns = (
        "pk",
        "vintage_id",
        "kind",
        "year",
        "says",
        "answer",
        "factor",
        "reason",
        "answered_at",
        "answered_by_id",
    )
    rows = SeriesQuestion.objects.filter(
        vintage__series__in=series.order_by().values("pk"), vintage__withdrawn_at__isnull=True
    ).order_by("year", "kind", "pk")
    found: dict[int, list[StoredQuestion]] = defaultdict(list)
    for number, vintage, kind, year, says, answer, *rest in rows.values_list(*columns):
        found[vintage].append(StoredQuestion(number, vintage, QuestionKind(kind), year, says, Answer(answer), *rest))
    return found
