"""The Word templates of a province as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.documents.report_papers.templates import FIELDS, FieldForm, Purpose, TemplateField
from nscl.reporting.enums import TemplatePurpose
from nscl.reporting.queries.templates import TemplateRow
from nscl.text.formats import format_number
from nscl.web.report_editions.words import PURPOSES
from nscl.web.ui.parts import Chip, Empty, Tone
from nscl.web.ui.tables import Column, Filter, Kind, Table
from nscl.web.ui.tables.columns import Link

_KILO = 1024


def versions_table(rows: Sequence[TemplateRow], *, may_change: bool) -> Table[TemplateRow]:
    """Every version that was uploaded, of both purposes; may_change: the way to take one out of use stands beside."""
    columns: list[Column[TemplateRow]] = [
        Column("file", _("Tệp"), Kind.LINK, _file, filling=True),
        Column("purpose", _("Mẫu của"), value=lambda r: str(PURPOSES[r.purpose])),
        Column("ordinal", _("Bản"), Kind.INTEGER),
        Column("state", _("Trạng thái"), Kind.CHIP, _chip),
        Column("uploaded", _("Tải lên"), Kind.DATE, _uploaded, note=lambda r: r.uploaded_by),
    ]
    if may_change:
        columns.append(Column("act", _("Việc"), Kind.LINK, _retire, sortable=False, exported=False))
    text = _("Báo cáo đang theo mẫu chuẩn. Tải mẫu chuẩn về, sửa trong Word rồi tải lên để dùng mẫu của tỉnh.")
    return Table(
        "mau-bao-cao",
        _("Mẫu của tỉnh"),
        columns,
        rows,
        filters=[
            Filter(
                "loai",
                _("Mẫu của"),
                lambda r: r.purpose.value,
                [(one.value, PURPOSES[one]) for one in TemplatePurpose],
            )
        ],
        empty=Empty(_("Chưa có mẫu nào của tỉnh"), text, "file-text"),
        exportable=False,
    )


def fields_table() -> Table[TemplateField]:
    """What may stand between the braces."""
    columns: list[Column[TemplateField]] = [
        Column("written", _("Trường")),
        Column("means", _("Được thay bằng"), filling=True),
        Column("form", _("Cách đặt"), value=lambda f: _FORMS[f.form]()),
        Column("required", _("Bắt buộc trong"), value=_required),
    ]
    return Table(
        "truong",
        _("Các trường của mẫu"),
        columns,
        FIELDS,
        search=lambda f: f"{f.name} {f.means}",
        exportable=False,
    )


_FORMS = {
    FieldForm.TEXT: lambda: _("trong dòng"),
    FieldForm.NAME: lambda: _("mỗi dòng của tên một đoạn"),
    FieldForm.LIST: lambda: _("đoạn được lặp, mỗi mục một đoạn"),
    FieldForm.BLOCK: lambda: _("đứng riêng một đoạn"),
}


def _required(field: TemplateField) -> list[str]:
    return [str(PURPOSES[TemplatePurpose(one.value)]) for one in Purpose if one in field.required]


def _file(row: TemplateRow) -> Link:
    size = _("%(n)s KB") % {"n": format_number(max(1, round(row.size / _KILO)))}
    return Link(row.file_name, reverse("report-template-file", kwargs={"number": row.number}), size)


def _retire(row: TemplateRow) -> Link | None:
    if not row.is_in_use:
        return None
    return Link(_("Ngừng dùng"), reverse("report-template-retire", kwargs={"number": row.number}))


def _uploaded(row: TemplateRow) -> date:
    return localtime(row.uploaded_at).date()


def _chip(row: TemplateRow) -> Chip:
    if row.is_in_use:
        return Chip(_("Đang dùng"), Tone.GOOD, "circle-check", 0)
    return Chip(_("Không dùng nữa"), Tone.IDLE, "history", 1)
