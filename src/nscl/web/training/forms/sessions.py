"""Sessions of a class in a form: a row each, or one alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.training.rules.values import SHORT_LENGTH, TITLE_LENGTH
from nscl.web.plan_editing.forms.paths import SEPARATOR
from nscl.web.plan_editing.forms.rows import COUNT
from nscl.web.plan_editing.forms.spec import Choices, RowsSpec
from nscl.web.training.forms.fields import TimeField
from nscl.web.training.forms.people import in_order
from nscl.web.training.forms.repeating import Sitting
from nscl.web.work.forms.editor import RowList
from nscl.web.work.forms.fields import DayField
from nscl.web.work.forms.planning import text_field

SESSIONS: Final = "sessions"
_WRITTEN: Final = ("on", "starts", "ends", "topic", "place")


def session_rows() -> RowList:
    """A row a session."""
    spec = RowsSpec(
        gettext_lazy("Các buổi học"),
        gettext_lazy("buổi"),
        session_fields,
        gettext_lazy("Mỗi buổi một khung; khung để trống thì bỏ qua. Thêm, sửa, hủy từng buổi sau cũng được."),
        agrees=agrees,
    )
    return RowList(spec, in_order)


def session_fields(_choices: Choices | None = None) -> dict[str, forms.Field]:
    """The fields of one session."""
    return {
        "on": DayField(label=_("Ngày")),
        "starts": TimeField(label=_("Từ giờ")),
        "ends": TimeField(label=_("Đến giờ")),
        "topic": text_field(_("Nội dung buổi học"), TITLE_LENGTH),
        "place": text_field(_("Địa điểm"), SHORT_LENGTH, help_text=_("Để trống: như của lớp.")),
    }


def agrees(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The end after the start."""
    starts, ends = values.get("starts"), values.get("ends")
    if starts is not None and ends is not None and ends <= starts:
        yield "ends", _("Giờ kết thúc phải sau giờ bắt đầu.")


def moments(values: Mapping[str, Any]) -> tuple[datetime, datetime]:
    """From when to when, where the site is."""
    zone = timezone.get_current_timezone()
    begins = datetime.combine(values["on"], values["starts"], zone)
    return begins, datetime.combine(values["on"], values["ends"], zone)


def shown_session(starts_at: datetime, ends_at: datetime, topic: str, place: str) -> dict[str, Any]:
    """A stored session as the form shows it."""
    begins, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return {"on": begins.date(), "starts": begins.time(), "ends": ends.time(), "topic": topic, "place": place}


def with_sittings(data: QueryDict, sittings: list[Sitting]) -> QueryDict:
    """What was sent, with rows for these sessions after the rows that say something."""
    grown = data.copy()
    count_name = f"{SESSIONS}{SEPARATOR}{COUNT}"
    sent = data.get(count_name, "0")
    rows = [_typed(data, place) for place in range(int(sent) if sent.isascii() and sent.isdigit() else 0)]
    rows = [row for row in rows if any(row.values())]
    fields = session_fields()
    for sitting in sittings:
        values = {"on": sitting.on, "starts": sitting.starts, "ends": sitting.ends}
        rows.append({name: fields[name].prepare_value(value) for name, value in values.items()})
    for place, row in enumerate(rows):
        for name in _WRITTEN:
            grown[f"{SESSIONS}{SEPARATOR}{place}{SEPARATOR}{name}"] = row.get(name, "")
    grown[count_name] = str(len(rows))
    return grown


def _typed(data: QueryDict, place: int) -> dict[str, str]:
    return {name: data.get(f"{SESSIONS}{SEPARATOR}{place}{SEPARATOR}{name}", "").strip() for name in _WRITTEN}
