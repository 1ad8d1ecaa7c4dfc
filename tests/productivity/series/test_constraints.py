"""What the database itself refuses of series, each by its name; and that figures stay as their source printed them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from nscl.productivity.enums import Answer, Breakdown, PriceBasis, QuestionKind, Variable
from nscl.productivity.models import Observation, SeriesLink, SeriesQuestion, SeriesVintage, StatisticalSeries
from nscl.productivity.operations.series_entry import enter_vintage
from nscl.records.operations import SYSTEM
from tests.factories.people import AT
from tests.productivity.series.conftest import Places, output

pytestmark = pytest.mark.django_db


def refuse(constraint: str, model: type[models.Model], **values: Any) -> None:
    """By the constraint's name, or on SQLite, where a broken unique one goes by its columns, by these."""
    with pytest.raises(IntegrityError, match=f"(?i){constraint}"), transaction.atomic():
        model._default_manager.create(**values)


def test_what_cannot_be_of_series_vintages_and_links(places: Places) -> None:
    done = enter_vintage(stated=output(places.today, {2025: 1.0}), viewer=None, by=SYSTEM, at=AT)
    other = enter_vintage(stated=output(places.today, {2025: 2.0}, base=2020), viewer=None, by=SYSTEM, at=AT)
    series: dict[str, Any] = {
        "unit_id": places.today,
        "variable": Variable.WORKERS,
        "price_basis": PriceBasis.NONE,
        "created_at": AT,
    }
    constant = {"variable": Variable.OUTPUT, "price_basis": PriceBasis.CONSTANT}
    vintage = {"series_id": done.series, "number": 2, "measured_in": "billion_dong", "source": "x", "entered_at": AT}
    link = {"earlier_id": done.series, "later_id": other.series, "year": 2025, "linked_at": AT}
    refusals: list[tuple[str, type[models.Model], dict[str, Any]]] = [
        ("productivity_series_once|unit_id", StatisticalSeries, {**series, **constant, "base_year": 2010}),
        ("productivity_series_part", StatisticalSeries, {**series, "part": "A"}),
        ("productivity_series_part", StatisticalSeries, {**series, "breakdown": Breakdown.SECTOR, "part": "A"}),
        ("productivity_series_base", StatisticalSeries, {**series, **constant}),
        ("productivity_series_base", StatisticalSeries, {**series, "price_basis": "current", "base_year": 2010}),
        ("productivity_vintage_once|number", SeriesVintage, {**vintage, "number": 1}),
        ("productivity_vintage_source", SeriesVintage, {**vintage, "source": ""}),
        ("productivity_vintage_withdrawn_why", SeriesVintage, {**vintage, "withdrawn_at": AT}),
        ("productivity_vintage_withdrawn_why", SeriesVintage, {**vintage, "withdrawal_reason": "sai"}),
        ("productivity_figure_once|year", Observation, {"vintage_id": done.vintage, "year": 2025, "value": 1}),
        ("productivity_figure_year", Observation, {"vintage_id": done.vintage, "year": 25, "value": 1}),
        ("productivity_link_two", SeriesLink, {**link, "later_id": done.series}),
        ("productivity_link_factor", SeriesLink, {**link, "factor": 2}),
        ("productivity_link_factor", SeriesLink, {**link, "factor": -2, "source": "x"}),
    ]
    for constraint, model, values in refusals:
        refuse(constraint, model, **values)


def test_what_cannot_be_of_questions(places: Places) -> None:
    done = enter_vintage(stated=output(places.today, {2025: 1.0}), viewer=None, by=SYSTEM, at=AT)
    question: dict[str, Any] = {"vintage_id": done.vintage, "kind": QuestionKind.BREAK, "says": "x", "likely": "x"}
    SeriesQuestion.objects.create(**question, year=2024)
    answered = {**question, "year": 2025, "answered_at": AT, "reason": "x"}
    for constraint, values in (
        ("productivity_question_once|year", {**question, "year": 2024}),
        ("productivity_question_answered", {**question, "year": 2025, "reason": "x"}),
        ("productivity_question_answered", {**question, "year": 2025, "answer": Answer.RIGHT}),
        ("productivity_question_factor", {**answered, "answer": Answer.LINKED}),
        ("productivity_question_factor", {**answered, "answer": Answer.LINKED, "factor": 0}),
        ("productivity_question_factor", {**answered, "answer": Answer.RIGHT, "factor": 2}),
    ):
        refuse(constraint, SeriesQuestion, **values)


def test_figures_stay_as_they_were_taken_in_but_those_of_a_sample(places: Places) -> None:
    stated = output(places.today, {2025: 1.0})
    real = enter_vintage(stated=stated, viewer=None, by=SYSTEM, at=AT)
    rows = Observation.objects.filter(vintage=real.vintage)
    with pytest.raises(IntegrityError, match="frozen_productivity_observation"), transaction.atomic():
        rows.update(value=2)
    with pytest.raises(IntegrityError, match="frozen_productivity_observation"), transaction.atomic():
        rows.delete()
    sample = enter_vintage(
        stated=output(places.today, {2025: 3.0}, base=2020), viewer=None, by=SYSTEM, at=AT, is_sample=True
    )
    SeriesVintage.objects.get(pk=sample.vintage).delete()
    assert Observation.objects.count() == 1
