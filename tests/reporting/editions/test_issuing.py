"""Before the report is issued: what has to be confirmed, and what the database never takes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from nscl.accounts.rules import NotAllowed
from nscl.records.operations import SYSTEM
from nscl.reporting.enums import Section
from nscl.reporting.models import IssuedFile, ReportEdition, ReportParagraph
from nscl.reporting.operations.edition_errors import EditionConflict, IssueQuestions, IssueRefused
from nscl.reporting.operations.editions import issue
from nscl.reporting.operations.report_paragraphs import save_report_paragraph
from nscl.reporting.queries.editions import edition_page
from nscl.reporting.rules.issuing import QuestionKind
from tests.reporting.editions.conftest import AT, TODAY, Drafted, confirmed

BY_SYSTEM: dict[str, Any] = {"viewer": None, "by": SYSTEM, "at": AT}


def test_who_issues_is_asked_first(drafted: Drafted) -> None:
    leader, officer = drafted.desk.viewer("leader"), drafted.desk.viewer("officer")
    with pytest.raises(NotAllowed):
        issue(number=drafted.edition, stamp=None, viewer=officer, by=SYSTEM, at=AT)
    page = edition_page(leader, drafted.edition, today=TODAY)
    with pytest.raises(IssueQuestions) as asked:
        issue(number=drafted.edition, stamp=page.stamp, viewer=leader, by=SYSTEM, at=AT)
    assert {one.key for one in asked.value.questions} == set(confirmed(drafted.edition))
    # A word changed since the leader looked: what they saw is not what would be issued.
    save_report_paragraph(
        edition=drafted.edition, paragraph=None, section=Section.PROPOSALS, text="Thêm.", version=None, **BY_SYSTEM
    )
    with pytest.raises(EditionConflict):
        issue(
            number=drafted.edition,
            stamp=page.stamp,
            confirmed=confirmed(drafted.edition),
            viewer=leader,
            by=SYSTEM,
            at=AT,
        )
    # A drafted sentence that today's figures would put otherwise has to be seen.
    proposal = ReportParagraph.objects.filter(edition=drafted.edition, updated_by=None, version=1).order_by("pk")[0]
    ReportParagraph.objects.filter(pk=proposal.pk).update(text="Đến hôm qua, 9 trong 9 chỉ tiêu đã đạt.")
    with pytest.raises(IssueQuestions) as stale:
        issue(number=drafted.edition, stamp=None, confirmed=confirmed(drafted.edition), **BY_SYSTEM)
    assert [(one.kind, one.number) for one in stale.value.questions] == [(QuestionKind.STALE, proposal.pk)]
    # Before the closing day figures are not whole yet; a report without a word is none.
    early = edition_page(None, drafted.edition, today=date(2024, 11, 19)).questions
    assert early[0].kind is QuestionKind.EARLY
    ReportParagraph.objects.filter(edition=drafted.edition).delete()
    with pytest.raises(IssueRefused, match="chưa có đoạn lời văn nào"):
        issue(number=drafted.edition, stamp=None, **BY_SYSTEM)
    assert not IssuedFile.objects.exists()


def test_what_no_edition_can_be(drafted: Drafted) -> None:
    refused: list[tuple[str, dict[str, Any]]] = [
        ("reporting_edition_state_and_time", {"frozen_at": AT}),
        ("reporting_edition_state_and_time", {"state": "issued"}),
        ("reporting_edition_state_and_time", {"state": "superseded", "frozen_at": AT}),
        ("reporting_edition_says_why", {"ordinal": 2}),
        ("reporting_edition_has_subject", {"subject": ""}),
    ]
    for name, values in refused:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            ReportEdition.objects.filter(pk=drafted.edition).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():  # a second draft of the round
        ReportEdition.objects.create(round=drafted.held, ordinal=2, reason="x", subject="x", created_at=AT)
