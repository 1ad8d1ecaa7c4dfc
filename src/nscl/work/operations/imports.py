"""Taking in a file of activities: a rehearsal that says row by row what will happen, and the run that does that."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeAlias

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.enums import UnitLevel
from nscl.institutions.models import AdministrativeUnit
from nscl.institutions.queries.units import succession_edges
from nscl.institutions.rules import reachable
from nscl.plans.queries.access import SYSTEM_READER
from nscl.records.operations import Actor
from nscl.records.spreadsheets.problems import ImportProblem
from nscl.records.spreadsheets.reading import ImportSheet, read_sheet
from nscl.records.spreadsheets.rows import problem_at
from nscl.work.imports.choices import DatedName, choices_of
from nscl.work.imports.columns import ACTIVITIES
from nscl.work.imports.rows import ReadRow, column_of, read_row
from nscl.work.imports.template import write_template
from nscl.work.models import ActivityImport
from nscl.work.operations.activities import NewActivity, record_many, rehearse_many
from nscl.work.operations.activities.opening import Identity, identity_of
from nscl.work.operations.book import Book, open_book
from nscl.work.operations.errors import RowsRefused, WorkError, moment
from nscl.work.queries.options import FormOptions, form_options
from nscl.work.rules.problems import Reason, RowProblem

__all__ = [
    "AlreadyImported",
    "ImportRefused",
    "KnownRow",
    "Rehearsal",
    "import_activities",
    "rehearse_import",
    "template_of",
]

NAME_LENGTH: Final = 120
# Of how many rows progress is told at a time.
_STEP: Final = 1000
Progress: TypeAlias = Callable[[int, int], None]
Judge: TypeAlias = Callable[[Sequence[NewActivity]], tuple[RowProblem, ...]]


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A row that the annual plan has already; activity: its number."""

    row: int
    activity: int
    message: str


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that makes an activity."""

    row: int
    activity: NewActivity


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What taking in a file does: all `new` rows become activities, `known` ones are left out; nothing while there are
    problems.

    sha256: of the file. hidden: rows that say something and are hidden. unknown: headings of columns that are not read.
    """

    sha256: str
    rows: int
    new: tuple[NewRow, ...]
    known: tuple[KnownRow, ...]
    problems: tuple[ImportProblem, ...]
    hidden: int
    unknown: tuple[str, ...]

    @property
    def wrong_rows(self) -> int:
        """How many rows have problems."""
        return len({problem.row for problem in self.problems})

    @property
    def planned_vnd(self) -> int:
        """Money that the new activities are to take: a slip by a thousand shows here."""
        return sum(cost.vnd for one in self.new for cost in one.activity.plan.costs)

    @property
    def actual_vnd(self) -> int:
        """Money that the new activities took."""
        return sum(cost.vnd for one in self.new if one.activity.record for cost in one.activity.record.costs)

    @property
    def people(self) -> int:
        """Attendances that the new activities record."""
        records = (one.activity.record for one in self.new if one.activity.record is not None)
        return sum(part.people for record in records for part in record.participations)


class AlreadyImported(WorkError):
    """The same file was taken into the same annual plan before."""

    def __init__(self, file_name: str, by: str, at: datetime, created: int) -> None:
        super().__init__(
            _("Tệp này đã nhập rồi: “%(file)s”, %(name)s nhập lúc %(time)s, %(n)s hoạt động. Không nhập lần nữa.")
            % {"file": file_name, "name": by or _("hệ thống"), "time": moment(at), "n": created}
        )


class ImportRefused(WorkError):
    """Some rows of the file cannot be kept, so nothing was; `rehearsal` has all that is wrong."""

    def __init__(self, rehearsal: Rehearsal) -> None:
        super().__init__(
            _("%(n)s dòng của tệp chưa nhập được nên chưa nhập dòng nào. Hãy sửa các dòng đó rồi chọn lại tệp.")
            % {"n": rehearsal.wrong_rows}
        )
        self.rehearsal = rehearsal


def template_of(viewer: Viewer | None, annual_plan: int, *, title: str, on: date) -> bytes:
    """The Excel file to fill for an annual plan. `viewer` None: the system asks. Raises AnnualPlanNotFound."""
    return write_template(form_options(viewer or SYSTEM_READER, annual_plan, on=on), title)


def rehearse_import(
    *, annual_plan: int, data: bytes, viewer: Viewer | None, at: datetime, progress: Progress | None = None
) -> Rehearsal:
    """What `import_activities` would do with the same file now; nothing is written.

    Raises ImportFileRefused, AlreadyImported, NotAllowed, AnnualPlanMissing.
    """
    sheet, read = _read(annual_plan, data, viewer, at, progress)
    return _rehearse(sheet, read, _judge_of(annual_plan, viewer, at))


