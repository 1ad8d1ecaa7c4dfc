"""Tables of the roll-up: common indicators × provinces, the provinces themselves, one indicator in each one's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.plans.rules import years_in_words
from nscl.progress.enums import StandingStatus
from nscl.reporting.queries.national import IndicatorRow, NationalEntry, NationalTable, ProvinceHead
from nscl.reporting.rules.comparing import Origin
from nscl.text.dates import format_date
from nscl.web.plans.words import capital
from nscl.web.progress.words import STATUS_CHIPS, figure_words, shown
from nscl.web.report_nation.places import MEASURES_ANCHOR, indicator_href, package_href
from nscl.web.report_nation.words import (
    COMPARES,
    DIFFERS,
    ORIGIN_WORDS,
    comparing_chip,
    comparing_words,
    edition_words,
    goal_words,
    so_far_words,
    source_words,
    sum_notes,
    sum_words,
    target_words,
    year_words,
)
from nscl.web.ui.parts import Empty
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table

# What narrows the table of indicators: to one of them, to a province, to those with something that does not compare.
INDICATOR_FILTER: Final = "chi-tieu"
PROVINCE_FILTER: Final = "tinh"
COMPARING_FILTER: Final = "so-sanh"
_WHOLE, _PARTLY = "duoc", "khong"


def entry_href(entry: NationalEntry) -> str:
    """Where a province's figure comes from: the measure here, else the package there."""
    if entry.origin is Origin.HERE and entry.measure is not None:
        return reverse("progress-measure", kwargs={"slug": entry.plan_slug, "number": entry.measure})
    return "" if entry.package is None else package_href(entry.package) + MEASURES_ANCHOR


def shown_provinces(table: NationalTable, wanted: str) -> list[ProvinceHead]:
    """The provinces that have a column: those with figures, or the one that is asked for."""
    found = [head for head in table.provinces if head.origin is not None]
    return [head for head in found if str(head.unit_id) == wanted] or found


def indicators_table(
    table: NationalTable, heads: Sequence[ProvinceHead], *, is_file: bool = False
) -> Table[IndicatorRow]:
    """One row an indicator: the country's target, the sum where there is one, each province's figure."""
    columns: list[Column[IndicatorRow]] = [
        Column("name", _("Chỉ tiêu"), value=lambda row: capital(row.name), href=lambda row: indicator_href(row.code)),
        Column(
            "target",
            _("Mục tiêu của cả nước"),
            value=lambda row: [capital(goal_words(one)) for one in row.targets],
            note=lambda row: "; ".join(dict.fromkeys(source_words(one) for one in row.targets)),
            sortable=False,
            exported=not is_file,
        ),
    ]
    if is_file:
        target: Column[IndicatorRow] = Column(
            "target_source", _("Mục tiêu của cả nước"), value=lambda row: [target_words(one) for one in row.targets]
        )
        columns.append(target)
    columns.append(
        Column(
            "sum",
            _("Cả nước năm %(year)s") % {"year": table.year},
            value=sum_words,
            note=sum_notes,
            sort_value=lambda row: row.totals.value_year,
        )
    )
    if is_file:
        columns.append(Column("sum_notes", _("Về con số cả nước"), value=sum_notes))
    columns += [_file_column(head) if is_file else _province_column(head) for head in heads]
    return Table(
        name="chi-tieu-chung",
        caption=_("Chỉ tiêu chung và các tỉnh"),
        columns=columns,
        # Those that the country has set a target for come first, then those that most provinces share.
        rows=sorted(table.indicators, key=lambda row: (not row.targets, -row.provinces)),
        search=lambda row: f"{row.name} {' '.join(entry.label for entry in row.entries)}",
        filters=_filters(table),
        empty=Empty(
            _("Chưa có số liệu của tỉnh nào"),
            _("Nạp kế hoạch của các tỉnh vào hệ thống này, hoặc nhận gói số liệu mà tỉnh gửi."),
            "map",
        ),
        scrolls=True,
    )


