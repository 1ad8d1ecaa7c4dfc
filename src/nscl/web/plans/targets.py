"""Targets of an edition, and each figure that they set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.plans.enums import ItemKind, label
from nscl.plans.queries.targets import MeasureRow, TargetRow, list_targets
from nscl.plans.rules import years_in_words
from nscl.web.access import require_safe, requires, viewer
from nscl.web.plans import sentences
from nscl.web.plans.addresses import EditionAddress, TabKey
from nscl.web.plans.frame import address_of, edition_or_404
from nscl.web.plans.tables import add_act, empty_part, key_column, source_column, tables_response
from nscl.web.plans.words import capital
from nscl.web.ui.tables import Column, Filter, Kind, Table, TableQuery, TableView


@dataclass(frozen=True)
class MeasureLine:
    """A figure with the target that sets it."""

    measure: MeasureRow
    target: TargetRow


@requires(Permission.VIEW_PLANS)
@require_safe
def targets(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """Targets by phase in the words of the plan, then their figures one a row."""
    edition = edition_or_404(request, slug, ordinal)
    rows = list_targets(viewer(request), edition.edition_id)
    address = address_of(edition)
    views: list[TableView[Any]] = [
        target_table(rows, address).present(TableQuery.of(request)),
        measure_table(rows, address).present(TableQuery.of(request, prefix="chi-tieu-")),
    ]
    acts = add_act(request, edition, ItemKind.TARGET, _("Thêm mục tiêu"))
    return tables_response(request, edition, TabKey.TARGETS, _answer(rows), views, acts=acts)


def _answer(rows: Sequence[TargetRow]) -> str:
    if not rows:
        return _("Kế hoạch này chưa có mục tiêu nào.")
    phases = Counter(_phase(row) for row in rows)
    by_phase = "; ".join(f"{phase}: {sentences.targets(count)}" for phase, count in sorted(phases.items()))
    figures = sentences.measures(sum(len(row.measures) for row in rows))
    return (
        f"{sentences.targets(len(rows))}, {figures} ({by_phase})."
        if len(phases) > 1
        else (f"{sentences.targets(len(rows))}, {figures}, {by_phase.split(':')[0]}.")
    )


def _phase(row: TargetRow) -> str:
    return years_in_words(row.phase_start, row.phase_end)


def target_table(rows: Sequence[TargetRow], address: EditionAddress) -> Table[TargetRow]:
    """One row a target."""
    return Table(
        name="muc-tieu",
        caption=_("Mục tiêu"),
        rows=rows,
        columns=[
            key_column(address, ItemKind.TARGET, _("Số")),
            Column("text", _("Mục tiêu"), filling=True, href=lambda r: address.item(ItemKind.TARGET, r.number)),
            Column("phase", _("Giai đoạn"), value=_phase, narrow=True),
            Column("measures", _("Chỉ tiêu"), value=lambda r: tuple(f"{m.label}: {m.words}" for m in r.measures)),
            source_column(address),
        ],
        search=lambda r: f"{r.key} {r.text} {' '.join(m.label for m in r.measures)}",
        filters=[Filter("giai-doan", _("Giai đoạn"), _phase)],
        empty=empty_part(_("Chưa có mục tiêu nào"), "target"),
    )


def measure_table(rows: Sequence[TargetRow], address: EditionAddress) -> Table[MeasureLine]:
    """One row a figure: in words, and as the number that is reckoned with."""
    return Table(
        name="chi-tieu",
        caption=_("Chỉ tiêu bằng số"),
        rows=[MeasureLine(measure, row) for row in rows for measure in row.measures],
        columns=[
            Column(
                "label",
                _("Chỉ tiêu"),
                value=lambda r: capital(r.measure.label),
                filling=True,
                href=lambda r: address.item(ItemKind.TARGET, r.target.number),
            ),
            Column("target", _("Mục tiêu số"), value=lambda r: r.target.key, narrow=True),
            Column("words", _("Mức phải đạt"), value=lambda r: r.measure.words),
            Column("value", _("Giá trị"), Kind.NUMBER, value=lambda r: r.measure.value),
            Column("value_to", _("đến"), Kind.NUMBER, value=lambda r: r.measure.value_to),
            Column("unit", _("Đơn vị tính"), value=lambda r: r.measure.unit),
            Column("when", _("Cách tính"), value=lambda r: capital(label(r.measure.when))),
            Column("phase", _("Giai đoạn"), value=lambda r: _phase(r.target), narrow=True),
        ],
        search=lambda r: f"{r.target.key} {r.measure.label} {r.measure.words}",
        filters=[
            Filter("giai-doan", _("Giai đoạn"), lambda r: _phase(r.target)),
            Filter("cach-tinh", _("Cách tính"), lambda r: capital(label(r.measure.when))),
        ],
        empty=empty_part(_("Chưa có chỉ tiêu nào bằng số"), "target"),
    )
