"""Tables of provinces, communes, agencies and successions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nscl.institutions.enums import UnitKind
from nscl.institutions.queries import AgencyEntry, AgencyRow, ProvinceRow, SuccessionRow, UnitRow
from nscl.institutions.rules import label_of
from nscl.plans.enums import label
from nscl.web.institutions.days import Day
from nscl.web.ui.parts import Chip, Empty, Tone
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table


def unit_href(unit: UnitRow, day: Day | None = None) -> str:
    """The page of a province or commune, as of the day that is being looked at."""
    return reverse("unit-detail", args=[unit.id]) + (day.suffix if day else "")


def agency_href(agency: AgencyRow) -> str:
    """The page of a body."""
    return reverse("agency-detail", args=[agency.id])


def _names(units: Iterable[UnitRow]) -> str:
    return ", ".join(unit.name for unit in units)


def kind_word(unit: UnitRow) -> str:
    """The kind with a capital: "Tỉnh", "Thành phố"."""
    return str(capfirst(UnitKind(unit.kind).label))


def provinces_table(rows: Sequence[ProvinceRow], day: Day) -> Table[ProvinceRow]:
    """Provinces of a day: code, name, what went into it, what it became, how many communes."""
    columns: list[Column[ProvinceRow]] = [
        Column("code", _("Mã"), value=lambda row: row.unit.code, narrow=True),
        Column(
            "name",
            _("Tỉnh, thành phố"),
            Kind.LINK,
            value=lambda row: Link(row.unit.name, unit_href(row.unit, day), kind_word(row.unit)),
            filling=True,
        ),
        Column("made_of", _("Hợp thành từ"), value=lambda row: _names(row.made_of) or None, filling=True),
    ]
    if any(row.became for row in rows):
        columns.append(
            Column(
                "became",
                _("Nay thuộc"),
                Kind.LINK,
                value=lambda row: Link(row.became.label, unit_href(row.became)) if row.became else None,
            )
        )
    if any(row.communes for row in rows):
        columns.append(Column("communes", _("Xã, phường"), Kind.INTEGER, total=True))
    return Table(
        name="tinh",
        caption=_("Đơn vị hành chính cấp tỉnh"),
        rows=rows,
        search=lambda row: f"{row.unit.code} {row.unit.label} {_names(row.made_of)}",
        columns=columns,
        filters=[
            Filter(
                "loai",
                _("Loại"),
                lambda row: row.unit.kind.value,
                [(kind.value, capfirst(kind.label)) for kind in (UnitKind.PROVINCE, UnitKind.CITY)],
            )
        ],
        empty=Empty(_("Không có đơn vị nào vào ngày này"), icon="map-pin-off"),
    )


def communes_table(rows: Sequence[UnitRow]) -> Table[UnitRow]:
    """Communes, wards and special zones of a province."""
    return Table(
        name="xa",
        caption=_("Xã, phường, đặc khu"),
        rows=rows,
        search=lambda row: f"{row.code} {row.label}",
        columns=[
            Column("code", _("Mã"), narrow=True),
            Column("name", _("Tên"), Kind.LINK, value=lambda row: Link(row.name, unit_href(row)), filling=True),
            Column("kind", _("Loại"), value=kind_word),
            Column("valid_from", _("Từ ngày"), Kind.DATE, narrow=True),
        ],
        filters=[
            Filter(
                "loai",
                _("Loại"),
                lambda row: row.kind.value,
                [
                    (kind.value, capfirst(kind.label))
                    for kind in (UnitKind.COMMUNE, UnitKind.WARD, UnitKind.SPECIAL_ZONE)
                ],
            )
        ],
        empty=Empty(
            _("Danh mục chưa có cấp xã của ngày này"),
            _("Dữ liệu cấp xã bắt đầu từ ngày 01/7/2025."),
            "map-pin-off",
        ),
    )


def agencies_table(rows: Sequence[AgencyEntry]) -> Table[AgencyEntry]:
    """Bodies of a province, each with what it took over."""
    return Table(
        name="co-quan",
        caption=_("Cơ quan, tổ chức"),
        rows=rows,
        search=lambda row: " ".join([row.agency.name, *(before.name for before in row.took_over)]),
        columns=[
            Column(
                "name",
                _("Cơ quan"),
                Kind.LINK,
                value=lambda row: Link(row.agency.name, agency_href(row.agency)),
                filling=True,
            ),
            Column("kind", _("Loại"), value=lambda row: capfirst(label(row.agency.kind))),
            Column(
                "took_over",
                _("Tiếp nhận từ"),
                value=lambda row: [_ended_name(before) for before in row.took_over] or None,
                filling=True,
            ),
            Column("valid_from", _("Từ ngày"), Kind.DATE, value=lambda row: row.agency.valid_from, narrow=True),
        ],
        filters=[Filter("loai", _("Loại"), lambda row: capfirst(label(row.agency.kind)))],
        empty=Empty(_("Danh mục chưa có cơ quan nào của đơn vị này"), icon="building-2"),
    )


def _ended_name(agency: AgencyRow) -> str:
    """A body of before with its last day: the same name is often borne twice, before and after a merger."""
    if agency.valid_to is None:
        return agency.full_name
    return _("%(name)s (đến %(day)s)") % {"name": agency.full_name, "day": f"{agency.valid_to:%d/%m/%Y}"}


def verified_chip(row: SuccessionRow) -> Chip:
    """Whether the basis was read."""
    if row.verified:
        return Chip(_("Đã đối chiếu"), Tone.GOOD, "circle-check", 1)
    return Chip(_("Chưa đối chiếu"), Tone.UNKNOWN, "circle-question-mark", 0)


def successions_table(rows: Sequence[SuccessionRow]) -> Table[SuccessionRow]:
    """What became what, on which day, by which document."""
    return Table(
        name="thay-doi",
        caption=_("Sắp xếp, đổi tên, đổi loại đơn vị cấp tỉnh"),
        rows=rows,
        search=lambda row: f"{row.predecessor.label} {row.successor.label} {row.basis}",
        columns=[
            Column("on", _("Ngày"), Kind.DATE, narrow=True),
            Column("before", _("Đơn vị cũ"), Kind.LINK, value=lambda row: _unit_link(row.predecessor)),
            Column("after", _("Đơn vị mới"), Kind.LINK, value=lambda row: _unit_link(row.successor)),
            Column("basis", _("Căn cứ"), filling=True),
            Column("verified", _("Đối chiếu căn cứ"), Kind.CHIP, value=verified_chip, narrow=True),
        ],
        filters=[Filter("ngay", _("Ngày"), lambda row: f"{row.on:%d/%m/%Y}")],
    )


def _unit_link(unit: UnitRow) -> Link:
    return Link(capfirst(label_of(unit.kind, unit.name)), unit_href(unit), _("mã %(code)s") % {"code": unit.code})
