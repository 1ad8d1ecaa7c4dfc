"""What stands above an estimate: its tabs and acts, what is to be known first, its way, its figures."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.finance.enums import EstimateState
from nscl.finance.queries.estimates.grid import EstimateGrid
from nscl.finance.queries.estimates.listing import EstimateRow
from nscl.text.dates import format_date
from nscl.text.formats import format_million, format_number, format_vnd
from nscl.web.estimates.places import estimate_href, sample_notice
from nscl.web.estimates.words import problems_words
from nscl.web.ui.parts import (
    Act,
    Notice,
    Stat,
    Stats,
    Step,
    Stepper,
    StepState,
    Tab,
    Tabs,
    Tone,
    Weight,
)

PROBLEMS = "#bang-can-xem"


def estimate_tabs(row: EstimateRow, current: str) -> Tabs:
    """The pages of the same lines: built, appraised, compared; `current`: the name of this page's address."""
    items = [("estimate", _("Đề nghị"), "table-properties"), ("estimate-appraise", _("Thẩm định"), "scale")]
    if row.adjusts_number is not None:
        items.append(("estimate-compare", _("So với dự toán trước"), "file-diff"))
    return Tabs(
        _("Dự toán"), [Tab(label, estimate_href(row, name), name == current, icon=icon) for name, label, icon in items]
    )


def estimate_acts(row: EstimateRow) -> list[Act]:
    """What the person may do now, the primary act last."""
    acts = []
    if row.may_edit:
        acts.append(Act(_("Tên, năm"), estimate_href(row, "estimate-change"), "pencil", Weight.QUIET))
        acts.append(Act(_("Thêm dòng"), estimate_href(row, "estimate-line-add"), "plus"))
    if row.may_withdraw:
        acts.append(Act(_("Rút lại"), estimate_href(row, "estimate-withdraw"), "undo-2"))
    if row.may_submit:
        acts.append(Act(_("Trình thẩm định"), estimate_href(row, "estimate-submit"), "send", Weight.PRIMARY))
    if row.may_appraise:
        acts.append(Act(_("Thẩm định"), estimate_href(row, "estimate-appraise"), "scale", Weight.PRIMARY))
    if row.may_adjust:
        acts.append(Act(_("Lập dự toán điều chỉnh"), _start_href(row), "file-diff"))
    return acts


def appraisal_acts(row: EstimateRow) -> list[Act]:
    """What who appraises may do, the primary act last."""
    acts = [
        Act(_("Báo cáo (Word)"), estimate_href(row, "estimate-report"), "file-text", Weight.QUIET),
        Act(_("Bảng (Excel)"), estimate_href(row, "estimate-workbook"), "file-spreadsheet", Weight.QUIET),
    ]
    if row.may_appraise:
        acts.append(Act(_("Trả lại"), estimate_href(row, "estimate-return"), "undo-2"))
        acts.append(Act(_("Duyệt"), estimate_href(row, "estimate-approve"), "badge-check", Weight.PRIMARY))
    return acts


def _start_href(row: EstimateRow) -> str:
    return reverse("estimate-start", kwargs={"slug": row.plan_slug})


def notices_of(found: EstimateGrid) -> list[Notice]:
    """What is to be known before anything else."""
    row, notices = found.row, [sample_notice(is_sample=found.row.is_sample)]
    if found.return_reason:
        last = found.steps[-1]
        by = _("%(name)s trả lại ngày %(day)s.") % {"name": last.by or _("Hệ thống"), "day": _day(last.at)}
        notices.append(Notice(_("Cần sửa: %(reason)s") % {"reason": found.return_reason}, by, Tone.WARN))
    if row.state is EstimateState.SUBMITTED and row.may_withdraw:
        notices.append(
            Notice(
                _("Đang chờ thẩm định nên chưa sửa được."), _("Rút lại nếu cần sửa trước khi có kết quả."), Tone.INFO
            )
        )
    if row.state is EstimateState.APPROVED:
        on = _(" ngày %(day)s") % {"day": format_date(row.document_on)} if row.document_on else ""
        notices.append(
            Notice(
                _("Đã duyệt tại %(document)s%(on)s.") % {"document": row.document, "on": on},
                _("Số liệu không sửa nữa; cần đổi thì lập dự toán điều chỉnh."),
                Tone.GOOD,
            )
        )
    if row.state is EstimateState.SUPERSEDED:
        notices.append(Notice(_("Dự toán này đã được dự toán điều chỉnh thay thế."), tone=Tone.INFO))
    return [one for one in notices if one is not None]


