"""A series in words, as lists, questions and the audit trail name it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nscl.productivity.enums import Breakdown, MeasureUnit, PriceBasis, Variable


def series_name(variable: Variable, part_name: str, price_basis: PriceBasis, base_year: int) -> str:
    """What a series is called: "GRDP, giá so sánh 2010, Công nghiệp"."""
    return ", ".join(filter(None, (str(variable.label), basis_words(price_basis, base_year), part_name)))


def basis_words(price_basis: PriceBasis, base_year: int) -> str:
    """The prices of a series in words; "" for none."""
    if price_basis is PriceBasis.CONSTANT:
        return _("giá so sánh %(year)s") % {"year": base_year}
    if price_basis is PriceBasis.CURRENT:
        return str(PriceBasis.CURRENT.label)
    return _("năm gốc %(year)s = 100") % {"year": base_year} if base_year else ""


def unit_words(unit: MeasureUnit | str) -> str:
    """A unit as it is printed beside a figure."""
    return str(MeasureUnit(unit).label)


def breakdown_words(breakdown: Breakdown | str) -> str:
    """By what a series is a part."""
    return str(Breakdown(breakdown).label)
