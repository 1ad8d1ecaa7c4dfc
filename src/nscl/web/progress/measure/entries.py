"""The tables of a measure that a register gives: entries behind the value, entries that do not count, parts."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from nscl.progress.catalogue.registers import Entry, EntryKind, EntryState
from nscl.progress.queries import BreakdownRow, MeasureDetail
from nscl.text.dates import format_date
from nscl.web.plans.words import capital
from nscl.web.progress.measure.doors import entry_href
from nscl.web.progress.words import remedy_words, shown
from nscl.web.ui.parts import Empty
from nscl.web.ui.tables import Column, DatabasePage, Kind, Table


def entries_table(detail: MeasureDetail, *, page_size: int) -> Table[Entry]:
    """What stands behind the value, each once; one page of it."""
    return Table(
        name="muc",
        caption=_("Tính trên các doanh nghiệp này") if detail.is_ratio else _("Đã tính vào giá trị"),
        rows=detail.entries,
        columns=_columns(detail.entries, is_file=False),
        page_size=page_size,
        database_page=DatabasePage(detail.row.records),
        empty=_empty(detail),
    )


def entries_file(entries: Sequence[Entry]) -> Table[Entry]:
    """The same for Excel, with what the page says in notes as columns of their own."""
    return Table(name="muc", caption=_("Đã tính vào giá trị"), rows=entries, columns=_columns(entries, is_file=True))


def idle_table(entries: Sequence[Entry]) -> Table[Entry]:
    """What is in the register and does not count, with why."""
    return Table(
        name="khong-tinh",
        caption=_("Có trong sổ, chưa tính"),
        rows=entries,
        columns=_columns(entries, is_file=False),
        exportable=False,
    )


def _columns(entries: Sequence[Entry], *, is_file: bool) -> list[Column[Entry]]:
    columns: list[Column[Entry]] = [
        Column(
            "label",
            _("Tên"),
            filling=True,
            href=entry_href,
            note=None if is_file else _note,
            sortable=False,
        )
    ]
    if is_file:
        columns.append(Column("note", _("Chi tiết")))
    columns += [
        Column("on", _("Ngày"), Kind.DATE, sortable=False),
        Column("why", _("Vì sao tính hoặc không"), value=why_words, sortable=False),
    ]
    if any(entry.people is not None for entry in entries):
        columns.append(Column("people", _("Số người đã dự"), Kind.INTEGER, sortable=False))
    if is_file:
        columns += [
            Column("agency", _("Cơ quan")),
            Column("commune", _("Xã, phường")),
            Column("sample", _("Số liệu mẫu"), value=lambda one: _("có") if one.is_sample else ""),
        ]
    return columns


def _note(entry: Entry) -> str:
    return " · ".join(filter(None, (entry.note, entry.commune, _("số liệu mẫu") if entry.is_sample else "")))


def why_words(entry: Entry) -> str:
    """Why an entry counts, or why not."""
    if entry.state is EntryState.ACTIVE:
        return _("Có hoạt động trong 12 tháng")
    if entry.state is EntryState.CLOSED:
        return _("Đã thôi hoạt động")
    if entry.state is EntryState.IDLE:
        return _("Không có hoạt động nào trong 12 tháng") if entry.on else _("Chưa ghi hoạt động nào")
    words = {
        EntryKind.EXPERT: _("Tính một lần, vào năm %(year)s"),
        EntryKind.PROGRAMME: _("Chương trình đầu tiên, tính vào năm %(year)s"),
        EntryKind.TRAINING_CLASS: _("Lớp đầu tiên có người dự, tính vào năm %(year)s"),
        EntryKind.SUPPORTED: _("Hồ sơ nghiệm thu đầu tiên, tính vào năm %(year)s"),
    }
    return words[entry.kind] % {"year": entry.on.year if entry.on else ""}


def _empty(detail: MeasureDetail) -> Empty:
    if detail.row.is_stated:
        return Empty(
            _("Chưa ghi vào sổ mục nào; giá trị là số do cán bộ nêu"),
            _("Khi có mục đầu tiên, số đếm thay số đã nêu."),
            "stamp",
        )
    title = _("Không mục nào tính được đến ngày %(day)s") if detail.idle else _("Chưa có mục nào đến ngày %(day)s")
    return Empty(title % {"day": format_date(detail.on)}, remedy_words(detail.row) or detail.row.counts, "inbox")


def kind_table(rows: Sequence[BreakdownRow], unit: str) -> Table[BreakdownRow]:
    """Parts of the value by kind of organisation."""
    return _parts_table("loai-hinh-to-chuc", _("Theo loại hình tổ chức"), _("Loại hình"), rows, unit)


def sex_table(rows: Sequence[BreakdownRow], unit: str) -> Table[BreakdownRow]:
    """Parts of the value by sex."""
    return _parts_table("gioi-tinh", _("Theo giới tính"), _("Giới tính"), rows, unit)


def _parts_table(name: str, caption: str, heading: str, rows: Sequence[BreakdownRow], unit: str) -> Table[BreakdownRow]:
    return Table(
        name=name,
        caption=caption,
        rows=rows,
        columns=[
            Column("label", heading, value=lambda row: capital(row.label), filling=True),
            Column("value", _("Giá trị"), Kind.NUMBER, value=lambda row: shown(row.value), unit=unit, total=True),
        ],
    )
