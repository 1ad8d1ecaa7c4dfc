"""Rows of a sheet as the activities that they mean, each with everything that cannot be read in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from nscl.records.spreadsheets.cells import text_of
from nscl.records.spreadsheets.columns import folded
from nscl.records.spreadsheets.problems import ImportProblem
from nscl.records.spreadsheets.reading import ImportSheet, SheetRow
from nscl.records.spreadsheets.rows import RowReader
from nscl.work.enums import ActivityKind, ActivityStatus, ParticipantKind
from nscl.work.imports.choices import Choices
from nscl.work.imports.columns import KIND_LABELS, STATUS_LABELS, output_key, people_key
from nscl.work.operations.activities import NewActivity
from nscl.work.rules.kinds import TYPED_OUTPUTS
from nscl.work.rules.problems import Problem
from nscl.work.rules.values import ActivityPlan, ActivityRecord, Cost, Participants, Quantity

_KINDS: Final = {folded(label): kind for kind, label in KIND_LABELS.items()}
_STATUSES: Final = {folded(label): status for status, label in STATUS_LABELS.items()}
_OUTPUTS: Final = tuple((kind, output_key(kind)) for kind in TYPED_OUTPUTS)
_PEOPLE: Final = tuple(
    (kind, tuple(people_key(kind, part) for part in ("people", "organisations", "women")))
    for kind in sorted(ParticipantKind)
)
_OUTPUT_KEYS: Final = frozenset(key for _kind, key in _OUTPUTS)
_PEOPLE_KEYS: Final = frozenset(key for _kind, keys in _PEOPLE for key in keys)
# Columns of a problem's field where the two are not called the same.
_FIELD_COLUMNS: Final = {
    "task_id": "task",
    "commune_id": "commune",
    "responsible_id": "responsible",
    "planned_costs": "planned_cost",
    "actual_costs": "actual_cost",
}
_PART: Final = re.compile(r"(outputs|participations|planned_costs|actual_costs)\[(\d+)\](?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as it was read; activity None: the problems say why."""

    number: int
    activity: NewActivity | None
    problems: tuple[ImportProblem, ...]


def read_row(sheet: ImportSheet, row: SheetRow, choices: Choices) -> ReadRow:
    """What a row means."""
    reader = RowReader(sheet, row)
    reader.require()
    plan, record = _plan(reader, choices), _record(reader, choices)
    if reader.problems or plan is None:
        return ReadRow(row.number, None, tuple(reader.problems))
    return ReadRow(row.number, NewActivity(plan, record), ())


def _plan(reader: RowReader, choices: Choices) -> ActivityPlan | None:
    task = reader.get("task", lambda value: choices.tasks.find(text_of(value)), None)
    kind: ActivityKind | None = reader.one_of("kind", _KINDS)
    starts_on, ends_on = reader.day("starts_on"), reader.day("ends_on")
    among = choices.communes_on(starts_on) if starts_on and "commune" in reader.row.cells else None
    commune = reader.get("commune", lambda value: choices.communes.find(text_of(value), among=among), None)
    person = reader.get("responsible", lambda value: choices.people.find(text_of(value)), None)
    texts = {key: reader.text(key) for key in ("title", "place", "organiser", "outlet", "expected_output")}
    costs = _costs(reader, choices, "planned_cost")
    if task is None or kind is None or starts_on is None:
        return None
    return ActivityPlan(
        task_id=task,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        commune_id=commune,
        responsible_id=person,
        costs=costs,
        **texts,
    )


def _record(reader: RowReader, choices: Choices) -> ActivityRecord | None:
    """What was done; None where the row says nothing of it."""
    status: ActivityStatus | None = reader.one_of("status", _STATUSES)
    record = ActivityRecord(
        status=status or ActivityStatus.PLANNED,
        done_on=reader.day("done_on"),
        outputs=_outputs(reader),
        participations=_participants(reader),
        costs=_costs(reader, choices, "actual_cost"),
        result=reader.text("result"),
    )
    return None if record == ActivityRecord(status=ActivityStatus.PLANNED) else record


def _costs(reader: RowReader, choices: Choices, key: str) -> tuple[Cost, ...]:
    amount = reader.money(key)
    if amount is None:
        return ()
    line = reader.get("line", lambda value: choices.lines.find(text_of(value)), None)
    source = reader.get("source", lambda value: choices.sources.find(text_of(value)), None)
    return (Cost(amount, line, source),)


def _outputs(reader: RowReader) -> tuple[Quantity, ...]:
    if not _says_any(reader, _OUTPUT_KEYS):
        return ()
    read = ((kind, reader.count(key)) for kind, key in _OUTPUTS if _says(reader, key))
    return tuple(Quantity(kind, quantity) for kind, quantity in read if quantity is not None)


def _participants(reader: RowReader) -> tuple[Participants, ...]:
    if not _says_any(reader, _PEOPLE_KEYS):
        return ()
    found = []
    for kind, keys in _PEOPLE:
        if not any(_says(reader, key) for key in keys):
            continue
        people, organisations, women = (reader.count(key) for key in keys)
        found.append(
            Participants(kind, int(people or 0), int(organisations or 0), None if women is None else int(women))
        )
    return tuple(found)


def _says_any(reader: RowReader, keys: frozenset[str]) -> bool:
    return not (keys.isdisjoint(reader.row.cells) and keys.isdisjoint(reader.row.broken))


def _says(reader: RowReader, key: str) -> bool:
    return key in reader.row.cells or key in reader.row.broken


def column_of(problem: Problem, activity: NewActivity) -> str:
    """The column where a problem that the operations found is to be mended."""
    match = _PART.match(problem.field)
    if match is None:
        return _FIELD_COLUMNS.get(problem.field, problem.field)
    group, place, part = match[1], int(match[2]), match[3] or ""
    record = activity.record
    if group == "outputs" and record is not None:
        return output_key(record.outputs[place].kind)
    if group == "participations" and record is not None:
        return people_key(record.participations[place].kind, part or "people")
    by_part = {"line_id": "line", "source_id": "source"}
    return by_part.get(part, _FIELD_COLUMNS.get(group, group))
