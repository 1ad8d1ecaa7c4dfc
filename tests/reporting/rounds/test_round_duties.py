"""Duties and letters: a round's own day counts, and what was submitted is no longer owed."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.rules import Viewer
from nscl.plans.queries.editions import list_editions
from nscl.progress.queries.duties import duties_of, today_of
from nscl.records.operations import SYSTEM
from nscl.reporting.enums import SubmissionState
from nscl.reporting.models import ReportingRound, Submission
from nscl.reporting.operations.rounds import close_round
from nscl.reporting.operations.submissions import accept, return_submission
from nscl.reporting.queries.duties import report_duties, with_rounds
from nscl.reporting.queries.reminders import round_dates
from nscl.work.queries.duties import Duties, DutyKind
from nscl.work.queries.reminders import reminders_due
from tests.factories.people import make_viewer
from tests.factories.reporting import an_edition, issued
from tests.factories.reporting_desk import DUE, LATE, Desk, opened, report_of, submitted, write

ON = date(2024, 11, 21)
REPORTS = (DutyKind.REPORT, DutyKind.SEND_REPORT, DutyKind.RECEIVE_REPORT, DutyKind.ISSUE_REPORT)


def duties(viewer: Viewer, on: date = ON) -> Duties:
    reports = report_duties(viewer, on)
    editions = list_editions(viewer, year=on.year)
    return with_rounds(duties_of(viewer, editions=editions, in_rounds=reports.in_rounds, on=on), reports)


def kinds(viewer: Viewer, on: date = ON) -> list[DutyKind]:
    return [row.kind for row in duties(viewer, on).of(*REPORTS)]


def test_a_round_stands_for_what_the_plan_asks(desk: Desk) -> None:
    health, before = desk.viewer("health"), date(2024, 11, 10)
    assert kinds(health, before) == [DutyKind.REPORT]  # the plan's, while there is no round
    number = opened(desk, agencies_due=date(2024, 11, 25))
    (duty,) = duties(health, before).of(*REPORTS)
    assert (duty.kind, duty.due, duty.whose, duty.title) == (
        DutyKind.SEND_REPORT,
        date(2024, 11, 25),
        "Sở Y tế",
        "Báo cáo năm 2024",
    )
    assert duty.number == report_of(number).pk
    shown = list_editions(health, year=2024)
    reports = report_duties(health, before)
    day = {"unit_ids": [desk.plan.unit_id], "year": 2024, "in_rounds": reports.in_rounds, "on": before}
    assert today_of(health, shown=shown, current=shown, **day).reports == ()  # type: ignore[arg-type]
    # Whoever is not asked in the round owes nothing.
    assert kinds(make_viewer(Role.AGENCY_FOCAL_POINT), before) == []


def test_a_report_is_whose_turn_it_is(desk: Desk) -> None:
    number = opened(desk)
    health, officer, leader = desk.viewer("health"), desk.viewer("officer"), desk.viewer("leader")
    report = report_of(number).pk
    # The province's report is written from a month before its day.
    assert (kinds(health), kinds(officer), kinds(leader)) == ([DutyKind.SEND_REPORT], [DutyKind.ISSUE_REPORT], [])
    assert duties(health).of(DutyKind.SEND_REPORT)[0].is_late(ON)
    version = submitted(report)
    assert kinds(health) == []
    assert set(kinds(officer)) == {DutyKind.RECEIVE_REPORT, DutyKind.ISSUE_REPORT}
    return_submission(number=report, version=version, comment="Thiếu số", viewer=None, by=SYSTEM, at=LATE)
    (returned,) = duties(health).of(*REPORTS)
    # It was in time: its day, which is over, is not held against it.
    assert (returned.state, returned.note, returned.due) == (SubmissionState.RETURNED, "Thiếu số", None)
    version = submitted(report, at=LATE)
    accept(number=report, version=version, viewer=None, by=SYSTEM, at=LATE)
    edition = an_edition(ReportingRound.objects.get(pk=number))
    (to_issue,) = duties(leader).of(*REPORTS)
    assert (to_issue.kind, to_issue.number, to_issue.other) == (DutyKind.ISSUE_REPORT, number, edition.pk)
    issued(edition)
    assert kinds(leader) == kinds(officer) == []
    assert kinds(desk.viewer("science")) == [DutyKind.SEND_REPORT]
    close_round(number=number, version=1, viewer=None, by=SYSTEM, at=LATE)
    assert kinds(desk.viewer("science")) == []


def test_one_query_none_for_who_sees_no_round(desk: Desk) -> None:
    opened(desk)
    for viewer, most in ((desk.viewer("officer"), 1), (desk.viewer("health"), 1), (make_viewer(Role.BENEFICIARY), 0)):
        with CaptureQueriesContext(connection) as queries:
            report_duties(viewer, ON)
        assert len(queries) == most


def told(on: date) -> dict[str, list[tuple[str, str]]]:
    due = reminders_due(on=on, rounds=round_dates(on))
    return {one.recipient.name: [(item.subject.value, item.whose) for item in one.items] for one in due.people}


def test_letters_go_by_the_rounds_day_to_who_has_not_submitted(desk: Desk) -> None:
    week_before = date(2024, 11, 13)
    number = opened(desk)
    assert told(week_before) == {
        "Lê Thị Y Tế": [("submission", "Sở Y tế")],
        "Vũ Văn Khoa Học": [("submission", "Sở Khoa học và Công nghệ")],
        "Trần Văn Cán Bộ": [("submission", "Sở Kế hoạch và Đầu tư")],  # which has no focal point
    }
    submitted(report_of(number).pk)
    write(report_of(number, "so-khcn").pk)
    assert set(told(ON)) == {"Vũ Văn Khoa Học", "Trần Văn Cán Bộ"}
    # A week before its own day, the province's.
    assert ("round", "Bắc Giang") in told(date(2024, 11, 23))["Trần Văn Cán Bộ"]
    Submission.objects.update(is_sample=True)
    ReportingRound.objects.update(is_sample=True)
    # A sample is no reason to write, and stands for nothing that is owed.
    assert {subject for many in told(DUE).values() for subject, _whose in many} == {"reporting"}
