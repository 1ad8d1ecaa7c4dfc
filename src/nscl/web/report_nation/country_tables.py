"""Tables of the country: how timely provinces' agencies report, who was supported more than once."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.reporting.queries.national_timeliness import ProvinceTimeliness
from nscl.reporting.queries.twice import GrantRow, TwiceRow
from nscl.reporting.rules.comparing import Origin
from nscl.reporting.rules.twice import Twice
from nscl.text.formats import format_million
from nscl.web.plans.words import capital
from nscl.web.progress.words import shown
from nscl.web.report_nation.places import SUPPORTS_ANCHOR, package_href
from nscl.web.report_nation.words import ORIGIN_WORDS, TWICE_CHIPS
from nscl.web.ui.parts import Empty
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table


def timeliness_table(rows: Sequence[ProvinceTimeliness], year: int) -> Table[ProvinceTimeliness]:
    """One row a province of which anything is known: asked, submitted, in time."""
    return Table(
        name="dung-han",
        caption=_("Cơ quan nộp báo cáo đúng hạn"),
        rows=rows,
        columns=[
            Column(
                "province",
                _("Tỉnh, thành phố"),
                value=lambda row: capital(row.province),
                href=_timeliness_href,
                note=lambda row: _("số liệu mẫu") if row.is_sample else "",
                filling=True,
            ),
            Column("asked", _("Đến hạn nộp"), Kind.INTEGER, total=True, unit=_("cơ quan")),
            Column("submitted", _("Đã nộp"), Kind.INTEGER, total=True),
            Column("on_time", _("Đúng hạn"), Kind.INTEGER, total=True),
            Column("late", _("Muộn"), Kind.INTEGER, total=True),
            Column("never", _("Chưa nộp"), Kind.INTEGER, total=True),
            Column("rate", _("Tỷ lệ đúng hạn"), Kind.NUMBER, value=lambda row: shown(row.rate), unit="%"),
            Column("origin", _("Nguồn"), value=_origin),
        ],
        search=lambda row: row.province,
        empty=Empty(
            _("Năm %(year)s chưa tỉnh nào có kỳ báo cáo") % {"year": year},
            _("Kỳ báo cáo do Sở Khoa học và Công nghệ của tỉnh mở; gói số liệu của tỉnh mang theo tỷ lệ đúng hạn."),
            "clock",
        ),
    )


def _origin(row: ProvinceTimeliness) -> str:
    return "" if row.origin is None else capital(str(ORIGIN_WORDS[row.origin]))


def _timeliness_href(row: ProvinceTimeliness) -> str:
    """The rounds of the province here, or the package that tells it."""
    if row.origin is Origin.PACKAGE and row.package is not None:
        return package_href(row.package)
    return reverse("round-timeliness")


def twice_table(rows: Sequence[TwiceRow]) -> Table[TwiceRow]:
    """One row an organisation: each grant a door to its case or its package."""
    return Table(
        name="ho-tro-nhieu-lan",
        caption=_("Tổ chức được hỗ trợ nhiều lần"),
        rows=rows,
        columns=[
            Column("name", _("Tổ chức"), note=lambda row: row.tax_code),
            Column("kind", _("Vì sao nêu"), Kind.CHIP, value=lambda row: TWICE_CHIPS[row.kind]),
            Column("grants", _("Các lần hỗ trợ"), Kind.LINK, value=_links, sortable=False, filling=True),
            Column("vnd", _("Tổng hỗ trợ"), Kind.MILLION, total=True, unit=_("triệu đồng")),
        ],
        search=lambda row: f"{row.tax_code} {row.name} {' '.join(one.content for one in row.grants)}",
        filters=[
            Filter(
                "loai",
                _("Vì sao nêu"),
                lambda row: row.kind.value,
                [(kind.value, TWICE_CHIPS[kind].label) for kind in Twice],
            ),
            Filter("tinh", _("Tỉnh"), lambda row: [capital(one.province) for one in row.grants]),
        ],
        empty=Empty(
            _("Không thấy tổ chức nào được hỗ trợ nhiều lần"),
            _("Tìm theo mã số thuế trong hồ sơ trên hệ thống này và trong các gói số liệu đã nhận."),
            "circle-check",
        ),
    )


def twice_file(rows: Sequence[TwiceRow]) -> Table[tuple[TwiceRow, GrantRow]]:
    """The same for Excel: one row a grant."""
    return Table(
        name="ho-tro-nhieu-lan",
        caption=_("Tổ chức được hỗ trợ nhiều lần"),
        rows=[(row, grant) for row in rows for grant in row.grants],
        columns=[
            Column("tax_code", _("Mã số thuế"), value=lambda pair: pair[0].tax_code),
            Column("name", _("Tổ chức"), value=lambda pair: pair[0].name),
            Column("kind", _("Vì sao nêu"), Kind.CHIP, value=lambda pair: TWICE_CHIPS[pair[0].kind]),
            Column("province", _("Tỉnh, thành phố"), value=lambda pair: capital(pair[1].province)),
            Column("origin", _("Nguồn"), value=lambda pair: capital(str(ORIGIN_WORDS[pair[1].origin]))),
            Column("content", _("Nội dung hỗ trợ"), value=lambda pair: pair[1].content),
            Column("year", _("Năm"), value=lambda pair: str(pair[1].year)),
            Column("vnd", _("Số tiền"), Kind.VND, value=lambda pair: pair[1].vnd, total=True, unit=_("đồng")),
            Column("case", _("Hồ sơ"), value=lambda pair: pair[1].case_label),
            Column("sample", _("Số liệu mẫu"), value=lambda pair: _("có") if pair[1].is_sample else ""),
        ],
    )


def _links(row: TwiceRow) -> list[Link]:
    return [Link(grant.content, _grant_href(grant), _grant_note(grant)) for grant in row.grants]


def _grant_href(grant: GrantRow) -> str:
    if grant.case is not None:
        return reverse("support-case", kwargs={"number": grant.case})
    return "" if grant.package is None else package_href(grant.package) + SUPPORTS_ANCHOR


def _grant_note(grant: GrantRow) -> str:
    """Where, when, how much, from what: "Tỉnh Hưng Yên, 2026, 45 triệu đồng, gói số liệu"."""
    money = _("%(figure)s triệu đồng") % {"figure": format_million(grant.vnd)}
    whence = grant.case_label or str(ORIGIN_WORDS[grant.origin])
    sample = _("số liệu mẫu") if grant.is_sample else ""
    return ", ".join(filter(None, (capital(grant.province), str(grant.year), money, whence, sample)))
