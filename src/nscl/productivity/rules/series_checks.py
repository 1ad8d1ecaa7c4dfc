"""What of a stated series cannot be: told of the field or year that it is about, all at once."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from nscl.economics.series import plain
from nscl.productivity.enums import Breakdown, MeasureUnit, PriceBasis, Variable
from nscl.productivity.rules.series_tables import RULES, VariableRule
from nscl.productivity.rules.series_values import SeriesKey, StatedSeries
from nscl.productivity.rules.series_words import unit_words

# As long as the columns that keep them.
CODE_LENGTH, NAME_LENGTH, SOURCE_LENGTH = 20, 120, 250
FIRST_YEAR, LAST_YEAR = 1900, 2100
# No province produces a thousand million tỷ: beyond it a double loses the units.
LARGEST: Final = 1e15
# A share of income below 1 % or above 100 % was printed in the other unit, or is of something else.
_LEAST_SHARE: Final = 0.01


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a field of a series ("figures" with its year), and how it is mended."""

    field: str
    year: int | None
    message: str
    remedy: str


def check_stated(stated: StatedSeries) -> tuple[Fault, ...]:
    """Everything in a series that cannot be kept, the fields first, then its figures by year."""
    return (*check_fields(stated), *_check_figures(stated))


def check_fields(stated: StatedSeries) -> tuple[Fault, ...]:
    """What is wrong with which series it is, its unit and its source."""
    rule = RULES[stated.key.variable]
    return (
        *_check_unit(stated, rule),
        *_check_prices(stated.key, rule),
        *_check_part(stated.key, stated.part_name, rule),
        *_check_source(stated.source),
    )


def _check_unit(stated: StatedSeries, rule: VariableRule) -> Iterator[Fault]:
    if stated.measured_in not in rule.units:
        words = {"name": stated.key.variable.label, "unit": unit_words(stated.measured_in)}
        units = ", ".join(map(unit_words, rule.units))
        yield Fault(
            "measured_in",
            None,
            _("%(name)s không tính bằng %(unit)s") % words,
            _("chọn đơn vị: %(units)s") % {"units": units},
        )


def _check_prices(key: SeriesKey, rule: VariableRule) -> Iterator[Fault]:
    if key.price_basis not in rule.prices:
        message = _("%(name)s không có “%(prices)s”") % {"name": key.variable.label, "prices": key.price_basis.label}
        if key.price_basis is PriceBasis.NONE:
            message = _("chưa rõ %(name)s theo giá nào") % {"name": key.variable.label}
        choices = ", ".join(str(one.label) for one in rule.prices)
        yield Fault("price_basis", None, message, _("chọn giá: %(choices)s") % {"choices": choices})
        return
    needs = key.price_basis is PriceBasis.CONSTANT or rule.has_base
    if needs and not key.base_year:
        name = key.price_basis.label if key.price_basis is PriceBasis.CONSTANT else key.variable.label
        yield Fault(
            "base_year",
            None,
            _("%(name)s phải có năm gốc") % {"name": name},
            _("ghi năm gốc như nguồn nêu, ví dụ 2010"),
        )
    elif not needs and key.base_year:
        yield Fault("base_year", None, _("%(name)s không có năm gốc") % {"name": key.variable.label}, _("bỏ năm gốc"))
    elif needs and not FIRST_YEAR <= key.base_year <= LAST_YEAR:
        yield Fault("base_year", None, _("“%(year)s” không phải năm") % {"year": key.base_year}, _("ghi bốn chữ số"))


