"""Items that `finance` keeps, described."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nscl.finance.queries.budget import LineDetail, LineRow, StatedRow
from nscl.plans.enums import ItemKind
from nscl.text.formats import format_number, format_vnd
from nscl.web.plans import sentences
from nscl.web.plans.addresses import EditionAddress
from nscl.web.plans.budget.checks import OUTCOMES, Outcome, agreement
from nscl.web.plans.items.described import Described, agency_fact
from nscl.web.plans.items.plan_items import numbered
from nscl.web.plans.words import KIND_NAMES
from nscl.web.ui.parts import Chip, Fact
from nscl.web.ui.tables import Column, Kind, Table


@dataclass(frozen=True)
class AmountLine:
    """One cell of a line: what is computed and what is printed, in VND."""

    year: int | None
    source: str
    computed: int | None
    printed: int | None
    is_leaf: bool

    @property
    def outcome(self) -> Chip | None:
        """How the printed sum compares; None where nothing is printed or there is nothing to compare."""
        if self.printed is None:
            return None
        if self.computed is None and self.printed:
            return OUTCOMES[Outcome.UNKNOWN]
        return agreement((self.computed or 0) == self.printed)


def describe_line(detail: LineDetail, address: EditionAddress) -> Described:
    """A budget line: its amounts by year and source, printed sums beside computed ones."""
    line = detail.line
    sources = {source.key: source.name for source in detail.sources}
    whole = line.computed.get(None, None)
    cost = None if line.unit_cost_vnd is None else format_vnd(line.unit_cost_vnd)
    quantity = None if line.quantity is None else f"{format_number(line.quantity)} {line.quantity_unit or ''}".strip()
    parent = address.item(ItemKind.BUDGET_LINE, line.parent_number) if line.parent_number else ""
    return Described(
        numbered(ItemKind.BUDGET_LINE, line.key),
        f"{line.title}: {sentences.million(whole)}" if whole is not None else line.title,
        [
            Fact(_("Nội dung"), line.title),
            Fact(_("Thuộc dòng"), line.parent_key, parent),
            Fact(_("Cả giai đoạn"), None if whole is None else format_vnd(whole)),
            Fact(_("Đơn giá"), cost),
            Fact(_("Số lượng"), quantity),
            Fact(_("Ghi chú"), line.note),
        ],
        [
            agency_fact(_("Chủ trì"), line.lead, address),
            agency_fact(_("Phối hợp"), line.coordinate, address),
        ],
        tables=[_amount_table(_amounts(line, sources))],
    )


def _amounts(line: LineRow, sources: dict[str, str]) -> list[AmountLine]:
    cells = {*line.computed.figures, *line.printed.figures}
    places = {key: place for place, key in enumerate(sources)}

    def order(cell: tuple[int | None, str | None]) -> tuple[int, int]:
        year, source = cell
        return (year or 9999, len(places) if source is None else places.get(source, len(places)))

    return [
        AmountLine(
            year,
            _("mọi nguồn") if source is None else sources.get(source, source),
            line.computed.get(year, source),
            line.printed.get(year, source),
            line.is_leaf,
        )
        for year, source in sorted(cells, key=order)
    ]


def _amount_table(rows: Sequence[AmountLine]) -> Table[AmountLine]:
    return Table(
        name="so-tien",
        caption=_("Số tiền theo năm và nguồn"),
        rows=rows,
        columns=[
            Column("year", _("Năm"), value=lambda r: str(r.year) if r.year else _("cả giai đoạn"), narrow=True),
            Column("source", _("Nguồn"), filling=True),
            Column("computed", _("Tính từ các dòng"), Kind.MILLION, unit=_("triệu đồng")),
            Column("printed", _("In trong văn bản"), Kind.MILLION, unit=_("triệu đồng")),
            Column("outcome", _("So với bản in"), Kind.CHIP),
        ],
    )


def describe_stated(row: StatedRow) -> Described:
    """A sum of the prose: digits, words, and the table's own."""
    words = None if row.words_vnd is None else f"{row.words} ({format_vnd(row.words_vnd)})"
    computed = _("bảng không có số này") if row.computed_vnd is None else format_vnd(row.computed_vnd)
    return Described(
        str(KIND_NAMES[ItemKind.STATED_SUM]),
        f"{row.what}: {format_vnd(row.vnd)}",
        [
            Fact(_("Nội dung"), row.what),
            Fact(_("Năm"), str(row.year) if row.year else _("cả giai đoạn")),
            Fact(_("Nguồn"), row.source_name),
            Fact(_("Viết bằng số"), f"{row.printed} ({format_vnd(row.vnd)})"),
            Fact(_("Viết bằng chữ"), words or row.words),
            Fact(_("Số và chữ"), None if row.words_agree is None else agreement(row.words_agree).label),
            Fact(_("Bảng dự toán"), computed),
            Fact(_("Lời văn và bảng"), None if row.agrees is None else agreement(row.agrees).label),
        ],
    )
