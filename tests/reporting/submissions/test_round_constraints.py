"""The database itself refuses nonsense in rounds and submissions, and every change of what was submitted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import Error, IntegrityError, transaction
from django.db.models import CheckConstraint, Model, UniqueConstraint

from nscl.plans.models import Measure, Review
from nscl.records.operations import SYSTEM
from nscl.reporting.enums import Section, SubmissionState
from nscl.reporting.models import (
    CoveredAgency,
    Estimate,
    Remark,
    ReportingRound,
    RoundStep,
    Submission,
    SubmissionParagraph,
    SubmissionStep,
)
from nscl.reporting.operations.estimates import save_estimate
from nscl.reporting.operations.remarks import NewRemark
from nscl.reporting.operations.rounds import close_round
from nscl.reporting.operations.submissions import return_submission
from tests.factories.reporting_desk import IN_TIME, LATE, Desk, opened, report_of, submitted, write

# Constraint → the model and changes of one of its rows, each of which it must refuse.
CHECKS: dict[str, tuple[type[Model], list[dict[str, Any]]]] = {
    "reporting_round_has_title": (ReportingRound, [{"title": ""}]),
    "reporting_round_days": (
        ReportingRound,
        [
            {"period_end": date(2023, 12, 31)},
            {"data_until": date(2023, 12, 31)},
            {"province_due": date(2024, 11, 19)},
        ],
    ),
    "reporting_round_kind_and_source": (ReportingRound, [{"review": True}]),
    "reporting_round_closed_at": (ReportingRound, [{"closed_at": None}, {"state": "open"}]),
    "reporting_round_step_moves": (RoundStep, [{"to_state": "open", "comment": "x"}]),
    "reporting_round_reopened_why": (RoundStep, [{"from_state": "closed", "to_state": "open", "comment": ""}]),
    "reporting_submission_state_and_time": (
        Submission,
        [{"state": "submitted"}, {"state": "draft"}, {"decided_at": None}, {"decided_at": IN_TIME - timedelta(days=1)}],
    ),
    "reporting_submission_first_time": (
        Submission,
        [{"first_submitted_at": None}, {"first_submitted_at": IN_TIME + timedelta(days=1)}],
    ),
    "reporting_submission_handed_to": (Submission, [{"state": "handed_over"}, {"handed_to": True}]),
    "reporting_remark_says": (Remark, [{"text": ""}]),
    "reporting_step_moves": (SubmissionStep, [{"from_state": "returned"}]),
    "reporting_step_says_why": (SubmissionStep, [{"comment": ""}]),
}
# Constraint → the model of which a second row like the first must be refused, and what may differ.
TWINS: dict[str, tuple[type[Model], dict[str, Any]]] = {
    "reporting_round_yearly_once": (ReportingRound, {"title": "Lần nữa"}),
    "reporting_round_review_once": (ReportingRound, {"title": "Lần nữa", "kind": "final", "review": True}),
    "reporting_submission_once": (Submission, {"version": 9}),
    "reporting_covered_once": (CoveredAgency, {"name": "Tên khác"}),
    "reporting_estimate_once": (Estimate, {"value": 7}),
}
MODELS = (ReportingRound, RoundStep, Submission, CoveredAgency, Estimate, Remark, SubmissionStep)


def a_round_with_everything(desk: Desk, *, is_sample: bool) -> int:
    """A closed round in which one report was returned with a remark; a sample's steps and words may be changed."""
    number = opened(desk, is_sample=is_sample)
    report = report_of(number).pk
    measure = Measure.objects.order_by("pk")[0].pk
    save_estimate(submission=report, measure=measure, value="5", version=0, viewer=None, by=SYSTEM, at=IN_TIME)
    version = submitted(report)
    act: dict[str, Any] = {"viewer": None, "by": SYSTEM, "at": LATE}
    return_submission(number=report, version=version, comment="Bổ sung", remarks=[NewRemark("Ghi rõ")], **act)
    close_round(number=number, version=1, **act)
    return number


