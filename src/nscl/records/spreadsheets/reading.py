"""An Excel file as rows of cells, read without trusting it."""

from __future__ import annotations

import hashlib
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum
from xlsxwriter.utility import xl_cell_to_rowcol

from nscl.records.enums import FileType
from nscl.records.evidence_files.packages import office_type
from nscl.records.evidence_files.refusals import FileRefused
from nscl.records.spreadsheets.cells import CellValue, text_of
from nscl.records.spreadsheets.columns import Form, SheetShape, folded
from nscl.records.spreadsheets.problems import ImportFileRefused

# 50.000 rows of activities take 12 MB, 100.000 of the ledger 7 MB.
MAX_BYTES: Final = 40_000_000
# What a sheet may be wide: the template and as much again of an agency's own.
MAX_COLUMNS: Final = 200
_HEADING_WITHIN: Final = 20
MAX_ROWS: Final = 100_000 + _HEADING_WITHIN
# Cells that merged ranges may cover together, each once a row of its range.
_MOST_MERGED: Final = 500_000
_CELL: Final = re.compile(rb'<(?:\w{1,8}:)?c\b[^>]{0,200}?\br="([A-Z]{1,3}[0-9]{1,7})"([^>]{0,200})>')
_ROW: Final = re.compile(rb"<(?:\w{1,8}:)?row\b([^>]{0,400})>")
_ROW_NUMBER: Final = re.compile(rb'<(?:\w{1,8}:)?row\b[^>]{0,400}?\br="([0-9]{1,7})"')
_CELL_PLACE: Final = re.compile(rb'<(?:\w{1,8}:)?c\b[^>]{0,200}?\br="([A-Z]{1,3})([0-9]{1,7})"')
# A cell right of column Z, or in a row whose number has as many digits as MAX_ROWS: what may be too far, told fast.
_MAYBE_FAR: Final = re.compile(rb'r="(?:[A-Z]{2,3}|[A-Z]([0-9]{6,7}))')
# Only a number of as many digits as MAX_ROWS has can be beyond it.
_FAR_CELL: Final = re.compile(rb'<(?:\w{1,8}:)?c\b[^>]{0,200}?\br="([A-Z]{1,3})([0-9]{6,7})"')
_NUMBER: Final = re.compile(rb'\br="([0-9]{1,7})"')
_FORMULA: Final = re.compile(rb"<(?:\w{1,8}:)?f[ >/]")
_VALUE: Final = re.compile(rb"<(?:\w{1,8}:)?v>[^<]")
_END: Final = re.compile(rb"</(?:\w{1,8}:)?c>")
_SHEET: Final = re.compile(rb"<(?:\w{1,8}:)?sheet\b[^>]{0,600}>")
_LINK: Final = re.compile(rb"<(?:\w{1,8}:)?Relationship\b[^>]{0,2000}>")
_ATTRIBUTE: Final = re.compile(rb'([\w:]{1,30})="([^"]{0,1500})"')
_IS_1904: Final = re.compile(rb'\bdate1904="(?:1|true)"')


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that says something. number: as Excel numbers it; cells by the key of their column."""

    number: int
    cells: Mapping[str, CellValue]
    broken: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ImportSheet:
    """A sheet as it was filled in. shape: what it is to be.

    places: column keys and where they stand (from 0); unknown: headings that mean nothing.
    hidden: how many of the rows that say something are hidden. broken of a row: why a cell cannot be relied on.
    """

    name: str
    shape: SheetShape
    sha256: str
    places: Mapping[str, int]
    unknown: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    hidden: int
    is_1904: bool


@dataclass(frozen=True, slots=True)
class _Marks:
    """What the XML says that the cells' values do not."""

    hidden: frozenset[int]
    errors: Mapping[tuple[int, int], str]
    is_1904: bool


