"""Taking the sample of productivity away: its runs, its figures, and series that have none left."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from nscl.productivity.enums import ProductivityKind
from nscl.productivity.models import (
    ProductivityRun,
    SeriesLink,
    SeriesVintage,
    StatisticalSeries,
    StatisticsImport,
)


def remove_productivity_sample() -> int:
    """Take away every sample vintage with the runs that were computed from one; returns how many runs there were.

    The caller writes the event.
    """
    runs = ProductivityRun.objects.filter(is_sample=True)
    count = runs.count()
    runs.delete()
    series = list(_sample_series().values_list("pk", flat=True))
    takings = list(_sample_imports().values_list("pk", flat=True))
    SeriesVintage.objects.filter(is_sample=True).delete()
    SeriesLink.objects.filter(Q(earlier__in=series) | Q(later__in=series)).delete()
    StatisticalSeries.objects.filter(pk__in=series).delete()
    StatisticsImport.objects.filter(pk__in=takings, vintages__isnull=True).delete()
    return count


def sample_subjects() -> dict[str, QuerySet[Any]]:
    """The samples of this package by what the audit trail calls them: for who asks whether people worked on them."""
    return {
        ProductivityKind.RUN: ProductivityRun.objects.filter(is_sample=True).values("pk"),
        ProductivityKind.SERIES: _sample_series().values("pk"),
        ProductivityKind.IMPORT: _sample_imports().values("pk"),
    }


def _sample_series() -> QuerySet[StatisticalSeries]:
    """Series that have figures of the sample and no others."""
    real = SeriesVintage.objects.filter(is_sample=False).values("series")
    sample = SeriesVintage.objects.filter(is_sample=True).values("series")
    return StatisticalSeries.objects.filter(pk__in=sample).exclude(pk__in=real).order_by("pk")


def _sample_imports() -> QuerySet[StatisticsImport]:
    sample = SeriesVintage.objects.filter(is_sample=True, taking__isnull=False).values("taking")
    return StatisticsImport.objects.filter(pk__in=sample).order_by("pk")
