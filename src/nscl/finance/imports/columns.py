"""The columns of the sheet of vouchers: a row an entry, the rows of one document together a voucher."""

from __future__ import annotations

from typing import Final

from django.utils.translation import override

from nscl.finance.enums import MoneySource, VoucherKind
from nscl.records.spreadsheets.columns import Form, SheetColumn, SheetShape

VOUCHERS: Final = SheetShape(
    "Sổ kinh phí",
    (
        SheetColumn("kind", "Loại chứng từ", Form.CHOICE, is_required=True),
        SheetColumn("number", "Số chứng từ", Form.TEXT, is_required=True),
        SheetColumn("on", "Ngày chứng từ", Form.DATE, is_required=True),
        SheetColumn("year", "Niên độ", Form.COUNT, is_required=True),
        SheetColumn("about", "Nội dung", Form.TEXT, is_required=True),
        SheetColumn("line", "Dòng dự toán", Form.CHOICE, is_required=True),
        SheetColumn("source", "Nguồn kinh phí", Form.CHOICE),
        SheetColumn("vnd", "Số tiền (đồng)", Form.MONEY, is_required=True),
        SheetColumn("agency", "Cơ quan", Form.CHOICE),
        SheetColumn("reason", "Lý do ghi vượt", Form.TEXT),
    ),
    frozenset({"number", "vnd"}),
)
# Carrying over and settling are acts on a year as a whole, with pages of their own.
_KINDS: Final = (VoucherKind.ALLOCATION, VoucherKind.COMMITMENT, VoucherKind.DISBURSEMENT)
# Labels are read in Vietnamese once, when the module is loaded.
with override("vi"):
    KIND_LABELS: Final = {kind: str(kind.label) for kind in _KINDS}
    SOURCE_LABELS: Final = {source: str(source.label) for source in MoneySource}
