"""What is wrong with a file that people filled in: with the whole of it, or with one row."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name


class ImportFileRefused(ValueError):
    """A file of which no row can be read. `str()` says why and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(_("%(message)s. Cách sửa: %(remedy)s.") % {"message": problem, "remedy": remedy})
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """A problem of one row. row: as Excel numbers it; column: its number from 0, None for the row as a whole."""

    sheet: str
    row: int
    column: int | None
    heading: str
    message: str
    remedy: str

    @property
    def cell(self) -> str:
        """Where it is, as Excel names it: "E12", or "12" for the row."""
        return f"{'' if self.column is None else xl_col_to_name(self.column)}{self.row}"

    def __str__(self) -> str:
        where = f" ({self.heading})" if self.heading else ""
        return _("Trang “%(sheet)s”, ô %(cell)s%(where)s: %(message)s. Cách sửa: %(remedy)s.") % {
            "sheet": self.sheet,
            "cell": self.cell,
            "where": where,
            "message": self.message,
            "remedy": self.remedy,
        }
