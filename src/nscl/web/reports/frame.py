"""The head and the tabs that all pages of one submission have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.reporting.enums import FileForm, RoundState, SubmissionState
from nscl.reporting.queries.submissions import SubmissionPage
from nscl.reporting.rules.moves import IN_HAND
from nscl.text.dates import format_date
from nscl.web.reports.places import crumbs, report_head, round_href, submission_href, today
from nscl.web.reports.words import STATE_CHIPS, covers_words, timely_chip
from nscl.web.ui.parts import Act, Notice, Page, Tab, Tabs, Text, Tone, Weight
from nscl.web.ui.samples import sample_notice, sample_title

WORDS: Final = "submission"
FIGURES: Final = "submission-figures"
SENDING: Final = "submission-sending"
HISTORY: Final = "submission-history"
_TABS: Final[Sequence[tuple[str, Text, str]]] = (
    (WORDS, gettext_lazy("Lời văn"), "pencil-line"),
    (FIGURES, gettext_lazy("Số liệu"), "table-2"),
    (SENDING, gettext_lazy("Nộp"), "send"),
    (HISTORY, gettext_lazy("Lịch sử"), "history"),
)
_FILE_LABELS: Final = {FileForm.WORD: "Word", FileForm.EXCEL: "Excel", FileForm.PDF: "PDF"}


def framed(page: SubmissionPage, tab: str, *, is_sample: bool = False) -> dict[str, Any]:
    """What every page of a submission shows: head, tabs, what holds for all of it."""
    sample = sample_notice(is_sample=is_sample or page.row.is_sample or page.round.is_sample)
    return {
        "page": head(page, tab),
        "tabs": _tabs(page, tab),
        "sample": sample,
        "notices": list(_notices(page)),
        "files": files(page),
    }


def head(page: SubmissionPage, tab: str = WORDS) -> Page:
    """The head: whose report, how far it is, the next act of this person."""
    title = sample_title(page.row.agency_name, is_sample=page.row.is_sample)
    chip = STATE_CHIPS[SubmissionState(page.row.state)]
    return report_head(title, _answer(page), way=crumbs(page.round), acts=_acts(page, tab), chip=chip)


def _answer(page: SubmissionPage) -> str:
    """ "Hạn nộp 20/11/2026, còn 5 ngày; số liệu đến hết 15/11/2026; báo cáo cả phần của …" """
    row, parts = page.row, []
    due = _("hạn nộp %(day)s") % {"day": format_date(row.due)}
    if (chip := timely_chip(row, today())) is not None:
        words = str(chip.label)
        due = f"{due} ({words[0].lower()}{words[1:]})"
    parts.append(due)
    parts.append(_("số liệu đến hết %(day)s") % {"day": format_date(page.round.data_until)})
    if covers := covers_words(row):
        parts.append(covers)
    words = "; ".join(parts)
    return f"{words[0].upper()}{words[1:]}."


def _acts(page: SubmissionPage, tab: str) -> list[Act]:
    number, acts = page.row.number, []
    is_open = page.round.state == RoundState.OPEN
    if page.may_run and is_open and page.row.state != SubmissionState.HANDED_OVER:
        if page.row.state == SubmissionState.NOT_STARTED:
            acts.append(Act(_("Đưa ra khỏi kỳ"), submission_href(number, "submission-remove"), "x"))
        acts.append(Act(_("Chuyển cơ quan kế thừa"), submission_href(number, "submission-hand"), "corner-up-right"))
    if page.may_return:
        acts.append(Act(_("Trả lại để bổ sung"), submission_href(number, "submission-return"), "undo-2"))
    if page.may_decide:
        acts.append(
            Act(_("Nhận báo cáo"), submission_href(number, "submission-accept"), "circle-check", Weight.PRIMARY)
        )
    elif page.may_write and page.row.state in IN_HAND and tab != SENDING:
        weight = Weight.PLAIN if page.may_run else Weight.PRIMARY
        acts.append(Act(_("Kiểm tra và nộp"), submission_href(number, SENDING), "send", weight))
    return acts


def _tabs(page: SubmissionPage, current: str) -> Tabs:
    return Tabs(
        _("Các phần của báo cáo"),
        [
            Tab(label, submission_href(page.row.number, name), current=name == current, icon=icon)
            for name, label, icon in _TABS
        ],
    )


def _notices(page: SubmissionPage) -> Sequence[Notice]:
    found = []
    if page.round.state == RoundState.CLOSED:
        found.append(Notice(_("Kỳ báo cáo đã khóa: chỉ đọc."), "", Tone.IDLE))
    if page.row.handed_to is not None:
        act = Act(_("Mở báo cáo đó"), submission_href(page.row.handed_to), "arrow-right")
        words = _("%(agency)s báo cáo thay cơ quan này.") % {"agency": page.row.handed_to_name}
        found.append(Notice(words, "", Tone.IDLE, [act]))
    if page.return_reason:
        found.append(Notice(_("Báo cáo được trả lại để bổ sung"), page.return_reason, Tone.WARN))
    if page.round.note and page.row.state in IN_HAND:
        found.append(Notice(_("Lưu ý của kỳ báo cáo"), page.round.note, Tone.INFO))
    return found


def files(page: SubmissionPage) -> list[Act]:
    """The report as a file, in each form."""
    return [
        Act(label, reverse("submission-file", kwargs={"number": page.row.number, "form": form.value}), "file-down")
        for form, label in _FILE_LABELS.items()
    ]


def back_to_round(page: SubmissionPage) -> str:
    """The page of the round."""
    return round_href(page.round.number)
