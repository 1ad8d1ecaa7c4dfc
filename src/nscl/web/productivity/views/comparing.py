"""Two runs side by side: which choice or vintage differs, which figure moved."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.productivity.queries.run_comparison import RunComparison, compare_runs
from nscl.productivity.queries.runs import RunMissing, list_runs
from nscl.web import context_choice
from nscl.web.access import require_safe, requires, viewer
from nscl.web.productivity.comparison import choice_table, figure_table, input_table, result_table, run_label
from nscl.web.productivity.listing import compare_choices
from nscl.web.productivity.places import FIRST_RUN, SECOND_RUN, productivity_page, runs_crumbs
from nscl.web.ui.parts import Act, Notice, Tone
from nscl.web.ui.samples import sample_notices
from nscl.web.ui.tables import Table, TableQuery
from nscl.web.work.places import number_of


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def run_compare(request: HttpRequest) -> HttpResponse:
    """Results first, then what moved them: choices, vintages, figures."""
    first, second = (number_of(request.GET.get(name)) for name in (FIRST_RUN, SECOND_RUN))
    if first is None or second is None:
        answer = _("Chọn hai lần tính để xem khác nhau ở đâu.")
        rows = compare_choices(list_runs(viewer(request), context_choice.territory(request)))
        page = productivity_page(_("So sánh hai lần tính"), answer, crumbs=runs_crumbs())
        return render(request, "productivity/compare.html", {"page": page, "compared": rows, "is_asked": True})
    try:
        found = compare_runs(viewer(request), first, second)
    except RunMissing as missing:
        raise Http404 from missing
    acts = [Act(_("Chọn hai lần tính khác"), reverse("run-compare"), "git-compare")]
    query = TableQuery.of(request)
    context: dict[str, Any] = {
        "page": productivity_page(_("So sánh hai lần tính"), _answer(found), crumbs=runs_crumbs(), acts=acts),
        "notices": _notices(found),
        "views": [table.present(query) for table in _tables(found)],
    }
    return render(request, "productivity/compare.html", context)


def _answer(found: RunComparison) -> str:
    words = _("“%(first)s” và “%(second)s”: khác nhau %(choices)s lựa chọn, %(inputs)s bản số liệu.")
    return words % {
        "first": run_label(found.first),
        "second": run_label(found.second),
        "choices": len(found.choices),
        "inputs": len(found.inputs),
    }


def _notices(found: RunComparison) -> list[Notice]:
    notices = sample_notices(is_sample=found.first.is_sample or found.second.is_sample)
    if not (found.choices or found.inputs or found.figures):
        notices.append(
            Notice(_("Hai lần tính giống hệt nhau"), _("Cùng lựa chọn, cùng số liệu, cùng kết quả."), Tone.GOOD)
        )
    elif not (found.choices or found.inputs):
        text = _("Số liệu đưa vào tính khác nhau dù cùng bản số liệu: câu trả lời hoặc hệ số nối đã đổi.")
        notices.append(Notice(_("Cùng lựa chọn, cùng bản số liệu"), text, Tone.INFO))
    return notices


def _tables(found: RunComparison) -> list[Table[Any]]:
    tables: list[Table[Any]] = []
    if found.results:
        tables.append(result_table(found))
    if found.choices:
        tables.append(choice_table(found))
    if found.inputs:
        tables.append(input_table(found))
    if found.figures:
        tables.append(figure_table(found))
    return tables
