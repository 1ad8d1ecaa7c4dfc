"""Lines and cells of an estimate as plain values, and what is wrong with them by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from nscl.finance.enums import MoneySource
from nscl.finance.rules.problems import Problem, Reason

# As wide as the columns; a title is text that a table still shows.
KEY_LENGTH: Final = 40
TITLE_LENGTH: Final = 1_000
UNIT_LENGTH: Final = 80
BASIS_LENGTH: Final = 200
TEXT_LENGTH: Final = 4_000
# Whole digits and decimals of a quantity.
MOST_QUANTITY: Final = 10**11
QUANTITY_STEP: Final = Decimal("0.0001")
# A million billion đồng, about a hundred times what the whole state budget spends in a year: a slip of the keyboard.
MOST_VND: Final = 10**15
# Over all lines: so that sums in the database stay within BIGINT.
MOST_TOTAL_VND: Final = 10**18
MOST_LINES: Final = 2_000
MOST_DEPTH: Final = 8
WHOLE_PERCENT: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class LineValues:
    """What a person gives of a line. Money in VND.

    key: its number in the table ("II.3"), "" where it has none; agency_id: who spends it; task_id: the task of the plan
    that it pays for; norm: key of the norm that the unit cost is held against, "" for none.
    """

    title: str
    key: str = ""
    agency_id: int | None = None
    task_id: int | None = None
    unit_cost_vnd: int | None = None
    quantity: Decimal | None = None
    quantity_unit: str = ""
    norm: str = ""
    over_norm_reason: str = ""
    state_ahead_percent: int = 0
    state_ahead_basis: str = ""
    note: str = ""


class CellValue(NamedTuple):
    """What a line has for a year from a source, in VND."""

    year: int
    source: MoneySource
    vnd: int


class CellChange(NamedTuple):
    """A cell that a person changed: from what they saw (`was`) to `vnd`; None: blank. The inverse swaps the two."""

    line: int
    year: int
    source: MoneySource
    vnd: int | None
    was: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLine:
    """A line to be added with its cells, at a depth under the place where it goes (0: the place itself).

    budget_line, continues: where it came from, when a line that was removed is put back.
    """

    values: LineValues
    depth: int = 0
    cells: tuple[CellValue, ...] = field(default=())
    budget_line: int | None = None
    continues: int | None = None


def tidied(values: LineValues) -> LineValues:
    """The same with its texts without needless spaces; what hangs on something that is not given is dropped."""
    percent = values.state_ahead_percent
    return LineValues(
        title=" ".join(values.title.split()),
        key=" ".join(values.key.split()),
        agency_id=values.agency_id,
        task_id=values.task_id,
        unit_cost_vnd=values.unit_cost_vnd,
        quantity=values.quantity,
        quantity_unit=" ".join(values.quantity_unit.split()),
        norm=values.norm.strip(),
        over_norm_reason=values.over_norm_reason.strip() if values.norm.strip() else "",
        state_ahead_percent=percent,
        state_ahead_basis=" ".join(values.state_ahead_basis.split()) if percent else "",
        note=values.note.strip(),
    )


def product_vnd(unit_cost_vnd: int | None, quantity: Decimal | None) -> int | None:
    """Unit cost × quantity in whole VND, half a đồng up; None where either is not given."""
    if unit_cost_vnd is None or quantity is None:
        return None
    with localcontext(prec=60):  # the default 28 digits could round a long product away
        return int((quantity * unit_cost_vnd).to_integral_value(rounding=ROUND_HALF_UP))


def check_line(values: LineValues, place: str = "") -> Iterator[Problem]:
    """What is wrong with the values of a line by themselves, each under its field; the values are `tidied`."""
    if not any(character.isalnum() for character in values.title):
        yield _line_problem("title", Reason.MISSING, _("chưa có nội dung chi"), _("ghi nội dung chi"), place)
    lengths = {
        "title": (values.title, TITLE_LENGTH),
        "key": (values.key, KEY_LENGTH),
        "quantity_unit": (values.quantity_unit, UNIT_LENGTH),
        "state_ahead_basis": (values.state_ahead_basis, BASIS_LENGTH),
        "over_norm_reason": (values.over_norm_reason, TEXT_LENGTH),
        "note": (values.note, TEXT_LENGTH),
    }
    for name, (text, most) in lengths.items():
        if len(text) > most:
            message = _("dài %(length)s ký tự, chỉ giữ được %(limit)s") % {"length": len(text), "limit": most}
            yield _line_problem(name, Reason.TOO_LONG, message, _("viết gọn lại"), place)
        # PostgreSQL refuses it, and nobody typed it.
        if "\0" in text:
            yield _line_problem(name, Reason.UNFIT, _("có ký tự không đọc được"), _("gõ lại đoạn này"), place)
    if values.unit_cost_vnd is not None:
        problem = vnd_problem(values.unit_cost_vnd)
        if problem is not None:
            reason, message, remedy = problem
            yield _line_problem("unit_cost_vnd", reason, message, remedy, place)
    yield from _quantity(values, place)
    yield from _ahead(values, place)


def vnd_problem(vnd: int) -> tuple[Reason, str, str] | None:
    """What is wrong with an amount of money by itself: reason, message, remedy; None where nothing is."""
    if vnd < 0:
        return Reason.NEGATIVE, _("số tiền âm"), _("ghi số từ 0 trở lên")
    if vnd > MOST_VND:
        return Reason.TOO_LARGE, _("số tiền quá lớn"), _("xem lại đơn vị tính và số chữ số")
    return None


def _quantity(values: LineValues, place: str) -> Iterator[Problem]:
    quantity = values.quantity
    if quantity is None:
        return
    if not quantity.is_finite() or quantity >= MOST_QUANTITY:
        message, remedy = _("số lượng quá lớn"), _("xem lại số chữ số")
        yield _line_problem("quantity", Reason.TOO_LARGE, message, remedy, place)
    elif quantity < 0:
        message, remedy = _("số lượng âm"), _("ghi số từ 0 trở lên")
        yield _line_problem("quantity", Reason.NEGATIVE, message, remedy, place)
    elif not _fits(quantity):
        message, remedy = _("số lượng có quá bốn chữ số thập phân"), _("làm tròn số lượng")
        yield _line_problem("quantity", Reason.UNFIT, message, remedy, place)


def _fits(quantity: Decimal) -> bool:
    try:
        return quantity == quantity.quantize(QUANTITY_STEP)
    except InvalidOperation:
        return False


def _ahead(values: LineValues, place: str) -> Iterator[Problem]:
    percent = values.state_ahead_percent
    if not 0 <= percent <= WHOLE_PERCENT:
        message, remedy = _("tỷ lệ ngoài khoảng 0–100%"), _("ghi số từ 0 đến 100")
        yield _line_problem("state_ahead_percent", Reason.UNFIT, message, remedy, place)
    elif percent and not values.state_ahead_basis:
        message = _("cho ngân sách nhà nước chi trước phần đối ứng mà không nêu căn cứ")
        remedy = _("ghi văn bản cho phép (phương án nguồn đã duyệt)")
        yield _line_problem("state_ahead_basis", Reason.MISSING, message, remedy, place)


def _line_problem(name: str, reason: Reason, message: str, remedy: str, place: str) -> Problem:
    return Problem(reason, message, remedy, field=name, place=place)
