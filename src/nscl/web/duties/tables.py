"""Duties as a table: the list with its filters, and its beginning on the first page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.accounts.rules import Viewer
from nscl.web.duties.words import (
    KIND_WORDS,
    URGENT_DAYS,
    WHOSE_WORDS,
    Whose,
    days_chip,
    href_of,
    title_of,
    todo_of,
    whose_of,
)
from nscl.web.ui.parts import Empty, Text
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table
from nscl.work.queries.duties import Duty

NAME: Final = "viec"
KIND: Final = "loai"
WHOSE: Final = "cua"
WHEN: Final = "han"
LATE: Final = "qua-han"
SOON: Final = "sap-toi"
LATER: Final = "con-lau"
UNDATED: Final = "khong-han"
_WHEN_WORDS: Final[Sequence[tuple[str, Text]]] = (
    (LATE, gettext_lazy("Đã quá hạn")),
    (SOON, gettext_lazy("Trong 7 ngày tới")),
    (LATER, gettext_lazy("Còn hơn 7 ngày")),
    (UNDATED, gettext_lazy("Không định ngày")),
)


def duties_table(rows: Sequence[Duty], viewer: Viewer, on: date) -> Table[Duty]:
    """The whole list, with filters and as a file."""
    kinds = [(kind.value, words) for kind, words in KIND_WORDS.items() if any(row.kind is kind for row in rows)]
    found = {whose_of(row, viewer.agencies) for row in rows}
    return Table(
        name=NAME,
        caption=_("Việc cần làm"),
        rows=rows,
        columns=_columns(rows, viewer, on),
        search=lambda row: f"{title_of(row)} {todo_of(row)} {row.whose}",
        filters=[
            Filter(
                WHOSE,
                _("Của ai"),
                lambda row: whose_of(row, viewer.agencies).value,
                [(whose.value, words) for whose, words in WHOSE_WORDS.items() if whose in found],
            ),
            Filter(KIND, _("Việc"), lambda row: row.kind.value, kinds),
            Filter(WHEN, _("Hạn"), lambda row: _when(row, on), _WHEN_WORDS),
        ],
        empty=nothing_to_do(),
    )


def first_duties(rows: Sequence[Duty], viewer: Viewer, on: date, *, most: int) -> Table[Duty]:
    """The most urgent ones, for the first page."""
    return Table(
        name=NAME,
        caption=_("Việc cần làm"),
        rows=rows[:most],
        columns=_columns(rows[:most], viewer, on, is_list=False),
        exportable=False,
        empty=nothing_to_do(),
    )


def nothing_to_do() -> Empty:
    """What stands there for who has done everything."""
    return Empty(
        _("Không có việc nào đang chờ bạn"),
        _("Hoạt động sắp đến hạn trong 30 ngày, kế hoạch năm, vướng mắc, báo cáo đến lượt bạn sẽ hiện ở đây."),
        "circle-check",
    )


def _columns(rows: Sequence[Duty], viewer: Viewer, on: date, *, is_list: bool = True) -> list[Column[Duty]]:
    """is_list: what is to be done stands in a column of its own, for sorting and in the file; else below the title."""
    columns: list[Column[Duty]] = [
        Column(
            "title",
            _("Việc"),
            Kind.LINK,
            value=lambda row: Link(title_of(row), href_of(row), "" if is_list else todo_of(row)),
            filling=True,
            sortable=is_list,
        )
    ]
    if is_list:
        columns.append(Column("todo", _("Phải làm"), value=todo_of, filling=True))
    if any(row.due for row in rows):
        columns += [
            Column("left", _("Thời hạn"), Kind.CHIP, value=lambda row: days_chip(row.due, on), sortable=is_list),
            Column("due", _("Ngày"), Kind.DATE, narrow=True, sortable=is_list),
        ]
    columns.append(Column("whose", _("Của"), value=lambda row: _whose_words(row, viewer), sortable=is_list))
    return [*columns, *_sample_column(rows)]


def _sample_column(rows: Sequence[Duty]) -> list[Column[Any]]:
    if not any(row.is_sample for row in rows):
        return []
    return [
        Column("is_sample", _("Số liệu mẫu"), value=lambda row: _("mẫu") if row.is_sample else None, sortable=False)
    ]


def _whose_words(row: Duty, viewer: Viewer) -> Text:
    if row.is_mine:
        return _("Tôi")
    if row.whose:
        return row.whose
    return _("Cơ quan tôi") if whose_of(row, viewer.agencies) is Whose.AGENCY else _("Chung của tỉnh")


def _when(row: Duty, on: date) -> str:
    if row.due is None:
        return UNDATED
    if row.is_late(on):
        return LATE
    return SOON if (row.due - on).days <= URGENT_DAYS else LATER
