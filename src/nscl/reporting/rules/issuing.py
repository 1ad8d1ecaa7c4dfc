"""What has to be known before a report is issued: what nobody may pass, and what a leader has to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from nscl.reporting.enums import SubmissionState
from nscl.text.dates import format_date


class QuestionKind(StrEnum):
    """What a question before issue is about."""

    NOT_REPORTED = "not_reported"
    NOT_ACCEPTED = "not_accepted"
    EARLY = "early"
    PROPOSAL = "proposal"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class IssueQuestion:
    """What whoever issues has to confirm. key: what the confirmation names; number: the submission or paragraph."""

    key: str
    kind: QuestionKind
    says: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class AgencyState:
    """Where the report of one agency is."""

    submission: int
    agency: str
    state: SubmissionState
    due: date


def questions_of_agencies(states: Iterable[AgencyState]) -> tuple[IssueQuestion, ...]:
    """Who has not reported yet, and whose report nobody has accepted; in the order given."""
    found = []
    for one in states:
        where = {"agency": one.agency, "due": format_date(one.due)}
        if one.state in {SubmissionState.NOT_STARTED, SubmissionState.DRAFT}:
            says, kind = _("%(agency)s chưa nộp báo cáo (hạn %(due)s)"), QuestionKind.NOT_REPORTED
        elif one.state == SubmissionState.RETURNED:
            says, kind = _("%(agency)s được trả lại báo cáo để bổ sung, chưa nộp lại"), QuestionKind.NOT_REPORTED
        elif one.state == SubmissionState.SUBMITTED:
            says, kind = _("%(agency)s đã nộp nhưng báo cáo chưa được nhận"), QuestionKind.NOT_ACCEPTED
        else:
            continue
        found.append(IssueQuestion(f"{kind}:{one.submission}", kind, says % where, one.submission))
    return tuple(found)


def questions_of_closing(data_until: date, today: date) -> tuple[IssueQuestion, ...]:
    """That the day up to which figures count is still to come."""
    if data_until <= today:
        return ()
    says = _("Chưa đến ngày chốt số liệu %(day)s: số liệu của báo cáo chỉ tính đến hôm nay") % {
        "day": format_date(data_until)
    }
    return (IssueQuestion(str(QuestionKind.EARLY), QuestionKind.EARLY, says),)


def questions_of_proposals(proposals: Sequence[tuple[int, str]]) -> tuple[IssueQuestion, ...]:
    """Paragraphs that the system drafted and nobody has looked at: (number, text)."""
    return tuple(
        IssueQuestion(
            f"{QuestionKind.PROPOSAL}:{number}",
            QuestionKind.PROPOSAL,
            _("Đoạn máy soạn chưa ai sửa hay xác nhận: “%(text)s”") % {"text": shortened(text)},
            number,
        )
        for number, text in proposals
    )


def questions_of_stale(proposals: Sequence[tuple[int, str]], fresh: Iterable[str]) -> tuple[IssueQuestion, ...]:
    """Of these drafted paragraphs, those that today's figures would put in other words."""
    now = set(fresh)
    return tuple(
        IssueQuestion(
            f"{QuestionKind.STALE}:{number}",
            QuestionKind.STALE,
            _("Số liệu đã đổi sau khi máy soạn đoạn: “%(text)s”. Hãy soạn lại đoạn này theo số liệu mới")
            % {"text": shortened(text)},
            number,
        )
        for number, text in proposals
        if text not in now
    )


def shortened(text: str, most: int = 90) -> str:
    """The beginning of a text, cut at a word."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
