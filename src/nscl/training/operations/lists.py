"""Taking in a list of participants: a rehearsal that says row by row what will happen, and the run that does that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.organisations.operations import register_organisation
from nscl.records.operations import Actor
from nscl.records.spreadsheets.problems import ImportProblem
from nscl.records.spreadsheets.reading import ImportSheet, read_sheet
from nscl.records.spreadsheets.rows import problem_at
from nscl.text.folding import fold
from nscl.training.enums import AttendanceSource, AttendanceState, EnrolmentSource, EnrolmentState
from nscl.training.imports.columns import SessionColumn, shape_of
from nscl.training.imports.rows import ReadPerson, read_row
from nscl.training.imports.template import write_template
from nscl.training.operations.attendance import mark
from nscl.training.operations.enrolments import Applicant, enrol_many
from nscl.training.operations.errors import StateRefused, TrainingError
from nscl.training.operations.opening import OpenedClass, open_row
from nscl.training.operations.places import counts_of
from nscl.training.queries.lists_of_people import Known, KnownEnrolment, Organisations, communes_of, known_people
from nscl.training.rules.attendance import SessionFacts, may_mark
from nscl.training.rules.registration import place_for, takes_lists

__all__ = ["ListRefused", "ListRehearsal", "NewPerson", "import_list", "rehearse_list", "template_of"]


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A row that puts somebody on the list. doubts: what a person should look at before it is taken in.

    organisation: its name, "" for none; is_new_organisation: nobody knew it, it will be registered.
    """

    row: int
    name: str
    organisation: str
    is_new_organisation: bool
    position: str
    state: EnrolmentState
    marks: int
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A row of somebody who is on the list already. marks: that are new or other than stored, and will be written."""

    row: int
    name: str
    enrolment: int
    state: EnrolmentState
    marks: int


@dataclass(frozen=True, slots=True)
class ListRehearsal:
    """What taking in a list does: all `new` rows are enrolled, of `known` ones only attendance is written; nothing
    while there are problems. notes: what is to be known of the whole. hidden: rows that are hidden in the file.
    """

    sha256: str
    rows: int
    new: tuple[NewPerson, ...]
    known: tuple[KnownPerson, ...]
    problems: tuple[ImportProblem, ...]
    notes: tuple[str, ...]
    hidden: int
    unknown: tuple[str, ...]

    @property
    def wrong_rows(self) -> int:
        """How many rows have problems."""
        return len({problem.row for problem in self.problems})

    @property
    def waiting(self) -> int:
        """How many will wait for a place."""
        return sum(one.state is EnrolmentState.WAITING for one in self.new)

    @property
    def marks(self) -> int:
        """How many marks of attendance are written."""
        return sum(one.marks for one in self.new) + sum(one.marks for one in self.known)

    @property
    def does_nothing(self) -> bool:
        """True where everything the file says is there already."""
        return not (self.new or self.marks or self.problems)


class ListRefused(TrainingError):
    """Some rows of the list cannot be kept, so nothing was; `rehearsal` has all that is wrong."""

    def __init__(self, rehearsal: ListRehearsal) -> None:
        super().__init__(
            _("%(n)s dòng của tệp chưa nhập được nên chưa nhập dòng nào. Hãy sửa các dòng đó rồi chọn lại tệp.")
            % {"n": rehearsal.wrong_rows}
        )
        self.rehearsal = rehearsal


def template_of(training_class: int, viewer: Viewer | None) -> bytes:
    """The Excel file to fill for a class. Raises ClassGone, NotAllowed."""
    with transaction.atomic():
        opened = open_row(training_class, viewer)
        communes = communes_of(opened.activity.unit_id, opened.activity.starts_on)
        return write_template(opened.activity.title, _columns(opened), [name for name, _number in communes])


@transaction.atomic
def rehearse_list(*, training_class: int, data: bytes, viewer: Viewer | None, at: datetime) -> ListRehearsal:
    """What `import_list` would do with the same file now; nothing is written.

    Raises ImportFileRefused, ClassGone, NotAllowed, StateRefused.
    """
    return _Taking(open_row(training_class, viewer), data, at).rehearse()


@transaction.atomic
def import_list(*, training_class: int, data: bytes, viewer: Viewer | None, by: Actor, at: datetime) -> ListRehearsal:
    """Take in a list: everybody who is not on it yet, and attendance where the file tells it; or nothing.

    The same file again changes nothing. Returns what was done. Raises as `rehearse_list`, and ListRefused.
    """
    taking = _Taking(open_row(training_class, viewer), data, at)
    done = taking.rehearse()
    if done.problems:
        raise ListRefused(done)
    taking.write(by)
    return done


class _Taking:
    """A list on its way into a class that is locked."""

    def __init__(self, opened: OpenedClass, data: bytes, at: datetime) -> None:
        if not takes_lists(opened.status):
            raise StateRefused(_("Lớp đã hủy nên không ghi danh được."))
        self._opened, self._at = opened, at
        self._sessions = {one.number: one for one in opened.sessions() if not one.is_cancelled}
        columns = _columns(opened)
        self._sheet: ImportSheet = read_sheet(data, shape_of(columns))
        communes = communes_of(opened.activity.unit_id, opened.activity.starts_on)
        self._known = known_people(opened.number)
        self._problems: list[ImportProblem] = []
        self._people: list[ReadPerson] = []
        names = Organisations.names(communes)
        for row in self._sheet.rows:
            read = read_row(self._sheet, row, columns, names, localdate(at))
            self._problems += read.problems
            if read.person is not None:
                self._people.append(read.person)
        self._organisations = Organisations(
            [one.organisation for one in self._people if one.organisation], opened.activity.unit_id
        )

    def rehearse(self) -> ListRehearsal:
        """Every row judged."""
        self._problems += self._twice()
        enrolled, waiting = counts_of(self._opened.number)
        capacity = None if self._opened.is_done else self._opened.row.capacity
        new: list[NewPerson] = []
        known: list[KnownPerson] = []
        for one in self._people:
            self._judge_organisation(one)
            there = self._there(one)
            state = there.state if there else place_for(capacity, enrolled, waiting)
            if there is None or there.state is EnrolmentState.WITHDRAWN:
                state = place_for(capacity, enrolled, waiting)
                enrolled += state is EnrolmentState.ENROLLED
                waiting += state is EnrolmentState.WAITING
                new.append(self._new(one, state))
            else:
                marks = sum(there.marks.get(session) is not one.marks[session] for session in one.marks)
                known.append(KnownPerson(one.row, one.entry.name, there.enrolment, state, marks))
            self._judge_marks(one, state)
        return ListRehearsal(
            sha256=self._sheet.sha256,
            rows=len(self._sheet.rows),
            new=tuple(new),
            known=tuple(known),
            problems=tuple(sorted(self._problems, key=lambda one: (one.row, one.column or 0))),
            notes=self._notes(),
            hidden=self._sheet.hidden,
            unknown=self._sheet.unknown,
        )

    def write(self, by: Actor) -> None:
        """Write what was judged and found right."""
        registered = {
            key: register_organisation(
                name=key.name, kind=kind, tax_code=key.tax_code or None, unit_id=unit_id, by=by, at=self._at
            )
            for key, kind, unit_id in self._organisations.to_register
        }
        fresh = [one for one in self._people if (there := self._there(one)) is None or there.is_withdrawn]
        applicants = []
        for one in fresh:
            number = self._organisations.number(one.organisation)
            if number is None and one.organisation is not None:
                number = registered[self._organisations.key(one.organisation)]
            applicants.append(Applicant(replace(one.entry, organisation_id=number), one.commune_id))
        enrolments = {one.row: there.enrolment for one in self._people if (there := self._there(one))}
        if applicants:
            made = enrol_many(
                training_class=self._opened.number,
                people=applicants,
                source=EnrolmentSource.IMPORT,
                viewer=None,
                by=by,
                at=self._at,
            )
            enrolments |= {one.row: enrolled.number for one, enrolled in zip(fresh, made, strict=True)}
        self._mark(enrolments, by)

    def _mark(self, enrolments: dict[int, int], by: Actor) -> None:
        marks: defaultdict[int, dict[int, AttendanceState]] = defaultdict(dict)
        for one in self._people:
            for session, state in one.marks.items():
                marks[session][enrolments[one.row]] = state
        for session, states in sorted(marks.items()):
            mark(
                session=session,
                marks=states,
                source=AttendanceSource.IMPORT,
                reason="nhập từ tệp danh sách",
                viewer=None,
                by=by,
                at=self._at,
            )

    def _new(self, one: ReadPerson, state: EnrolmentState) -> NewPerson:
        named = one.organisation
        doubts = (*one.doubts, *(self._organisations.doubts(named) if named else ()))
        return NewPerson(
            row=one.row,
            name=one.entry.name,
            organisation=self._organisations.shown(named) if named else "",
            is_new_organisation=bool(named) and self._organisations.number(named) is None,
            position=one.entry.position,
            state=state,
            marks=len(one.marks),
            doubts=doubts,
        )

    def _twice(self) -> list[ImportProblem]:
        """Rows of one person: the second is refused, so that nobody thinks two were enrolled."""
        found: list[ImportProblem] = []
        seen = Known(())
        for one in self._people:
            before = seen.find(one, self._where(one))
            if before is not None:
                message = _("trùng với %(name)s ở dòng %(row)s") % {"name": before.name, "row": before.enrolment}
                remedy = _("xóa một dòng; nếu là hai người, ghi thêm số điện thoại hoặc năm sinh của từng người")
                found.append(self._problem(one, "name", message, remedy))
            else:
                seen.add(one, self._where(one))
        return found

    def _there(self, one: ReadPerson) -> KnownEnrolment | None:
        """The enrolment that the person of a row has already."""
        return self._known.find(one, self._where(one))

    def _where(self, one: ReadPerson) -> str:
        """Their organisation, folded."""
        return fold(self._organisations.shown(one.organisation)) if one.organisation else ""

    def _judge_organisation(self, one: ReadPerson) -> None:
        if one.organisation is None:
            return
        wrong = self._organisations.problem(one.organisation)
        if wrong is not None:
            key, message, remedy = wrong
            self._problems.append(self._problem(one, key, message, remedy))

    def _judge_marks(self, one: ReadPerson, state: EnrolmentState) -> None:
        for number in one.marks:
            session: SessionFacts = self._sessions[number]
            if state is EnrolmentState.WAITING:
                message = _("hết chỗ nên người này chờ, chưa điểm danh được")
                remedy = _("tăng số chỗ của lớp, hoặc để trống các cột điểm danh của dòng này")
                self._problems.append(self._problem(one, f"session:{number}", message, remedy))
            elif not may_mark(session, self._at):
                message = _("buổi này chưa diễn ra")
                self._problems.append(self._problem(one, f"session:{number}", message, _("để trống cột này")))

    def _problem(self, one: ReadPerson, key: str, message: str, remedy: str) -> ImportProblem:
        return problem_at(self._sheet, one.row, key, message, remedy)

    def _notes(self) -> tuple[str, ...]:
        notes = []
        last = self._opened.activity.ends_on
        if last < localdate(self._at):
            notes.append(_("Lớp học xong từ ngày %(day)s; vẫn nhập danh sách được.") % {"day": f"{last:%d/%m/%Y}"})
        if self._opened.is_done:
            notes.append(_("Lớp đã kết thúc: điểm danh nhập vào được cộng ngay vào lượt người của lớp."))
        return tuple(notes)


def _columns(opened: OpenedClass) -> Sequence[SessionColumn]:
    live = [one for one in opened.sessions() if not one.is_cancelled]
    return [SessionColumn(one.number, place, one.starts_at) for place, one in enumerate(live, start=1)]
