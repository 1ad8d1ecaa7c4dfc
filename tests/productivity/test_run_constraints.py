"""What the database itself refuses of runs, and that it keeps what was published as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from nscl.institutions.queries import unit_by_code
from nscl.productivity.models import (
    ProductivityRun,
    RunFigure,
    RunInput,
    RunNote,
    RunResult,
    SeriesVintage,
    StatisticalSeries,
)
from tests.factories.people import AT, BAC_NINH

pytestmark = pytest.mark.django_db

_RESULT: dict[str, Any] = {
    "table": "year",
    "method": "gso",
    "first_year": 2024,
    "last_year": 2024,
    "measure": "tfp",
    "position": 1,
}
_FIGURE: dict[str, Any] = {"key": "output", "name": "GRDP", "measured_in": "tỷ đồng", "year": 2024, "value": 1.0}


@pytest.fixture
def draft() -> ProductivityRun:
    run = ProductivityRun.objects.create(
        unit_id=unit_by_code(BAC_NINH, on=AT.date()).id,
        title="TFP 2021–2025",
        first_year=2021,
        last_year=2025,
        method="gso",
        depreciation=0.055,
        created_at=AT,
    )
    RunResult.objects.create(run=run, **_RESULT, value=0.02)
    RunFigure.objects.create(run=run, **_FIGURE)
    RunNote.objects.create(run=run, position=0, words="Nối")
    return run


PUBLISHED: dict[str, Any] = {"state": "published", "published_at": AT, "computed_at": AT, "software": "nscl"}

OF_RUNS: list[tuple[str, dict[str, Any]]] = [
    ("productivity_run_years", {"last_year": 2020}),
    ("productivity_run_share", {"labour_share": 1.0, "labour_share_source": "x"}),
    ("productivity_run_share", {"labour_share": 0.5, "labour_share_source": ""}),
    ("productivity_run_depreciation", {"depreciation": 0}),
    ("productivity_run_depreciation", {"depreciation": 1}),
    ("productivity_run_start", {"stock_start": "ratio"}),
    ("productivity_run_start", {"stock_start": "ratio", "start_ratio": 0}),
    ("productivity_run_start", {"start_ratio": 2.0}),
    ("productivity_run_ranges", {"share_low": 0.4}),
    ("productivity_run_ranges", {"share_low": 0.7, "share_high": 0.4}),
    ("productivity_run_ranges", {"depreciation_high": 0.04}),
    ("productivity_run_ranges", {"depreciation_low": 0.08, "depreciation_high": 0.04}),
    ("productivity_run_published", {"published_at": AT}),
    ("productivity_run_published", {**PUBLISHED, "computed_at": None}),
    ("productivity_run_published", {**PUBLISHED, "software": ""}),
    ("productivity_run_published", {**PUBLISHED, "published_at": None}),
    ("productivity_run_withdrawn_why", {"withdrawal_reason": "x"}),
    ("productivity_run_withdrawn_why", {**PUBLISHED, "state": "withdrawn", "withdrawn_at": AT}),
    ("productivity_run_withdrawn_why", {**PUBLISHED, "state": "withdrawn", "withdrawal_reason": "x"}),
]


@pytest.mark.parametrize(("name", "values"), OF_RUNS)
def test_a_run_that_contradicts_itself_is_refused(draft: ProductivityRun, name: str, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        ProductivityRun.objects.filter(pk=draft.pk).update(**values)
    assert name in str(error.value)


Make = Callable[[ProductivityRun], Model]
OF_ROWS: list[tuple[str, Make]] = [
    ("productivity_result_once", lambda run: RunResult(run=run, **_RESULT, value=0.03)),
    ("productivity_result_told", lambda run: RunResult(run=run, **{**_RESULT, "measure": "output"})),
    ("productivity_run_figure_once", lambda run: RunFigure(run=run, **_FIGURE)),
    ("productivity_note_once", lambda run: RunNote(run=run, position=0, words="Lần hai")),
]


@pytest.mark.parametrize(("name", "make"), OF_ROWS)
def test_a_row_that_makes_no_sense_is_refused(draft: ProductivityRun, name: str, make: Make) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(draft).save()
    assert name


Act = Callable[[ProductivityRun], object]
# Each is refused once the run is published.
CHANGES: list[Act] = [
    lambda run: ProductivityRun.objects.filter(pk=run.pk).update(title="Tên khác"),
    lambda run: ProductivityRun.objects.filter(pk=run.pk).update(depreciation=0.06),
    lambda run: ProductivityRun.objects.filter(pk=run.pk).update(state="draft", published_at=None),
    lambda run: RunResult.objects.filter(run=run).update(value=0.5),
    lambda run: RunResult.objects.filter(run=run).delete(),
    lambda run: RunResult.objects.create(run=run, **{**_RESULT, "measure": "output"}, value=0.1),
    lambda run: RunFigure.objects.filter(run=run).update(value=2.0),
    lambda run: RunNote.objects.create(run=run, position=1, words="Thêm"),
    lambda run: RunNote.objects.filter(run=run).delete(),
    lambda run: ProductivityRun.objects.filter(pk=run.pk).delete(),
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_published_stays_as_it_was(draft: ProductivityRun, change: Act) -> None:
    ProductivityRun.objects.filter(pk=draft.pk).update(**PUBLISHED)
    with pytest.raises(IntegrityError, match="frozen_productivity"), transaction.atomic():
        change(draft)


def test_what_was_published_may_be_withdrawn_and_a_sample_removed(draft: ProductivityRun) -> None:
    ProductivityRun.objects.filter(pk=draft.pk).update(**PUBLISHED, is_sample=True)
    ProductivityRun.objects.filter(pk=draft.pk).update(state="withdrawn", withdrawn_at=AT, withdrawal_reason="Sai")
    ProductivityRun.objects.filter(pk=draft.pk).delete()
    assert not RunResult.objects.exists()


def test_a_vintage_goes_into_a_run_once(draft: ProductivityRun) -> None:
    """productivity_input_once"""
    series = StatisticalSeries.objects.create(
        unit=draft.unit, variable="output", price_basis="constant", base_year=2010, created_at=AT
    )
    vintage = SeriesVintage.objects.create(
        series=series, number=1, measured_in="billion_dong", source="Niên giám", entered_at=AT
    )
    RunInput.objects.create(run=draft, vintage=vintage)
    with pytest.raises(IntegrityError), transaction.atomic():
        RunInput.objects.create(run=draft, vintage=vintage)
