"""Tables of packages, of what one holds, of keys, and of what may be sent."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.plans.rules import years_in_words
from nscl.progress.enums import StandingStatus
from nscl.reporting.queries.packages import KeyRow, PackageRow, ReceivedMeasureRow, ReceivedSupportRow
from nscl.reporting.queries.sending import ExportRow
from nscl.web.plans.words import capital
from nscl.web.progress.words import STATUS_CHIPS, shown
from nscl.web.report_nation.places import KEYS, TAKE_IN, package_href
from nscl.web.report_nation.words import (
    REVOKED,
    STANDS,
    SUPERSEDED,
    TRUSTED,
    by_words,
    edition_words,
    key_chip,
    key_words,
    package_chip,
)
from nscl.web.ui.parts import Act, Empty, Weight
from nscl.web.ui.samples import sample_title
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table

# Codes of the filters in the address.
_STANDS, _SUPERSEDED = "dang-dung", "co-goi-sau"
_TRUSTED, _REVOKED = "tin-cay", "thu-hoi"


def packages_table(rows: Sequence[PackageRow]) -> Table[PackageRow]:
    """Packages that were taken in, the newest first."""
    return Table(
        name="goi",
        caption=_("Gói số liệu đã nhận"),
        rows=rows,
        columns=[
            Column(
                "province",
                _("Tỉnh, năm"),
                Kind.LINK,
                value=lambda row: Link(
                    sample_title(f"{capital(row.province)}, {row.year}", is_sample=row.is_sample),
                    package_href(row.number),
                    row.plan_label,
                ),
                filling=True,
            ),
            Column(
                "edition",
                _("Bản báo cáo"),
                value=lambda row: capital(edition_words(None if row.is_live else row.edition)),
            ),
            Column("made_at", _("Lập"), Kind.DATE, value=lambda row: localtime(row.made_at).date()),
            Column(
                "taken_at",
                _("Nhận"),
                Kind.DATE,
                value=lambda row: localtime(row.taken_at).date(),
                note=lambda row: row.taken_by,
            ),
            Column("state", _("Trạng thái"), Kind.CHIP, value=package_chip),
            Column("rows", _("Dòng số liệu"), Kind.INTEGER),
            Column(
                "key",
                _("Khóa ký"),
                value=lambda row: row.key_name,
                note=lambda row: key_words(row.key_id) + (f" ({REVOKED.label})" if row.is_revoked else ""),
            ),
        ],
        search=lambda row: f"{row.province} {row.year} {row.plan_label} {row.file_name} {row.key_name}",
        filters=[
            Filter(
                "trang-thai",
                _("Trạng thái"),
                lambda row: _STANDS if row.stands else _SUPERSEDED,
                [(_STANDS, STANDS.label), (_SUPERSEDED, SUPERSEDED.label)],
            ),
            Filter("nam", _("Năm"), lambda row: str(row.year)),
        ],
        empty=Empty(
            _("Chưa nhận gói nào"),
            _("Tin cậy khóa của tỉnh trước, rồi nhận tệp .nscl.zip mà tỉnh gửi."),
            "package",
            [
                Act(_("Khóa tin cậy"), reverse(KEYS), "key-round"),
                Act(_("Nhận gói"), reverse(TAKE_IN), "package-plus", Weight.PRIMARY),
            ],
        ),
    )


def _edition(row: PackageRow) -> str:
    return capital(edition_words(None if row.is_live else row.edition))


def measures_table(rows: Sequence[ReceivedMeasureRow]) -> Table[ReceivedMeasureRow]:
    """The measures that a package tells."""
    return Table(
        name="chi-tieu",
        caption=_("Chỉ tiêu trong gói"),
        rows=rows,
        columns=[
            Column(
                "label",
                _("Chỉ tiêu"),
                value=lambda row: capital(row.label),
                note=lambda row: row.indicator_name,
                filling=True,
            ),
            Column("figure", _("Mức phải đạt")),
            Column("phase", _("Giai đoạn"), value=lambda row: years_in_words(row.phase_start, row.phase_end)),
            Column("value_year", _("Trong năm"), Kind.NUMBER, value=lambda row: shown(row.value_year)),
            Column("value", _("Cả giai đoạn"), Kind.NUMBER, value=lambda row: shown(row.value)),
            Column(
                "status",
                _("Tình trạng"),
                Kind.CHIP,
                value=lambda row: STATUS_CHIPS[row.status],
                note=lambda row: capital(row.source.label),
            ),
        ],
        search=lambda row: f"{row.label} {row.indicator_name}",
        filters=[
            Filter(
                "tinh-trang",
                _("Tình trạng"),
                lambda row: row.status.value,
                [(status.value, STATUS_CHIPS[status].label) for status in StandingStatus],
            )
        ],
        empty=Empty(_("Gói không có chỉ tiêu nào"), icon="target"),
    )


def supports_table(rows: Sequence[ReceivedSupportRow]) -> Table[ReceivedSupportRow]:
    """The organisations supported that a package tells."""
    return Table(
        name="ho-tro",
        caption=_("Tổ chức được hỗ trợ"),
        rows=rows,
        columns=[
            Column("name", _("Tổ chức"), note=lambda row: row.tax_code, filling=True),
            Column("content", _("Nội dung hỗ trợ")),
            Column("year", _("Năm"), value=lambda row: str(row.year), narrow=True),
            Column("vnd", _("Số tiền"), Kind.MILLION, total=True, unit=_("triệu đồng")),
        ],
        search=lambda row: f"{row.name} {row.tax_code} {row.content}",
        empty=Empty(_("Gói không có tổ chức nào được hỗ trợ"), icon="building-2"),
    )


def keys_table(rows: Sequence[KeyRow]) -> Table[KeyRow]:
    """Keys by which packages are verified, those revoked too."""
    return Table(
        name="khoa",
        caption=_("Khóa tin cậy"),
        rows=rows,
        columns=[
            Column("name", _("Khóa của"), note=lambda row: capital(row.province), filling=True),
            Column("key_id", _("Mã khóa"), value=lambda row: key_words(row.key_id), narrow=True),
            Column("state", _("Trạng thái"), Kind.CHIP, value=key_chip),
            Column("packages", _("Gói đã nhận"), Kind.INTEGER),
            Column("added_at", _("Thêm"), value=lambda row: by_words(row.added_at, row.added_by)),
            Column(
                "revoked_at",
                _("Thu hồi"),
                value=lambda row: by_words(row.revoked_at, row.revoked_by) if row.revoked_at else _("Thu hồi khóa này"),
                href=_revoke_href,
                note=lambda row: row.revoked_why,
            ),
        ],
        exportable=False,
        search=lambda row: f"{row.name} {row.province} {row.key_id}",
        filters=[
            Filter(
                "trang-thai",
                _("Trạng thái"),
                lambda row: _REVOKED if row.is_revoked else _TRUSTED,
                [(_TRUSTED, TRUSTED.label), (_REVOKED, REVOKED.label)],
            )
        ],
        empty=Empty(
            _("Chưa tin cậy khóa nào"),
            _("Tỉnh gửi khóa công khai của hệ thống mình (tệp .pem); đọc mã khóa qua điện thoại để đối chiếu."),
            "key-round",
            [Act(_("Thêm khóa"), reverse("package-key-add"), "plus", Weight.PRIMARY)],
        ),
    )


def _revoke_href(row: KeyRow) -> str | None:
    return None if row.is_revoked else reverse("package-key-revoke", kwargs={"number": row.number})


def export_label(row: ExportRow) -> str:
    """What would be sent, in a line."""
    words = edition_words(row.edition)
    return sample_title(f"{row.year}: {row.plan_label}, {words}", is_sample=row.is_sample)
