"""The page of a rehearsal: row by row what would happen, and the acts that do it or leave it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nscl.text.formats import format_number
from nscl.web.plan_editing.views.pages import show
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Notice, Page, Stats, Text, Tone
from nscl.web.ui.tables import Column, Table, TableQuery, TableView

ACT: Final = "viec"
DROP: Final = "bo"
TAKE: Final = "nhap"
SOUND_ONLY: Final = "nhap-dung"
# How many row numbers a cell of a table names, and how many unread columns a notice.
_SHOWN_ROWS: Final = 6
_SHOWN_NAMES: Final = 10


@dataclass(frozen=True, slots=True)
class Taking:
    """A button that takes the file in: what it sends as `viec`, what it says."""

    value: str
    label: Text
    is_primary: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a rehearsal shows: figures, notices, tables, and how the file may be taken in."""

    stats: Stats
    notices: Sequence[Notice]
    views: Sequence[TableView[Any]]
    takings: Sequence[Taking]


def show_rehearsal(
    request: HttpRequest, page: Page, shown: Shown | None, *, refused: Sequence[str] = ()
) -> HttpResponse:
    """The page; shown None: nothing could be worked out, and `refused` says why."""
    context = {"page": page, "refused": refused, "shown": shown, "drop": DROP}
    return show(request, "file_import/rehearsal.html", context, HTTPStatus.CONFLICT if refused else HTTPStatus.OK)


def presented(request: HttpRequest, tables: Iterable[Table[Any]]) -> list[TableView[Any]]:
    """The tables that have rows, each steered by parameters of its own."""
    return [table.present(query_of(request, table.name)) for table in tables if table.rows]


def query_of(request: HttpRequest, table: str) -> TableQuery:
    """What the address asks of one of the page's tables."""
    query = TableQuery.of(request)
    return TableQuery(query.path, query.parameters, prefix=f"{table}-")


def problem_columns() -> list[Column[Any]]:
    """The columns of cells to mend, of whatever has `cell`, `heading`, `message` and `remedy`."""
    return [
        Column("cell", _("Ô"), narrow=True),
        Column("heading", _("Cột")),
        Column("message", _("Lỗi"), value=lambda one: capital(one.message), filling=True),
        Column("remedy", _("Cách sửa"), value=lambda one: capital(one.remedy)),
    ]


def unread_notices(hidden: int, unknown: Sequence[str]) -> list[Notice]:
    """That hidden rows were read, too, and which columns were not."""
    titles = []
    if hidden:
        titles.append(_("%(n)s dòng đang ẩn trong Excel cũng được đọc.") % {"n": format_number(hidden)})
    if unknown:
        names = ", ".join(unknown[:_SHOWN_NAMES])
        titles.append(_("Cột không có trong mẫu nên không đọc: %(names)s.") % {"names": names})
    return [Notice(title, tone=Tone.WARN) for title in titles]


def rows_words(rows: Sequence[int]) -> str:
    """Rows as Excel numbers them: "2–5", or "2, 7, 9"."""
    if len(rows) > 1 and rows[-1] - rows[0] == len(rows) - 1:
        return f"{rows[0]}–{rows[-1]}"
    more = "…" if len(rows) > _SHOWN_ROWS else ""
    return ", ".join(map(str, rows[:_SHOWN_ROWS])) + more
