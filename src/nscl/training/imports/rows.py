"""Rows of a list as the people that they mean, each with everything that cannot be read in it, and what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from nscl.organisations.enums import OrganisationKind, Sex
from nscl.organisations.operations import PersonEntry
from nscl.records.spreadsheets.cells import CellError, CellValue, date_of, text_of
from nscl.records.spreadsheets.columns import folded
from nscl.records.spreadsheets.names import Names
from nscl.records.spreadsheets.problems import ImportProblem
from nscl.records.spreadsheets.reading import ImportSheet, SheetRow
from nscl.records.spreadsheets.rows import RowReader
from nscl.text.errors import TextError
from nscl.text.people import PersonName, read_person_name
from nscl.text.personal_ids import PersonalId, parse_personal_id
from nscl.text.phones import parse_phone
from nscl.text.tax_codes import parse_tax_code
from nscl.training.enums import AttendanceState
from nscl.training.imports.columns import KIND_LABELS, MARKS, SessionColumn

T = TypeVar("T")
POSITION_LENGTH: Final = 150
ORGANISATION_LENGTH: Final = 250
EMAIL_LENGTH: Final = 254
# Nobody older is trained; nobody younger works.
_OLDEST, _YOUNGEST = 100, 10
_YEAR: Final = re.compile(r"[12][0-9]{3}")
_SCIENTIFIC: Final = re.compile(r"[0-9.,]+[eE]\+?[0-9]+")
_KINDS: Final = {folded(label): kind for kind, label in KIND_LABELS.items()}
_SEXES: Final = {"nu": Sex.FEMALE, "nam": Sex.MALE, "female": Sex.FEMALE, "male": Sex.MALE}


@dataclass(frozen=True, slots=True)
class NamedOrganisation:
    """An organisation as the file names it; tax_code as printed, "" where none is given."""

    name: str
    tax_code: str
    kind: OrganisationKind | None


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """A row as it was read. marks: by the number of the session; doubts: what a person should look at."""

    row: int
    entry: PersonEntry
    organisation: NamedOrganisation | None
    commune_id: int | None
    marks: Mapping[int, AttendanceState]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row; person None: the problems say why."""

    number: int
    person: ReadPerson | None
    problems: tuple[ImportProblem, ...]


@dataclass(slots=True)
class _Row:
    """A row while it is read."""

    reader: RowReader
    on: date
    doubts: list[str] = field(default_factory=list)

    def parsed(self, key: str, parse: Callable[[str], T], remedy: str) -> T | None:
        """A cell as `nscl.text` reads it; what it refuses is noted."""

        def read(value: CellValue) -> T | None:
            text = text_of(value)
            if not text:
                return None
            try:
                return parse(text)
            except TextError as error:
                raise CellError(str(error).rstrip("."), remedy) from error

        return self.reader.get(key, read, None)

    def short(self, key: str, limit: int) -> str:
        """A cell as one line of text."""
        text = " ".join(self.reader.text(key).split())
        if len(text) > limit:
            message = _("dài %(length)s ký tự, chỉ giữ được %(limit)s") % {"length": len(text), "limit": limit}
            self.reader.note(key, message, _("viết gọn lại"))
        return text[:limit]


def read_row(
    sheet: ImportSheet, row: SheetRow, sessions: Sequence[SessionColumn], communes: Names, on: date
) -> ReadRow:
    """What a row means; on: today, by which an age is judged."""
    reader = RowReader(sheet, row)
    reader.require()
    one = _Row(reader, on)
    name = one.parsed("name", read_person_name, _("mỗi dòng ghi họ tên một người"))
    entry = _entry(one, name)
    organisation = _organisation(one)
    several = _("để trống ô này, nhập xong thì chọn trên trang của học viên")
    commune = reader.get("commune", lambda value: communes.find(text_of(value), several=several), None)
    marks = {session.number: mark for session in sessions if (mark := _mark(reader, session)) is not None}
    if reader.problems or name is None:
        return ReadRow(row.number, None, tuple(reader.problems))
    doubts = (*name.doubts, *one.doubts)
    return ReadRow(row.number, ReadPerson(row.number, entry, organisation, commune, marks, doubts), ())


