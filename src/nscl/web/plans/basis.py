"""What the plan rests on, and whom it supports."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.plans.enums import ItemKind, label
from nscl.plans.queries.basis import LegalBasisRow, list_legal_basis
from nscl.plans.queries.duties import SupportRuleRow, list_support_rules
from nscl.web.access import require_safe, requires, viewer
from nscl.web.plans import sentences
from nscl.web.plans.addresses import EditionAddress, TabKey
from nscl.web.plans.frame import address_of, edition_or_404
from nscl.web.plans.tables import add_act, empty_part, source_column, tables_response
from nscl.web.plans.words import capital
from nscl.web.ui.tables import Column, Filter, Kind, Table, TableQuery


@requires(Permission.VIEW_PLANS)
@require_safe
def legal_basis(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """The documents on which the plan rests."""
    edition = edition_or_404(request, slug, ordinal)
    rows = list_legal_basis(viewer(request), edition.edition_id)
    view = legal_basis_table(rows, address_of(edition)).present(TableQuery.of(request))
    answer = _("Kế hoạch căn cứ vào %(documents)s.") % {"documents": sentences.documents(len(rows))}
    acts = add_act(request, edition, ItemKind.LEGAL_BASIS, _("Thêm căn cứ"))
    return tables_response(request, edition, TabKey.LEGAL_BASIS, answer, [view], acts=acts)


def legal_basis_table(rows: Sequence[LegalBasisRow], address: EditionAddress) -> Table[LegalBasisRow]:
    """One row a document."""
    return Table(
        name="can-cu",
        caption=_("Căn cứ"),
        rows=rows,
        columns=[
            Column(
                "reference", _("Số, ký hiệu"), narrow=True, href=lambda r: address.item(ItemKind.LEGAL_BASIS, r.number)
            ),
            Column("date", _("Ngày"), Kind.DATE),
            Column("issuer", _("Cơ quan ban hành")),
            Column("about", _("Trích yếu"), filling=True, href=lambda r: address.item(ItemKind.LEGAL_BASIS, r.number)),
            source_column(address),
        ],
        search=lambda r: f"{r.reference or ''} {r.issuer} {r.about}",
        filters=[Filter("co-quan", _("Cơ quan ban hành"), lambda r: r.issuer)],
        empty=empty_part(_("Chưa có căn cứ nào"), "scale"),
    )


@requires(Permission.VIEW_PLANS)
@require_safe
def support_rules(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """Whom the plan supports, who comes first, up to what limit."""
    edition = edition_or_404(request, slug, ordinal)
    rows = list_support_rules(viewer(request), edition.edition_id)
    view = support_table(rows, address_of(edition)).present(TableQuery.of(request))
    answer = (
        _("Kế hoạch đặt ra %(rules)s.") % {"rules": sentences.rules(len(rows))}
        if rows
        else _("Kế hoạch không có quy định hỗ trợ riêng.")
    )
    acts = add_act(request, edition, ItemKind.SUPPORT_RULE, _("Thêm quy định hỗ trợ"))
    return tables_response(request, edition, TabKey.SUPPORT, answer, [view], acts=acts)


def support_table(rows: Sequence[SupportRuleRow], address: EditionAddress) -> Table[SupportRuleRow]:
    """One row a rule."""
    return Table(
        name="ho-tro",
        caption=_("Quy định hỗ trợ"),
        rows=rows,
        columns=[
            Column("kind", _("Loại"), value=lambda r: capital(label(r.kind)), narrow=True),
            Column("text", _("Nội dung"), filling=True, href=lambda r: address.item(ItemKind.SUPPORT_RULE, r.number)),
            source_column(address),
        ],
        search=lambda r: r.text,
        filters=[Filter("loai", _("Loại"), lambda r: capital(label(r.kind)))],
        empty=empty_part(_("Kế hoạch không có quy định hỗ trợ riêng"), "hand-coins"),
    )
