"""A CSV file as rows of cells: UTF-8, semicolons, commas or tabs between; anything else is refused with a remedy."""

from __future__ import annotations

import csv
import hashlib
import io
from typing import Final

from django.utils.translation import gettext as _

from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats.encodings.detection import decode_text
from nscl.records.spreadsheets.columns import SheetShape, folded
from nscl.records.spreadsheets.problems import ImportFileRefused
from nscl.records.spreadsheets.reading import MAX_COLUMNS, ImportSheet, SheetRow

MAX_ROWS: Final = 100_000
_HEADING_WITHIN: Final = 20
_DELIMITERS: Final = (";", ",", "\t")
_BOM: Final = "\ufeff"
# By how much of a file in another encoding it is told which.
_SAMPLE: Final = 100_000


def read_csv(data: bytes, shape: SheetShape) -> ImportSheet:
    """The rows under the headings of a shape; rows are numbered as Excel would. Raises ImportFileRefused."""
    text = _decoded(data).removeprefix(_BOM)
    delimiter = _delimiter(text, shape)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise ImportFileRefused(
            _("Tệp CSV có dấu ngoặc kép không đóng, hoặc có ô quá dài"), _("mở bằng Excel, lưu lại thành .xlsx")
        ) from error
    return _sheet(lines, shape, hashlib.sha256(data).hexdigest())


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ImportFileRefused(
            _("Tệp CSV không ở bảng mã UTF-8%(name)s, chữ có dấu sẽ sai") % {"name": _encoding_words(data)},
            _("trong Excel chọn “CSV UTF-8”, hoặc lưu thành .xlsx"),
        ) from error
    if "\0" in text:
        raise ImportFileRefused(_("Tệp này không phải văn bản CSV"), _("mở bằng Excel, lưu lại thành .xlsx"))
    return text


def _encoding_words(data: bytes) -> str:
    """Which encoding it looks like, in brackets; "" where nobody can tell."""
    try:
        _text, notes = decode_text(data[:_SAMPLE])
    except ReadingError:
        return ""
    names = [name for name in ("TCVN3", "VNI", "Windows-1258") if any(name in note for note in notes)]
    return _(" (có vẻ là %(name)s)") % {"name": names[0]} if names else ""


def _delimiter(text: str, shape: SheetShape) -> str:
    """What stands between cells: by which most headings are known."""
    head = text.split("\n", _HEADING_WITHIN)[:_HEADING_WITHIN]

    def known(delimiter: str) -> int:
        return max(
            (sum(folded(cell.strip(' "\r')) in shape.by_heading for cell in line.split(delimiter)) for line in head),
            default=0,
        )

    return max(_DELIMITERS, key=known)


def _sheet(lines: list[list[str]], shape: SheetShape, sha256: str) -> ImportSheet:
    heading, places, unknown = _headings(lines, shape)
    rows = []
    for number, cells in enumerate(lines[heading + 1 :], start=heading + 2):
        said = {key: cells[place] for key, place in places.items() if place < len(cells) and cells[place].strip()}
        if said:
            rows.append(SheetRow(number, said, {}))
    if len(rows) > MAX_ROWS:
        raise ImportFileRefused(
            _("Tệp có %(rows)s dòng, chỉ đọc được %(limit)s dòng") % {"rows": len(rows), "limit": MAX_ROWS},
            _("chia thành nhiều tệp"),
        )
    return ImportSheet("CSV", shape, sha256, places, unknown, tuple(rows), 0, is_1904=False)


def _headings(lines: list[list[str]], shape: SheetShape) -> tuple[int, dict[str, int], tuple[str, ...]]:
    for number, cells in enumerate(lines[:_HEADING_WITHIN]):
        named = [(place, cell, shape.by_heading.get(folded(cell))) for place, cell in enumerate(cells[:MAX_COLUMNS])]
        keys = [column.key for _place, _cell, column in named if column is not None]
        if not shape.found_by <= set(keys):
            continue
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            heading = shape.by_key[twice].heading
            raise ImportFileRefused(_("Có hai cột “%(name)s”") % {"name": heading}, _("giữ một cột"))
        unknown = tuple(cell.strip()[:60] for _place, cell, column in named if column is None and cell.strip())
        return number, {column.key: place for place, _cell, column in named if column is not None}, unknown
    missing = ", ".join(f"“{shape.by_key[key].heading}”" for key in sorted(shape.found_by))
    raise ImportFileRefused(
        _("Không thấy cột %(names)s ở %(n)s dòng đầu") % {"names": missing, "n": _HEADING_WITHIN},
        _("dùng tệp mẫu, giữ nguyên dòng tiêu đề của trang “%(sheet)s”") % {"sheet": shape.name},
    )
