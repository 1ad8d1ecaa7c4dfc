"""What may be stated of a measure, and what a statement means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Final

from django.utils.translation import gettext as _

from nscl.documents.pack.enums import MeasureWhen
from nscl.progress.rules.values import MeasureFacts
from nscl.progress.rules.words import day_in_words

# As the database keeps values: 15 digits, 4 of them after the comma.
PLACES: Final = Decimal("0.0001")
LIMIT: Final = Decimal(10) ** 11
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """What an officer states: a value, or numerator and denominator of a share; on which day; from what it is known.

    is_base: what the value was before the work.
    """

    on: date
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_base: bool = False
    note: str = ""

    @property
    def amount(self) -> Decimal | None:
        """The value, that of a share in per cent; None where it cannot be told."""
        if self.numerator is None and self.denominator is None:
            return _kept(self.value)
        if self.numerator is None or not self.denominator:
            return None
        return _kept(self.numerator / self.denominator * _HUNDRED)


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a field, and what to do."""

    field: str
    message: str
    remedy: str


def meaning(when: MeasureWhen) -> str:
    """What the value of a statement is, said beside the field where it is typed."""
    sentences = {
        MeasureWhen.TOTAL: _("Tổng cộng dồn từ đầu giai đoạn đến ngày nêu."),
        MeasureWhen.BY_END: _("Mức đạt được tính đến ngày nêu."),
        MeasureWhen.EACH_YEAR: _("Số của riêng năm đó, tính từ đầu năm đến ngày nêu."),
        MeasureWhen.AVERAGE_PER_YEAR: _("Số của riêng năm đó; hệ thống tự tính bình quân các năm."),
        MeasureWhen.GROWTH_PER_YEAR: _("Tốc độ tăng của riêng năm đó so với năm trước; hệ thống tự tính bình quân."),
    }
    return sentences[when]


def troubles(facts: MeasureFacts, statement: Statement, today: date) -> tuple[Trouble, ...]:
    """Everything that is wrong with a statement of a measure; () where it can be kept."""
    return (*_about_the_day(facts, statement, today), *_about_the_value(facts, statement), *_about_the_note(statement))


def _about_the_day(facts: MeasureFacts, statement: Statement, today: date) -> Iterator[Trouble]:
    if statement.on > today:
        yield Trouble("on", _("Ngày của số liệu ở tương lai"), _("chọn ngày đến hôm nay"))
    elif statement.is_base:
        if facts.when is not MeasureWhen.BY_END:
            yield Trouble(
                "is_base",
                _("Chỉ tiêu này không tính từ số gốc"),
                _("bỏ chọn số gốc: chỉ chỉ tiêu đến cuối giai đoạn mới có số gốc"),
            )
        if statement.on > facts.last_day:
            yield Trouble("on", _("Số gốc phải có trước khi hết giai đoạn"), _("chọn ngày trước khi bắt đầu làm"))
    elif not facts.first_day <= statement.on <= facts.last_day:
        dates = {"first": day_in_words(facts.first_day), "last": day_in_words(facts.last_day)}
        yield Trouble(
            "on",
            _("Ngày của số liệu nằm ngoài giai đoạn của chỉ tiêu"),
            _("chọn ngày từ %(first)s đến %(last)s") % dates,
        )


def _about_the_value(facts: MeasureFacts, statement: Statement) -> Iterator[Trouble]:
    if statement.numerator is None and statement.denominator is None:
        if statement.value is None:
            yield Trouble("value", _("Chưa nêu giá trị"), _("ghi giá trị, hoặc tử số và mẫu số của tỷ lệ"))
        else:
            yield from _bounds(facts, "value", statement.value)
        return
    if not facts.is_percentage:
        yield Trouble("numerator", _("Chỉ tiêu này không phải tỷ lệ"), _("ghi giá trị, bỏ tử số và mẫu số"))
    if statement.value is not None:
        yield Trouble("value", _("Đã có tử số và mẫu số"), _("bỏ giá trị: hệ thống tự chia"))
    if statement.numerator is None or statement.denominator is None:
        field = "numerator" if statement.numerator is None else "denominator"
        yield Trouble(field, _("Tỷ lệ thiếu một số"), _("ghi đủ tử số và mẫu số"))
        return
    yield from _about_the_parts(facts, statement.numerator, statement.denominator)


def _about_the_parts(facts: MeasureFacts, numerator: Decimal, denominator: Decimal) -> Iterator[Trouble]:
    unreadable = [*_bounds(facts, "numerator", numerator), *_bounds(facts, "denominator", denominator)]
    if unreadable:
        yield from unreadable
        return
    if denominator <= 0:
        yield Trouble("denominator", _("Mẫu số phải lớn hơn 0"), _("ghi số của toàn bộ đối tượng"))
    if numerator < 0:
        yield Trouble("numerator", _("Tử số không được âm"), _("ghi số đối tượng đã đạt"))
    if numerator > denominator > 0:
        yield Trouble("numerator", _("Tử số lớn hơn mẫu số"), _("xem lại hai số: phần không lớn hơn toàn bộ"))


def _bounds(facts: MeasureFacts, field: str, value: Decimal) -> Iterator[Trouble]:
    if not value.is_finite() or abs(value) >= LIMIT:
        yield Trouble(field, _("Số quá lớn"), _("xem lại số chữ số"))
    elif value != value.quantize(PLACES):
        yield Trouble(field, _("Quá bốn chữ số thập phân"), _("làm tròn đến bốn chữ số thập phân"))
    elif value < 0 and not facts.is_percentage:
        yield Trouble(field, _("Số lượng không được âm"), _("ghi số từ 0 trở lên"))


def _about_the_note(statement: Statement) -> Iterator[Trouble]:
    if not statement.note.strip():
        yield Trouble("note", _("Chưa nêu nguồn của số liệu"), _("ghi lấy từ báo cáo, công bố hay khảo sát nào"))


def _kept(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    try:
        return value.quantize(PLACES, rounding=ROUND_HALF_EVEN)
    except InvalidOperation:
        return None
