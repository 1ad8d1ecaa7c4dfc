"""What has to be confirmed before a report is issued, grouped by what it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from nscl.reporting.rules.issuing import IssueQuestion, QuestionKind
from nscl.web.report_editions.editor import written_href
from nscl.web.report_editions.places import edition_href
from nscl.web.report_editions.words import QUESTION_CHIPS
from nscl.web.reports.places import submission_href
from nscl.web.ui.parts import Chip, Text

_HEADINGS: Final[Mapping[QuestionKind, Text]] = {
    QuestionKind.NOT_REPORTED: _("Cơ quan chưa nộp báo cáo"),
    QuestionKind.NOT_ACCEPTED: _("Báo cáo đã nộp, chưa nhận"),
    QuestionKind.EARLY: _("Ngày chốt số liệu"),
    QuestionKind.PROPOSAL: _("Đoạn máy soạn chưa ai xem"),
    QuestionKind.STALE: _("Đoạn máy soạn theo số liệu cũ"),
}
_OF_SUBMISSIONS: Final = (QuestionKind.NOT_REPORTED, QuestionKind.NOT_ACCEPTED)
_OF_PARAGRAPHS: Final = (QuestionKind.PROPOSAL, QuestionKind.STALE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: what it says, where it is looked into, whether it was ticked."""

    question: IssueQuestion
    href: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class AskedGroup:
    """The questions of one kind."""

    heading: Text
    chip: Chip
    items: Sequence[Asked]


def asked_groups(
    number: int, questions: Iterable[IssueQuestion], ticked: Collection[str], *, may_write: bool
) -> list[AskedGroup]:
    """The questions by what they are about, in the order of `_HEADINGS`; kinds without one are left out.

    may_write: a paragraph is looked at where it is written; who may not write there reads it in the preview.
    """
    held = list(questions)
    groups = []
    for kind, heading in _HEADINGS.items():
        items = [
            Asked(one, _href(number, one, may_write=may_write), one.key in ticked) for one in held if one.kind is kind
        ]
        if items:
            groups.append(AskedGroup(heading, QUESTION_CHIPS[kind], items))
    return groups


def _href(number: int, question: IssueQuestion, *, may_write: bool) -> str:
    if question.number is None:
        return ""
    if question.kind in _OF_SUBMISSIONS:
        return submission_href(question.number)
    if question.kind in _OF_PARAGRAPHS:
        return written_href(number, question.number) if may_write else edition_href(number)
    return ""
