"""One row while it is read: what cannot be read is noted, and reading goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.utils.translation import gettext as _

from nscl.records.spreadsheets.cells import CellError, CellValue, count_of, date_of, money_of, text_of
from nscl.records.spreadsheets.columns import folded
from nscl.records.spreadsheets.problems import ImportProblem
from nscl.records.spreadsheets.reading import ImportSheet, SheetRow

T = TypeVar("T")


@dataclass(slots=True)
class RowReader:
    """The cells of a row as values, each by the key of its column."""

    sheet: ImportSheet
    row: SheetRow
    problems: list[ImportProblem] = field(default_factory=list)

    def get(self, key: str, read: Callable[[CellValue], T], empty: T) -> T:
        """A cell read; `empty` where it cannot be, which is noted."""
        if key in self.row.broken:
            self.note(key, self.row.broken[key], _("ghi giá trị thay cho công thức, bỏ gộp ô"))
            return empty
        if key not in self.row.cells:
            return empty
        try:
            return read(self.row.cells[key])
        except CellError as error:
            self.note(key, str(error), error.remedy)
            return empty

    def text(self, key: str) -> str:
        """A cell as text."""
        return self.get(key, text_of, "")

    def day(self, key: str) -> date | None:
        """A cell as a day."""
        return self.get(key, lambda value: date_of(value, is_1904=self.sheet.is_1904), None)

    def count(self, key: str) -> Decimal | None:
        """A cell as a whole number."""
        return self.get(key, count_of, None)

    def money(self, key: str) -> int | None:
        """A cell as whole đồng."""
        return self.get(key, money_of, None)

    def one_of(self, key: str, known: Mapping[str, T]) -> T | None:
        """What a cell chooses; known: by folded name."""
        text = self.text(key)
        if not text:
            return None
        if folded(text) not in known:
            message = _("không có “%(name)s” trong danh sách") % {"name": text[:80]}
            self.note(key, message, _("chọn trong danh sách của ô"))
        return known.get(folded(text))

    def require(self) -> None:
        """Note the required cells that are empty."""
        for column in self.sheet.shape.required:
            if column.key not in self.row.cells and column.key not in self.row.broken:
                self.note(column.key, _("ô này còn trống"), _("điền ô này, hoặc xóa cả dòng"))

    def note(self, key: str, message: str, remedy: str) -> None:
        """Note what is wrong with a cell."""
        self.problems.append(problem_at(self.sheet, self.row.number, key, message, remedy))


def problem_at(sheet: ImportSheet, row: int, key: str, message: str, remedy: str) -> ImportProblem:
    """A problem at the cell of a column, or of the row where the sheet has no such column."""
    column = sheet.shape.by_key.get(key)
    heading = column.heading if column is not None and key in sheet.places else ""
    return ImportProblem(sheet.name, row, sheet.places.get(key), heading, message, remedy)
