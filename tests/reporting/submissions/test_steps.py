"""The way of a report: submitted with sealed figures, returned with remarks, submitted again, accepted."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.rules import NotAllowed
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.reporting.enums import Section, SubmissionState
from nscl.reporting.models import FigureSet, Remark, Submission
from nscl.reporting.operations.errors import (
    InvalidText,
    NothingWritten,
    ReasonMissing,
    RoundClosed,
    StepRefused,
    SubmissionConflict,
)
from nscl.reporting.operations.paragraphs import remove_paragraph
from nscl.reporting.operations.remarks import NewRemark, settle_remark
from nscl.reporting.operations.rounds import close_round
from nscl.reporting.operations.submissions import accept, return_submission, submit
from nscl.reporting.queries.access import SubmissionNotFound
from nscl.reporting.queries.figures import newest_set
from nscl.reporting.queries.submissions import check_submission, submission_page
from tests.factories.reporting_desk import IN_TIME, LATE, ON, Desk, opened, report_of, submitted, write


def version_of(number: int) -> int:
    return Submission.objects.get(pk=number).version


def steps(number: int) -> list[str]:
    return list(Submission.objects.get(pk=number).steps.order_by("at", "pk").values_list("to_state", flat=True))


def given_back(number: int, *remarks: NewRemark, comment: str = "Bổ sung số liệu") -> int:
    return return_submission(
        number=number,
        version=version_of(number),
        comment=comment,
        remarks=remarks,
        viewer=None,
        by=SYSTEM,
        at=LATE,
    )


def test_a_report_goes_out_with_its_figures_comes_back_and_goes_again(desk: Desk) -> None:
    report = report_of(opened(desk)).pk
    health, officer = desk.viewer("health"), desk.viewer("officer")
    saved = write(report, "Đã mở 02 lớp.", viewer=health, by=desk.actor("health"))
    version = submit(number=report, version=version_of(report), viewer=health, by=desk.actor("health"), at=IN_TIME)
    head = newest_set(submission_id=report)
    assert head is not None
    assert (head.ordinal, head.as_of) == (1, IN_TIME.date())
    remark = NewRemark("Ghi rõ số lượt người", saved.number)
    by: dict[str, Any] = {"viewer": officer, "by": desk.actor("officer"), "at": LATE}
    return_submission(number=report, version=version, comment="Bổ sung", remarks=[remark], **by)
    page = submission_page(health, report, on=LATE.date())
    (paragraph,) = page.paragraphs
    assert [(one.quote, one.text, one.by) for one in paragraph.remarks] == [
        ("Đã mở 02 lớp.", "Ghi rõ số lượt người", "Trần Văn Cán Bộ")
    ]
    assert (page.may_write, page.may_decide, page.return_reason) == (True, False, "Bổ sung")
    settle_remark(remark=paragraph.remarks[0].number, viewer=health, by=desk.actor("health"), at=LATE)
    settle_remark(remark=paragraph.remarks[0].number, viewer=health, by=desk.actor("health"), at=LATE)
    submit(number=report, version=version_of(report), viewer=health, by=desk.actor("health"), at=LATE)
    accept(number=report, version=version_of(report), **by)
    row = Submission.objects.get(pk=report)
    # Being on time is judged by the first time.
    assert (row.state, row.first_submitted_at, row.submitted_at) == (SubmissionState.ACCEPTED, IN_TIME, LATE)
    assert steps(report) == ["draft", "submitted", "returned", "submitted", "accepted"]
    assert FigureSet.objects.filter(submission=report, sealed_at__isnull=False).count() == 2
    told = AuditEvent.objects.filter(subject_kind="reporting.submission", subject_id=report).order_by("pk")
    assert [one.action.removeprefix("submission.") for one in told] == [
        *("written", "submitted", "returned", "remark_settled", "submitted", "accepted")
    ]
    # What was overlooked is found while consolidating.
    given_back(report)


def test_what_keeps_a_report_back_and_what_is_only_pointed_out(desk: Desk) -> None:
    number = opened(desk)
    report = report_of(number).pk
    with pytest.raises(NothingWritten):
        submit(number=report, version=1, viewer=None, by=SYSTEM, at=IN_TIME)
    assert not FigureSet.objects.exists()
    found = check_submission(desk.viewer("health"), report, on=LATE.date())
    assert [one.field for one in found.problems] == ["text"]
    assert found.warnings[0].field == "due"
    science = check_submission(desk.viewer("science"), report_of(number, "so-khcn").pk, on=ON)
    # The measure that its task serves has no value of the year and no estimate yet.
    assert [one.field for one in science.warnings] == ["estimates"]
    assert "ượt người được đào tạo" in science.warnings[0].message
    submitted(report, at=LATE)  # late is allowed, and said
    assert submission_page(desk.viewer("health"), report, on=LATE.date()).row.days_late == 5


def test_a_step_is_taken_by_who_may_on_what_they_saw_and_where_it_leads(desk: Desk) -> None:
    number = opened(desk)
    report = report_of(number).pk
    write(report)
    with pytest.raises(SubmissionConflict):
        submit(number=report, version=1, viewer=None, by=SYSTEM, at=IN_TIME)
    for stranger in ("science", "leader"):
        with pytest.raises(NotAllowed):
            submit(number=report, version=2, viewer=desk.viewer(stranger), by=SYSTEM, at=IN_TIME)
    with pytest.raises(StepRefused):
        accept(number=report, version=2, viewer=None, by=SYSTEM, at=IN_TIME)
    version = submitted(report)
    for act in (accept, return_submission):
        with pytest.raises(NotAllowed):
            act(number=report, version=version, comment="x", viewer=desk.viewer("health"), by=SYSTEM, at=LATE)
    with pytest.raises(ReasonMissing):
        given_back(report, comment=" ")
    elsewhere = write(report_of(number, "so-khcn").pk)
    for wrong in (NewRemark(" "), NewRemark("x", elsewhere.number), NewRemark("x" * 5001)):
        with pytest.raises(InvalidText):
            given_back(report, wrong)
    close_round(number=number, version=1, viewer=None, by=SYSTEM, at=LATE)
    for closed in (accept, return_submission):
        with pytest.raises(RoundClosed):
            closed(number=report, version=version, comment="x", viewer=None, by=SYSTEM, at=LATE)


def test_a_remark_outlives_its_paragraph(desk: Desk) -> None:
    report = report_of(opened(desk)).pk
    submitted(report)
    page = submission_page(desk.viewer("health"), report, on=ON)
    given_back(report, NewRemark("Bỏ đoạn này", page.paragraphs[0].number), NewRemark("Xem lại cả báo cáo"))
    remove_paragraph(paragraph=page.paragraphs[0].number, version=1, viewer=None, by=SYSTEM, at=LATE)
    after = submission_page(desk.viewer("health"), report, on=ON)
    assert [one.quote for one in after.remarks] == ["Đã mở 02 lớp đào tạo.", ""]
    assert [one.text for one in after.remarks] == ["Bỏ đoạn này", "Xem lại cả báo cáo"]
    assert after.row.remarks_open == 2
    with pytest.raises(NotAllowed):
        settle_remark(remark=after.remarks[0].number, viewer=desk.viewer("science"), by=SYSTEM, at=LATE)
    assert Remark.objects.filter(settled_at__isnull=False).count() == 0


def test_who_sees_a_report_whole(desk: Desk) -> None:
    number = opened(desk)
    report = report_of(number).pk
    write(report, "Đề xuất kinh phí.", section=Section.PROPOSALS)
    version = submitted(report)
    with pytest.raises(SubmissionNotFound):
        submission_page(desk.viewer("science"), report, on=ON)
    accept(number=report, version=version, viewer=None, by=SYSTEM, at=LATE)
    viewer = desk.viewer("leader")
    with CaptureQueriesContext(connection) as queries:
        page = submission_page(viewer, report, on=ON)
    assert len(queries) <= 9
    assert (page.may_write, page.may_run, page.row.agency_name) == (False, False, "Sở Y tế")
    assert [section.section for section in page.sections] == list(Section)
    assert [row.text for row in page.paragraphs] == ["Đã mở 02 lớp đào tạo.", "Đề xuất kinh phí."]
