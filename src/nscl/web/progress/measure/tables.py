"""The tables of a measure's page: records behind the value, records to declare, parts, what was stated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.plans.rules import plain_number
from nscl.progress.enums import ProgressKind
from nscl.progress.queries import (
    BreakdownRow,
    MeasureDetail,
    MeasureStandingRow,
    ParticipantRow,
    RecordRow,
    StatedRow,
)
from nscl.text.formats import format_number
from nscl.web.evidence.subjects import evidence_href
from nscl.web.plans.words import capital
from nscl.web.progress.words import STATED_CHIPS, shown
from nscl.web.ui.parts import Empty
from nscl.web.ui.tables import Column, DatabasePage, Kind, Link, Table
from nscl.web.work.places import activity_href
from nscl.work.enums import WorkKind

RECORDS_A_PAGE: Final = 50
# A longer unit is said above the tables, not in a heading.
LONGEST_UNIT: Final = 24


def records_table(detail: MeasureDetail, *, page_size: int) -> Table[RecordRow]:
    """The records that the value counts; one page of them, cut by the query."""
    return Table(
        name="ho-so",
        caption=_("Hồ sơ đã tính vào giá trị"),
        rows=detail.records,
        columns=[*_record_columns(), _amount(detail.row), _evidence()],
        page_size=page_size,
        database_page=DatabasePage(detail.row.records),
        empty=_no_records(detail.row),
    )


def waiting_table(detail: MeasureDetail, claim_href: Callable[[int], str]) -> Table[RecordRow]:
    """Records that wait for somebody, with what for, and the door to where it is done.

    claim_href: where a record is declared, "" for who may not.
    """

    def door(row: RecordRow) -> Link | None:
        if row.amount is None:
            return Link(_("Mở hoạt động để ghi số lượng"), activity_href(row.number))
        href = claim_href(row.number)
        return Link(_("Khai tính cho chỉ tiêu"), href) if href else None

    return Table(
        name="cho-khai",
        caption=_("Hồ sơ chờ xử lý mới tính được"),
        rows=detail.waiting,
        columns=[
            *_record_columns(),
            Column("why", _("Chờ gì"), value=_waits_for, sortable=False),
            _amount(detail.row),
            Column("claim", _("Việc làm được"), Kind.LINK, value=door, sortable=False, exported=False),
        ],
        exportable=False,
    )


def _waits_for(row: RecordRow) -> str:
    return _("Thiếu số lượng") if row.amount is None else _("Chưa khai tính cho chỉ tiêu nào")


def _record_columns() -> list[Column[RecordRow]]:
    return [
        Column(
            "title",
            _("Hoạt động"),
            filling=True,
            href=lambda row: activity_href(row.number),
            note=_kind_words,
            sortable=False,
        ),
        Column("done_on", _("Ngày xong"), Kind.DATE, sortable=False),
        _agency(),
    ]


def _agency() -> Column[RecordRow]:
    return Column(
        "agency",
        _("Cơ quan"),
        value=lambda row: row.agency.name,
        note=lambda row: row.agency.unit_name,
        sortable=False,
    )


def _kind_words(row: RecordRow) -> str:
    words = [capital(row.kind_label), row.place, _("số liệu mẫu") if row.is_sample else ""]
    return " · ".join(word for word in words if word)


def _amount(row: MeasureStandingRow) -> Column[RecordRow]:
    return Column(
        "amount",
        _("Tính vào giá trị"),
        Kind.NUMBER,
        value=lambda record: shown(record.amount),
        unit=row.unit if len(row.unit) <= LONGEST_UNIT else "",
        sortable=False,
    )


def _evidence() -> Column[RecordRow]:
    return Column(
        "evidence",
        _("Minh chứng"),
        Kind.INTEGER,
        href=lambda row: evidence_href(WorkKind.ACTIVITY, row.number),
        sortable=False,
    )


def record_file(rows: Sequence[RecordRow], row: MeasureStandingRow) -> Table[RecordRow]:
    """The records for Excel, with what the page says in notes as columns of their own."""
    return Table(
        name="ho-so",
        caption=_("Hồ sơ đã tính vào giá trị"),
        rows=rows,
        columns=[
            Column("title", _("Hoạt động")),
            Column("kind", _("Loại"), value=lambda one: capital(one.kind_label)),
            Column("place", _("Nơi")),
            Column("done_on", _("Ngày xong"), Kind.DATE),
            Column("agency", _("Cơ quan"), value=lambda one: one.agency.name),
            Column("unit", _("Tỉnh"), value=lambda one: one.agency.unit_name),
            _amount(row),
            Column("evidence", _("Minh chứng"), Kind.INTEGER),
            Column("sample", _("Số liệu mẫu"), value=lambda one: _("có") if one.is_sample else ""),
        ],
    )


def _no_records(row: MeasureStandingRow) -> Empty:
    if row.is_stated:
        return Empty(
            _("Giá trị này do cán bộ nêu, không đếm từ hồ sơ"), _("Minh chứng nằm ở từng số nêu bên trên."), "stamp"
        )
    return Empty(_("Chưa có hồ sơ nào"), row.counts, "inbox")


def agency_table(unit: str, rows: Sequence[BreakdownRow]) -> Table[BreakdownRow]:
    """Parts of the value by agency, each a door to the agency."""
    return Table(
        name="co-quan",
        caption=_("Theo cơ quan"),
        rows=rows,
        columns=[
            Column(
                "label",
                _("Cơ quan"),
                filling=True,
                href=lambda row: None if row.number is None else reverse("agency-detail", args=[row.number]),
                note=lambda row: row.note,
            ),
            _part(unit),
        ],
    )


def _part(unit: str) -> Column[BreakdownRow]:
    return Column("value", _("Giá trị"), Kind.NUMBER, value=lambda row: shown(row.value), unit=unit, total=True)


def participant_table(rows: Sequence[ParticipantRow]) -> Table[ParticipantRow]:
    """Who took part in what was counted, by kind of organisation."""
    return Table(
        name="loai-hinh",
        caption=_("Người dự theo loại hình tổ chức"),
        rows=rows,
        columns=[
            Column("label", _("Loại hình"), value=lambda row: capital(row.label), filling=True),
            Column("people", _("Lượt người"), Kind.INTEGER, total=True),
            Column("women", _("Trong đó nữ"), Kind.INTEGER, total=True),
            Column("organisations", _("Lượt tổ chức"), Kind.INTEGER, total=True),
        ],
    )


def commune_table(unit: str, rows: Sequence[BreakdownRow]) -> Table[BreakdownRow]:
    """Parts of the value by commune, each a door to the commune."""
    return Table(
        name="xa",
        caption=_("Theo xã, phường"),
        rows=rows,
        columns=[
            Column(
                "label",
                _("Xã, phường"),
                filling=True,
                href=lambda row: None if row.number is None else reverse("unit-detail", args=[row.number]),
            ),
            _part(unit),
        ],
    )


def stated_table(rows: Sequence[StatedRow], unit: str, acts_of: Callable[[StatedRow], list[Link]]) -> Table[StatedRow]:
    """What officers stated: its day, its value, how far it is, from what it is known, with what evidence."""
    return Table(
        name="so-neu",
        caption=_("Số liệu do cán bộ nêu"),
        rows=rows,
        columns=[
            Column("on", _("Ngày của số liệu"), Kind.DATE),
            Column(
                "value", _("Giá trị"), Kind.NUMBER, value=lambda row: shown(row.value), unit=unit, note=_stated_note
            ),
            Column("state", _("Trạng thái"), Kind.CHIP, value=lambda row: STATED_CHIPS[row.state], note=_state_note),
            Column("note", _("Lấy từ đâu"), filling=True, note=lambda row: _by(row.stated_by, row.stated_at)),
            Column(
                "evidence",
                _("Minh chứng"),
                Kind.INTEGER,
                href=lambda row: evidence_href(ProgressKind.STATED_VALUE, row.number),
            ),
            Column("act", _("Việc làm được"), Kind.LINK, value=acts_of, sortable=False, exported=False),
        ],
    )


def _stated_note(row: StatedRow) -> str:
    words = []
    if row.numerator is not None and row.denominator is not None:
        words.append(f"{format_number(plain_number(row.numerator))}/{format_number(plain_number(row.denominator))}")
    if row.is_base:
        words.append(_("số gốc"))
    if row.is_sample:
        words.append(_("số liệu mẫu"))
    return "; ".join(words)


def _state_note(row: StatedRow) -> str:
    """Who signed it or took it back, when and why."""
    if row.withdrawn_at is not None:
        return f"{_by(row.withdrawn_by, row.withdrawn_at)}: {row.withdrawal_reason}"
    return _by(row.signed_by, row.signed_at) if row.signed_at is not None else ""


def _by(name: str, at: datetime) -> str:
    when = f"{timezone.localtime(at):%H:%M %d/%m/%Y}"
    return f"{name}, {when}" if name else when
