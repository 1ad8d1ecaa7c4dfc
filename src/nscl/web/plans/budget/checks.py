"""Printed sums against computed ones, and the sums that the prose states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.finance.queries.budget import BudgetTable, LineRow, StatedRow
from nscl.finance.rules.sums import Cells
from nscl.plans.enums import ItemKind
from nscl.text.formats import format_number
from nscl.web.plans.addresses import EditionAddress
from nscl.web.plans.tables import empty_part, source_column
from nscl.web.ui.parts import Chip, Text, Tone
from nscl.web.ui.tables import Column, Filter, Kind, Table

# Checks that do not hold come first; the rest is there to be looked through.
CHECKS_A_PAGE: Final = 25


class Outcome(StrEnum):
    """How a printed sum compares with the computed one."""

    WRONG = "sai"
    UNKNOWN = "khong-so-duoc"
    RIGHT = "khop"


OUTCOMES: Final[dict[Outcome, Chip]] = {
    Outcome.WRONG: Chip(gettext_lazy("Không khớp"), Tone.BAD, "circle-x", 0),
    Outcome.UNKNOWN: Chip(gettext_lazy("Không so được"), Tone.UNKNOWN, "circle-question-mark", 1),
    Outcome.RIGHT: Chip(gettext_lazy("Khớp"), Tone.GOOD, "circle-check", 2),
}


@dataclass(frozen=True)
class CheckedSum:
    """A printed sum beside the computed one; line None: the bottom row."""

    line: LineRow | None
    year: int | None
    source: str
    printed_vnd: int
    computed_vnd: int | None
    outcome: Outcome

    @property
    def name(self) -> str:
        """Whose sum it is."""
        if self.line is None:
            return _("Dòng tổng cộng của bảng")
        return f"{self.line.key} {self.line.title}".strip()

    @property
    def year_words(self) -> str:
        """Of which year."""
        return str(self.year) if self.year is not None else _("cả giai đoạn")

    @property
    def difference_vnd(self) -> int | None:
        """Printed less computed; None where they agree or cannot be compared."""
        if self.outcome is not Outcome.WRONG or self.computed_vnd is None:
            return None
        return self.printed_vnd - self.computed_vnd


def checked_sums(table: BudgetTable) -> list[CheckedSum]:
    """Every printed sum of the table with its check, those that do not hold first."""
    wrong = {(check.line_number, check.year, check.source): check.computed_vnd for check in table.checks}
    names = {source.key: source.name for source in table.declared} | {None: _("mọi nguồn")}

    def of(line: LineRow | None, printed: Cells, computed: Cells) -> Iterator[CheckedSum]:
        for (year, source), vnd in printed.figures.items():
            place = (line.number if line else None, year, source)
            value = wrong.get(place, computed.get(year, source))
            outcome = Outcome.WRONG if place in wrong else Outcome.RIGHT if (value or 0) == vnd else Outcome.UNKNOWN
            yield CheckedSum(line, year, names.get(source, source or ""), vnd, value, outcome)

    rows = [each for line in table.lines for each in of(line, line.printed, line.computed)]
    rows += of(None, table.grand_printed, table.grand)
    return sorted(rows, key=lambda row: OUTCOMES[row.outcome].rank)


def check_table(rows: Sequence[CheckedSum], address: EditionAddress) -> Table[CheckedSum]:
    """One row a printed sum."""

    def href(row: CheckedSum) -> str | None:
        return address.item(ItemKind.BUDGET_LINE, row.line.number) if row.line else None

    def source_href(row: CheckedSum) -> str | None:
        return address.document(row.line.first_line, row.line.last_line) if row.line else None

    return Table(
        name="so-tong",
        caption=_("Tổng in trong bảng so với tổng tính lại"),
        rows=rows,
        columns=[
            Column("name", _("Dòng"), filling=True, href=href),
            Column("year_words", _("Năm"), narrow=True),
            Column("source", _("Nguồn")),
            Column("printed_vnd", _("In trong văn bản"), Kind.MILLION, unit=_("triệu đồng"), href=source_href),
            Column("computed_vnd", _("Cộng lại"), Kind.MILLION, unit=_("triệu đồng"), href=href),
            Column("difference_vnd", _("Chênh lệch"), Kind.MILLION, unit=_("triệu đồng")),
            Column("outcome", _("Kết quả"), Kind.CHIP, value=lambda r: OUTCOMES[r.outcome]),
        ],
        search=lambda r: f"{r.name} {r.year_words} {r.source}",
        filters=[
            Filter(
                "ket-qua",
                _("Kết quả"),
                lambda r: r.outcome.value,
                options=[(outcome.value, chip.label) for outcome, chip in OUTCOMES.items()],
            ),
            Filter("nam", _("Năm"), lambda r: r.year_words),
            Filter("nguon", _("Nguồn"), lambda r: r.source),
        ],
        empty=empty_part(_("Bảng không in tổng nào để so"), "scale"),
        page_size=CHECKS_A_PAGE,
    )


def stated_table(rows: Sequence[StatedRow], address: EditionAddress) -> Table[StatedRow]:
    """One row a sum of the prose: digits, words, and the table's own."""
    return Table(
        name="tong-neu",
        caption=_("Số tiền nêu trong lời văn"),
        rows=rows,
        columns=[
            Column("what", _("Nội dung"), href=lambda r: address.item(ItemKind.STATED_SUM, r.number)),
            Column("year", _("Năm"), value=lambda r: str(r.year) if r.year else _("cả giai đoạn"), narrow=True),
            Column("source_name", _("Nguồn")),
            Column("vnd", _("Viết bằng số"), Kind.VND, unit=_("đồng"), note=_printed_note),
            Column("words", _("Viết bằng chữ")),
            Column("words_agree", _("Số và chữ"), Kind.CHIP, value=_words_chip),
            Column("computed_vnd", _("Bảng dự toán"), Kind.VND, unit=_("đồng"), note=_table_note),
            source_column(address),
        ],
        search=lambda r: f"{r.what} {r.printed} {r.words or ''}",
        empty=empty_part(_("Lời văn không nêu số tiền nào"), "wallet"),
    )


def agreement(agrees: bool | None) -> Chip:  # noqa: FBT001  (the one thing that it is about)
    """As "✓ Khớp", "✗ Không khớp", or that there is nothing to compare with."""
    return OUTCOMES[Outcome.UNKNOWN if agrees is None else Outcome.RIGHT if agrees else Outcome.WRONG]


def _printed_note(row: StatedRow) -> str:
    """How the document writes the digits, where that is not the sum in full ("14.767,55 triệu đồng")."""
    return "" if row.printed.strip().removesuffix("đồng").strip() == format_number(row.vnd) else row.printed


def _words_chip(row: StatedRow) -> Chip | None:
    return None if row.words_agree is None else agreement(row.words_agree)


def _table_note(row: StatedRow) -> Text:
    return "" if row.agrees is None else agreement(row.agrees).label
