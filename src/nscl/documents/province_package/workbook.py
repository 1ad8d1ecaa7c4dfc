"""`bao-cao.xlsx`: the tables of a package for people, row by row as they come, in constant memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from nscl.documents.excel.frame import AS_TEXT, FONT, HEADING_FORMAT, TITLE_FORMAT, set_up_page
from nscl.documents.excel.sheets import FIRST_DAY, MAX_NAME_LENGTH, MAX_ROWS, MAX_TEXT_LENGTH, MAX_WHOLE_NUMBER
from nscl.documents.province_package.format import Manifest
from nscl.documents.province_package.schema import Cell, FieldType, TableHead

_FRONT: Final = "Gói số liệu"
_SAMPLE: Final = "SỐ LIỆU MẪU: không phải số liệu thật của tỉnh"
_WIDTHS: Final[Mapping[FieldType, float]] = {
    FieldType.STRING: 28,
    FieldType.INTEGER: 14,
    FieldType.NUMBER: 16,
    FieldType.BOOLEAN: 8,
    FieldType.DATE: 12,
}
_CUT: Final = "…"


class PackageBook:
    """A workbook that is written to a file as its rows come. To be used by `with`."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        options = {**AS_TEXT, "in_memory": False, "constant_memory": True, "tmpdir": str(path.parent)}
        self._book = xlsxwriter.Workbook(str(path), options)
        # xlsxwriter takes the time in UTC, without saying so.
        made = manifest.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        self._book.set_properties({"title": _title(manifest), "author": manifest.deployment, "created": made})
        self.formats = {
            "heading": self._book.add_format(HEADING_FORMAT),
            "title": self._book.add_format(TITLE_FORMAT),
            "text": self._book.add_format({**FONT}),
            "day": self._book.add_format({**FONT, "num_format": "dd/mm/yyyy"}),
            "number": self._book.add_format({**FONT, "num_format": "#,##0.######"}),
            "whole": self._book.add_format({**FONT, "num_format": "#,##0"}),
        }
        self._names: set[str] = set()
        self._write_front(manifest)

    def __enter__(self) -> PackageBook:
        return self

    def __exit__(self, *_error: object) -> None:
        self._book.close()

    def sheet(self, head: TableHead) -> PackageSheet:
        """A sheet for a table; the rows of the one before are complete."""
        return PackageSheet(self, head)

    def new_sheet(self, title: str) -> Any:
        """An empty sheet called so, or nearly so, where another has that name already."""
        plain = "".join(" " if mark in "[]:*?/\\'" else mark for mark in title).strip() or "Bảng"
        name, more = plain[:MAX_NAME_LENGTH], 1
        while name.lower() in self._names:
            more += 1
            tail = f" ({more})"
            name = plain[: MAX_NAME_LENGTH - len(tail)] + tail
        self._names.add(name.lower())
        return self._book.add_worksheet(name)

    def _write_front(self, manifest: Manifest) -> None:
        sheet = self.new_sheet(_FRONT)
        sheet.set_column(0, 0, 28, self.formats["text"])
        sheet.set_column(1, 1, 70, self.formats["text"])
        lines = [
            ("Tỉnh, thành phố", f"{manifest.unit_name} (mã {manifest.unit_code})"),
            ("Kế hoạch", manifest.plan_label),
            ("Năm", str(manifest.year)),
            ("Số liệu", _which(manifest)),
            ("Tính đến hết ngày", f"{manifest.as_of:%d/%m/%Y}"),
            ("Lập lúc", f"{manifest.made_at:%H:%M %d/%m/%Y}"),
            ("Hệ thống lập", f"{manifest.deployment} ({manifest.software}), khóa {manifest.key_id}"),
        ]
        if manifest.left_out:
            lines.append(("Không đưa vào gói", f"{manifest.left_out} dòng cho biết về một cá nhân (hộ kinh doanh)"))
        sheet.write_string(0, 0, _title(manifest), self.formats["title"])
        for row, (label, words) in enumerate(lines, start=2):
            sheet.write_string(row, 0, label, self.formats["text"])
            sheet.write_string(row, 1, words, self.formats["text"])
        set_up_page(sheet, 0)


def _which(manifest: Manifest) -> str:
    return "hiện thời, chưa ban hành" if manifest.is_live else f"báo cáo đã ban hành, bản {manifest.edition}"


def _title(manifest: Manifest) -> str:
    title = f"Số liệu của {manifest.unit_name}, năm {manifest.year}"
    return f"{title}. {_SAMPLE}" if manifest.is_sample else title


class PackageSheet:
    """One table on as many sheets as it takes: Excel holds 1,048,576 rows on one, the heading among them."""

    def __init__(self, book: PackageBook, head: TableHead) -> None:
        self._book, self._head = book, head
        self._row = MAX_ROWS
        self._add = self._begin()

    def _begin(self) -> Any:
        sheet = self._book.new_sheet(self._head.title)
        for place, field in enumerate(self._head.fields):
            sheet.set_column(place, place, _WIDTHS[field.type])
            sheet.write_string(0, place, field.title, self._book.formats["heading"])
        sheet.freeze_panes(1, 0)
        set_up_page(sheet, 0)
        self._row = 1
        return sheet

    def add(self, cells: Sequence[Cell]) -> None:
        """Write a row below the last one."""
        if self._row == MAX_ROWS:
            self._add = self._begin()
        sheet, formats, row = self._add, self._book.formats, self._row
        for place, cell in enumerate(cells):
            if cell is None:
                continue
            if isinstance(cell, str):
                sheet.write_string(row, place, _fitting(cell), formats["text"])
            elif isinstance(cell, bool):
                sheet.write_boolean(row, place, cell, formats["text"])
            elif isinstance(cell, date):
                if cell < FIRST_DAY:
                    sheet.write_string(row, place, f"{cell:%d/%m/%Y}", formats["text"])
                else:
                    sheet.write_datetime(row, place, cell, formats["day"])
            elif -MAX_WHOLE_NUMBER < cell < MAX_WHOLE_NUMBER:
                sheet.write_number(row, place, cell, formats["whole" if cell == int(cell) else "number"])
            else:
                # Excel keeps 15 digits of a number: a longer one stands as its text, whole.
                sheet.write_string(row, place, f"{cell:f}" if isinstance(cell, Decimal) else str(cell), formats["text"])
        self._row += 1


def _fitting(text: str) -> str:
    """A text as Excel holds it; of a longer one the JSON has the rest."""
    return text if len(text) <= MAX_TEXT_LENGTH else text[: MAX_TEXT_LENGTH - 1] + _CUT
