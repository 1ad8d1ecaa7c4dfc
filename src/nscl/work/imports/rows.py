"""Rows of a sheet as the activities that they mean, each with everything that cannot be read in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from nscl.work.enums import ActivityKind, ActivityStatus, OutputKind, ParticipantKind
from nscl.work.imports.cells import CellError, CellValue, count_of, date_of, money_of, text_of
from nscl.work.imports.choices import Choices
from nscl.work.imports.columns import BY_KEY, COLUMNS, KIND_LABELS, STATUS_LABELS, folded, output_key, people_key
from nscl.work.imports.problems import ImportProblem
from nscl.work.imports.workbook import ImportSheet, SheetRow
from nscl.work.operations.activities import NewActivity
from nscl.work.rules.problems import Problem
from nscl.work.rules.values import ActivityPlan, ActivityRecord, Cost, Participants, Quantity

T = TypeVar("T")

_KINDS: Final = {folded(label): kind for kind, label in KIND_LABELS.items()}
_STATUSES: Final = {folded(label): status for status, label in STATUS_LABELS.items()}
_REQUIRED: Final = tuple(column.key for column in COLUMNS if column.is_required)
_OUTPUTS: Final = sorted(OutputKind)
_PEOPLE: Final = sorted(ParticipantKind)
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


@dataclass(slots=True)
class _Reader:
    """One row while it is read: what cannot be read is noted, and reading goes on."""

    sheet: ImportSheet
    row: SheetRow
    problems: list[ImportProblem] = field(default_factory=list)

    def get(self, key: str, read: Callable[[CellValue], T], empty: T) -> T:
        """A cell read; `empty` where it cannot be, which is noted."""
        if key in self.row.broken:
            self.note(key, self.row.broken[key], _("ghi giá trị thay cho công thức, bỏ gộp ô"))
            return empty
        try:
            return read(self.row.cells.get(key, ""))
        except CellError as error:
            self.note(key, str(error), error.remedy)
            return empty

    def text(self, key: str) -> str:
        return self.get(key, text_of, "")

    def day(self, key: str) -> date | None:
        return self.get(key, lambda value: date_of(value, is_1904=self.sheet.is_1904), None)

    def count(self, key: str) -> Decimal | None:
        return self.get(key, count_of, None)

    def money(self, key: str) -> int | None:
        return self.get(key, money_of, None)

    def one_of(self, key: str, known: Mapping[str, T]) -> T | None:
        text = self.text(key)
        if text and folded(text) not in known:
            message = _("không có “%(name)s” trong danh sách") % {"name": text[:80]}
            self.note(key, message, _("chọn trong danh sách của ô"))
        return known.get(folded(text))

    def note(self, key: str, message: str, remedy: str) -> None:
        self.problems.append(problem_at(self.sheet, self.row.number, key, message, remedy))


def read_row(sheet: ImportSheet, row: SheetRow, choices: Choices) -> ReadRow:
    """What a row means."""
    reader = _Reader(sheet, row)
    for key in _REQUIRED:
        if key not in row.cells and key not in row.broken:
            reader.note(key, _("ô này còn trống"), _("điền ô này, hoặc xóa cả dòng"))
    plan, record = _plan(reader, choices), _record(reader, choices)
    if reader.problems or plan is None:
        return ReadRow(row.number, None, tuple(reader.problems))
    return ReadRow(row.number, NewActivity(plan, record), ())


def _plan(reader: _Reader, choices: Choices) -> ActivityPlan | None:
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


def _record(reader: _Reader, choices: Choices) -> ActivityRecord | None:
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


def _costs(reader: _Reader, choices: Choices, key: str) -> tuple[Cost, ...]:
    amount = reader.money(key)
    if amount is None:
        return ()
    line = reader.get("line", lambda value: choices.lines.find(text_of(value)), None)
    source = reader.get("source", lambda value: choices.sources.find(text_of(value)), None)
    return (Cost(amount, line, source),)


def _outputs(reader: _Reader) -> tuple[Quantity, ...]:
    read = ((kind, reader.count(output_key(kind))) for kind in _OUTPUTS if _says(reader, output_key(kind)))
    return tuple(Quantity(kind, quantity) for kind, quantity in read if quantity is not None)


def _participants(reader: _Reader) -> tuple[Participants, ...]:
    found = []
    for kind in _PEOPLE:
        keys = [people_key(kind, part) for part in ("people", "organisations", "women")]
        if not any(_says(reader, key) for key in keys):
            continue
        people, organisations, women = (reader.count(key) for key in keys)
        found.append(
            Participants(kind, int(people or 0), int(organisations or 0), None if women is None else int(women))
        )
    return tuple(found)


def _says(reader: _Reader, key: str) -> bool:
    return key in reader.row.cells or key in reader.row.broken


def problem_at(sheet: ImportSheet, row: int, key: str, message: str, remedy: str) -> ImportProblem:
    """A problem at the cell of a column, or of the row where the sheet has no such column."""
    column = BY_KEY.get(key)
    heading = column.heading if column is not None and key in sheet.places else ""
    return ImportProblem(sheet.name, row, sheet.places.get(key), heading, message, remedy)


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
