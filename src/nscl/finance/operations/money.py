"""Printed figures as whole đồng."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from nscl.plans.operations.errors import FieldProblem, InvalidItem

# The largest BIGINT: above nine quintillion đồng.
LARGEST_VND = 2**63 - 1


def to_vnd(amount: Decimal, unit_vnd: int, field: str) -> int:
    """A figure of the table in whole đồng. Raises InvalidItem where it is not whole: nothing is rounded."""
    vnd = amount * unit_vnd
    whole = int(vnd)
    if whole != vnd:
        message = _("%(amount)s × %(unit)s đồng không phải số đồng nguyên") % {"amount": amount, "unit": unit_vnd}
        raise InvalidItem([FieldProblem(field, message, _("sửa số tiền, hoặc đơn vị tiền của bảng (unit_vnd)"))])
    return within_range(whole, field)


def within_range(vnd: int, field: str) -> int:
    """The amount, where the database can hold it. Raises InvalidItem otherwise."""
    if vnd > LARGEST_VND:
        message = _("%(vnd)s đồng vượt quá số tiền lớn nhất ghi được") % {"vnd": vnd}
        raise InvalidItem([FieldProblem(field, message, _("kiểm tra lại số tiền và đơn vị tiền của bảng"))])
    return vnd
