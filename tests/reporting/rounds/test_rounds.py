"""Rounds opened, changed, closed, opened again; agencies asked, taken out, handed over."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.enums import Role
from nscl.accounts.rules import NotAllowed
from nscl.records.models import AuditEvent, SearchEntry
from nscl.records.operations import SYSTEM
from nscl.reporting.enums import ReportingKind, RoundKind, RoundState, Section, SubmissionState
from nscl.reporting.models import CoveredAgency, ReportingRound, Submission
from nscl.reporting.operations.errors import (
    CannotRemove,
    HandOverRefused,
    InvalidRound,
    ReasonMissing,
    RoundClosed,
    RoundConflict,
    RoundExists,
    RoundStepRefused,
    StepRefused,
)
from nscl.reporting.operations.handing_over import hand_over
from nscl.reporting.operations.rounds import (
    add_agency,
    change_round,
    close_round,
    open_round,
    remove_agency,
    reopen_round,
)
from nscl.reporting.queries.access import RoundNotFound
from nscl.reporting.queries.proposals import agencies_to_hand_to
from nscl.reporting.queries.rounds import list_rounds, round_page
from nscl.reporting.queries.submissions import submission_page
from nscl.reporting.queries.timeliness import tallies, timeliness
from nscl.reporting.rules.timeliness import Tally, Timely
from tests.factories.people import AT, make_viewer
from tests.factories.reporting_desk import (
    DUE,
    IN_TIME,
    LATE,
    ON,
    OPENED,
    Desk,
    body,
    opened,
    report_of,
    submitted,
    write,
)
from tests.factories.reporting_desk import values as round_values

AFTER = date(2024, 11, 28)


def events(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def close(number: int, at: datetime = LATE) -> int:
    version = ReportingRound.objects.get(pk=number).version
    return close_round(number=number, version=version, viewer=None, by=SYSTEM, at=at)


def change(number: int, **changes: Any) -> int:
    row = ReportingRound.objects.get(pk=number)
    given: dict[str, Any] = {
        "version": row.version,
        "title": row.title,
        "note": row.note,
        "data_until": row.data_until,
        "agencies_due": row.agencies_due,
        "province_due": row.province_due,
        **changes,
    }
    return change_round(number=number, **given, viewer=None, by=SYSTEM, at=OPENED)


def test_a_round_asks_its_agencies_and_is_found(desk: Desk) -> None:
    number = opened(desk)
    row = ReportingRound.objects.get(pk=number)
    assert row.unit_id == desk.plan.unit_id  # on that day Bắc Giang held its land itself
    reports = Submission.objects.filter(round=number).order_by("pk")
    assert [one.agency_id for one in reports] == [body(key) for key in ("so-khcn", "so-khdt", "so-y-te")]
    assert {(one.state, one.due) for one in reports} == {(SubmissionState.NOT_STARTED, DUE)}
    assert SearchEntry.objects.get(kind=ReportingKind.ROUND, object_id=number).title == "Báo cáo năm 2024"
    assert events("round.opened") == 1


def test_a_round_after_the_merger_is_the_new_provinces_and_covers_the_old_bodies(desk: Desk) -> None:
    due = date(2026, 12, 10)
    final: dict[str, Any] = {
        "kind": RoundKind.FINAL,
        "year": 2025,
        "title": "Tổng kết",
        "period_end": date(2025, 12, 31),
    }
    number = opened(desk, keys=["so-tai-chinh"], at=AT, **final, agencies_due=due, province_due=None, data_until=due)
    row = ReportingRound.objects.select_related("unit").get(pk=number)
    assert (row.unit.name, row.plan_id) == ("Bắc Ninh", desk.plan.pk)
    covers = CoveredAgency.objects.filter(submission__round=number).order_by("pk")
    assert [one.name for one in covers] == ["Sở Tài chính thành phố Bắc Ninh", "Sở Kế hoạch và Đầu tư tỉnh Bắc Giang"]
    assert [one.since for one in covers] == [None, date(2026, 9, 20)]
    (page,) = round_page(desk.viewer("officer"), number, on=AT.date()).submissions
    assert page.covers == ("Sở Kế hoạch và Đầu tư tỉnh Bắc Giang",)


def test_what_cannot_be_opened(desk: Desk) -> None:
    number = opened(desk, keys=["so-khcn"])
    with pytest.raises(RoundExists) as there:
        opened(desk, keys=[])
    assert there.value.number == number
    gone = body("so-khdt")  # became part of Sở Tài chính on 1 March 2025

    def refused(agencies: list[int], **changes: Any) -> list[tuple[str, int | None]]:
        with pytest.raises(InvalidRound) as found:
            open_round(
                plan=desk.plan.pk,
                values=round_values(**changes),
                agencies=agencies,
                viewer=None,
                by=SYSTEM,
                at=OPENED,
            )
        return [(one.field, one.number) for one in found.value.problems]

    later: dict[str, Any] = {"year": 2025, "agencies_due": date(2025, 4, 1), "province_due": None}
    assert refused([gone], **later) == [("agencies", body("so-tai-chinh", date(2025, 4, 1)))]
    foreign = body("so-y-te", date(2026, 11, 1))  # of Bắc Ninh, while the round is Bắc Giang's
    assert refused([foreign], year=2023, title="") == [("title", None), ("agencies", foreign)]
    twice: dict[str, Any] = {"kind": RoundKind.ON_DEMAND, "title": "Báo cáo nhanh"}
    opened(desk, keys=[], **twice)
    with pytest.raises(RoundExists):
        opened(desk, keys=[], **twice)
    opened(desk, keys=[], **{**twice, "title": "Báo cáo nhanh lần 2"})


def test_only_the_department_runs_rounds(desk: Desk) -> None:
    number = opened(desk)
    for viewer in (desk.viewer("leader"), desk.viewer("health"), make_viewer(Role.PROVINCE_OFFICER, province="20")):
        with pytest.raises(NotAllowed):
            close_round(number=number, version=1, viewer=viewer, by=SYSTEM, at=LATE)
    close_round(number=number, version=1, viewer=desk.viewer("officer"), by=desk.actor("officer"), at=LATE)


def test_changed_days_reach_the_reports_and_a_stale_form_is_told(desk: Desk) -> None:
    number = opened(desk)
    assert change(number) == 1  # the same values
    later = date(2024, 11, 25)
    assert change(number, agencies_due=later, note="Gia hạn do bão") == 2
    assert set(Submission.objects.filter(round=number).values_list("due", flat=True)) == {later}
    assert events("round.changed") == 1
    with pytest.raises(RoundConflict) as conflict:
        change(number, version=1, title="Tên khác")
    assert [(one.mine, one.theirs) for one in conflict.value.fields] == [("Tên khác", "Báo cáo năm 2024")]
    with pytest.raises(InvalidRound):
        change(number, province_due=date(2024, 11, 24))


def test_agencies_are_added_and_taken_out_while_nothing_is_written(desk: Desk) -> None:
    number = opened(desk, keys=["so-khcn"])
    act: dict[str, Any] = {"viewer": desk.viewer("officer"), "by": desk.actor("officer"), "at": IN_TIME}
    added = add_agency(round_number=number, agency=body("so-y-te"), **act)
    with pytest.raises(InvalidRound):
        add_agency(round_number=number, agency=body("so-y-te"), **act)
    remove_agency(submission=added, **act)
    assert not Submission.objects.filter(pk=added).exists()
    again = add_agency(round_number=number, agency=body("so-y-te"), **act)
    write(again)
    with pytest.raises(CannotRemove):
        remove_agency(submission=again, **act)
    assert (events("submission.asked"), events("submission.withdrawn")) == (2, 1)


def test_after_closing_nothing_and_a_round_opens_again_with_a_reason(desk: Desk) -> None:
    number = opened(desk)
    health = report_of(number)
    version = close(number)
    for act in (
        lambda: write(health.pk),
        lambda: change(number, title="x"),
        lambda: add_agency(round_number=number, agency=body("so-cong-thuong"), viewer=None, by=SYSTEM, at=LATE),
        lambda: remove_agency(submission=health.pk, viewer=None, by=SYSTEM, at=LATE),
    ):
        with pytest.raises(RoundClosed):
            act()
    with pytest.raises(RoundStepRefused):
        close(number)
    with pytest.raises(ReasonMissing):
        reopen_round(number=number, version=version, reason=" ", viewer=None, by=SYSTEM, at=LATE)
    with pytest.raises(RoundConflict):
        reopen_round(number=number, version=1, reason="Bổ sung", viewer=None, by=SYSTEM, at=LATE)
    reopen_round(number=number, version=version, reason="Bổ sung", viewer=None, by=SYSTEM, at=LATE)
    page = round_page(desk.viewer("officer"), number, on=AFTER)
    assert (page.row.state, [step.comment for step in page.steps]) == (RoundState.OPEN, ["Bổ sung", ""])
    write(health.pk)


def test_an_abolished_agency_hands_over_and_both_are_named(desk: Desk) -> None:
    number = opened(desk)
    old, science = report_of(number, "so-khdt"), report_of(number, "so-khcn")
    write(old.pk, "Đã bố trí vốn.", section=Section.RESULTS)
    at = datetime(2025, 3, 10, 2, 0, tzinfo=OPENED.tzinfo)
    heir = body("so-tai-chinh", at.date())
    choices = agencies_to_hand_to(desk.viewer("officer"), old.pk, on=at.date())
    assert (choices[0].agency_id, choices[0].is_heir, choices[1].is_heir) == (heir, True, False)

    def give(report: int, to: int, reason: str = "Nghị quyết hợp nhất") -> int:
        return hand_over(submission=report, to_agency=to, reason=reason, viewer=None, by=SYSTEM, at=at)

    with pytest.raises(ReasonMissing):
        give(old.pk, heir, "")
    for wrong in (body("so-khdt"), body("so-y-te", date(2026, 11, 1)), 0):  # itself, of elsewhere by then, nobody
        with pytest.raises(HandOverRefused):
            give(old.pk, wrong)
    taken = give(old.pk, heir)
    page = submission_page(desk.viewer("officer"), taken, on=at.date())
    assert [(one.name, one.since) for one in page.covers] == [
        ("Sở Tài chính tỉnh Bắc Giang", None),
        ("Sở Kế hoạch và Đầu tư tỉnh Bắc Giang", date(2025, 3, 1)),
    ]
    (words,) = page.taken_over
    assert (words.agency_name, words.reason) == ("Sở Kế hoạch và Đầu tư", "Nghị quyết hợp nhất")
    assert [row.text for section in words.sections for row in section.paragraphs] == ["Đã bố trí vốn."]
    old.refresh_from_db()
    assert (old.state, old.handed_to_id) == (SubmissionState.HANDED_OVER, taken)
    with pytest.raises(StepRefused):
        give(old.pk, heir)
    submitted(science.pk)
    with pytest.raises(HandOverRefused, match="đã nộp"):
        give(report_of(number, "so-y-te").pk, body("so-khcn"))
    tally = round_page(desk.viewer("officer"), number, on=at.date()).row.tally
    assert (tally.asked, tally.handed_over, tally.sent, tally.late) == (3, 1, 1, 2)
    assert events("submission.handed_over") == 1


def test_who_sees_what_of_a_round(desk: Desk) -> None:
    number = opened(desk)
    submitted(report_of(number, "so-y-te").pk, at=LATE)
    everything = round_page(desk.viewer("leader"), number, on=AFTER)
    assert {one.agency_name: (one.timely, one.days_late) for one in everything.submissions} == {
        "Sở Khoa học và Công nghệ": (Timely.NEVER, 8),
        "Sở Kế hoạch và Đầu tư": (Timely.NEVER, 8),
        "Sở Y tế": (Timely.LATE, 5),
    }
    assert (everything.may_run, everything.may_issue, everything.sees_all) == (False, True, True)
    # The focal point of today's Sở Y tế Bắc Ninh answers for that of Bắc Giang, and sees no other report.
    own = round_page(desk.viewer("health"), number, on=AFTER)
    assert [one.agency_name for one in own.submissions] == ["Sở Y tế"]
    assert (own.sees_all, own.row.tally.asked) == (False, 3)
    (listed,) = list_rounds(desk.viewer("health"), unit_ids=None, year=2024, on=AFTER)
    assert [one.agency_name for one in listed.own] == ["Sở Y tế"]
    for stranger in (make_viewer(Role.BENEFICIARY), make_viewer(Role.PROVINCE_OFFICER, province="20")):
        assert list_rounds(stranger, unit_ids=None, on=AFTER) == ()
        with pytest.raises(RoundNotFound):
            round_page(stranger, number, on=AFTER)
    assert len(list_rounds(make_viewer(Role.NATIONAL_VIEWER), unit_ids=None, on=AFTER)) == 1


def test_timeliness_over_the_years(desk: Desk) -> None:
    first = opened(desk)
    submitted(report_of(first, "so-y-te").pk)
    submitted(report_of(first, "so-khcn").pk, at=LATE)
    year: dict[str, Any] = {
        "year": 2023,
        "title": "Báo cáo năm 2023",
        "period_start": date(2023, 1, 1),
        "data_until": date(2023, 12, 1),
    }
    days: dict[str, Any] = {"agencies_due": date(2024, 12, 10), "province_due": None}
    opened(desk, keys=["so-y-te"], is_sample=True, **year, **days)
    viewer = desk.viewer("officer")
    with CaptureQueriesContext(connection) as queries:
        found = timeliness(viewer, unit_ids=None, on=AFTER)
    assert len(queries) == 2
    assert (found.years, found.is_sample) == ((2024, 2023), True)
    by_name = {row.name: row for row in found.rows}
    assert by_name["Sở Y tế"].years == {2024: Tally(on_time=1), 2023: Tally(waiting=1)}
    assert (found.by_year[2024], found.total.asked) == (Tally(on_time=1, late=1, never=1), 4)
    # What went into another body stands with it once that one reports too.
    day = date(2025, 12, 1)
    later: dict[str, Any] = {"year": 2025, "period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
    later |= {"agencies_due": day, "province_due": None, "data_until": day}
    opened(desk, keys=["so-tai-chinh"], at=OPENED.replace(year=2025), **later)
    (finance,) = [row for row in timeliness(viewer, unit_ids=None, on=AFTER).rows if row.name == "Sở Tài chính"]
    assert (finance.unit_name, finance.earlier) == ("Bắc Ninh", ("Sở Kế hoạch và Đầu tư tỉnh Bắc Giang",))
    assert finance.years == {2024: Tally(never=1), 2025: Tally(waiting=1)}
    assert len(tallies(unit_ids=[desk.plan.unit_id], on=AFTER)) == 4
    with pytest.raises(NotAllowed):
        timeliness(desk.viewer("health"), unit_ids=None, on=AFTER)


def test_pages_take_the_same_few_queries_for_any_number_of_agencies(desk: Desk) -> None:
    number = opened(desk, keys=["so-y-te"])
    viewer = desk.viewer("officer")

    def counted() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as page:
            round_page(viewer, number, on=ON)
        with CaptureQueriesContext(connection) as listed:
            list_rounds(viewer, unit_ids=None, on=ON)
        return len(page), len(listed)

    alone = counted()
    for key in ("so-khcn", "so-khdt"):
        add_agency(round_number=number, agency=body(key), viewer=None, by=SYSTEM, at=OPENED)
    assert counted() == alone == (5, 2)