def row_of(model: type[Model]) -> Any:
    """The row that has most: of the returned report, and its last step."""
    rows = model._default_manager.order_by("pk")
    if model is Submission:
        rows = rows.filter(state="returned")
    found = rows.last() if model is SubmissionStep else rows.first()
    assert found is not None
    return found


def meant(value: Any, field: str) -> Any:
    """True stands for a number that is only known here."""
    if value is not True:
        return value
    return Review.objects.get().pk if field == "review" else Submission.objects.order_by("pk")[0].pk


def test_every_constraint_is_tried() -> None:
    def names(kind: type[CheckConstraint] | type[UniqueConstraint]) -> set[str]:
        return {one.name for model in MODELS for one in model._meta.constraints if isinstance(one, kind)}

    assert names(CheckConstraint) == set(CHECKS)
    assert names(UniqueConstraint) == set(TWINS)


def test_nonsense_is_refused(desk: Desk) -> None:
    a_round_with_everything(desk, is_sample=True)
    for name, (model, changes) in CHECKS.items():
        for change in changes:
            given = {field: meant(value, field) for field, value in change.items()}
            with pytest.raises(IntegrityError, match=name), transaction.atomic():
                model._default_manager.filter(pk=row_of(model).pk).update(**given)


def test_a_second_row_of_the_same_is_refused(desk: Desk) -> None:
    a_round_with_everything(desk, is_sample=True)
    review = Review.objects.get().pk
    ReportingRound.objects.create(**_plain(row_of(ReportingRound), kind="final", review_id=review, year=2025))
    for model, differing in TWINS.values():
        given = {field: meant(value, field) for field, value in differing.items()}
        twin = row_of(model)
        twin.pk = None
        for field, value in given.items():
            setattr(twin, f"{field}_id" if field == "review" else field, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            twin.save(force_insert=True)


def _plain(row: ReportingRound, **changes: Any) -> dict[str, Any]:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name != "id"}
    return {**values, **changes}


def test_what_was_submitted_stays_as_it_is(desk: Desk) -> None:
    number = opened(desk)
    report = report_of(number).pk
    measure = Measure.objects.order_by("pk")[0].pk
    save_estimate(submission=report, measure=measure, value="5", version=0, viewer=None, by=SYSTEM, at=IN_TIME)
    submitted(report)
    close_round(number=number, version=1, viewer=None, by=SYSTEM, at=LATE)
    words = SubmissionParagraph.objects.filter(submission=report)
    new = {"submission_id": report, "updated_at": LATE}
    other = write_in_another(desk, number)
    refused: list[Callable[[], object]] = [
        lambda: words.update(text="Khác"),
        words.delete,
        lambda: SubmissionParagraph.objects.create(section=Section.RESULTS, position=9, **new),
        lambda: SubmissionParagraph.objects.filter(pk=other).update(submission=report),
        lambda: Estimate.objects.filter(submission=report).update(value=6),
        Estimate.objects.filter(submission=report).delete,
        lambda: Estimate.objects.create(measure_id=Measure.objects.order_by("pk")[1].pk, value=1, **new),
        lambda: RoundStep.objects.update(comment="Khác"),
        RoundStep.objects.all().delete,
        lambda: SubmissionStep.objects.update(comment="Khác"),
        SubmissionStep.objects.all().delete,
    ]
    for act in refused:
        with pytest.raises(Error, match="frozen_reporting_"), transaction.atomic():
            act()
    # A sample is taken away whole.
    Submission.objects.filter(pk=report).update(is_sample=True)
    words.delete()


def write_in_another(desk: Desk, number: int) -> int:
    """A paragraph of a report that is still written, in a round that is still open."""
    year: dict[str, Any] = {"year": 2023, "title": "Báo cáo năm 2023", "period_start": date(2023, 1, 1)}
    open_one = opened(desk, keys=["so-y-te"], **year)
    assert open_one != number
    saved = write(report_of(open_one).pk)
    assert Submission.objects.get(round=open_one).state == SubmissionState.DRAFT
    return saved.number
