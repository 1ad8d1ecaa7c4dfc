"""The list of everything that the person has to do, in all their provinces and agencies."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.plans.enums import EditionState
from nscl.plans.queries.editions import list_editions
from nscl.productivity.queries.series import count_open_questions
from nscl.progress.queries.duties import duties_of
from nscl.reporting.queries.duties import report_duties, with_rounds
from nscl.support.queries.hearings import sheets_due
from nscl.text.formats import format_number
from nscl.web.access import require_safe, requires, viewer
from nscl.web.duties.bell import tell_bell
from nscl.web.duties.tables import duties_table
from nscl.web.duties.words import duties_words
from nscl.web.ui.parts import Act, Notice, Page, Tone
from nscl.web.ui.samples import sample_notices, sample_title
from nscl.web.ui.tables import TableQuery
from nscl.web.ui.tables.export import xlsx_response

SECTION = "duties"


@requires(Permission.VIEW_WORK)
@require_safe
def duty_list(request: HttpRequest) -> HttpResponse:
    """One table of things of every kind, the most urgent first; whatever province and year the top bar has."""
    person, today = viewer(request), timezone.localdate()
    editions = list_editions(person, unit_ids=person.units_with(Permission.VIEW_WORK), year=today.year)
    in_force = [row for row in editions if row.state is EditionState.ISSUED]
    reports = report_duties(person, today)
    duties = with_rounds(duties_of(person, editions=in_force, in_rounds=reports.in_rounds, on=today), reports)
    view = duties_table(duties.rows, person, today).present(TableQuery.of(request))
    is_sample = any(row.is_sample for row in duties.rows)
    if view.query.wants_xlsx:
        title = sample_title(_("Việc cần làm của %(name)s") % {"name": person.name}, is_sample=is_sample)
        return xlsx_response([view], title=title, at=timezone.localtime())
    tell_bell(request, duties)
    context: dict[str, Any] = {
        "page": Page(
            _("Việc cần làm"),
            duties_words(duties.total, duties.late),
            section=SECTION,
            acts=[Act(_("Xem lịch"), reverse("activity-calendar"), "calendar-days")],
        ),
        "notices": [
            *_cut(cut=duties.is_cut),
            *_sheets(len(sheets_due(person.number))),
            *_questions(count_open_questions(person)),
            *sample_notices(is_sample=is_sample),
        ],
        "view": view,
    }
    return render(request, "duties/list.html", context)


def _sheets(count: int) -> list[Notice]:
    """The cases that a member of an appraisal council has still to score, whatever their role."""
    if not count:
        return []
    words = ngettext("Bạn còn %(n)s hồ sơ hỗ trợ chưa chấm.", "Bạn còn %(n)s hồ sơ hỗ trợ chưa chấm.", count)
    act = Act(_("Mở hội đồng của tôi"), reverse("council-list"), "users")
    return [Notice(words % {"n": count}, "", Tone.WARN, [act])]


def _questions(count: int) -> list[Notice]:
    """What is asked of the figures that the person keeps: unanswered, they cannot be computed with."""
    if not count:
        return []
    words = ngettext(
        "Còn %(n)s câu hỏi về số liệu năng suất chờ bạn trả lời.",
        "Còn %(n)s câu hỏi về số liệu năng suất chờ bạn trả lời.",
        count,
    )
    act = Act(_("Xem các câu hỏi"), reverse("statistics-questions"), "circle-question-mark")
    return [Notice(words % {"n": format_number(count)}, "", Tone.WARN, [act])]


def _cut(*, cut: bool) -> list[Notice]:
    if not cut:
        return []
    text = _("Danh sách này chỉ nêu những hoạt động gấp nhất; xem đủ ở danh sách hoạt động.")
    act = Act(_("Danh sách hoạt động"), f"{reverse('activity-list')}?tinh-trang=cham", "list")
    return [Notice(_("Còn nhiều hoạt động khác đến hạn."), text, Tone.INFO, [act])]