def read_sheet(data: bytes, shape: SheetShape) -> ImportSheet:
    """The sheet of that shape in an Excel file. Raises ImportFileRefused."""
    if len(data) > MAX_BYTES:
        raise ImportFileRefused(
            _("Tệp nặng hơn %(limit)s MB") % {"limit": MAX_BYTES // 1_000_000}, _("chia thành nhiều tệp")
        )
    _check_package(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        place = _find_sheet(book, shape)
        marks = _marks(data, place)
        return _read(book.get_sheet_by_index(place), shape, marks, hashlib.sha256(data).hexdigest())
    except (CalamineError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        if isinstance(error, ImportFileRefused):
            raise
        raise ImportFileRefused(_("Không đọc được tệp Excel này"), _("mở bằng Excel, lưu lại thành .xlsx")) from error


def _check_package(data: bytes) -> None:
    """Unpacks to a bounded size, is Excel's and has no macros."""
    if not data.startswith(b"PK"):
        raise ImportFileRefused(_("Tệp này không phải tệp Excel .xlsx"), _("tải tệp mẫu về rồi điền vào đó"))
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as aside:
        aside.write(data)
        aside.flush()
        try:
            kind = office_type(Path(aside.name))
        except FileRefused as refused:
            raise ImportFileRefused(refused.problem, refused.remedy) from refused
    if kind is not FileType.XLSX:
        raise ImportFileRefused(_("Tệp này không phải tệp Excel .xlsx"), _("tải tệp mẫu về rồi điền vào đó"))


def _find_sheet(book: CalamineWorkbook, shape: SheetShape) -> int:
    """The sheet by its name, else the first that can be seen."""
    wanted = folded(shape.name)
    for place, name in enumerate(book.sheet_names):
        if folded(name) == wanted:
            return place
    for place, sheet in enumerate(book.sheets_metadata):
        if sheet.visible == SheetVisibleEnum.Visible:
            return place
    raise ImportFileRefused(
        _("Tệp không có trang nào nhìn thấy được"), _("dùng trang “%(name)s”") % {"name": shape.name}
    )


def _attributes(tag: bytes) -> dict[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(tag))


def _marks(data: bytes, place: int) -> _Marks:
    """place: of the sheet among the sheets; a name in the XML is escaped, the reader's is not."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = archive.read("xl/workbook.xml")
        links = {
            one.get(b"Id"): one.get(b"Target", b"")
            for one in map(_attributes, _LINK.findall(archive.read("xl/_rels/workbook.xml.rels")))
        }
        sheets = [_attributes(tag) for tag in _SHEET.findall(book)]
        target = links[sheets[place].get(b"r:id")].decode()
        content = archive.read(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
    _check_extent(content)
    hidden = frozenset(
        int(number[1])
        for tag in (_ROW.findall(content) if b"hidden=" in content else ())
        if b'hidden="1"' in tag or b'hidden="true"' in tag
        if (number := _NUMBER.search(tag)) is not None
    )
    return _Marks(hidden, _broken_cells(content), bool(_IS_1904.search(book)))


def _check_extent(content: bytes) -> None:
    """The reader lays out all cells between the first and the last: one in the far corner would fill the memory."""
    last = max(map(int, _ROW_NUMBER.findall(content)), default=0)
    if last > MAX_ROWS:
        raise ImportFileRefused(
            _("Trang có ô ở dòng %(row)s, chỉ đọc được %(limit)s dòng") % {"row": last, "limit": MAX_ROWS},
            _("xóa các dòng thừa ở cuối, hoặc chia thành nhiều tệp"),
        )
    if all(far[1] is not None and int(far[1]) <= MAX_ROWS for far in _MAYBE_FAR.finditer(content)):
        return
    # A file has millions of cells and a few dozen columns.
    cells = {letters: letters + number for letters, number in _CELL_PLACE.findall(content)}
    for letters, cell in cells.items():
        if xl_cell_to_rowcol(f"{letters.decode()}1")[1] >= MAX_COLUMNS:
            raise _outside(cell)
    for letters, number in _FAR_CELL.findall(content):
        if int(number) > MAX_ROWS:
            raise _outside(letters + number)


def _outside(cell: bytes) -> ImportFileRefused:
    return ImportFileRefused(
        _("Trang có ô %(cell)s, ngoài vùng được đọc") % {"cell": cell.decode()},
        _("xóa các cột, dòng thừa, hoặc chép số liệu sang tệp mẫu"),
    )


def _broken_cells(content: bytes) -> dict[tuple[int, int], str]:
    """Cells whose value is an error, and formulas of which the file keeps no value."""
    found: dict[tuple[int, int], str] = {}
    for match in _CELL.finditer(content) if b't="e"' in content else ():
        if b't="e"' in match[0]:
            found[xl_cell_to_rowcol(match[1].decode())] = _("ô này báo lỗi của Excel")
    for formula in _FORMULA.finditer(content):
        start = max(content.rfind(b"<c ", 0, formula.start()), content.rfind(b":c ", 0, formula.start()))
        cell = _CELL.match(content, start) if start >= 0 else None
        end = _END.search(content, formula.start())
        if cell is not None and end is not None and not _VALUE.search(content, formula.start(), end.start()):
            found.setdefault(xl_cell_to_rowcol(cell[1].decode()), _("công thức chưa có giá trị được lưu"))
    return found


def _read(sheet: CalamineSheet, shape: SheetShape, marks: _Marks, sha256: str) -> ImportSheet:
    lines = _lines(sheet)
    heading = -1
    places: dict[str, int] = {}
    unknown: tuple[str, ...] = ()
    for number, cells in lines:
        if number >= _HEADING_WITHIN:
            break
        found, rest = _headings(cells, shape)
        if shape.found_by <= found.keys():
            heading, places, unknown = number, found, rest
            break
    _check_headings(places, shape)
    merged, spread = _merged(sheet, shape, heading, places)
    keys, wrong = list(places.items()), {**spread, **marks.errors}
    rows: list[SheetRow] = []
    above: dict[tuple[int, int], CellValue] = {}
    for number, cells in lines:
        for (row, column), top in merged.get(number, {}).items():
            if column >= len(cells):
                continue
            if row == top[0]:
                above[top] = cells[column]
            else:
                cells[column] = above.get(top, "")
        said = {
            key: cell
            for key, place in keys
            if place < len(cells) and (cell := cells[place]) != "" and not (isinstance(cell, str) and cell.isspace())
        }
        broken = {key: why for key, place in keys if (why := wrong.get((number, place)))} if wrong else {}
        if said or broken:
            rows.append(SheetRow(number + 1, said, broken))
    hidden = sum(row.number in marks.hidden for row in rows)
    return ImportSheet(sheet.name, shape, sha256, places, unknown, tuple(rows), hidden, marks.is_1904)


def _lines(sheet: CalamineSheet) -> Iterator[tuple[int, list[CellValue]]]:
    """Lines with their number from 0; the reader gives empty ones too."""
    return enumerate(sheet.iter_rows())


def _headings(cells: list[CellValue], shape: SheetShape) -> tuple[dict[str, int], tuple[str, ...]]:
    found: dict[str, int] = {}
    unknown: list[str] = []
    for place, cell in enumerate(cells):
        heading = text_of(cell)  # a year may be a number
        if not heading:
            continue
        column = shape.by_heading.get(folded(heading))
        if column is None:
            unknown.append(heading[:60])
        elif column.key in found:
            found[f"twice:{column.heading}"] = place
        else:
            found[column.key] = place
    return found, tuple(unknown)


def _check_headings(places: Mapping[str, int], shape: SheetShape) -> None:
    twice = [key.removeprefix("twice:") for key in places if key.startswith("twice:")]
    if twice:
        raise ImportFileRefused(_("Có hai cột “%(name)s”") % {"name": twice[0]}, _("giữ một cột"))
    missing = [column.heading for column in shape.required if column.key not in places]
    if missing:
        raise ImportFileRefused(
            _("Không thấy cột %(names)s ở %(n)s dòng đầu")
            % {"names": ", ".join(f"“{name}”" for name in missing), "n": _HEADING_WITHIN},
            _("dùng tệp mẫu, giữ nguyên dòng tiêu đề của trang “%(sheet)s”") % {"sheet": shape.name},
        )


_Merged = dict[int, dict[tuple[int, int], tuple[int, int]]]


def _merged(
    sheet: CalamineSheet, shape: SheetShape, heading: int, places: Mapping[str, int]
) -> tuple[_Merged, dict[tuple[int, int], str]]:
    """Cells merged below the heading: a text, date or choice holds for all its rows, a number (or what is of one row
    alone) for nobody knows which.

    Returns the cells to fill by row, and the cells that cannot be read with the reason.
    """
    of_one = {
        places[column.key]
        for column in shape.columns
        if column.key in places and (column.is_of_one or column.form in {Form.COUNT, Form.MONEY, Form.NUMBER})
    }
    fill: _Merged = {}
    wrong: dict[tuple[int, int], str] = {}
    covered = 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top <= heading or bottom > MAX_ROWS:
            continue
        covered += bottom - top + right - left + 1
        if covered > _MOST_MERGED:
            raise ImportFileRefused(_("Trang có quá nhiều ô gộp"), _("bỏ gộp ô, ghi giá trị vào từng dòng"))
        if left != right or left in of_one:
            wrong |= {(top, column): _("ô gộp, không rõ thuộc cột hay dòng nào") for column in range(left, right + 1)}
            continue
        for row in range(top, bottom + 1):
            fill.setdefault(row, {})[row, left] = (top, left)
    return fill, wrong