def _day(at: datetime) -> str:
    return format_date(timezone.localtime(at).date())


def stepper_of(row: EstimateRow) -> Stepper:
    """The way of the estimate: made, submitted, decided."""
    drafted, submitted, decided = {
        EstimateState.DRAFT: (StepState.CURRENT, StepState.TODO, StepState.TODO),
        EstimateState.SUBMITTED: (StepState.DONE, StepState.DONE, StepState.CURRENT),
        EstimateState.RETURNED: (StepState.CURRENT, StepState.DONE, StepState.REFUSED),
    }.get(row.state, (StepState.DONE, StepState.DONE, StepState.DONE))
    verdict = _("Trả lại") if row.state is EstimateState.RETURNED else _("Thẩm định, duyệt")
    return Stepper(
        _("Đường đi của dự toán"),
        [
            Step(_("Lập"), drafted, _who(row.created_by, row.created_at)),
            Step(_("Trình"), submitted, _who(row.submitted_by, row.submitted_at)),
            Step(verdict, decided, _who(row.decided_by, row.decided_at)),
        ],
    )


def _who(name: str, at: datetime | None) -> str:
    return "" if at is None else ", ".join(filter(None, [name, _day(at)]))


def stats_of(found: EstimateGrid) -> Stats:
    """The figures of the whole: proposed, beside what the plan prints; appraised; cut; what is to be mended."""
    million = _("triệu đồng")
    printed = next((one for one in found.printed if one.year is None and one.column is None), None)
    note = "" if printed is None else _("kế hoạch in %(n)s") % {"n": format_million(printed.printed_vnd)}
    differs = printed is not None and printed.difference_vnd != 0
    stats = [
        Stat(
            _("Đề nghị"),
            format_million(found.total_vnd),
            note,
            "#bang-du-toan",
            "coins",
            million,
            Tone.WARN if differs else None,
        )
    ]
    if found.appraised_vnd is not None:
        href = estimate_href(found.row, "estimate-appraise")
        stats.append(Stat(_("Thẩm định"), format_million(found.appraised_vnd), _open(found), href, "scale", million))
        stats.append(
            Stat(
                _("Cắt giảm"),
                format_million(found.cut_vnd),
                "",
                href,
                "scissors",
                million,
                Tone.BAD if found.cut_vnd else None,
            )
        )
    if found.row.may_edit or found.row.may_appraise:
        blocking = len(found.blocking if found.row.may_edit else found.open_problems)
        tone = Tone.BAD if blocking else Tone.GOOD
        href = PROBLEMS if found.problems or found.open_problems else ""
        stats.append(Stat(_("Phải sửa"), format_number(blocking), problems_note(found), href, "list-checks", tone=tone))
    return Stats(stats)


def _open(found: EstimateGrid) -> str:
    cells = found.whole.open_cells
    return _("còn %(n)s ô chưa thẩm định") % {"n": format_number(cells)} if cells else ""


def problems_note(found: EstimateGrid) -> str:
    """How much of what is to be looked at does not stand in the way."""
    other = len(found.problems) - len(found.blocking)
    return _("%(n)s chỗ nên xem") % {"n": format_number(other)} if other and found.row.may_edit else ""


def figures_of(found: EstimateGrid) -> list[str]:
    """The figures that a decision is about, for the page that asks for it."""
    said = [_("Tổng đề nghị %(sum)s.") % {"sum": format_vnd(found.total_vnd)}]
    if found.appraised_vnd is not None:
        said.append(_("Tổng thẩm định %(sum)s.") % {"sum": format_vnd(found.appraised_vnd)})
    if found.cut_vnd:
        said.append(_("Cắt giảm %(sum)s.") % {"sum": format_vnd(found.cut_vnd)})
    return said


def problems_sentence(count: int) -> str:
    """Why a step cannot be taken yet."""
    return _("Còn %(problems)s; xem danh sách dưới đây.") % {"problems": problems_words(count)}
