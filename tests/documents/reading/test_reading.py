"""Whatever became of a plan on its way to us: the reading is a pack that can be written, read again and stored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from django.db import models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from nscl.documents.pack import schema
from nscl.documents.pack.reader import read_pack
from nscl.documents.pack.schema import PlanPack
from nscl.documents.pack.values import Span
from nscl.documents.pack.writer import write_pack
from nscl.documents.reading.agencies.catalogue import entries
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.fitting import TEXT_LIMITS, fit_pack
from nscl.documents.reading.keys import LONGEST_KEY, short_key, unused_key
from nscl.documents.reading.reading import read_document
from nscl.documents.reading.results import Reading
from nscl.finance.models import BudgetLine, FundingSource, StatedSum
from nscl.finance.operations.money import to_vnd
from nscl.institutions.models import Agency
from nscl.plans import models as tables
from nscl.plans.models.item import EditionItem
from nscl.plans.operations.tables.fitting import fit_optional
from tests.documents.reading.documents.composition import compose
from tests.documents.reading.documents.invention import invent
from tests.documents.reading.documents.layouts import plain
from tests.documents.reading.documents.places import gazetteer
from tests.documents.reading.documents.styles import Style

# Far above what a plan takes: the machine may be busy.
DEADLINE = timedelta(seconds=20)
PLANS = tuple(plain.pasted(compose(invent(seed), style)) for seed, style in enumerate(Style))
COLUMNS: dict[type[BaseModel], type[models.Model]] = {
    schema.PlanHeader: tables.PlanEdition,
    schema.LegalBasis: tables.LegalBasis,
    schema.Agency: tables.EditionAgency,
    schema.Measure: tables.Measure,
    schema.Output: tables.Output,
    schema.BudgetSource: FundingSource,
    schema.BudgetLine: BudgetLine,
    schema.StatedSum: StatedSum,
}
LONGEST_LINE = 2_000  # characters beyond which a line is changed no more
_YEAR = re.compile(r"\b20\d\d\b")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"\w+")


def read(text: str) -> Reading | None:
    """The reading of a text, None where it was refused."""
    try:
        return read_document(text.encode(), name="ke-hoach.txt", gazetteer=gazetteer())
    except ReadingError:
        return None


def limit(model: type[models.Model], column: str) -> int | None:
    """Characters that a column holds, None where it holds any number."""
    field = model._meta.get_field(column)
    return field.max_length if isinstance(field, models.CharField) else None


def too_long(record: BaseModel) -> Iterator[str]:
    """Every text of a record, and of the records in it, that its column cannot hold."""
    model = COLUMNS.get(type(record))
    for name in type(record).model_fields:
        value = getattr(record, name)
        for one in value if isinstance(value, tuple) and not isinstance(value, Span) else (value,):
            if isinstance(one, BaseModel):
                yield from too_long(one)
            elif isinstance(one, str) and model is not None and name != "key" and hasattr(model, name):
                longest = limit(model, name)
                if longest is not None and len(one) > longest:
                    yield f"{type(record).__name__}.{name}: {one}"
    if isinstance(record, schema.Schedule) and len(record.text or "") > (limit(tables.Task, "schedule_text") or 0):
        yield f"Schedule.text: {record.text}"


def keys_of(pack: PlanPack) -> Iterator[list[str]]:
    """The keys of every part that has any."""
    lists: list[tuple[BaseModel, ...]] = [pack.agencies, pack.targets, pack.task_groups, pack.tasks]
    if pack.budget is not None:
        lists += [pack.budget.sources, pack.budget.lines]
    for records in lists:
        yield [str(getattr(record, "key")) for record in records]  # noqa: B009


def assert_storable(pack: PlanPack) -> None:
    """The tables of plans hold all of it."""
    assert read_pack(write_pack(pack).encode(), name="plan.yaml") == pack
    for keys in keys_of(pack):
        assert len(keys) == len(set(keys))
        assert max(map(len, keys), default=0) <= LONGEST_KEY
    assert list(too_long(pack)) == []
    for one in (measure for target in pack.targets for measure in target.measures):
        fit_optional(one.value_to, "value_to", digits=15, places=4)
        fit_optional(one.value, "value", digits=15, places=4)
    for output in (output for task in pack.tasks for output in task.outputs):
        fit_optional(output.value, "value", digits=15, places=4)
    if pack.budget is not None:
        total = pack.budget.grand_total
        rows = [(line.total, line.by_year) for line in pack.budget.lines] + [(total.total, total.by_year)]
        for amounts in (one for whole, years in rows for one in (whole, *years.values())):
            for amount in amounts.values():
                to_vnd(amount, pack.budget.unit_vnd, "amount")


def changed_line(line: str, act: str, place: int) -> str:
    """A line with something done at its words, years or numbers."""
    match act:
        case "other year":
            return _YEAR.sub(str(2018 + place % 20), line)
        case "long number":
            return _NUMBER.sub(lambda found: found[0] * (1 + place % 9), line)
        case "long word":
            return _WORD.sub(lambda found: found[0] * (1 + place % 40), line, count=3)
        case "long line":
            return " ".join([line] * (1 + place % 12))
        case _:
            return line.replace("\t", " ") if place % 2 else line.replace(" ", "\t")


def changed(text: str, act: str, places: list[int]) -> str:
    """The text with something done at some of its lines."""
    lines = text.split("\n")
    for place in places:
        at = place % len(lines)
        if act == "double":
            lines[at:at] = lines[at : at + 1 + place % 30]
        elif act == "lose":
            del lines[at : min(at + 1 + place % 10, len(lines) - 1)]
        elif len(lines[at]) <= LONGEST_LINE:
            lines[at] = changed_line(lines[at], act, place)
    return "\n".join(lines)


ACTS = ("other year", "long number", "long word", "long line", "double", "lose", "tabs")


@settings(max_examples=60, deadline=DEADLINE, suppress_health_check=(HealthCheck.too_slow,))
@given(
    plan=st.sampled_from(PLANS),
    changes=st.lists(
        st.tuples(st.sampled_from(ACTS), st.lists(st.integers(0, 999), min_size=1, max_size=40)), max_size=4
    ),
)
def test_a_changed_plan_gives_a_pack_that_can_be_kept(plan: str, changes: list[tuple[str, list[int]]]) -> None:
    for act, places in changes:
        plan = changed(plan, act, places)
    reading = read(plan)
    if reading is not None:
        assert_storable(reading.pack)


def test_a_sum_of_a_year_without_column_is_kept() -> None:
    text = next(plan for plan in PLANS if "Đơn vị" in plan)
    whole = read(text)
    assert whole is not None
    assert whole.pack.budget is not None
    stated = next(one for one in whole.pack.budget.stated if one.year is not None)
    lines = text.split("\n")
    place = stated.at.first - 1
    lines.insert(place, lines[place].replace(str(stated.year), "2039"))
    reading = read("\n".join(lines))
    assert reading is not None
    assert reading.pack.budget is not None
    assert 2039 in reading.pack.budget.years
    assert_storable(reading.pack)


def test_what_does_not_fit_is_shortened_or_left_out_with_a_doubt() -> None:
    reading = read(PLANS[0])
    assert reading is not None
    pack = reading.pack
    assert fit_pack(pack) == (pack, ())
    target = next(one for one in pack.targets if one.measures)
    large = target.measures[0].model_copy(update={"value": Decimal("123456789012"), "value_to": None})
    agency = pack.agencies[0].model_copy(update={"name": "Hội " + "x" * 300})
    fitted, doubts = fit_pack(
        pack.model_copy(
            update={
                "agencies": (agency, *pack.agencies[1:]),
                "targets": (target.model_copy(update={"measures": (large,)}),),
            }
        )
    )
    assert fitted.targets[0].measures == ()
    assert len(fitted.agencies[0].name) == 200
    assert [(doubt.subject, doubt.rule) for doubt in doubts] == [
        (f"agencies[{agency.key}].name", "text-shortened"),
        (f"targets[{target.key}]", "number-left-out"),
    ]


def test_limits_are_those_of_the_tables() -> None:
    assert limit(EditionItem, "key") == LONGEST_KEY
    assert all(len(entry.key) <= LONGEST_KEY for entry in entries())
    for record, limits in TEXT_LIMITS.items():
        for name, longest in limits.items():
            model = tables.Task if record is schema.Schedule else COLUMNS[record]
            column = "schedule_text" if record is schema.Schedule else name
            own = limit(model, column)
            register = limit(Agency, name) if record is schema.Agency else None
            assert longest == min(one for one in (own, register) if one is not None)


def test_keys_are_short_and_each_once() -> None:
    first, second = "1." * 30 + "1", "1." * 30 + "2"
    assert short_key("III.12-2") == "III.12-2"
    assert len({short_key(first), short_key(second)}) == 2
    assert len(short_key(first)) == LONGEST_KEY
    assert [unused_key("5", used) for used in (set[str](), {"5"}, {"5", "5-2"})] == ["5", "5-2", "5-3"]