def import_activities(
    *,
    annual_plan: int,
    file_name: str,
    data: bytes,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
    progress: Progress | None = None,
) -> Rehearsal:
    """Take in a file: all rows that are not there yet, with one event, or nothing. Returns what was done.

    Reading the file locks nothing; what it says is judged and written in one transaction. progress: told the rows read
    and their number. Raises ImportFileRefused, AlreadyImported, ImportRefused (with the rehearsal), NotAllowed,
    AnnualPlanMissing.
    """
    sheet, read = _read(annual_plan, data, viewer, at, progress)

    def write(rows: Sequence[NewActivity]) -> tuple[RowProblem, ...]:
        if not rows:
            return ()
        try:
            with transaction.atomic():
                record_many(annual_plan=annual_plan, rows=rows, viewer=viewer, by=by, at=at, is_sample=is_sample)
        except RowsRefused as refused:
            return refused.problems
        return ()

    with transaction.atomic():
        _refuse_known(open_book(annual_plan, Permission.RECORD_WORK, viewer, at), sheet.sha256)
        # A file with an unreadable row is only judged: none of its rows may be written.
        judge = _judge_of(annual_plan, viewer, at) if any(row.problems for row in read) else write
        done = _rehearse(sheet, read, judge)
        if done.problems:
            raise ImportRefused(done)
        if done.known and done.new and write([one.activity for one in done.new]):
            raise ImportRefused(done)
        if done.new:
            _remember(annual_plan, file_name, sheet, done, by=by, at=at)
    return done


def _remember(
    annual_plan: int, file_name: str, sheet: ImportSheet, done: Rehearsal, *, by: Actor, at: datetime
) -> None:
    ActivityImport.objects.create(
        annual_plan_id=annual_plan,
        file_name=file_name[:NAME_LENGTH],
        sha256=sheet.sha256,
        rows=done.rows,
        created=len(done.new),
        imported_at=at,
        imported_by_id=by.number,
    )


def _judge_of(annual_plan: int, viewer: Viewer | None, at: datetime) -> Judge:
    def judge(rows: Sequence[NewActivity]) -> tuple[RowProblem, ...]:
        return rehearse_many(annual_plan=annual_plan, rows=rows, viewer=viewer, at=at) if rows else ()

    return judge


def _refuse_known(book: Book, sha256: str) -> None:
    """Raise AlreadyImported where this file was taken into this annual plan before."""
    known = (
        ActivityImport.objects.filter(annual_plan=book.annual.pk, sha256=sha256).select_related("imported_by").first()
    )
    if known is not None:
        name = known.imported_by.full_name if known.imported_by is not None else ""
        raise AlreadyImported(known.file_name, name, known.imported_at, known.created)


def _read(
    annual_plan: int, data: bytes, viewer: Viewer | None, at: datetime, progress: Progress | None
) -> tuple[ImportSheet, list[ReadRow]]:
    """What the file says, in the words of the annual plan. The database is asked first and then left alone."""
    with transaction.atomic():
        book = open_book(annual_plan, Permission.RECORD_WORK, viewer, at)
        _refuse_known(book, hashlib.sha256(data).hexdigest())
        choices = choices_of(_options(book, viewer), _communes(book))
    sheet = read_sheet(data, ACTIVITIES)
    read = []
    for done, row in enumerate(sheet.rows, start=1):
        read.append(read_row(sheet, row, choices))
        if progress is not None and (done % _STEP == 0 or done == len(sheet.rows)):
            progress(done, len(sheet.rows))
    return sheet, read


def _options(book: Book, viewer: Viewer | None) -> FormOptions:
    return form_options(viewer or SYSTEM_READER, book.annual.pk, on=book.facts.on)


def _communes(book: Book) -> Iterable[DatedName]:
    """Communes of the plan's territory, those that were and those that are."""
    edges = succession_edges()
    backward = [(successor, predecessor) for predecessor, successor in edges]
    ahead = reachable(book.annual.plan.unit_id, edges)
    territory = frozenset().union(*(reachable(unit, backward) for unit in ahead))
    rows = AdministrativeUnit.objects.filter(parent__in=territory).exclude(level=UnitLevel.PROVINCE).order_by("pk")
    return [DatedName(*values) for values in rows.values_list("pk", "name", "valid_from", "valid_to")]


def _rehearse(sheet: ImportSheet, read: Sequence[ReadRow], judge: Judge) -> Rehearsal:
    """What becomes of each row; `judge` says what is wrong with those that can be read."""
    problems = [problem for row in read for problem in row.problems]
    readable, twice = _apart(sheet, [NewRow(row.number, row.activity) for row in read if row.activity is not None])
    problems += twice
    known: list[KnownRow] = []
    out: set[int] = set()
    for found in judge([one.activity for one in readable]):
        one, problem = readable[found.row], found.problem
        out.add(one.row)
        if problem.reason is Reason.DUPLICATE and problem.number is not None:
            known.append(KnownRow(one.row, problem.number, problem.message))
        else:
            key = column_of(problem, one.activity)
            problems.append(problem_at(sheet, one.row, key, problem.message, problem.remedy))
    return Rehearsal(
        sha256=sheet.sha256,
        rows=len(sheet.rows),
        new=tuple(one for one in readable if one.row not in out),
        known=tuple(known),
        problems=tuple(sorted(problems, key=lambda one: (one.row, one.column if one.column is not None else -1))),
        hidden=sheet.hidden,
        unknown=sheet.unknown,
    )


def _apart(sheet: ImportSheet, rows: Sequence[NewRow]) -> tuple[list[NewRow], list[ImportProblem]]:
    """Rows without those that say the same as a row above."""
    first: dict[Identity, int] = {}
    kept, problems = [], []
    for one in rows:
        key = identity_of(one.activity.state)
        if key in first:
            message = _("trùng với dòng %(row)s") % {"row": first[key]}
            problems.append(problem_at(sheet, one.row, "title", message, _("bỏ một trong hai dòng")))
        else:
            first[key] = one.row
            kept.append(one)
    return kept, problems
