"""What an organisation was supported with, and applied for: all that share its history."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.organisations.queries.rows import OrganisationDetail
from nscl.support.queries.access import CaseHeader
from nscl.support.queries.cases import CaseFilter, CaseSort, list_cases
from nscl.web.access import viewer
from nscl.web.support.words import CASE_CHIPS
from nscl.web.ui.parts import Empty
from nscl.web.ui.samples import sample_title
from nscl.web.ui.tables import Column, DatabasePage, Kind, Table
from nscl.web.work.places import today

# Cases of one history; an organisation that has more finds the rest in the list of cases.
MOST_SHOWN = 30


def support_table(request: HttpRequest, detail: OrganisationDetail) -> Table[CaseHeader] | None:
    """The cases of the organisation and of those that it shares a history with; None for who may not see them."""
    person = viewer(request)
    if not person.may(Permission.VIEW_SUPPORT, detail.unit_id):
        return None
    asked = CaseFilter(lineage=detail.lineage_head)
    page = list_cases(person, asked, CaseSort.SUBMITTED, limit=MOST_SHOWN, on=today())
    text = _("Mỗi nội dung một lần, tính chung chi nhánh và các tổ chức trước, sau khi chia, tách, sáp nhập.")
    return Table(
        name="ho-tro",
        caption=_("Hỗ trợ"),
        rows=page.rows,
        columns=[
            Column("label", _("Hồ sơ"), value=_label, href=_href, sortable=False, narrow=True),
            Column("content_name", _("Nội dung"), note=lambda r: r.subject, sortable=False, filling=True),
            Column("organisation", _("Tổ chức"), value=lambda r: _other(r, detail), sortable=False),
            Column("state", _("Tình trạng"), Kind.CHIP, value=lambda r: CASE_CHIPS[r.state], sortable=False),
            Column("submitted_at", _("Nộp"), Kind.DATE, value=_submitted, sortable=False, narrow=True),
            Column("vnd", _("Số tiền"), Kind.MILLION, value=_vnd, note=_of_what, unit=_("triệu đồng"), sortable=False),
        ],
        exportable=False,
        page_size=MOST_SHOWN,
        database_page=DatabasePage(len(page.rows)),
        empty=Empty(_("Chưa có hồ sơ hỗ trợ nào"), text, "hand-coins"),
    )


def _label(row: CaseHeader) -> str:
    return sample_title(row.label, is_sample=row.is_sample)


def _href(row: CaseHeader) -> str:
    return reverse("support-case", kwargs={"number": row.number})


def _other(row: CaseHeader, detail: OrganisationDetail) -> str | None:
    """Whose case it is, where it is another's of the history."""
    return None if row.organisation_id == detail.number else row.organisation


def _submitted(row: CaseHeader) -> object:
    return timezone.localtime(row.submitted_at).date() if row.submitted_at else None


def _vnd(row: CaseHeader) -> int | None:
    """What was paid, else approved, else computed."""
    return row.paid_vnd or row.approved_vnd or row.computed_vnd


def _of_what(row: CaseHeader) -> str:
    if row.paid_vnd:
        return _("đã chi")
    if row.approved_vnd:
        return _("đã duyệt")
    return _("theo phiếu tính") if row.computed_vnd else ""
