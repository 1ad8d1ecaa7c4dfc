"""One round: which agency has submitted, in time or late; its days; what was done to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.reporting.enums import RoundState, SubmissionState
from nscl.reporting.queries.rounds import RoundPage, RoundStepRow
from nscl.reporting.rules.moves import IN_HAND
from nscl.text.dates import format_date
from nscl.web.access import require_safe
from nscl.web.plans.words import capital
from nscl.web.reports.access import reads_reports
from nscl.web.reports.places import crumbs, report_head, round_href, round_or_404, submission_href, today
from nscl.web.reports.round_tables import submissions_table
from nscl.web.reports.words import KIND_WORDS, ROUND_CHIPS, days_words, moment_words, tally_words
from nscl.web.ui.parts import Act, Empty, Fact, Facts, Moment, Timeline, Tone, Weight
from nscl.web.ui.samples import sample_notice, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response


@reads_reports
@require_safe
def report_round(request: HttpRequest, number: int) -> HttpResponse:
    """The round's page; as a file, its table."""
    page = round_or_404(request, number)
    query = TableQuery.of(request)
    view = submissions_table(page.submissions, _nobody(page), today()).present(query)
    is_sample = page.row.is_sample or any(one.is_sample for one in page.submissions)
    if query.wants_xlsx:
        return xlsx_response([view], title=sample_title(page.row.title, is_sample=is_sample), at=timezone.localtime())
    context: dict[str, Any] = {
        "page": report_head(page.row.title, _answer(page), way=crumbs(), acts=_acts(page), chip=_chip(page)),
        "sample": sample_notice(is_sample=is_sample),
        "note": page.note,
        "view": view,
        "facts": _facts(page),
        "timeline": _timeline(page),
    }
    return render(request, "reports/round.html", context)


def _chip(page: RoundPage) -> Any:
    return ROUND_CHIPS[RoundState(page.row.state)]


def _answer(page: RoundPage) -> str:
    days = days_words(page.row.agencies_due, page.row.province_due)
    if not page.sees_all:
        return capital(_("%(days)s.") % {"days": days})
    return _("%(tally)s; %(days)s.") % {"tally": capital(tally_words(page.row.tally)), "days": days}


def _acts(page: RoundPage) -> list[Act]:
    """The way to the report first asked for stands last: one's own, else the province's."""
    number, acts = page.row.number, []
    if page.may_run and page.row.state == RoundState.OPEN:
        acts = [
            Act(_("Sửa kỳ"), round_href(number, "round-edit"), "pencil"),
            Act(_("Thêm cơ quan"), round_href(number, "round-agency-add"), "plus"),
            Act(_("Khóa kỳ"), round_href(number, "round-close"), "lock"),
        ]
    elif page.may_run:
        acts = [Act(_("Mở lại kỳ"), round_href(number, "round-reopen"), "lock-open")]
    own = next((one for one in page.row.own if one.state in IN_HAND), None)
    if page.sees_all:
        weight = Weight.PRIMARY if own is None else Weight.PLAIN
        acts.append(Act(_("Báo cáo của tỉnh"), _province_href(page), "file-text", weight))
    if own is not None:
        acts.append(Act(_("Soạn báo cáo"), submission_href(own.number), "pencil-line", Weight.PRIMARY))
    return acts


def _province_href(page: RoundPage) -> str:
    return reverse("report-editions", kwargs={"number": page.row.number})


def _nobody(page: RoundPage) -> Empty:
    acts = []
    if page.may_run and page.row.state == RoundState.OPEN:
        acts = [Act(_("Thêm cơ quan"), round_href(page.row.number, "round-agency-add"), "plus", Weight.PRIMARY)]
    return Empty(_("Kỳ này chưa có cơ quan nào phải báo cáo"), "", "building-2", acts)


def _facts(page: RoundPage) -> Facts:
    row = page.row
    handed = row.tally.handed_over
    items = [
        Fact(_("Loại báo cáo"), KIND_WORDS[row.kind]),
        Fact(_("Kế hoạch"), row.plan_label, reverse("plan", kwargs={"slug": row.plan_slug})),
        Fact(_("Thời gian báo cáo"), f"{format_date(page.period_start)} – {format_date(page.period_end)}"),
        Fact(_("Chốt số liệu đến hết"), format_date(row.data_until)),
        Fact(_("Hạn các cơ quan"), format_date(row.agencies_due)),
        Fact(_("Hạn của tỉnh"), format_date(row.province_due) if row.province_due else None),
        Fact(_("Mở kỳ"), moment_words(page.opened_at, page.opened_by)),
    ]
    if handed:
        items.append(Fact(SubmissionState.HANDED_OVER.label, str(handed)))
    if page.closed_at is not None:
        items.append(Fact(_("Khóa kỳ"), moment_words(page.closed_at, page.closed_by)))
    return Facts(items)


def _timeline(page: RoundPage) -> Timeline | None:
    return Timeline([_moment(step) for step in page.steps]) if page.steps else None


def _moment(step: RoundStepRow) -> Moment:
    is_closed = step.to_state == RoundState.CLOSED
    local = timezone.localtime(step.at)
    return Moment(
        f"{local:%H:%M} {format_date(local.date())}",
        _("Khóa kỳ") if is_closed else _("Mở lại kỳ"),
        at=step.at.isoformat(),
        text=step.comment,
        by=step.by or _("Hệ thống"),
        icon="lock" if is_closed else "lock-open",
        tone=Tone.IDLE if is_closed else Tone.WARN,
    )
