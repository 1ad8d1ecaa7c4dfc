"""Rows of a list as the organisations that they mean, each with all that cannot be read in it, and what is doubtful."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from nscl.organisations.enums import OrganisationKind, VsicEdition
from nscl.organisations.imports.columns import APART_WORD, EDITIONS, KINDS, KINDS_OF_NAMES
from nscl.organisations.imports.communes import Communes, FoundCommune
from nscl.organisations.imports.flag_cells import ReadFlag, flags_of
from nscl.organisations.imports.tax_cells import tax_code_of
from nscl.organisations.models.facts import FIRST_YEAR
from nscl.records.spreadsheets.cells import CellError, CellValue, text_of
from nscl.records.spreadsheets.columns import folded
from nscl.records.spreadsheets.problems import ImportProblem
from nscl.records.spreadsheets.reading import ImportSheet, SheetRow
from nscl.records.spreadsheets.rows import RowReader
from nscl.rulebook.industries import Edition, Industries, IndustryError
from nscl.text.decimals import NumberFormatError, parse_number
from nscl.text.folding import fold
from nscl.text.phones import PhoneError, parse_phone
from nscl.text.tax_codes import TaxCode

NAME_LENGTH: Final = 250
ADDRESS_LENGTH: Final = 250
REPRESENTATIVE_LENGTH: Final = 150
BASIS_LENGTH: Final = 250
EMAIL_LENGTH: Final = 254
# What the column of the database holds; the largest employer of the country has a few hundred thousand.
MOST_WORKERS: Final = Decimal("10000000")
_TENTH: Final = Decimal("0.1")
_NO_FLAGS: Final[tuple[ReadFlag, ...]] = ()
_NOT_APART: Final = frozenset({"khong", "0", "false"})


@dataclass(frozen=True, slots=True)
class ReadFigures:
    """Figures of one year; None: not given."""

    year: int
    workers: Decimal | None
    revenue_vnd: int | None
    capital_vnd: int | None


@dataclass(frozen=True, slots=True)
class ReadOrganisation:
    """A row as it was read. kind None, tax_code None, commune_id None, industry "": not given.

    flags: noted since flags_since on the strength of flags_basis. is_apart: somebody says that it is no double.
    """

    row: int
    name: str
    folded: str
    kind: OrganisationKind | None
    tax_code: TaxCode | None
    commune_id: int | None
    address: str
    founded_on: date | None
    industry: str
    edition: VsicEdition | None
    figures: ReadFigures | None
    representative: str
    phone: str
    email: str
    flags: tuple[ReadFlag, ...]
    flags_since: date | None
    flags_basis: str
    is_apart: bool
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row; organisation None: the problems say why."""

    number: int
    organisation: ReadOrganisation | None
    problems: tuple[ImportProblem, ...]