def _filters(table: NationalTable) -> list[Filter[IndicatorRow]]:
    indicators = [(row.code, capital(row.name)) for row in table.indicators]
    provinces = [(str(head.unit_id), capital(head.name)) for head in table.provinces if head.origin is not None]
    return [
        Filter(INDICATOR_FILTER, _("Chỉ tiêu"), lambda row: row.code, indicators),
        Filter(PROVINCE_FILTER, _("Tỉnh"), lambda row: [str(entry.unit_id) for entry in row.entries], provinces),
        Filter(
            COMPARING_FILTER,
            _("So sánh"),
            lambda row: _WHOLE if all(entry.compares for entry in row.entries) else _PARTLY,
            [(_WHOLE, COMPARES.label), (_PARTLY, _("Có chỗ không so sánh được"))],
        ),
    ]


def _entries_of(head: ProvinceHead) -> Callable[[IndicatorRow], list[NationalEntry]]:
    return lambda row: [entry for entry in row.entries if entry.unit_id == head.unit_id]


def _province_column(head: ProvinceHead) -> Column[IndicatorRow]:
    entries = _entries_of(head)

    def links(row: IndicatorRow) -> list[Link]:
        return [Link(year_words(one), entry_href(one), _cell_note(one)) for one in entries(row)]

    unit = ORIGIN_WORDS[Origin.PACKAGE] if head.origin is Origin.PACKAGE else ""
    return Column(
        f"tinh-{head.unit_id}", capital(head.name), Kind.LINK, value=links, sortable=False, unit=unit, exported=False
    )


def _cell_note(entry: NationalEntry) -> str:
    """The whole of its phase against the goal, where that stands, and that it does not compare."""
    notes = [so_far_words(entry), str(STATUS_CHIPS[entry.status].label)]
    if entry.is_stated and entry.value is not None:
        notes.append(_("số nêu"))
    if not entry.compares:
        notes.append(str(DIFFERS.label))
    return "; ".join(notes)


def _file_column(head: ProvinceHead) -> Column[IndicatorRow]:
    entries = _entries_of(head)

    def words(row: IndicatorRow) -> list[str]:
        return [
            f"{years_in_words(one.phase_start, one.phase_end)}: {year_words(one)}; {_cell_note(one)}"
            + (f" ({why})" if not one.compares and (why := comparing_words(one)) else "")
            for one in entries(row)
        ]

    return Column(f"tinh-{head.unit_id}", capital(head.name), value=words)


def provinces_table(table: NationalTable) -> Table[ProvinceHead]:
    """The provinces with figures, where each one's come from, how its measures stand."""
    by_unit = _standings(table)

    def count(status: StandingStatus) -> Column[ProvinceHead]:
        return Column(
            status.value,
            STATUS_CHIPS[status].label,
            Kind.INTEGER,
            value=lambda row: by_unit.get(row.unit_id, {}).get(status, 0),
            total=True,
        )

    return Table(
        name="tinh",
        caption=_("Các tỉnh có số liệu"),
        rows=[head for head in table.provinces if head.origin is not None],
        columns=[
            Column(
                "name",
                _("Tỉnh, thành phố"),
                value=lambda row: capital(row.name),
                href=lambda row: f"?{PROVINCE_FILTER}={row.unit_id}#bang-chi-tieu-chung",
                note=lambda row: _("số liệu mẫu") if row.is_sample else "",
            ),
            Column("origin", _("Nguồn"), Kind.LINK, value=_origin_link, sortable=False),
            Column("plans", _("Kế hoạch"), value=lambda row: list(row.plans), filling=True),
            Column(
                "measures",
                _("Chỉ tiêu chung"),
                Kind.INTEGER,
                value=lambda row: sum(by_unit.get(row.unit_id, {}).values()),
                total=True,
            ),
            count(StandingStatus.LATE),
            count(StandingStatus.AT_RISK),
            count(StandingStatus.DONE),
        ],
        search=lambda row: f"{row.name} {' '.join(row.plans)}",
        exportable=False,
    )