def _check_part(key: SeriesKey, part_name: str, rule: VariableRule) -> Iterator[Fault]:
    name = key.variable.label
    if key.breakdown not in rule.breakdowns:
        choices = ", ".join(str(one.label) for one in rule.breakdowns)
        message = _("%(name)s không chia %(how)s") % {"name": name, "how": key.breakdown.label}
        yield Fault("breakdown", None, message, _("chọn: %(choices)s") % {"choices": choices})
    elif key.breakdown is Breakdown.WHOLE and (key.part or part_name):
        yield Fault(
            "breakdown",
            None,
            _("có mã hoặc tên của một phần nhưng chưa rõ chia theo gì"),
            _("chọn theo ngành, loại tài sản, trình độ hoặc loại chi phí; toàn tỉnh thì bỏ mã và tên"),
        )
    elif key.breakdown is not Breakdown.WHOLE:
        if not key.part:
            yield Fault("part", None, _("chưa có mã của phần này"), _("ghi mã, ví dụ ngành A, B, C"))
        if not part_name:
            yield Fault("part_name", None, _("chưa có tên của phần này"), _("ghi tên như nguồn, ví dụ Xây dựng"))
    for field, text, longest in (("part", key.part, CODE_LENGTH), ("part_name", part_name, NAME_LENGTH)):
        yield from _check_length(field, text, longest)


def _check_source(source: str) -> Iterator[Fault]:
    if not source:
        yield Fault(
            "source", None, _("chưa ghi nguồn"), _("ghi niên giám hoặc văn bản, ví dụ Niên giám thống kê 2024, bảng 12")
        )
    yield from _check_length("source", source, SOURCE_LENGTH)


def _check_length(field: str, text: str, longest: int) -> Iterator[Fault]:
    if len(text) > longest:
        message = _("dài %(length)s ký tự, giữ được %(longest)s") % {"length": len(text), "longest": longest}
        yield Fault(field, None, message, _("viết gọn lại"))


def _check_figures(stated: StatedSeries) -> Iterator[Fault]:
    if not stated.figures:
        yield Fault("figures", None, _("không có số của năm nào"), _("điền số ít nhất một năm, hoặc xóa cả dòng"))
    for year, value in sorted(stated.figures.items()):
        wrong = _year_wrong(year) or _figure_wrong(stated, value)
        if wrong is not None:
            yield Fault("figures", year, *wrong)


def _year_wrong(year: int) -> tuple[str, str] | None:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return _("“%(year)s” không phải năm") % {"year": year}, _("ghi bốn chữ số")


def _figure_wrong(stated: StatedSeries, value: float) -> tuple[str, str] | None:
    """What is wrong with a figure, and its remedy."""
    if not math.isfinite(value):
        return _("“%(value)s” không phải là số") % {"value": value}, _("ghi số, hoặc để trống nếu nguồn không có")
    if value < 0:
        return _("số %(value)s âm") % {"value": plain(value)}, _("xem lại với nguồn; số liệu này không thể nhỏ hơn 0")
    if value == 0 and stated.key.breakdown is Breakdown.WHOLE:
        return _("số 0 của toàn tỉnh"), _("để trống ô này nếu nguồn không có số")
    if abs(value) >= LARGEST:
        return _("số %(value)s quá lớn") % {"value": plain(value)}, _("xem lại số chữ số và đơn vị tính")
    if stated.key.variable in (Variable.LABOUR_SHARE, Variable.CAPACITY_USE):
        return _share_wrong(value, stated.measured_in)
    return None


def _share_wrong(value: float, unit: MeasureUnit) -> tuple[str, str] | None:
    whole = 100 if unit is MeasureUnit.PERCENT else 1
    if _LEAST_SHARE <= value / whole <= 1:
        return None
    other = MeasureUnit.FRACTION if unit is MeasureUnit.PERCENT else MeasureUnit.PERCENT
    message = _("%(value)s (%(unit)s) không nằm trong khoảng 0–%(whole)s") % {
        "value": plain(value),
        "unit": unit_words(unit),
        "whole": whole,
    }
    if value / whole < _LEAST_SHARE:
        message = _("%(value)s (%(unit)s) quá nhỏ") % {"value": plain(value), "unit": unit_words(unit)}
    return message, _("xem lại đơn vị tính: có lẽ là “%(unit)s”") % {"unit": unit_words(other)}
