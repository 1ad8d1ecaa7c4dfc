"""The editions of a round, and the beginning of one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.reporting.enums import ReportState, RoundState
from nscl.reporting.operations.edition_errors import DraftExists
from nscl.reporting.operations.editions import start_edition
from nscl.reporting.queries.editions import EditionRow, editions_of_round
from nscl.reporting.queries.rounds import RoundPage
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.report_editions.asking import ask
from nscl.web.report_editions.listing import editions_table
from nscl.web.report_editions.places import edition_href, editions_href, report_head
from nscl.web.report_editions.words import paper_words
from nscl.web.reports.access import reads_reports
from nscl.web.reports.places import crumbs, round_href, round_or_404
from nscl.web.reports.words import tally_words
from nscl.web.support.forms.fields import long_field
from nscl.web.ui.parts import Act, Confirmation, Weight
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.tables import TableQuery
from nscl.web.work.forms.editor import Editor

_REASON = "reason"


@reads_reports
@require_safe
def report_editions(request: HttpRequest, number: int) -> HttpResponse:
    """Every edition of the province's report of a round that the person sees."""
    found = round_or_404(request, number)
    rows = editions_of_round(viewer(request), number)
    acts = _acts(found, rows)
    view = editions_table(rows, acts, sees_drafts=found.sees_all).present(TableQuery.of(request))
    context = {
        "page": report_head(
            _("Báo cáo của tỉnh"), _answer(found, rows), way=crumbs(found.row), acts=acts if rows else []
        ),
        "notices": sample_notices(is_sample=found.row.is_sample or any(row.is_sample for row in rows)),
        "view": view,
    }
    return render(request, "report_editions/editions.html", context)


@requires(Permission.VIEW_REPORTS, Permission.RUN_ROUNDS)
@require_http_methods(["GET", "HEAD", "POST"])
def report_start(request: HttpRequest, number: int) -> HttpResponse:
    """Begin an edition: the first with sentences drafted from the figures, a later one with the words before it."""
    found = round_or_404(request, number)
    if not found.may_run:
        raise Http404
    rows = editions_of_round(viewer(request), number)
    draft = next((row for row in rows if row.is_draft), None)
    if draft is not None:
        return HttpResponseRedirect(edition_href(draft.number, "report-write"))
    is_further = bool(rows)

    def act(values: dict[str, Any]) -> str:
        try:
            saved = start_edition(
                round_number=number,
                reason=values.get(_REASON, ""),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except DraftExists as other:
            return edition_href(other.number, "report-write")
        return edition_href(saved.number, "report-write")

    title = _("Soạn bản tiếp theo") if is_further else _("Soạn báo cáo của tỉnh")
    return ask(
        request,
        report_head(title, tally_words(found.row.tally), way=crumbs(found.row)),
        _question(found, rows, title),
        act,
        said=_("Đã mở bản soạn. Xem lại từng đoạn gợi ý, rồi chọn thêm đoạn của các cơ quan."),
        editor=_reason_form() if is_further else None,
    )


def _question(found: RoundPage, rows: tuple[EditionRow, ...], title: str) -> Confirmation:
    if rows:
        follows = [
            _("Lời văn của bản %(n)s được chép sang để sửa; bản đó giữ nguyên, kể cả các tệp.")
            % {"n": rows[0].ordinal},
            _("Số liệu tính lại theo hồ sơ hiện có; khi ban hành có bảng so với bản trước."),
            _("Bản này có số và ngày riêng."),
        ]
    else:
        follows = [
            _("Các bảng số liệu có sẵn, tính từ hồ sơ đến hôm nay hoặc đến ngày chốt số liệu."),
            _("Phần đánh giá chung có vài đoạn máy soạn từ số liệu; đoạn nào chưa ai xem thì có dấu."),
            _("Các cơ quan vẫn nộp tiếp được trong lúc soạn."),
        ]
    back = editions_href(found.row.number) if rows else round_href(found.row.number)
    return Confirmation(f"{title}?", follows, title, back, icon="file-plus")


def _reason_form() -> Editor:
    help_text = _("Ghi ngắn gọn cần sửa gì; hiện cùng các bản của báo cáo.")
    return Editor({_REASON: long_field(_("Vì sao lập thêm bản này"), help_text=help_text)}, {}, Choices())


def _acts(found: RoundPage, rows: tuple[EditionRow, ...]) -> list[Act]:
    """To begin, or to go on with what was begun. A further edition needs the round opened again."""
    if not found.may_run:
        return []
    draft = next((row for row in rows if row.is_draft), None)
    if draft is not None:
        label, href = _("Soạn tiếp"), edition_href(draft.number, "report-write")
        return [Act(label, href, "pencil-line", Weight.PRIMARY)]
    start = editions_href(found.row.number, "report-start")
    if not rows:
        return [Act(_("Soạn báo cáo của tỉnh"), start, "file-plus", Weight.PRIMARY)]
    if found.row.state == RoundState.OPEN:
        return [Act(_("Soạn bản tiếp theo"), start, "file-plus")]
    return [Act(_("Mở lại kỳ để lập bản tiếp theo"), round_href(found.row.number, "round-reopen"), "lock-open")]


def _answer(found: RoundPage, rows: tuple[EditionRow, ...]) -> str:
    issued = next((row for row in rows if row.state is ReportState.ISSUED), None)
    draft = next((row for row in rows if row.is_draft), None)
    parts = [found.row.title]
    if issued is not None:
        parts.append(_("bản %(n)s đang có hiệu lực") % {"n": issued.ordinal})
        parts.append(paper_words(issued) or _("chưa ghi số"))
    if draft is not None:
        parts.append(_("đang soạn bản %(n)s") % {"n": draft.ordinal})
    if not rows:
        tally = tally_words(found.row.tally)
        parts.append(_("chưa soạn; %(tally)s") % {"tally": tally} if found.sees_all else _("chưa ban hành"))
    return f"{': '.join([parts[0], ', '.join(parts[1:])])}."