def _standings(table: NationalTable) -> Mapping[int, Mapping[StandingStatus, int]]:
    found: dict[int, dict[StandingStatus, int]] = {}
    for row in table.indicators:
        for entry in row.entries:
            counts = found.setdefault(entry.unit_id, {})
            counts[entry.status] = counts.get(entry.status, 0) + 1
    return found


def _origin_link(head: ProvinceHead) -> Link:
    """The work here, or the package; of a province that has both, that the package is not used."""
    if head.origin is Origin.HERE:
        also = _("Gói số liệu của tỉnh cũng đã nhận; dùng số trên hệ thống này.") if head.package is not None else ""
        return Link(capital(str(ORIGIN_WORDS[Origin.HERE])), reverse("progress-province", args=[head.unit_id]), also)
    made = _("lập %(day)s") % {"day": format_date(head.made_on)} if head.made_on is not None else ""
    return Link(
        capital(str(ORIGIN_WORDS[Origin.PACKAGE])),
        "" if head.package is None else package_href(head.package),
        ", ".join(filter(None, (edition_words(head.package_edition), made))),
    )


def entries_table(row: IndicatorRow, *, is_file: bool = False) -> Table[NationalEntry]:
    """One indicator: each province's measure in its own words, and whether it compares. is_file: notes as columns."""
    columns: list[Column[NationalEntry]] = [
        Column(
            "province",
            _("Tỉnh, thành phố"),
            value=lambda one: capital(one.province),
            note=lambda one: _("số liệu mẫu") if one.is_sample else "",
        ),
        Column(
            "label",
            _("Chỉ tiêu theo lời của tỉnh"),
            value=lambda one: capital(one.label),
            href=entry_href,
            note=lambda one: f"{one.plan_label}; {ORIGIN_WORDS[one.origin]}",
            filling=True,
        ),
        Column(
            "goal",
            _("Mức phải đạt"),
            value=lambda one: one.words,
            note=_phase_words,
            sort_value=lambda one: one.target_value,
        ),
        Column(
            "year",
            _("Trong năm"),
            Kind.NUMBER,
            value=lambda one: shown(one.value_year),
            href=entry_href,
            note=lambda one: _("cả giai đoạn: %(value)s") % {"value": figure_words(one.value, one.unit)},
        ),
        Column("status", _("Tình trạng"), Kind.CHIP, value=lambda one: STATUS_CHIPS[one.status]),
        Column("compares", _("So sánh"), value=lambda one: comparing_chip(one).label, note=comparing_words),
    ]
    if is_file:
        columns += _entry_file_columns()
    return Table(
        name="tung-tinh",
        caption=_("Từng tỉnh"),
        rows=row.entries,
        columns=columns,
        search=lambda one: f"{one.province} {one.label} {one.plan_label}",
        filters=[
            Filter("nguon", _("Nguồn"), lambda one: one.origin.value, [(o.value, ORIGIN_WORDS[o]) for o in Origin]),
        ],
    )


def _phase_words(one: NationalEntry) -> str:
    return years_in_words(one.phase_start, one.phase_end)


def _entry_file_columns() -> list[Column[NationalEntry]]:
    """What stands in the second lines of the page's cells."""
    return [
        Column("differences", _("Khác ở đâu, lưu ý"), value=comparing_words),
        Column("value", _("Cả giai đoạn"), Kind.NUMBER, value=lambda one: shown(one.value)),
        Column("unit", _("Đơn vị tính")),
        Column("phase", _("Giai đoạn"), value=_phase_words),
        Column("source", _("Nguồn số"), value=lambda one: capital(one.source.label)),
        Column("plan", _("Kế hoạch"), value=lambda one: one.plan_label),
        Column("origin", _("Nguồn"), value=lambda one: capital(str(ORIGIN_WORDS[one.origin]))),
        Column("sample", _("Số liệu mẫu"), value=lambda one: _("có") if one.is_sample else ""),
    ]
