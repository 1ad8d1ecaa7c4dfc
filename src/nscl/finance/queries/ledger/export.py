"""The whole ledger of a plan as an Excel file: every entry of every voucher, in the columns in which it is taken in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from django.utils.timezone import localtime
from django.utils.translation import override

from nscl.accounts.rules import Viewer
from nscl.documents.excel.frame import FONT
from nscl.finance.enums import BOOKED, VoucherKind
from nscl.finance.imports.columns import SOURCE_LABELS, VOUCHERS
from nscl.finance.queries.ledger.access import require_plan, visible_entries
from nscl.finance.rules.places import place_of

# What the template does not have: what happened to the voucher, and who wrote it when.
MORE_HEADINGS: Final = ("Bước", "Phần ghi vượt (đồng)", "Tình trạng", "Người ghi", "Ghi lúc", "Số liệu mẫu")
STANDS, REVERSED, REVERSAL = "có hiệu lực", "đã hủy", "chứng từ hủy"
# Enough rows at a time that the database is not asked often, few enough that they do not fill the memory.
_TOGETHER: Final = 5_000
_WIDTHS: Final = (16, 20, 12, 9, 44, 48, 20, 20, 30, 30, 14, 20, 14, 24, 16, 12)
_YEAR: Final = 3
_COLUMNS: Final = (
    *("voucher__kind", "voucher__number", "voucher__on", "voucher__year", "voucher__about"),
    *("account__line__key", "account__line__title", "account__source", "vnd", "voucher__agency__name"),
    *("voucher__reason", "stage", "beyond_vnd", "voucher__reverses", "voucher__reversed_at"),
    *("voucher__recorded_by__full_name", "voucher__recorded_at", "voucher__is_sample"),
)
with override("vi"):
    _KINDS: Final = {kind.value: str(kind.label) for kind in VoucherKind}
    _STAGES: Final = {stage.value: str(stage.label) for stage in BOOKED}
_SOURCES: Final = {source.value: label for source, label in SOURCE_LABELS.items()}


def ledger_file(viewer: Viewer, plan_id: int) -> bytes:
    """The file, oldest entry first; vouchers that were taken back and those that took them back are told apart.

    Raises MoneyPlanNotFound. Two queries, whatever the number of entries.
    """
    require_plan(viewer, plan_id)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "so.xlsx"
        _write(path, _rows(viewer, plan_id))
        return path.read_bytes()


def _rows(viewer: Viewer, plan_id: int) -> Iterator[tuple[Any, ...]]:
    entries = visible_entries(viewer).filter(voucher__plan=plan_id).order_by("pk")
    return entries.values_list(*_COLUMNS).iterator(chunk_size=_TOGETHER)


def _write(path: Path, rows: Iterator[tuple[Any, ...]]) -> None:
    # Rows go to the disk as they come: the ledger may be longer than the memory is wide.
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(VOUCHERS.name)
        heading = book.add_format({**FONT, "bold": True, "text_wrap": True, "border": 1, "bg_color": "#CFE0F0"})
        day, money = (book.add_format({**FONT, "num_format": form}) for form in ("dd/mm/yyyy", "#,##0"))
        names = (*(column.heading for column in VOUCHERS.columns), *MORE_HEADINGS)
        for place, (name, width) in enumerate(zip(names, _WIDTHS, strict=True)):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, name, heading)
        sheet.freeze_panes(1, 2)
        places: dict[tuple[str, str], str] = {}
        for number, row in enumerate(rows, start=1):
            _write_row(sheet, number, row, (day, money), places)


def _write_row(
    sheet: Any, number: int, row: tuple[Any, ...], formats: tuple[Any, Any], places: dict[tuple[str, str], str]
) -> None:
    kind, document, on, year, about, key, title, source, vnd, agency, reason, stage, beyond, back, gone, *rest = row
    line = places.get((key, title)) or places.setdefault((key, title), place_of(key, title))
    state = REVERSAL if back else REVERSED if gone else STANDS
    person, at, is_sample = rest
    values = (
        *(_KINDS[kind], document, on, year, about, line, _SOURCES[source], vnd, agency or "", reason),
        *(_STAGES[stage], beyond, state, person or "", _moment(at), "x" if is_sample else ""),
    )
    day, money = formats
    for place, value in enumerate(values):
        if isinstance(value, str):
            if value:
                sheet.write_string(number, place, value)
        elif isinstance(value, date):
            sheet.write_datetime(number, place, value, day)
        else:
            sheet.write_number(number, place, value, None if place == _YEAR else money)


def _moment(at: datetime) -> str:
    return f"{localtime(at):%H:%M %d/%m/%Y}"
