"""A paragraph of a report as it is shown: to be read or written, with what the department remarked beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.reporting.enums import RoundState, Section
from nscl.reporting.queries.submissions import ParagraphRow, RemarkRow, SectionWords, SubmissionPage
from nscl.reporting.rules.moves import IN_HAND
from nscl.text.dates import format_date
from nscl.web.reports.words import SECTION_HELP, moment_words
from nscl.web.ui.parts import Text


@dataclass(frozen=True)
class RemarkView:
    """A remark as it is shown; settle: where it is said to be dealt with, "" where the person cannot say so."""

    row: RemarkRow
    said: str
    settled: str
    settle: str


@dataclass(frozen=True)
class ParagraphView:
    """What `reports/paragraph.html` shows. key: by which its parts are told apart in the page."""

    row: ParagraphRow
    label: str
    key: str
    kept: str
    remarks: Sequence[RemarkView]
    move: str
    remove: str
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class SectionView:
    """A section with what it is to say."""

    section: Section
    help: Text
    paragraphs: Sequence[ParagraphView]


def sections_of(page: SubmissionPage) -> list[SectionView]:
    """All sections of a submission, also those without a word."""
    return [_section(page, one) for one in page.sections]


def _section(page: SubmissionPage, one: SectionWords) -> SectionView:
    rows = one.paragraphs
    views = [_paragraph(page, row, place, len(rows)) for place, row in enumerate(rows)]
    return SectionView(one.section, SECTION_HELP[one.section], views)


def _paragraph(page: SubmissionPage, row: ParagraphRow, place: int, count: int) -> ParagraphView:
    where = {"number": page.row.number, "paragraph": row.number}
    return ParagraphView(
        row=row,
        label=paragraph_label(row.section, place),
        key=str(row.number),
        kept=_("Lưu lúc %(moment)s") % {"moment": moment_words(row.updated_at, row.updated_by)},
        remarks=remarks_of(page, row.remarks),
        move=reverse("paragraph-move", kwargs=where),
        remove=reverse("paragraph-remove", kwargs=where),
        is_first=place == 0,
        is_last=place == count - 1,
    )


def paragraph_label(section: Section, place: int) -> str:
    """What a paragraph is called: "Kết quả thực hiện, đoạn 2"; place counts from 0."""
    return _("%(section)s, đoạn %(n)s") % {"section": section.label, "n": place + 1}


def remarks_of(page: SubmissionPage, rows: Sequence[RemarkRow]) -> list[RemarkView]:
    """The remarks, those that are open first."""
    return [_remark(page, row) for row in sorted(rows, key=lambda row: (row.settled_at is not None, row.number))]


def _remark(page: SubmissionPage, row: RemarkRow) -> RemarkView:
    # Who writes the report, or runs the round, says that a remark is dealt with, while the round is open.
    may = page.may_run or (page.may_write and page.row.state in IN_HAND)
    is_open = row.settled_at is None and page.round.state == RoundState.OPEN
    settled = ""
    if row.settled_at is not None:
        day = format_date(timezone.localtime(row.settled_at).date())
        settled = _("Đã xử lý ngày %(day)s, %(name)s") % {"day": day, "name": row.settled_by or _("Hệ thống")}
    where = {"number": page.row.number, "remark": row.number}
    return RemarkView(
        row=row,
        said=moment_words(row.at, row.by),
        settled=settled,
        settle=reverse("remark-settle", kwargs=where) if may and is_open else "",
    )
