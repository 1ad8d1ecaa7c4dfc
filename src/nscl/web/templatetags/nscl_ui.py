"""Template tags and filters of the component set: `{% load nscl_ui %}`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from nscl.text.dates import PartialDate, format_date, format_partial, long_date
from nscl.text.formats import format_million, format_number, format_vnd, money_in_words
from nscl.web.ui.icons import ICON_SIZE
from nscl.web.ui.icons import icon as icon_svg
from nscl.web.ui.parts.base import Part
from nscl.web.ui.parts.chips import standing_chip
from nscl.web.ui.tables import TableView

register = template.Library()
NOTHING = "–"


def _include(context: Context, name: str, **values: Any) -> SafeString:
    """A template drawn with these values alone, besides the CSRF token and the path that forms need."""
    if "csrf_token" in context:
        values["csrf_token"] = context["csrf_token"]
    # `context.new` keeps autoescape and localisation, but drops the page's own variables.
    backend: Any = get_template(name)
    html: str = backend.template.render(context.new(values))
    return mark_safe(html)


@register.simple_tag
def icon(name: str, size: int = ICON_SIZE) -> SafeString:
    """`{% icon "bell" %}`: an inline lucide icon, hidden from screen readers."""
    return icon_svg(str(name) + "", size)


@register.simple_tag(takes_context=True)
def part(context: Context, value: Part) -> SafeString:
    """`{% part stat %}`: any part of nscl.web.ui.parts, by its own template."""
    return _include(context, value.template_name, part=value)


@register.simple_tag(takes_context=True)
def parts(context: Context, values: list[Part]) -> SafeString:
    """`{% parts findings %}`: several parts, one after the other."""
    return mark_safe("".join(part(context, value) for value in values))


@register.simple_tag(takes_context=True)
def table(context: Context, view: TableView[Any]) -> SafeString:
    """`{% table view %}`: a data table with its search, filters, totals and pages."""
    return _include(context, "ui/table.html", view=view)


@register.simple_tag(takes_context=True)
def matrix(context: Context, value: Any) -> SafeString:
    """`{% matrix budget %}`: nscl.web.ui.matrix.Matrix."""
    return _include(context, "ui/matrix.html", matrix=value)


@register.simple_tag(takes_context=True)
def standing(context: Context, code: str) -> SafeString:
    """`{% standing "on_track" %}`: the chip of a measure's standing."""
    return part(context, standing_chip(code))


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """`{% field form.x %}`: label, control, help and errors of one field."""
    return bound.as_field_group()


@register.filter
def vnd(value: int | None) -> str:
    """Đồng in full: 14.767.550.000 đồng."""
    return NOTHING if value is None else format_vnd(value)


@register.filter
def million(value: int | None) -> str:
    """Đồng in triệu đồng, exactly, without the unit: 14.767,55."""
    return NOTHING if value is None else format_million(value)


@register.filter
def in_words(value: int | None) -> str:
    """Đồng in words, as on documents."""
    return NOTHING if value is None else money_in_words(value)


@register.filter
def number(value: int | Decimal | None) -> str:
    """1.234.567,8."""
    return NOTHING if value is None else format_number(value)


@register.filter
def day(value: date | PartialDate | None) -> str:
    """A date or a partial date: 20/11/2026, 8/2021, 2022. A moment is taken in the time zone of the site."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_partial(value) if isinstance(value, PartialDate) else format_date(value)


@register.filter
def day_long(value: date) -> str:
    """A date as documents print it: ngày 05 tháng 02 năm 2026."""
    return long_date(value)


@register.filter
def moment(value: datetime | None) -> str:
    """A date with the time: 08:30 20/11/2026."""
    if value is None:
        return NOTHING
    local = timezone.localtime(value)
    return f"{local:%H:%M} {format_date(local.date())}"