class RowsReader:
    """Reads the rows of one sheet; on: today, by which years and days are judged."""

    def __init__(self, sheet: ImportSheet, communes: Communes, industries: Industries, on: date) -> None:
        self._sheet = sheet
        self._communes = communes
        self._industries = industries
        self._on = on
        self._codes: dict[tuple[str, VsicEdition | None], tuple[str, VsicEdition] | tuple[None, str]] = {}

    def read(self, row: SheetRow) -> ReadRow:
        """What a row means."""
        one = _Row(RowReader(self._sheet, row), self._on)
        one.reader.require()
        name = unicodedata.normalize("NFC", one.short("name", NAME_LENGTH))
        name_folded = fold(name)
        if name and not any(map(str.isalnum, name_folded)):
            one.reader.note("name", _("tên “%(name)s” không có chữ nào") % {"name": name[:40]}, _("ghi tên tổ chức"))
        commune: FoundCommune | None = one.reader.get("commune", self._communes.find, None)
        if commune is not None and commune.called:
            one.doubts.append(_("%(old)s nay là %(new)s") % {"old": commune.called, "new": commune.label})
        industry, edition = self._industry(one)
        flags: tuple[ReadFlag, ...] = one.reader.get("flags", _flags, _NO_FLAGS)
        found = ReadOrganisation(
            row=row.number,
            name=name,
            folded=name_folded,
            kind=_kind(one, name_folded),
            tax_code=one.reader.get("tax_code", tax_code_of, None),
            commune_id=None if commune is None else commune.number,
            address=one.short("address", ADDRESS_LENGTH),
            founded_on=one.past_day("founded_on"),
            industry=industry,
            edition=edition,
            figures=_figures(one),
            representative=one.short("representative", REPRESENTATIVE_LENGTH),
            phone=one.reader.get("phone", _phone, ""),
            email=one.reader.get("email", _email, ""),
            flags=flags,
            flags_since=one.past_day("flags_since") if flags else None,
            flags_basis=one.short("flags_basis", BASIS_LENGTH) if flags else "",
            is_apart=_is_apart(one),
            doubts=(),
        )
        _require_basis(one, found)
        if one.reader.problems:
            return ReadRow(row.number, None, tuple(one.reader.problems))
        return ReadRow(row.number, _with_doubts(found, one.doubts), ())

    def _industry(self, one: _Row) -> tuple[str, VsicEdition | None]:
        """The code and its edition; the same few hundred come again in every row."""
        text = one.reader.text("industry")
        named = one.reader.one_of("edition", EDITIONS)
        if not text:
            return "", None
        known = self._codes.get((text, named))
        if known is None:
            known = self._codes[text, named] = self._parse(text, named)
        code, edition = known
        if code is None or not isinstance(edition, VsicEdition):
            one.reader.note("industry", str(edition), _("ghi mã ngành cấp 2 đến cấp 5 và phiên bản VSIC"))
            return "", None
        return code, edition

    def _parse(self, text: str, named: VsicEdition | None) -> tuple[str, VsicEdition] | tuple[None, str]:
        """A code with its edition, or None and why not."""
        padded = f"0{text}" if len(text) == 1 and text.isdigit() else text  # Excel took the nought of "01" to "03"
        try:
            if named is not None:
                return self._industries.parse(padded, named).code, named
            titles = {one.key: title for one in self._industries.editions if (title := self._title_in(padded, one))}
            if len(set(titles.values())) > 1:
                why = _("mã ngành “%(code)s” là ngành khác nhau ở hai phiên bản VSIC")
                return None, why % {"code": text[:20]}
            today = self._industries.edition_on(self._on).key
            edition = today if today in titles else next(iter(titles), today)
            return self._industries.parse(padded, edition).code, VsicEdition(edition)
        except IndustryError as error:
            return None, str(error).rstrip(".")

    def _title_in(self, text: str, edition: Edition) -> str:
        """Of which section a code is in an edition; "" where it is in none."""
        try:
            return self._industries.parse(text, edition.key).section.title
        except IndustryError:
            return ""


@dataclass(slots=True)
class _Row:
    """A row while it is read."""

    reader: RowReader
    on: date
    doubts: list[str] = field(default_factory=list)

    def short(self, key: str, limit: int) -> str:
        """A cell as one line of text."""
        text = " ".join(self.reader.text(key).split())
        if len(text) > limit:
            message = _("dài %(length)s ký tự, chỉ giữ được %(limit)s") % {"length": len(text), "limit": limit}
            self.reader.note(key, message, _("viết gọn lại"))
        return text[:limit]

    def past_day(self, key: str) -> date | None:
        """A cell as a day that is not ahead."""
        day = self.reader.day(key)
        if day is not None and day > self.on:
            self.reader.note(key, _("ngày %(day)s chưa tới") % {"day": f"{day:%d/%m/%Y}"}, _("xem lại ngày"))
            return None
        return day

    def vnd(self, key: str) -> int | None:
        """A cell as an amount that is not below nought."""
        vnd = self.reader.money(key)
        if vnd is not None and vnd < 0:
            self.reader.note(key, _("số tiền âm"), _("ghi số đồng, ví dụ 15000000"))
            return None
        return vnd


def _with_doubts(found: ReadOrganisation, doubts: list[str]) -> ReadOrganisation:
    if not doubts:
        return found
    values = {name: getattr(found, name) for name in found.__slots__}
    return ReadOrganisation(**{**values, "doubts": tuple(doubts)})


