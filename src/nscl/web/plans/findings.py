"""Contradictions of an edition and what was decided about each."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.documents.pack.enums import FindingSeverity
from nscl.plans.enums import FindingState, ItemKind, label
from nscl.plans.queries.editions import EditionHeader
from nscl.plans.queries.findings import FindingRow, list_findings
from nscl.web.access import require_safe, requires, viewer
from nscl.web.plans import sentences
from nscl.web.plans.addresses import EditionAddress, TabKey
from nscl.web.plans.frame import address_of, edition_or_404
from nscl.web.plans.tables import source_column, tables_response
from nscl.web.plans.words import FINDING_CHIPS, SEVERITY_CHIPS, capital
from nscl.web.ui.parts import Act, Empty
from nscl.web.ui.tables import Column, Filter, Kind, Table, TableQuery


@requires(Permission.VIEW_PLANS)
@require_safe
def findings(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """What the plan says against itself."""
    edition = edition_or_404(request, slug, ordinal)
    rows = sorted(list_findings(viewer(request), edition.edition_id), key=_urgency)
    view = finding_table(rows, address_of(edition)).present(TableQuery.of(request))
    acts = _acts(request, edition, rows)
    return tables_response(request, edition, TabKey.FINDINGS, _answer(rows), [view], acts=acts)


def _urgency(row: FindingRow) -> tuple[int, int]:
    """What waits for a decision first, the gravest before the rest; else as they stand in the document."""
    return FINDING_CHIPS[row.state].rank, SEVERITY_CHIPS[row.severity].rank


def _open(rows: Sequence[FindingRow], severity: FindingSeverity) -> int:
    return sum(row.state is FindingState.OPEN and row.severity is severity for row in rows)


def _answer(rows: Sequence[FindingRow]) -> str:
    if not rows:
        return _("Không tìm thấy mâu thuẫn nào trong văn bản.")
    decided = sum(row.state is not FindingState.OPEN for row in rows)
    still = sentences.findings(*(_open(rows, severity) for severity in FindingSeverity))
    return _("Chưa xử lý: %(open)s; đã xử lý %(decided)s trong %(all)s phát hiện.") % {
        "open": still,
        "decided": decided,
        "all": len(rows),
    }


def _acts(request: HttpRequest, edition: EditionHeader, rows: Sequence[FindingRow]) -> list[Act]:
    if not viewer(request).may(Permission.EDIT_PLANS, edition.unit_id) or not _open(rows, FindingSeverity.INFO):
        return []
    return [Act(_("Ghi nhận mọi điều lưu ý"), address_of(edition).act("findings-accept"), "check-check")]


def finding_table(rows: Sequence[FindingRow], address: EditionAddress) -> Table[FindingRow]:
    """One row a finding."""
    return Table(
        name="phat-hien",
        caption=_("Phát hiện"),
        rows=rows,
        columns=[
            Column("severity", _("Mức"), Kind.CHIP, value=lambda r: SEVERITY_CHIPS[r.severity]),
            Column("kind", _("Loại"), value=lambda r: capital(label(r.kind))),
            Column("says", _("Văn bản viết"), href=lambda r: address.item(ItemKind.FINDING, r.number)),
            Column("conflicts_with", _("Trái với")),
            Column("likely", _("Nhiều khả năng là")),
            source_column(address),
            Column("state", _("Xử lý"), Kind.CHIP, value=lambda r: FINDING_CHIPS[r.state], note=lambda r: r.reason),
        ],
        search=lambda r: f"{r.says} {r.conflicts_with or ''} {r.likely or ''} {r.subject}",
        filters=[
            Filter(
                "muc",
                _("Mức"),
                lambda r: r.severity.value,
                options=[(severity.value, chip.label) for severity, chip in SEVERITY_CHIPS.items()],
            ),
            Filter("loai", _("Loại"), lambda r: capital(label(r.kind))),
            Filter(
                "xu-ly",
                _("Xử lý"),
                lambda r: r.state.value,
                options=[(state.value, chip.label) for state, chip in FINDING_CHIPS.items()],
            ),
        ],
        empty=Empty(
            _("Không có phát hiện nào"),
            _("Hệ thống đã cộng lại các bảng, so số với chữ, mục tiêu với nhiệm vụ và không thấy chỗ nào trái nhau."),
            "circle-check",
        ),
    )
