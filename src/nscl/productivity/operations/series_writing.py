"""Writing vintages with their figures, and keeping what is asked of them in step. Within the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from nscl.institutions.models import AdministrativeUnit
from nscl.plans.operations.wording import as_stored
from nscl.productivity.enums import Answer
from nscl.productivity.models import Observation, SeriesQuestion, SeriesVintage, StatisticalSeries
from nscl.productivity.queries.judging import Found
from nscl.productivity.queries.series_figures import StoredQuestion
from nscl.productivity.queries.series_state import SeriesState, load_state
from nscl.productivity.queries.territory import Territory
from nscl.productivity.rules.series_layers import Asked
from nscl.productivity.rules.series_values import SeriesKey
from nscl.records.inserting import insert_rows, insert_values
from nscl.records.operations import Actor


@dataclass(frozen=True, slots=True)
class Writing:
    """Who writes, when, out of which file (None: typed), and whether it is a sample."""

    by: Actor
    at: datetime
    taking: int | None = None
    is_sample: bool = False


def lock(territory: Territory) -> None:
    """Let nobody else write series of these provinces until the transaction ends."""
    rows = AdministrativeUnit.objects.select_for_update(no_key=True).filter(pk__in=list(territory.canonical))
    list(rows.order_by("pk").values_list("pk"))


def write_vintages(found: Sequence[Found], writing: Writing) -> list[SeriesVintage]:
    """Make a vintage of each; series that nobody has yet are made too. Three statements for any number.

    What is asked of them is brought up to date by `ask`.
    """
    numbers = {one.before.key: one.before.number for one in found if one.before.number is not None}
    new = {one.stated.key: one for one in found if one.stated.key not in numbers}
    rows = [_series_row(one, writing.at) for one in new.values()]
    insert_rows(rows)
    numbers |= {key: row.pk for key, row in zip(new, rows, strict=True)}
    vintages = [
        SeriesVintage(
            series_id=numbers[one.stated.key],
            number=one.ordinal,
            measured_in=one.stated.measured_in.value,
            source=one.stated.source,
            released_on=one.stated.released_on,
            taking_id=writing.taking,
            entered_at=writing.at,
            entered_by_id=writing.by.number,
            is_sample=writing.is_sample,
        )
        for one in found
    ]
    insert_rows(vintages)
    figures = [
        (vintage.pk, year, value)
        for vintage, one in zip(vintages, found, strict=True)
        for year, value in sorted(one.stated.figures.items())
    ]
    insert_values(Observation, ("vintage_id", "year", "value"), figures)
    return vintages


def _series_row(one: Found, at: datetime) -> StatisticalSeries:
    key = one.stated.key
    return StatisticalSeries(
        unit_id=key.unit_id,
        variable=key.variable.value,
        breakdown=key.breakdown.value,
        part=key.part,
        part_name=one.stated.part_name,
        price_basis=key.price_basis.value,
        base_year=key.base_year,
        created_at=at,
    )


def ask(territory: Territory, unit_id: int, keys: Collection[SeriesKey]) -> int:
    """Bring what is asked of series into step with their figures; returns how many questions are open of them.

    What was answered stays answered while the question says the same, in an older vintage too; what is not asked any
    more is removed, with its factor.
    """
    state = load_state([unit_id], territory=territory)
    joiner, gone, new, still = state.joiner(), list[int](), list[SeriesQuestion](), 0
    with as_stored():
        for key in state.touched(keys):
            own = state.loaded.get(key)
            if own is None or own.newest is None:
                continue
            newest = own.newest.number
            asked = joiner.asked(key)
            kept = {(one.kind, one.year, one.says): one for one in own.questions}
            wanted = {(one.kind, one.year, one.says): one for one in asked}
            gone += [one.number for said, one in kept.items() if said not in wanted]
            new += _new_questions(newest, own.past, (one for said, one in wanted.items() if said not in kept))
            still += sum(one.answer is Answer.OPEN for said, one in kept.items() if said in wanted)
    SeriesQuestion.objects.filter(pk__in=gone).delete()
    insert_rows(new)
    return still + sum(one.answer == Answer.OPEN for one in new)


def _new_questions(vintage: int, past: Sequence[StoredQuestion], asked: Iterable[Asked]) -> Iterator[SeriesQuestion]:
    before = {(one.kind, one.year, one.says): one for one in reversed(past) if one.answer is not Answer.OPEN}
    for one in asked:
        row = SeriesQuestion(
            vintage_id=vintage,
            kind=one.kind.value,
            year=one.year,
            says=one.says,
            likely=one.likely,
            answer=Answer.OPEN.value,
        )
        yield _inherited(row, before.get((one.kind, one.year, one.says)))


def _inherited(row: SeriesQuestion, answer: StoredQuestion | None) -> SeriesQuestion:
    """The question with the answer that an older vintage had to the same."""
    if answer is not None:
        row.answer, row.factor, row.reason = answer.answer.value, answer.factor, answer.reason
        row.answered_at, row.answered_by_id = answer.answered_at, answer.answered_by
    return row


def state_for_writing(territory: Territory, unit_id: int) -> SeriesState:
    """The series as they stand, locked."""
    lock(territory)
    return load_state([unit_id], territory=territory)
