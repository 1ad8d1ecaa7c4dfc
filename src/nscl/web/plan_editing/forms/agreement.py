"""What several fields of a form must say together, told at the field to mend, in the words of the form.

The pack's schema has the same rules (`documents.pack.schema`) and judges last; its words are for who writes YAML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from nscl.documents.pack.enums import MeasureOp, ReportingFrequency, ScheduleKind

# Cleaned values by field → (field, what is wrong with it).
Agreement = Callable[[Mapping[str, Any]], Iterator[tuple[str, str]]]


def schedule_agrees(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The years that a kind of schedule needs, and no others. An upside-down pair is kept: the check reports it."""
    kind, start, end = values.get("schedule.kind"), values.get("schedule.start"), values.get("schedule.end")
    if kind in {ScheduleKind.YEARS, ScheduleKind.SINGLE, ScheduleKind.FROM} and start is None:
        yield "schedule.start", _("Thời gian này phải có năm bắt đầu.")
    if kind in {ScheduleKind.YEARS, ScheduleKind.SINGLE} and end is None:
        yield "schedule.end", _("Thời gian này phải có năm kết thúc; làm trong một năm thì ghi lại năm đó.")
    if kind == ScheduleKind.UNSTATED and (start is not None or end is not None):
        yield "schedule.kind", _("Văn bản không nêu thời gian thì để trống các năm, hoặc chọn thời gian khác.")


def range_agrees(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The upper end of a range, and only of a range."""
    is_range = values.get("op") == MeasureOp.RANGE
    if is_range and values.get("value_to") is None:
        yield "value_to", _("So sánh trong khoảng phải có đầu trên; hãy ghi đến giá trị nào.")
    if not is_range and values.get("value_to") is not None:
        yield "value_to", _("Chỉ ghi ô này khi so sánh trong khoảng; hãy để trống hoặc đổi cách so sánh.")


def output_agrees(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Operator and value go together."""
    yield from range_agrees(values)
    if (values.get("op") is None) != (values.get("value") is None):
        field = "value" if values.get("value") is None else "op"
        yield field, _("So sánh và giá trị phải cùng có hoặc cùng để trống.")


def years_forward(first: str, last: str) -> Agreement:
    """The last year is not before the first."""

    def agrees(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        start, end = values.get(first), values.get(last)
        if start is not None and end is not None and end < start:
            yield last, _("Năm cuối (%(end)s) đứng trước năm đầu (%(start)s).") % {"end": end, "start": start}

    return agrees


def due_agrees(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A report on demand has no day of its own."""
    if values.get("every") == ReportingFrequency.ON_DEMAND and values.get("due") is not None:
        yield "due", _("Báo cáo khi có yêu cầu thì không có hạn cố định; hãy để trống.")
