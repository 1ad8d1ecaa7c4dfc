"""Several people at the same moment, on connections of their own: one step is taken, nothing is written after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.reporting.enums import RoundState, SubmissionState
from nscl.reporting.models import FigureSet, ReportingRound, Submission, SubmissionParagraph
from nscl.reporting.operations.errors import (
    ParagraphConflict,
    RoundClosed,
    RoundExists,
    StepRefused,
    SubmissionClosed,
)
from nscl.reporting.operations.rounds import close_round
from nscl.reporting.operations.submissions import accept, return_submission, submit
from tests.factories.reporting_desk import IN_TIME, LATE, Desk, make_desk, opened, report_of, write
from tests.factories.together import in_a_thread, in_threads, real_database
from tests.reporting.submissions.test_writing import again

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _real_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:  # noqa: ARG001
    with real_database(tmp_path):
        yield


def a_round_is_opened_once(desk: Desk) -> int:
    late = in_threads([lambda: opened(desk)] * 3)
    assert [type(one) for one in late] == [RoundExists] * 2, late
    return ReportingRound.objects.get().pk


def one_paragraph_is_written_by_one_of_two(desk: Desk, report: int) -> None:
    saved = write(report, "Chung")
    late = in_threads(
        [
            lambda: again(saved, report, "Của sở", desk=desk, who="health"),
            lambda: again(saved, report, "Của cán bộ", desk=desk, who="officer"),
        ]
    )
    assert [type(one) for one in late] == [ParagraphConflict], late


def a_report_is_submitted_once_and_closed_to_whoever_writes(report: int) -> None:
    version = Submission.objects.get(pk=report).version
    late = in_threads([lambda: submit(number=report, version=version, viewer=None, by=SYSTEM, at=IN_TIME)] * 3)
    assert [type(one) for one in late] == [StepRefused] * 2, late
    assert FigureSet.objects.filter(submission=report).count() == 1


def one_accepts_and_one_returns(report: int) -> None:
    version = Submission.objects.get(pk=report).version
    acts = [
        lambda: accept(number=report, version=version, viewer=None, by=SYSTEM, at=LATE),
        lambda: accept(number=report, version=version, viewer=None, by=SYSTEM, at=LATE),
    ]
    late = in_threads(acts)
    assert [type(one) for one in late] == [StepRefused], late
    version = Submission.objects.get(pk=report).version
    return_submission(number=report, version=version, comment="x", viewer=None, by=SYSTEM, at=LATE)


def who_writes_or_submits_while_the_round_is_closed(number: int, report: int) -> None:
    """Either it was written before, or it is refused; never after."""
    version = Submission.objects.get(pk=report).version
    paragraphs = SubmissionParagraph.objects.filter(submission=report).count()
    late = in_threads(
        [
            lambda: close_round(number=number, version=1, viewer=None, by=SYSTEM, at=LATE),
            lambda: submit(number=report, version=version, viewer=None, by=SYSTEM, at=LATE),
            lambda: write(report, "Phút chót", at=LATE),
        ]
    )
    assert ReportingRound.objects.get(pk=number).state == RoundState.CLOSED
    row = Submission.objects.get(pk=report)
    written = SubmissionParagraph.objects.filter(submission=report).count() - paragraphs
    # The one who is second finds the report sent, changed or the round closed.
    assert len(late) == 2 - (row.state == SubmissionState.SUBMITTED) - written, late
    steps = AuditEvent.objects.filter(action="submission.submitted", subject_id=report).count()
    assert steps == 1 + (row.state == SubmissionState.SUBMITTED)
    with pytest.raises((RoundClosed, SubmissionClosed)):
        write(report, "Sau khi khóa", at=LATE)


def test_at_the_same_moment() -> None:
    def test() -> None:
        desk = make_desk()
        number = a_round_is_opened_once(desk)
        report = report_of(number).pk
        one_paragraph_is_written_by_one_of_two(desk, report)
        a_report_is_submitted_once_and_closed_to_whoever_writes(report)
        one_accepts_and_one_returns(report)
        who_writes_or_submits_while_the_round_is_closed(number, report)

    in_a_thread(test)
