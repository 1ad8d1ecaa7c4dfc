"""The registry as tables: the list, and what is noted of one organisation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.organisations.enums import FLAG, SuccessionKind
from nscl.organisations.queries.rows import (
    FiguresRow,
    FlagRow,
    OrganisationDetail,
    OrganisationRow,
    SeatRow,
)
from nscl.text.dates import format_date
from nscl.web.evidence.subjects import evidence_href
from nscl.web.organisations.places import organisation_href
from nscl.web.organisations.words import STATE_CHIPS, flag_chip, size_words
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Empty, Text
from nscl.web.ui.tables import Column, DatabasePage, Filter, Kind, Link, Table

LIST_NAME: Final = "to-chuc"
PAGE_SIZE: Final = 50


def list_table(
    rows: Sequence[OrganisationRow],
    total: int,
    filters: Sequence[Filter[OrganisationRow]],
    *,
    empty: Empty,
    is_cut: bool,
) -> Table[OrganisationRow]:
    """One row an organisation; the database has searched, filtered, sorted and cut.

    is_cut: more match the search than these, which match best.
    """
    several = len({row.province for row in rows}) > 1
    columns: list[Column[OrganisationRow]] = [
        Column("name", _("Tên"), href=lambda r: organisation_href(r.number), note=_sample_note, filling=True),
        Column("tax_code", _("Mã số thuế"), value=lambda r: r.tax_code or None, sortable=False, narrow=True),
        Column("kind", _("Loại hình"), value=lambda r: capital(r.kind.label), note=_industry, sortable=False),
        Column("commune", _("Xã, phường"), value=lambda r: r.commune or None),
        *([Column("province", _("Tỉnh"), sortable=False)] if several else []),
        Column("size", _("Quy mô"), value=lambda r: size_words(r.size), sortable=False),
        Column("state", _("Tình trạng"), Kind.CHIP, value=lambda r: STATE_CHIPS[r.state], sortable=False),
    ]
    return Table(
        name=LIST_NAME,
        caption=_("Những tổ chức khớp nhất, gõ thêm chữ để thu hẹp") if is_cut else _("Sổ tổ chức"),
        rows=rows,
        columns=columns,
        search=lambda r: r.name,
        filters=filters,
        empty=empty,
        page_size=PAGE_SIZE,
        database_page=DatabasePage(total),
    )


def _industry(row: OrganisationRow) -> str:
    return _("ngành %(code)s") % {"code": row.industry} if row.industry else ""


def _sample_note(row: OrganisationRow) -> str:
    return _("Số liệu mẫu") if row.is_sample else ""


def flag_table(
    detail: OrganisationDetail, evidence: Mapping[int, int], *, acts: bool, doors: bool, empty: Empty
) -> Table[FlagRow]:
    """What is noted of an organisation, what holds first. evidence: how many documents each has, by its number.

    doors: whether the person may open these.
    """
    columns: list[Column[FlagRow]] = [
        Column("kind", _("Cờ"), Kind.CHIP, value=flag_chip, note=lambda r: r.product, sortable=False),
        Column("since", _("Hiệu lực"), value=_span, note=lambda r: r.ended_reason, sortable=False),
        Column("basis", _("Căn cứ"), note=_stated, sortable=False, filling=True),
        Column(
            "evidence",
            _("Minh chứng"),
            value=lambda r: _proof_words(evidence.get(r.number, 0)),
            href=(lambda r: evidence_href(FLAG, r.number)) if doors else None,
            sortable=False,
        ),
    ]
    if acts:
        columns.append(
            Column("acts", _("Việc làm"), Kind.LINK, value=lambda r: _end(detail, r), sortable=False, exported=False)
        )
    return Table(name="co", caption=_("Cờ"), rows=detail.flags, columns=columns, empty=empty, exportable=False)


def _span(row: FlagRow) -> str:
    if row.until is None:
        return _("từ %(day)s") % {"day": format_date(row.since)}
    return f"{format_date(row.since)} – {format_date(row.until)}"


def _stated(row: FlagRow | FiguresRow) -> str:
    day = format_date(timezone.localtime(row.stated_at).date())
    return _("%(name)s ghi ngày %(day)s") % {"name": row.stated_by or _("Hệ thống"), "day": day}


def _proof_words(count: int) -> str:
    return ngettext("%(n)s minh chứng", "%(n)s minh chứng", count) % {"n": count} if count else _("chưa có")


def _end(detail: OrganisationDetail, row: FlagRow) -> Link | None:
    if not row.is_in_force or row.ended_reason:
        return None
    kwargs = {"number": detail.number, "flag": row.number}
    return Link(_("Kết thúc"), reverse("organisation-flag-end", kwargs=kwargs))


def figures_table(rows: Sequence[FiguresRow], href: Callable[[int], str] | None, *, empty: Empty) -> Table[FiguresRow]:
    """What was declared, the latest year first. href: where the figures of a year are mended, None: nowhere."""
    return Table(
        name="so-lieu",
        caption=_("Số liệu năm"),
        rows=rows,
        columns=[
            Column("year", _("Năm"), value=lambda r: str(r.year), href=(lambda r: href(r.year)) if href else None),
            Column("workers", _("Lao động bình quân"), Kind.NUMBER, value=lambda r: _plain(r.workers), sortable=False),
            Column("revenue_vnd", _("Doanh thu"), Kind.MILLION, unit=_("triệu đồng"), sortable=False),
            Column("capital_vnd", _("Nguồn vốn"), Kind.MILLION, unit=_("triệu đồng"), sortable=False),
            Column(
                "source", _("Lấy từ đâu"), value=lambda r: r.source or None, note=_stated, sortable=False, filling=True
            ),
        ],
        empty=empty,
        exportable=False,
    )


def _plain(workers: Decimal | None) -> Decimal | int | None:
    """Without the nought after the comma that the column keeps."""
    return None if workers is None else int(workers) if workers == workers.to_integral_value() else workers


def seat_table(rows: Sequence[SeatRow]) -> Table[SeatRow]:
    """Where an organisation was, the latest first."""
    return Table(
        name="tru-so",
        caption=_("Trụ sở qua các thời kỳ"),
        rows=list(reversed(rows)),
        columns=[
            Column("commune", _("Xã, phường"), value=lambda r: r.commune or None, note=_renamed, sortable=False),
            Column("province", _("Tỉnh"), sortable=False),
            Column("address", _("Địa chỉ"), value=lambda r: r.address or None, sortable=False, filling=True),
            Column("since", _("Thời gian"), value=seat_days, sortable=False),
        ],
        exportable=False,
    )


def _renamed(row: SeatRow) -> str:
    return _("nay là %(commune)s") % {"commune": row.commune_today} if row.commune_today else ""


def seat_days(row: SeatRow) -> str:
    """From when to when an organisation was there."""
    if row.since is None and row.until is None:
        return _("từ khi ghi vào sổ")
    if row.since is None and row.until is not None:
        return _("đến %(day)s") % {"day": format_date(row.until)}
    since = format_date(row.since) if row.since else ""
    return _("từ %(day)s") % {"day": since} if row.until is None else f"{since} – {format_date(row.until)}"


@dataclass(frozen=True, slots=True)
class Kin:
    """A related organisation as the page lists it."""

    number: int
    name: str
    words: Text
    when: str = ""
    basis: str = ""


_CAME_OF: Final[Mapping[SuccessionKind, Text]] = {
    SuccessionKind.CONVERTED: gettext_lazy("Chuyển đổi loại hình từ tổ chức này"),
    SuccessionKind.MERGED: gettext_lazy("Nhận sáp nhập tổ chức này"),
    SuccessionKind.CONSOLIDATED: gettext_lazy("Hợp nhất từ tổ chức này"),
    SuccessionKind.DIVIDED: gettext_lazy("Được chia ra từ tổ chức này"),
    SuccessionKind.SEPARATED: gettext_lazy("Được tách ra từ tổ chức này"),
}
_BECAME: Final[Mapping[SuccessionKind, Text]] = {
    SuccessionKind.CONVERTED: gettext_lazy("Chuyển đổi loại hình thành tổ chức này"),
    SuccessionKind.MERGED: gettext_lazy("Sáp nhập vào tổ chức này"),
    SuccessionKind.CONSOLIDATED: gettext_lazy("Hợp nhất thành tổ chức này"),
    SuccessionKind.DIVIDED: gettext_lazy("Chia thành tổ chức này"),
    SuccessionKind.SEPARATED: gettext_lazy("Tách ra tổ chức này"),
}


def kin_of(detail: OrganisationDetail) -> list[Kin]:
    """All who are related: whose branch it is, its branches, predecessors, successors, the rest of the lineage."""
    kin = [Kin(detail.parent.number, detail.parent.name, _("Đơn vị chủ quản"))] if detail.parent else []
    kin += [Kin(one.number, one.name, _("Chi nhánh, đơn vị phụ thuộc")) for one in detail.branches]
    for rows, words in ((detail.predecessors, _CAME_OF), (detail.successors, _BECAME)):
        kin += [Kin(one.number, one.name, words[one.kind], format_date(one.on), one.basis) for one in rows]
    named = {one.number for one in kin}
    kin += [Kin(one.number, one.name, _("Cùng lịch sử hỗ trợ")) for one in detail.lineage if one.number not in named]
    return kin


def kin_table(detail: OrganisationDetail, *, doors: bool, empty: Empty) -> Table[Any]:
    """Who is related to an organisation, and how. doors: whether the person may open their pages."""
    href = (lambda r: organisation_href(r.number)) if doors else None
    columns: list[Column[Kin]] = [
        Column("name", _("Tổ chức"), href=href, sortable=False, filling=True),
        Column("words", _("Quan hệ"), sortable=False),
        Column("when", _("Ngày"), value=lambda r: r.when or None, sortable=False, narrow=True),
        Column("basis", _("Căn cứ"), value=lambda r: r.basis or None, sortable=False),
    ]
    return Table(
        name="quan-he", caption=_("Quan hệ"), rows=kin_of(detail), columns=columns, empty=empty, exportable=False
    )