def _kind(one: _Row, name: str) -> OrganisationKind | None:
    """As given, else as the first words of the name say, which is told; None where neither does."""
    if "kind" in one.reader.row.cells or "kind" in one.reader.row.broken:
        return one.reader.one_of("kind", KINDS)
    told = next((kind for words, kind in KINDS_OF_NAMES if name.startswith(words)), None)
    if told is not None:
        one.doubts.append(_("loại hình để trống, hiểu theo tên là %(kind)s") % {"kind": told.label})
    return told


def _figures(one: _Row) -> ReadFigures | None:
    workers = one.reader.get("workers", _workers, None)
    revenue, capital = one.vnd("revenue"), one.vnd("capital")
    year = one.reader.count("year")
    if workers is None and revenue is None and capital is None:
        return None
    if year is None:
        if not any(problem.heading == "Năm số liệu" for problem in one.reader.problems):
            one.reader.note("year", _("có số liệu mà chưa ghi của năm nào"), _("ghi năm, ví dụ 2025"))
        return None
    if not FIRST_YEAR <= year <= one.on.year:
        given = {"year": year, "first": FIRST_YEAR, "last": one.on.year}
        message = _("năm %(year)s ngoài khoảng %(first)s đến %(last)s") % given
        one.reader.note("year", message, _("ghi năm của số liệu"))
        return None
    return ReadFigures(int(year), workers, revenue, capital)


def _workers(value: CellValue) -> Decimal | None:
    """A mean may have decimals, of which one is kept."""
    remedy = _("ghi số người bình quân năm, ví dụ 12 hoặc 12,5")
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise CellError(_("“%(value)s” không phải số người") % {"value": text_of(value)[:40]}, remedy)
    try:
        number = parse_number(value.strip()) if isinstance(value, str) else Decimal(repr(value))
    except NumberFormatError as error:
        raise CellError(_("không đọc được số “%(value)s”") % {"value": str(value)[:40]}, remedy) from error
    if not number.is_finite() or not 0 <= number <= MOST_WORKERS:
        raise CellError(_("số lao động %(value)s không hợp lý") % {"value": str(value)[:40]}, remedy)
    return number.quantize(_TENTH)


def _flags(value: CellValue) -> tuple[ReadFlag, ...]:
    return flags_of(text_of(value))


def _phone(value: CellValue) -> str:
    text = text_of(value)
    if not text:
        return ""
    try:
        return parse_phone(text)
    except PhoneError as error:
        raise CellError(str(error).rstrip("."), _("ghi một số, ví dụ 0912345678, hoặc để trống")) from error


def _email(value: CellValue) -> str:
    text = text_of(value).replace("mailto:", "").strip()
    if not text:
        return ""
    try:
        validate_email(text)
        fits = len(text) <= EMAIL_LENGTH
    except ValidationError:
        fits = False
    if not fits:
        raise CellError(
            _("“%(value)s” không phải một địa chỉ thư điện tử") % {"value": text[:60]},
            _("ghi một địa chỉ, ví dụ ten@donvi.vn, hoặc để trống"),
        )
    return text


def _is_apart(one: _Row) -> bool:
    text = one.reader.text("apart")
    if folded(text) in {APART_WORD, "co", "1", "true"} or text in {"✓", "✔", "√", "☑"}:
        return True
    if text and folded(text) not in _NOT_APART:
        message = _("“%(value)s” không rõ là xác nhận hay không") % {"value": text[:40]}
        one.reader.note("apart", message, _("ghi x nếu chắc đây là tổ chức khác, hoặc để trống"))
    return False


def _require_basis(one: _Row, found: ReadOrganisation) -> None:
    """What is noted of an organisation has a day and a document."""
    if not found.flags:
        return
    is_given = "flags_since" in one.reader.row.cells or "flags_since" in one.reader.row.broken
    if not is_given:
        one.reader.note("flags_since", _("đặc điểm chưa ghi từ ngày nào"), _("ghi ngày của quyết định, chứng nhận"))
    if not found.flags_basis:
        one.reader.note("flags_basis", _("đặc điểm chưa ghi căn cứ"), _("ghi số quyết định hoặc giấy chứng nhận"))
