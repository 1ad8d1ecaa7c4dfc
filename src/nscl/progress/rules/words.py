"""The sentences that say why a measure stands where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.translation import gettext as _

from nscl.plans.rules import figure_in_words, plain_number
from nscl.progress.rules.values import MeasureFacts
from nscl.text.formats import format_number

_SHOWN: Final = Decimal("0.01")


def day_in_words(day: date) -> str:
    """A day as administrative papers write it: "30/9/2026"."""
    return f"{day.day}/{day.month}/{day.year}"


def amount_in_words(facts: MeasureFacts, value: Decimal) -> str:
    """A value with the measure's unit: "312 lượt người", "54,2%"."""
    number = number_in_words(value)
    return f"{number}{facts.unit}" if facts.is_percentage else f"{number} {facts.unit}".rstrip()


def number_in_words(value: Decimal) -> str:
    """A value with at most two decimals: "1.000", "54,2"."""
    rounded = value if value == value.to_integral_value() else value.quantize(_SHOWN, rounding=ROUND_HALF_UP)
    return format_number(plain_number(rounded))


def goal(facts: MeasureFacts) -> str:
    """What the measure asks for: "ít nhất 1.000 lượt người"."""
    return figure_in_words(facts.op, facts.value, facts.value_to, facts.unit)


def years_list(years: Sequence[int]) -> str:
    """Years in a sentence: "2026, 2027"."""
    return ", ".join(str(year) for year in years)


def no_way_to_count() -> str:
    """For a measure of which nobody knows how it is counted."""
    return _("Chưa có cách đếm chỉ tiêu này; số liệu chỉ có khi cán bộ nêu và lãnh đạo xác nhận.")


def records_to_come() -> str:
    """For a measure whose records the system does not keep yet."""
    return _("Chưa tính: hệ thống chưa có loại hồ sơ để đếm; số liệu chỉ có khi cán bộ nêu và lãnh đạo xác nhận.")


def not_begun(facts: MeasureFacts) -> str:
    """Before the phase begins."""
    return _("Chưa bắt đầu: giai đoạn tính từ %(day)s.") % {"day": day_in_words(facts.first_day)}


def no_data(facts: MeasureFacts, due: Decimal | None, on: date) -> str:
    """Nothing is known, which is not zero."""
    if due is None:
        return _("Chưa có số liệu; hạn đạt %(goal)s là %(end)s.") % {
            "goal": goal(facts),
            "end": day_in_words(facts.last_day),
        }
    return _("Chưa có số liệu; đến %(day)s cần %(due)s.") % {
        "due": amount_in_words(facts, due),
        "day": day_in_words(on),
    }


def reached(facts: MeasureFacts, value: Decimal, on: date) -> str:
    """The whole target is reached."""
    return _("Đạt %(value)s đến %(day)s; mục tiêu %(goal)s.") % {
        "value": amount_in_words(facts, value),
        "goal": goal(facts),
        "day": day_in_words(on),
    }


def so_far(facts: MeasureFacts, value: Decimal, due: Decimal, on: date) -> str:
    """On the way: "Cần 312, đạt 280 lượt người đến 30/9/2026"; nothing about the end, which the goal says."""
    return _("Cần %(due)s, đạt %(value)s đến %(day)s; mục tiêu %(goal)s.") % {
        "due": number_in_words(due),
        "value": amount_in_words(facts, value),
        "day": day_in_words(on),
        "goal": goal(facts),
    }


def missed(facts: MeasureFacts, value: Decimal) -> str:
    """The phase is over and the target was not reached."""
    return _("Giai đoạn đã hết ngày %(end)s: cần %(goal)s, đạt %(value)s.") % {
        "end": day_in_words(facts.last_day),
        "goal": goal(facts),
        "value": amount_in_words(facts, value),
    }


def not_due(facts: MeasureFacts, value: Decimal, on: date) -> str:
    """A target for the end of the phase, without a base from which progress could be told."""
    return _("Chưa đến hạn %(end)s: cần %(goal)s, đạt %(value)s đến %(day)s.") % {
        "end": day_in_words(facts.last_day),
        "goal": goal(facts),
        "value": amount_in_words(facts, value),
        "day": day_in_words(on),
    }


def within(facts: MeasureFacts, value: Decimal, on: date) -> str:
    """Under a ceiling."""
    return _("Đến %(day)s là %(value)s; mục tiêu %(goal)s.") % {
        "day": day_in_words(on),
        "value": amount_in_words(facts, value),
        "goal": goal(facts),
    }


def short_years(facts: MeasureFacts, short: Sequence[tuple[int, Decimal]]) -> str:
    """Past years that fell short, each with its value."""
    listed = ", ".join(f"{year}: {amount_in_words(facts, value)}" for year, value in short)
    return _("Mỗi năm cần %(goal)s; năm không đạt: %(years)s.") % {"goal": goal(facts), "years": listed}


def years_without_data(facts: MeasureFacts, years: Sequence[int], due: Decimal | None, on: date) -> str:
    """Years of a yearly target of which nothing is known."""
    if due is not None and tuple(years) == (on.year,):
        return no_data(facts, due, on)
    return _("Mỗi năm cần %(goal)s; chưa có số liệu năm %(years)s.") % {
        "goal": goal(facts),
        "years": years_list(years),
    }


def this_year(facts: MeasureFacts, value: Decimal, due: Decimal, on: date) -> str:
    """The running year of a yearly target."""
    return _("Năm %(year)s cần %(due)s, đạt %(value)s đến %(day)s; mục tiêu mỗi năm %(goal)s.") % {
        "year": str(on.year),
        "due": number_in_words(due),
        "value": amount_in_words(facts, value),
        "day": day_in_words(on),
        "goal": goal(facts),
    }


def every_year(facts: MeasureFacts) -> str:
    """All years of a yearly target are met."""
    return _("Mỗi năm của giai đoạn đều đạt %(goal)s.") % {"goal": goal(facts)}


def mean_of_years(facts: MeasureFacts, value: Decimal, years: Sequence[int]) -> str:
    """The mean of the years so far."""
    return _("Bình quân các năm %(years)s đạt %(value)s; cần %(goal)s.") % {
        "years": years_list(years),
        "value": amount_in_words(facts, value),
        "goal": goal(facts),
    }
