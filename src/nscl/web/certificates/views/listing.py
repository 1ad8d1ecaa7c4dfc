"""The certificates of the chosen province and year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.text.formats import format_number
from nscl.training.enums import CertificateState
from nscl.training.queries.certificates.lists import list_certificates
from nscl.training.queries.certificates.rows import CertificateRow
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.certificates.places import certificate_href
from nscl.web.certificates.words import STATE_CHIPS
from nscl.web.training.places import class_href, training_crumbs, training_page
from nscl.web.training.sections import CERTIFICATES, section_tabs
from nscl.web.training.tabs import CERTIFICATES as CLASS
from nscl.web.ui.parts import Act, Empty
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.tables import Column, Filter, Kind, Link, Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response

STATE: Final = "hieu-luc"


@requires(Permission.VIEW_TRAINING)
@require_safe
def certificate_list(request: HttpRequest) -> HttpResponse:
    """Every certificate issued in the chosen year, with what it is worth today."""
    year = context_choice.current(request).year
    rows = list_certificates(
        viewer(request), unit_ids=context_choice.territory(request), year=year, on=timezone.localdate()
    )
    view = certificate_table(rows, year).present(TableQuery.of(request))
    if view.query.wants_xlsx:
        title = _("Chứng nhận cấp năm %(year)s") % {"year": year}
        return xlsx_response([view], title=title, at=timezone.localtime())
    page = training_page(
        _("Chứng nhận đã cấp"),
        _answer(rows, year),
        crumbs=training_crumbs(),
        acts=[Act(_("Kiểm tra một chứng nhận"), reverse("certificate-check"), "scan-line")],
    )
    context = {
        "page": page,
        "tabs": section_tabs(CERTIFICATES),
        "notices": sample_notices(is_sample=any(row.is_sample for row in rows)),
        "table": view,
    }
    return render(request, "certificates/list.html", context)


def _answer(rows: Sequence[CertificateRow], year: int) -> str:
    count = len(rows)
    words = ngettext("Năm %(year)s đã cấp %(n)s chứng nhận", "Năm %(year)s đã cấp %(n)s chứng nhận", count)
    said = words % {"year": year, "n": format_number(count)}
    counts = {state: sum(row.state is state for row in rows) for state in STATE_CHIPS}
    parts = [
        f"{format_number(counts[state])} {state.label}"
        for state in STATE_CHIPS
        if counts[state] and state is not CertificateState.VALID
    ]
    return f"{said}; {', '.join(parts)}." if parts else f"{said}."


def certificate_table(rows: Sequence[CertificateRow], year: int) -> Table[CertificateRow]:
    """Certificates, the newest first."""
    columns: list[Column[CertificateRow]] = [
        Column("serial", _("Số"), Kind.LINK, value=lambda r: Link(r.serial, certificate_href(r.number)), narrow=True),
        Column("holder", _("Người được cấp"), note=lambda r: r.organisation, filling=True),
        Column("state", _("Hiệu lực"), Kind.CHIP, value=lambda r: STATE_CHIPS[r.state]),
        Column(
            "course",
            _("Khóa học, lớp"),
            Kind.LINK,
            value=lambda r: Link(r.course, class_href(r.class_number, CLASS), r.class_title),
            filling=True,
        ),
        Column("issued_on", _("Ngày cấp"), Kind.DATE, narrow=True),
        Column("valid_to", _("Giá trị đến"), Kind.DATE, narrow=True),
    ]
    if any(row.is_sample for row in rows):
        columns.append(Column("is_sample", _("Loại số liệu"), value=lambda r: _("Số liệu mẫu") if r.is_sample else ""))
    return Table(
        name="chung-nhan",
        caption=_("Chứng nhận"),
        rows=rows,
        columns=columns,
        search=lambda r: f"{r.serial} {r.holder} {r.person} {r.organisation} {r.course} {r.class_title}",
        filters=[
            Filter(
                STATE,
                _("Hiệu lực"),
                lambda r: r.state.value,
                [(state.value, chip.label) for state, chip in STATE_CHIPS.items()],
            ),
            Filter("khoa-hoc", _("Khóa học"), lambda r: r.course),
        ],
        empty=Empty(
            _("Năm %(year)s chưa cấp chứng nhận nào") % {"year": year},
            _("Chứng nhận được cấp từ trang của từng lớp, sau khi lớp kết thúc. Xem năm khác: đổi năm ở đầu trang."),
            "award",
        ),
    )
