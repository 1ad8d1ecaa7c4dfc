"""What a rehearsal shows: rows that are wrong, rows that are there already, rows that become activities."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from django.utils.translation import gettext as _

from nscl.web.file_import.rehearsing import problem_columns
from nscl.web.plans.words import capital
from nscl.web.ui.tables import Column, DatabasePage, Kind, Table
from nscl.web.ui.tables.columns import Link
from nscl.web.work.places import activity_href
from nscl.work.enums import PreviewOutcome
from nscl.work.imports.preview import PreviewRow

_Columns = Callable[[], list[Column[PreviewRow]]]


def preview_table(
    outcome: PreviewOutcome, rows: Sequence[PreviewRow], page: DatabasePage | None = None
) -> Table[PreviewRow]:
    """The lines of one outcome; page: the rows are one page of more, which the database keeps in the file's order."""
    name, caption, columns = _TABLES[outcome]
    shown = columns() if page is None else [replace(column, sortable=False) for column in columns()]
    return Table[PreviewRow](
        name=name, caption=caption(), rows=rows, exportable=False, columns=shown, database_page=page
    )


def _known() -> list[Column[PreviewRow]]:
    return [
        Column("row", _("Dòng"), Kind.INTEGER),
        Column("message", _("Vì sao"), filling=True),
        Column("activity", _("Hoạt động đã có"), Kind.LINK, value=_there, sortable=False),
    ]


def _new() -> list[Column[PreviewRow]]:
    return [
        Column("row", _("Dòng"), Kind.INTEGER),
        Column("title", _("Hoạt động"), filling=True),
        Column("kind", _("Loại việc"), value=lambda one: capital(one.kind.label if one.kind else "")),
        Column("starts_on", _("Ngày bắt đầu"), Kind.DATE),
        Column(
            "status",
            _("Tình trạng"),
            value=lambda one: capital(one.status.label if one.status else ""),
        ),
        Column("vnd", _("Kinh phí"), Kind.MILLION),
    ]


def _there(row: PreviewRow) -> Link | None:
    return None if row.activity is None else Link(_("Mở"), activity_href(row.activity))


_TABLES: Final[Mapping[PreviewOutcome, tuple[str, Callable[[], str], _Columns]]] = {
    PreviewOutcome.WRONG: ("loi", lambda: _("Ô phải sửa"), problem_columns),
    PreviewOutcome.KNOWN: ("da-co", lambda: _("Dòng đã có, bỏ qua"), _known),
    PreviewOutcome.NEW: ("moi", lambda: _("Dòng sẽ thành hoạt động"), _new),
}
