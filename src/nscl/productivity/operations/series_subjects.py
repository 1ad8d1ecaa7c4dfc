"""A series in the words of the audit trail."""

from __future__ import annotations

from nscl.institutions.queries import unit_by_id
from nscl.plans.operations.wording import as_stored
from nscl.productivity.enums import PriceBasis, ProductivityKind, Variable
from nscl.productivity.models import StatisticalSeries
from nscl.productivity.rules.series_words import series_name
from nscl.records.operations import Reference


def subject_of(row: StatisticalSeries) -> Reference:
    """The series that an event is about: "GRDP, giá so sánh 2010 – tỉnh Bắc Giang"."""
    with as_stored():
        name = series_name(Variable(row.variable), row.part_name, PriceBasis(row.price_basis), row.base_year)
    return Reference(ProductivityKind.SERIES, row.pk, f"{name} – {unit_by_id(row.unit_id).label}")
