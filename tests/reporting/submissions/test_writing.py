"""Words and estimates of a report: saved paragraph by paragraph, by two people at once, while it is the agency's."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from nscl.accounts.rules import NotAllowed
from nscl.plans.models import Measure
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.reporting.enums import Section, SubmissionState
from nscl.reporting.models import Estimate, Submission, SubmissionParagraph, SubmissionStep
from nscl.reporting.operations.errors import (
    EstimateConflict,
    InvalidEstimate,
    InvalidText,
    ParagraphConflict,
    ParagraphMissing,
    SubmissionClosed,
    SubmissionMissing,
)
from nscl.reporting.operations.estimates import SavedEstimate, save_estimate
from nscl.reporting.operations.paragraphs import (
    SavedParagraph,
    move_paragraph,
    remove_paragraph,
    save_paragraph,
)
from nscl.reporting.queries.submissions import submission_page
from nscl.reporting.rules.words import SITTING
from tests.factories.reporting_desk import IN_TIME, ON, Desk, opened, report_of, submitted, write
from tests.factories.work import amend_plan


def again(
    saved: SavedParagraph,
    submission: int,
    text: str,
    *,
    desk: Desk,
    who: str,
    version: int | None = None,
    minutes: int = 0,
) -> SavedParagraph:
    return save_paragraph(
        submission=submission,
        paragraph=saved.number,
        section=Section.RESULTS,
        text=text,
        version=saved.version if version is None else version,
        viewer=desk.viewer(who),
        by=desk.actor(who),
        at=IN_TIME + timedelta(minutes=minutes),
    )


def written() -> list[tuple[str, str]]:
    found = AuditEvent.objects.filter(action="submission.written").order_by("pk")
    return [(change.before, change.after) for event in found for change in event.changes.order_by("pk")]


def test_the_first_word_makes_a_draft_and_the_same_text_writes_nothing(desk: Desk) -> None:
    report = report_of(opened(desk))
    saved = write(report.pk, "Kết quả  \r\nnăm 2024\n", viewer=desk.viewer("health"), by=desk.actor("health"))
    row = SubmissionParagraph.objects.get(pk=saved.number)
    assert row.text == "Kết quả  \nnăm 2024"
    report.refresh_from_db()
    assert (report.state, report.version) == (SubmissionState.DRAFT, saved.submission_version)
    assert SubmissionStep.objects.filter(submission=report).count() == 1
    twice = write(report.pk, row.text, viewer=desk.viewer("health"), by=desk.actor("health"))
    assert (twice.number, twice.is_changed) == (saved.number, False)
    unchanged = again(saved, report.pk, "Kết quả  \nnăm 2024", desk=desk, who="health", version=0)
    assert (unchanged.version, unchanged.is_changed, unchanged.submission_version) == (1, False, report.version)
    assert written() == [("", "Kết quả  \nnăm 2024")]


def test_a_sitting_of_autosaves_is_one_event_and_no_word_is_lost_to_the_history(desk: Desk) -> None:
    report = report_of(opened(desk))
    empty = write(report.pk, " ", section=Section.REASONS)
    assert Submission.objects.get(pk=report.pk).state == SubmissionState.NOT_STARTED
    remove_paragraph(paragraph=empty.number, version=1, viewer=None, by=SYSTEM, at=IN_TIME)
    saved = write(report.pk, "Một", viewer=desk.viewer("health"), by=desk.actor("health"))
    for minutes, text in ((1, "Một hai"), (5, "Một hai ba")):
        saved = again(saved, report.pk, text, desk=desk, who="health", minutes=minutes)
    assert saved.version == 3
    rest = 5 + int(SITTING.total_seconds() // 60)
    saved = again(saved, report.pk, "Bốn", desk=desk, who="health", minutes=rest)
    again(saved, report.pk, "Năm", desk=desk, who="officer", minutes=rest + 1)
    assert written() == [("", ""), ("", "Một"), ("Một hai ba", "Bốn"), ("Bốn", "Năm")]


def test_two_people_one_paragraph_both_texts_are_shown(desk: Desk) -> None:
    report = report_of(opened(desk))
    saved = write(report.pk, "Chung")
    other = write(report.pk, "Đoạn khác")
    theirs = again(saved, report.pk, "Của cán bộ", desk=desk, who="officer")
    with pytest.raises(ParagraphConflict, match="Trần Văn Cán Bộ") as conflict:
        again(saved, report.pk, "Của sở", desk=desk, who="health")
    assert (conflict.value.mine, conflict.value.theirs) == ("Của sở", "Của cán bộ")
    assert conflict.value.current_version == theirs.version
    again(theirs, report.pk, "Ghép lại", desk=desk, who="health")
    assert again(other, report.pk, "Đoạn khác, sửa", desk=desk, who="health").is_changed  # another one is free


def test_paragraphs_are_moved_and_taken_away(desk: Desk) -> None:
    report = report_of(opened(desk))
    first, second = write(report.pk, "Một"), write(report.pk, "Hai")
    write(report.pk, "Ngoài", section=Section.PROPOSALS)
    act: dict[str, Any] = {"viewer": desk.viewer("health"), "by": desk.actor("health"), "at": IN_TIME}

    def texts() -> list[str]:
        page = submission_page(desk.viewer("health"), report.pk, on=ON)
        return [row.text for row in page.paragraphs]

    move_paragraph(paragraph=second.number, version=1, up=False, **act)  # it is the last of its section
    move_paragraph(paragraph=second.number, version=1, up=True, **act)
    assert texts() == ["Hai", "Một", "Ngoài"]
    with pytest.raises(ParagraphConflict):
        remove_paragraph(paragraph=first.number, version=7, **act)
    remove_paragraph(paragraph=first.number, version=1, **act)
    assert texts() == ["Hai", "Ngoài"]
    with pytest.raises(ParagraphMissing):
        again(first, report.pk, "Một", desk=desk, who="health")
    actions = AuditEvent.objects.exclude(action="submission.written").filter(action__startswith="submission.")
    assert list(actions.order_by("pk").values_list("action", flat=True)) == [
        "submission.rearranged",
        "submission.shortened",
    ]


def test_who_may_write_and_what(desk: Desk) -> None:
    number = opened(desk)
    report = report_of(number)
    with pytest.raises(NotAllowed):
        write(report.pk, viewer=desk.viewer("science"))  # another agency
    with pytest.raises(NotAllowed):
        write(report.pk, viewer=desk.viewer("leader"))
    with pytest.raises(SubmissionMissing):
        write(0)
    write(report.pk, viewer=desk.viewer("officer"))  # for an agency without an account
    with pytest.raises(InvalidText):
        write(report.pk, "x" * 30_001)
    elsewhere = write(report_of(number, "so-khcn").pk)
    with pytest.raises(ParagraphMissing):
        again(elsewhere, report.pk, "x", desk=desk, who="health")
    submitted(report.pk)
    with pytest.raises(SubmissionClosed):
        write(report.pk)


def estimate(
    desk: Desk, report: int, value: str, version: int = 0, *, measure: int | None = None, note: str = ""
) -> SavedEstimate:
    return save_estimate(
        submission=report,
        measure=a_measure() if measure is None else measure,
        value=value,
        note=note,
        version=version,
        viewer=desk.viewer("health"),
        by=desk.actor("health"),
        at=IN_TIME,
    )


def a_measure() -> int:
    return Measure.objects.get(indicator="people_trained").pk


def test_estimates_are_typed_the_vietnamese_way_and_taken_away_by_nothing(desk: Desk) -> None:
    report = report_of(opened(desk))
    saved = estimate(desk, report.pk, " 1.250,5 ", note="Theo đăng ký")
    assert (saved.value, saved.version) == (Decimal("1250.5"), 1)
    assert estimate(desk, report.pk, "1.250,50", note="Theo đăng ký").version == 1  # the same
    with pytest.raises(EstimateConflict) as conflict:
        estimate(desk, report.pk, "900")
    assert (conflict.value.current_version, conflict.value.theirs) == (1, Decimal("1250.5"))
    assert conflict.value.by == "Lê Thị Y Tế"
    changed = estimate(desk, report.pk, "1.300", version=1)
    page = submission_page(desk.viewer("health"), report.pk, on=ON)
    row = page.estimates[a_measure()]
    assert (row.value, row.note, row.label) == (Decimal(1300), "", "lượt người được đào tạo")
    assert page.row.state is SubmissionState.DRAFT
    assert estimate(desk, report.pk, " ", version=changed.version).number is None
    with pytest.raises(EstimateConflict) as gone:
        estimate(desk, report.pk, "5", version=2)
    assert gone.value.theirs is None
    assert not Estimate.objects.exists()
    told = AuditEvent.objects.filter(action="submission.estimated").order_by("pk")
    assert [change.after for event in told for change in event.changes.order_by("pk")] == [
        "lượt người được đào tạo: 1.250,5",
        "lượt người được đào tạo: 1.300",
        "",
    ]


@pytest.mark.parametrize("value", ["nhiều", "1,234,567.8", "1,23456", "100000000000"])
def test_what_is_no_estimate(desk: Desk, value: str) -> None:
    report = report_of(opened(desk))
    with pytest.raises(InvalidEstimate) as refused:
        estimate(desk, report.pk, value)
    assert [one.field for one in refused.value.problems] == ["value"]
    with pytest.raises(InvalidEstimate) as refused:
        estimate(desk, report.pk, "1", measure=0, note="x" * 501)
    assert [one.field for one in refused.value.problems] == ["measure", "note"]


def test_an_estimate_follows_its_measure_when_the_plan_is_amended(desk: Desk) -> None:
    report = report_of(opened(desk)).pk
    before = a_measure()
    estimate(desk, report, "900")
    amend_plan(desk.plan)
    after = Measure.objects.get(indicator="people_trained", edition__state="issued").pk
    assert list(submission_page(desk.viewer("health"), report, on=ON).estimates) == [after]
    with pytest.raises(EstimateConflict):
        estimate(desk, report, "950", measure=after)
    estimate(desk, report, "950", 1, measure=after)
    estimate(desk, report, "960", 2, measure=before)  # from a page that was opened before
    row = Estimate.objects.get()
    assert (row.measure_id, row.value, row.version) == (after, Decimal(960), 3)
