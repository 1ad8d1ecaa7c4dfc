"""A sample of productivity: figures of today's province and of those that merged into it, runs, and its removal."""

from __future__ import annotations

import pytest

from nscl.productivity.models import Observation, ProductivityRun, RunResult, SeriesVintage, StatisticalSeries
from nscl.productivity.operations.sample import fill_productivity, remove_productivity_sample
from nscl.productivity.queries.runs import list_runs
from nscl.records.operations import SYSTEM
from tests.factories.people import AT
from tests.factories.productivity import a_draft
from tests.factories.work import issue_small_plan

pytestmark = pytest.mark.django_db


def test_a_sample_is_filled_once_marked_and_goes_without_a_trace() -> None:
    plan = issue_small_plan().pk
    filled = fill_productivity(plan=plan, seed=1, by=SYSTEM, at=AT)
    assert filled.runs == 1  # a draft only where the sample accounts are
    assert not fill_productivity(plan=plan, seed=1, by=SYSTEM, at=AT).series
    (row,) = list_runs(None)
    assert row.is_sample
    assert (row.first_year, row.last_year, row.is_stale) == (2021, 2025, False)
    assert row.headline.tfp_share is not None
    assert 0.2 < row.headline.tfp_share < 0.7
    assert not SeriesVintage.objects.filter(is_sample=False).exists()
    assert SeriesVintage.objects.filter(questions__answer="open").count() == 0
    # What somebody computes of it is a sample too; what they bring themselves stays.
    assert ProductivityRun.objects.get(pk=a_draft(row.unit_id, draws=0)).is_sample
    real = StatisticalSeries.objects.order_by("pk")[0]
    kept = SeriesVintage.objects.create(
        series=real, number=2, measured_in="billion_dong", source="Niên giám", entered_at=AT
    )
    assert remove_productivity_sample() == 2
    assert list(SeriesVintage.objects.order_by("pk")) == [kept]
    assert list(StatisticalSeries.objects.order_by("pk")) == [real]
    assert not RunResult.objects.exists()
    assert not Observation.objects.exists()
