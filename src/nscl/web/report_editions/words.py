"""Editions, tables and papers as the screen names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.reporting.enums import FileForm, ReportState, SignedFor, TemplatePurpose
from nscl.reporting.queries.editions import EditionDetail, EditionRow
from nscl.reporting.rules.issuing import QuestionKind
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Chip, Text, Tone

EDITION_CHIPS: Final[Mapping[ReportState, Chip]] = {
    ReportState.DRAFT: Chip(gettext_lazy("Đang soạn"), Tone.IDLE, "pencil-line", 0),
    ReportState.ISSUED: Chip(gettext_lazy("Đã ban hành"), Tone.GOOD, "badge-check", 1),
    ReportState.SUPERSEDED: Chip(gettext_lazy("Đã có bản sau"), Tone.IDLE, "history", 2),
}
QUESTION_CHIPS: Final[Mapping[QuestionKind, Chip]] = {
    QuestionKind.NOT_REPORTED: Chip(gettext_lazy("Chưa nộp"), Tone.BAD, "octagon-alert"),
    QuestionKind.NOT_ACCEPTED: Chip(gettext_lazy("Chưa nhận"), Tone.WARN, "triangle-alert"),
    QuestionKind.EARLY: Chip(gettext_lazy("Chưa chốt số liệu"), Tone.WARN, "clock"),
    QuestionKind.PROPOSAL: Chip(gettext_lazy("Máy soạn"), Tone.WARN, "sparkles"),
    QuestionKind.STALE: Chip(gettext_lazy("Số liệu đã đổi"), Tone.WARN, "refresh-cw"),
}
FORM_NAMES: Final[Mapping[FileForm, tuple[Text, Text, str]]] = {
    FileForm.WORD: (
        gettext_lazy("Báo cáo (Word)"),
        gettext_lazy("Đúng thể thức Nghị định 30/2020/NĐ-CP, để trình ký."),
        "file-text",
    ),
    FileForm.EXCEL: (
        gettext_lazy("Phụ lục (Excel)"),
        gettext_lazy("Mỗi bảng một trang tính; dòng cộng là công thức."),
        "file-spreadsheet",
    ),
    FileForm.PDF: (gettext_lazy("Báo cáo (PDF)"), gettext_lazy("Để đọc và gửi; không sửa được."), "file-type"),
}
PURPOSES: Final[Mapping[TemplatePurpose, Text]] = {
    TemplatePurpose.PROVINCE: gettext_lazy("Báo cáo của tỉnh"),
    TemplatePurpose.AGENCY: gettext_lazy("Báo cáo của cơ quan"),
}


def signed_choices() -> list[tuple[str, str]]:
    """In what capacity a report may be signed."""
    return [(code, capital(str(label))) for code, label in SignedFor.choices]


def paper_words(row: EditionRow) -> str:
    """ "Số 12/BC-UBND ngày 28/11/2026"; "" before the office has given a number."""
    if not row.paper_number:
        return ""
    number = _("Số %(number)s") % {"number": row.paper_number}
    if row.issued_on is None:
        return number
    return _("%(number)s ngày %(day)s") % {"number": number, "day": format_date(row.issued_on)}


def edition_words(found: EditionDetail) -> str:
    """The one sentence of an edition: where it is, up to when its figures count, what it still wants."""
    row = found.row
    if row.is_draft:
        parts = [_("Đang soạn"), _("số liệu đến %(day)s") % {"day": format_date(found.as_of)}]
        if found.paragraphs:
            parts.append(_("%(n)s đoạn lời văn") % {"n": format_number(len(found.paragraphs))})
        if found.questions:
            parts.append(_("%(n)s điều phải xem trước khi ban hành") % {"n": format_number(len(found.questions))})
        return _sentence(row, parts)
    parts = [paper_words(row) or _("chưa ghi số")]
    if row.frozen_at is not None:
        day = format_date(localtime(row.frozen_at).date())
        parts.append(_("ban hành trên hệ thống ngày %(day)s") % {"day": day})
    if row.state is ReportState.SUPERSEDED:
        parts.append(_("đã có bản sau thay"))
    return _sentence(row, parts)


def _sentence(row: EditionRow, parts: list[str]) -> str:
    said = ", ".join(parts)
    return f"{row.round_title}. {capital(said)}."
