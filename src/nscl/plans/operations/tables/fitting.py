"""What a column cannot hold is refused with a remedy: nothing is cut or rounded in silence."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from django.db import models
from django.utils.translation import gettext as _

from nscl.documents.pack.values import Span
from nscl.plans.operations.errors import FieldProblem, InvalidItem


def text_problems(row: models.Model) -> list[FieldProblem]:
    """What is wrong with the texts of an unsaved row, each under its column's name."""
    stored = row.__dict__
    found = (text_problem(name, stored[name], limit) for name, limit in _limits(type(row)))
    return [problem for problem in found if problem is not None]


def text_problem(field: str, value: str | None, limit: int | None) -> FieldProblem | None:
    """What is wrong with a text that is to go into a column of `limit` characters; None where it fits."""
    if not value:
        return None
    if "\0" in value:
        return FieldProblem(field, _("có ký tự không hợp lệ (mã 0)"), _("xóa ký tự đó"))
    if limit is not None and len(value) > limit:
        message = _("dài %(length)s ký tự, nhiều nhất là %(limit)s") % {"length": len(value), "limit": limit}
        return FieldProblem(field, message, _("rút gọn"))
    return None


def span_problems(span: Span, source_lines: int | None) -> list[FieldProblem]:
    """What is wrong with lines of the document, where it is known how many it has."""
    if source_lines is None or span.last <= source_lines:
        return []
    message = _("dòng %(line)s nằm ngoài văn bản, văn bản có %(lines)s dòng")
    return [
        FieldProblem(
            "at",
            message % {"line": span.last, "lines": source_lines},
            _("sửa số dòng, hoặc nạp đúng văn bản"),
        )
    ]


def fit_optional(value: Decimal | None, field: str, *, digits: int, places: int) -> Decimal | None:
    """`fit_decimal` where there may be no value."""
    return None if value is None else fit_decimal(value, field, digits=digits, places=places)


def fit_decimal(value: Decimal, field: str, *, digits: int, places: int) -> Decimal:
    """The value, if a column of so many digits keeps it exactly. Raises InvalidItem otherwise."""
    in_range = value.is_finite() and value.adjusted() < digits - places
    if in_range and value == value.quantize(Decimal(1).scaleb(-places)):
        return value
    message = _("số %(value)s có quá nhiều chữ số") % {"value": value}
    remedy = _("ghi nhiều nhất %(whole)s chữ số phần nguyên và %(places)s chữ số thập phân")
    raise InvalidItem([FieldProblem(field, message, remedy % {"whole": digits - places, "places": places})])


@cache
def _limits(model: type[models.Model]) -> tuple[tuple[str, int | None], ...]:
    fields = model._meta.concrete_fields
    texts = (field for field in fields if isinstance(field, models.CharField | models.TextField))
    # What is folded is made from the other texts and as long as they are.
    return tuple((field.attname, field.max_length) for field in texts if field.attname != "folded")
