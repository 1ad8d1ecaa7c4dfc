"""The tables of the counts: one row of a breakdown, and the classes behind a figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.training.queries.counts import CountedClass, CountRow, TrainingCounts
from nscl.web.plans.words import capital
from nscl.web.training_counts.places import Question
from nscl.web.training_counts.words import BY_WORDS
from nscl.web.ui.parts import Empty
from nscl.web.ui.tables import Column, DatabasePage, Kind, Table

CLASSES_A_PAGE: Final = 25
CLASSES_ANCHOR: Final = "#bang-lop-da-tinh"


def counts_table(counts: TrainingCounts, question: Question) -> Table[CountRow]:
    """One row a part, each figure a door to the classes behind it, told apart further."""

    def door(row: CountRow) -> str:
        return question.narrowed(row.key).href + CLASSES_ANCHOR

    return Table(
        name="so-lieu",
        caption=_("Theo %(what)s") % {"what": str(BY_WORDS[counts.by]).lower()},
        rows=counts.rows,
        columns=[
            Column(
                "label",
                BY_WORDS[counts.by],
                value=lambda row: capital(row.label),
                note=lambda row: row.note,
                href=lambda row: question.narrowed(row.key).href,
                filling=True,
            ),
            *_figures(door, total=True),
        ],
        empty=Empty(
            _("Chưa có lớp nào đã xong có người dự"),
            _("Mở lớp, điểm danh rồi kết thúc lớp; lớp đã qua thì nhập danh sách."),
            "users",
        ),
    )


def counts_file(counts: TrainingCounts) -> Table[CountRow]:
    """The rows for Excel, the total among them: it is not the sum of what stands above it."""
    return Table(
        name="so-lieu",
        caption=_("Theo %(what)s") % {"what": str(BY_WORDS[counts.by]).lower()},
        rows=[*counts.rows, counts.total],
        columns=[
            Column("label", BY_WORDS[counts.by], value=lambda row: capital(row.label)),
            Column("note", _("Thuộc")),
            *_figures(None, total=False),
        ],
    )


def _figures(door: Callable[[CountRow], str] | None, *, total: bool) -> list[Column[CountRow]]:
    """total: of attendances alone, which add up."""
    return [
        Column("attendances", _("Lượt người"), Kind.INTEGER, href=door, total=total),
        Column("persons", _("Người"), Kind.INTEGER, href=door),
        Column("organisations", _("Đơn vị"), Kind.INTEGER, href=door),
        Column("classes", _("Lớp"), Kind.INTEGER, href=door),
    ]


def classes_table(rows: Sequence[CountedClass], count: int) -> Table[CountedClass]:
    """The classes that the figures count; one page of them, cut by the query."""
    return Table(
        name="lop-da-tinh",
        caption=_("Các lớp đã tính"),
        rows=rows,
        columns=[
            Column(
                "title",
                _("Lớp"),
                filling=True,
                href=lambda row: reverse("class", kwargs={"number": row.number}),
                note=lambda row: " · ".join(filter(None, (row.course, _("số liệu mẫu") if row.is_sample else ""))),
                sortable=False,
            ),
            Column("done_on", _("Ngày xong"), Kind.DATE, sortable=False),
            Column("agency", _("Cơ quan"), sortable=False),
            Column("attendances", _("Lượt người"), Kind.INTEGER, sortable=False),
            Column("organisations", _("Đơn vị"), Kind.INTEGER, sortable=False),
        ],
        page_size=CLASSES_A_PAGE,
        database_page=DatabasePage(count),
        exportable=False,
    )