def _entry(one: _Row, name: PersonName | None) -> PersonEntry:
    papers = _("ghi lại theo giấy tờ của người này, hoặc để trống")
    national_id: PersonalId | None = one.parsed("national_id", parse_personal_id, papers)
    phone = one.parsed("phone", parse_phone, _("ghi một số, ví dụ 0912345678, hoặc để trống")) or ""
    if phone and _SCIENTIFIC.fullmatch(one.reader.text("phone")):
        one.doubts.append(_("Excel đã rút gọn số điện thoại, được đọc là %(phone)s; hãy đối chiếu") % {"phone": phone})
    entry = PersonEntry(
        name="" if name is None else name.text,
        sex=one.reader.one_of("sex", _SEXES),
        birth_year=_birth_year(one),
        national_id=national_id,
        phone=phone,
        email=_email(one),
        position=one.short("position", POSITION_LENGTH),
    )
    _agree(one, entry)
    return entry


def _agree(one: _Row, entry: PersonEntry) -> None:
    """What the personal number tells and what other cells say must be the same."""
    number = entry.national_id
    if number is None:
        return
    papers = _("xem lại theo thẻ căn cước")
    if entry.birth_year is not None and entry.birth_year != number.birth_year:
        message = _("năm sinh %(year)s khác số định danh (sinh năm %(told)s)") % {
            "year": entry.birth_year,
            "told": number.birth_year,
        }
        one.reader.note("birth_year", message, papers)
    told = Sex.FEMALE if number.is_female else Sex.MALE
    if entry.sex is not None and entry.sex is not told:
        message = _("giới tính “%(sex)s” khác số định danh (%(told)s)") % {"sex": entry.sex.label, "told": told.label}
        one.reader.note("sex", message, papers)


def _birth_year(one: _Row) -> int | None:
    year = one.reader.get("birth_year", lambda value: _year_of(value, is_1904=one.reader.sheet.is_1904), None)
    if year is not None and not one.on.year - _OLDEST <= year <= one.on.year - _YOUNGEST:
        one.reader.note("birth_year", _("năm sinh %(year)s không hợp lý") % {"year": year}, _("ghi năm, ví dụ 1990"))
        return None
    return year


def _year_of(value: CellValue, *, is_1904: bool) -> int | None:
    if isinstance(value, datetime | date):
        return value.year
    text = text_of(value)
    if _YEAR.fullmatch(text):
        return int(text)
    try:
        day = date_of(text, is_1904=is_1904)
    except CellError as error:
        message = _("không đọc được năm sinh “%(value)s”") % {"value": text[:40]}
        raise CellError(message, _("ghi năm, ví dụ 1990")) from error
    return day.year if day else None


def _email(one: _Row) -> str:
    text = one.reader.text("email").replace("mailto:", "").strip()
    if not text:
        return ""
    try:
        validate_email(text)
        fits = len(text) <= EMAIL_LENGTH
    except ValidationError:
        fits = False
    if not fits:
        message = _("“%(value)s” không phải một địa chỉ thư điện tử") % {"value": text[:60]}
        one.reader.note("email", message, _("ghi một địa chỉ, ví dụ ten@donvi.vn, hoặc để trống"))
        return ""
    return text


def _organisation(one: _Row) -> NamedOrganisation | None:
    name = one.short("organisation", ORGANISATION_LENGTH)
    remedy = _("ghi lại theo giấy đăng ký kinh doanh, hoặc để trống")
    code = one.parsed("tax_code", lambda text: parse_tax_code(text).text, remedy) or ""
    kind = one.reader.one_of("organisation_kind", _KINDS)
    return NamedOrganisation(name, code, kind) if name or code else None


def _mark(reader: RowReader, session: SessionColumn) -> AttendanceState | None:
    text = reader.text(session.key)
    if not text:
        return None
    found = MARKS.get(folded(text)) or (AttendanceState.PRESENT if text in {"✓", "✔", "√", "☑"} else None)
    if found is None:
        message = _("“%(value)s” không rõ là có mặt hay vắng") % {"value": text[:40]}
        reader.note(session.key, message, _("ghi x nếu có mặt, “vắng” hoặc “có phép”; để trống nếu chưa điểm danh"))
    return found
