"""Who does what under the plan: responsibilities, reports, reviews, and the agencies that it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.plans.enums import ItemKind, label
from nscl.plans.queries.basis import AgencyRow, list_agencies
from nscl.plans.queries.duties import (
    ReportingRow,
    ResponsibilityRow,
    ReviewRow,
    list_reporting,
    list_responsibilities,
    list_reviews,
)
from nscl.web.access import require_safe, requires, viewer
from nscl.web.plans import sentences
from nscl.web.plans.addresses import EditionAddress, TabKey
from nscl.web.plans.frame import address_of, edition_or_404
from nscl.web.plans.tables import add_act, empty_part, source_column, tables_response
from nscl.web.plans.words import capital, names
from nscl.web.ui.tables import Column, Filter, Kind, Table, TableQuery, TableView


@requires(Permission.VIEW_PLANS)
@require_safe
def duties(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """The chapter on organisation."""
    edition = edition_or_404(request, slug, ordinal)
    who, number, address = viewer(request), edition.edition_id, address_of(edition)
    rows = list_responsibilities(who, number)
    agencies = list_agencies(who, number)
    views: list[TableView[Any]] = [
        responsibility_table(rows, address).present(TableQuery.of(request)),
        reporting_table(list_reporting(who, number), address).present(TableQuery.of(request, prefix="bao-cao-")),
        review_table(list_reviews(who, number), address).present(TableQuery.of(request, prefix="so-ket-")),
        agency_table(agencies, address).present(TableQuery.of(request, prefix="co-quan-")),
    ]
    answer = _("%(duties)s giao cho %(owners)s; kế hoạch nêu tên %(agencies)s.") % {
        "duties": sentences.duties(len(rows)),
        "owners": sentences.agencies(len({row.agency.number for row in rows})),
        "agencies": sentences.agencies(len(agencies)),
    }
    acts = add_act(request, edition, ItemKind.RESPONSIBILITY, _("Thêm trách nhiệm"))
    return tables_response(request, edition, TabKey.DUTIES, answer, views, acts=acts)


def responsibility_table(rows: Sequence[ResponsibilityRow], address: EditionAddress) -> Table[ResponsibilityRow]:
    """One row a duty of one agency."""
    return Table(
        name="trach-nhiem",
        caption=_("Trách nhiệm"),
        rows=rows,
        columns=[
            Column(
                "agency",
                _("Cơ quan"),
                value=lambda r: r.agency.name,
                href=lambda r: address.item(ItemKind.AGENCY, r.agency.number),
            ),
            Column("role", _("Vai trò"), value=lambda r: capital(label(r.role))),
            Column("text", _("Nội dung"), filling=True, href=lambda r: address.item(ItemKind.RESPONSIBILITY, r.number)),
            Column("partners", _("Cùng với"), value=lambda r: names(r.partners)),
            source_column(address),
        ],
        search=lambda r: f"{r.agency.name} {r.text} {' '.join(names(r.partners))}",
        filters=[
            Filter("co-quan", _("Cơ quan"), lambda r: r.agency.name),
            Filter("vai-tro", _("Vai trò"), lambda r: capital(label(r.role))),
        ],
        empty=empty_part(_("Chưa có trách nhiệm nào"), "users"),
    )


def reporting_table(rows: Sequence[ReportingRow], address: EditionAddress) -> Table[ReportingRow]:
    """One row a duty to report."""
    return Table(
        name="bao-cao",
        caption=_("Chế độ báo cáo"),
        rows=rows,
        columns=[
            Column(
                "due",
                _("Thời hạn"),
                href=lambda r: address.item(ItemKind.REPORTING, r.number),
                sort_value=lambda r: (r.due_month or 99) * 100 + (r.due_day or 99),
            ),
            Column("senders", _("Đơn vị báo cáo"), value=lambda r: names(r.senders), filling=True),
            Column("recipient", _("Nơi nhận"), value=lambda r: r.recipient.name),
            Column("every", _("Định kỳ"), value=lambda r: capital(label(r.every))),
            source_column(address),
        ],
        empty=empty_part(_("Kế hoạch không nêu chế độ báo cáo"), "calendar-clock"),
    )


def review_table(rows: Sequence[ReviewRow], address: EditionAddress) -> Table[ReviewRow]:
    """One row a review."""
    return Table(
        name="so-ket",
        caption=_("Sơ kết, tổng kết"),
        rows=rows,
        columns=[
            Column(
                "kind",
                _("Loại"),
                value=lambda r: capital(label(r.kind)),
                href=lambda r: address.item(ItemKind.REVIEW, r.number),
            ),
            Column("year", _("Năm"), value=lambda r: str(r.year), narrow=True),
            Column("lead", _("Chủ trì"), value=lambda r: r.lead.name if r.lead else None, filling=True),
            source_column(address),
        ],
        empty=empty_part(_("Kế hoạch không nêu năm sơ kết, tổng kết"), "flag"),
    )


def agency_table(rows: Sequence[AgencyRow], address: EditionAddress) -> Table[AgencyRow]:
    """One row an agency that the plan names, with how much it has to do."""
    return Table(
        name="co-quan",
        caption=_("Cơ quan trong kế hoạch"),
        rows=rows,
        columns=[
            Column(
                "name",
                _("Cơ quan"),
                filling=True,
                href=lambda r: address.item(ItemKind.AGENCY, r.number),
                note=_register_note,
            ),
            Column("kind", _("Loại"), value=lambda r: capital(label(r.kind))),
            Column("leads", _("Nhiệm vụ chủ trì"), Kind.INTEGER),
            Column("coordinates", _("Nhiệm vụ phối hợp"), Kind.INTEGER),
            Column("duties", _("Trách nhiệm"), Kind.INTEGER, total=True),
        ],
        search=lambda r: f"{r.name} {r.register_name or ''}",
        filters=[Filter("loai", _("Loại"), lambda r: capital(label(r.kind)))],
        empty=empty_part(_("Chưa có cơ quan nào"), "landmark"),
    )


def _register_note(row: AgencyRow) -> str:
    """The name in the register, where it is another."""
    return row.register_name if row.register_name and row.register_name != row.name else ""
