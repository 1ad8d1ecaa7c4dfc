"""What a rehearsal shows: cells to mend, rows that look like a double, rows that change something, new ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from nscl.organisations.enums import ImportOutcome
from nscl.organisations.imports.results import PreviewRow
from nscl.web.file_import.rehearsing import problem_columns
from nscl.web.organisations.places import organisation_href
from nscl.web.plans.words import capital
from nscl.web.ui.tables import Column, DatabasePage, Kind, Link, Table

_Columns = Callable[[], list[Column[PreviewRow]]]
# In the order in which they are shown.
SHOWN: Final = (
    ImportOutcome.WRONG,
    ImportOutcome.DOUBTFUL,
    ImportOutcome.CHANGED,
    ImportOutcome.SAME,
    ImportOutcome.NEW,
)


def preview_table(
    outcome: ImportOutcome, rows: Sequence[PreviewRow], page: DatabasePage | None = None
) -> Table[PreviewRow]:
    """The lines of one outcome; page: the rows are one page of more, which the database keeps in the file's order."""
    name, caption, columns = _TABLES[outcome]
    shown = columns() if page is None else [replace(column, sortable=False) for column in columns()]
    return Table[PreviewRow](
        name=name, caption=caption(), rows=rows, exportable=False, columns=shown, database_page=page
    )


def _rows(message: str, *, is_known: bool) -> _Columns:
    """Columns of a row of an organisation; message: what is said of it, in the language of the screen."""

    def columns() -> list[Column[PreviewRow]]:
        there = Column[PreviewRow]("other", _("Trong sổ"), Kind.LINK, value=_there, sortable=False)
        return [
            Column("row", _("Dòng"), Kind.INTEGER),
            Column("name", _("Tổ chức"), filling=True),
            Column("tax_code", _("Mã số thuế"), value=lambda one: one.tax_code or None, narrow=True),
            Column("message", _(message), value=lambda one: capital(one.message) or None),
            *([there] if is_known else []),
        ]

    return columns


def _there(row: PreviewRow) -> Link | None:
    return None if row.other is None else Link(_("Mở"), organisation_href(row.other))


_WHY: Final = gettext_noop("Vì sao")
_WHAT: Final = gettext_noop("Thay đổi")
_LOOK: Final = gettext_noop("Cần xem lại")
_TABLES: Final[Mapping[ImportOutcome, tuple[str, Callable[[], str], _Columns]]] = {
    ImportOutcome.WRONG: ("loi", lambda: _("Ô phải sửa"), problem_columns),
    ImportOutcome.DOUBTFUL: ("nghi-trung", lambda: _("Dòng nghi trùng"), _rows(_WHY, is_known=True)),
    ImportOutcome.CHANGED: ("cap-nhat", lambda: _("Tổ chức sẽ được cập nhật"), _rows(_WHAT, is_known=True)),
    ImportOutcome.SAME: ("khac-so", lambda: _("Không đổi, nhưng tệp ghi khác sổ"), _rows(_LOOK, is_known=True)),
    ImportOutcome.NEW: ("moi", lambda: _("Tổ chức sẽ được thêm"), _rows(_LOOK, is_known=False)),
}
