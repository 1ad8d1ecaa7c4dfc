"""A draft tried on cases that were decided: what it would do to the budget. Nothing of it is kept."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.rulebook.errors import RulebookFileError
from nscl.rulebook.policies import State
from nscl.support.queries.policies import PolicyMissing
from nscl.support.queries.trials import SentFile, TrialAsked, TrialDone, run_trial
from nscl.text.formats import format_number, format_vnd
from nscl.web import context_choice
from nscl.web.access import requires, viewer
from nscl.web.policies.effects import case_table, content_table, signed_vnd, year_table
from nscl.web.policies.forms import (
    CASES_NAME,
    CASES_TEXT,
    DECIDED,
    DRAFT_NAME,
    DRAFT_TEXT,
    EXAMPLES,
    PLACE,
    POLICY,
    TrialForm,
)
from nscl.web.policies.places import SECTION, policy_crumbs
from nscl.web.ui.parts import Empty, Page, Stat, Stats
from nscl.web.ui.tables import Table, TableQuery
from nscl.web.ui.tables.export import xlsx_response

DOWNLOAD = "tai-ve"


@requires(Permission.VIEW_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def trial_page(request: HttpRequest) -> HttpResponse:
    """The form; POST shows the effect, or what is wrong with the files, line by line; the effect as an Excel file."""
    if request.method != "POST":
        return _show(request, TrialForm(initial={POLICY: request.GET.get(POLICY, "")[:100]}))
    form = TrialForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        done = run_trial(viewer(request), _asked(request, form), on=timezone.localdate())
    except RulebookFileError as wrong:
        return _show(request, form, wrong=wrong, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except PolicyMissing as missing:
        raise Http404 from missing
    if DOWNLOAD in request.POST:
        query = TableQuery(request.path, {})
        views = [table.present(query) for table in (year_table(done), content_table(done))]
        return xlsx_response(
            [*views, case_table(done).present(query)],
            title=_("Thử %(number)s") % {"number": done.policy.number},
            at=timezone.localtime(),
        )
    return _show_effect(request, form, done)


def _asked(request: HttpRequest, form: TrialForm) -> TrialAsked:
    values, cases = form.cleaned_data, form.cases()
    return TrialAsked(
        draft=form.draft(),
        slug=values[POLICY],
        province=values[PLACE],
        cases=() if cases is None else (cases,),
        examples=values[EXAMPLES],
        with_decided=values[DECIDED],
        unit_ids=context_choice.territory(request),
    )


def _show(
    request: HttpRequest, form: TrialForm, *, wrong: RulebookFileError | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    answer = _(
        "Chọn dự thảo và hồ sơ đã có: hệ thống tính lại từng hồ sơ theo dự thảo, cho biết ngân sách thay đổi "
        "thế nào, ai được thêm, ai mất. Không lưu gì."
    )
    context = {
        "page": Page(_("Thử dự thảo chính sách"), answer, policy_crumbs(), SECTION),
        "form": form,
        "problems": () if wrong is None else wrong.problems,
    }
    return render(request, "policies/trial.html", context, status=status)


def _show_effect(request: HttpRequest, form: TrialForm, done: TrialDone) -> HttpResponse:
    query = TableQuery(request.path, {})
    tables: list[Table[Any]] = [year_table(done), content_table(done), case_table(done)]
    context = {
        "page": Page(_("Thử %(number)s") % {"number": done.policy.number}, _answer(done), policy_crumbs(), SECTION),
        "stats": _stats(done),
        "empty": _nothing(done),
        "views": [table.present(query) for table in tables],
        "hidden": _kept(form),
        "download": DOWNLOAD,
    }
    return render(request, "policies/effect.html", context)


def _answer(done: TrialDone) -> str:
    trial = done.trial
    words = _("Trên %(n)s hồ sơ: đã hỗ trợ %(paid)s, theo dự thảo %(draft)s (%(change)s).") % {
        "n": format_number(len(trial.effects)),
        "paid": format_vnd(trial.total.paid_vnd),
        "draft": format_vnd(trial.total.draft_vnd),
        "change": signed_vnd(trial.total.difference_vnd),
    }
    if trial.others:
        others = _("%(n)s hồ sơ về nội dung mà dự thảo không có thì không tính.")
        words += " " + others % {"n": format_number(trial.others)}
    return words


def _stats(done: TrialDone) -> Stats:
    trial = done.trial
    undecided = trial.states[State.NOT_DECIDABLE]
    most = _("có thể thêm nhiều nhất %(vnd)s") % {"vnd": format_vnd(trial.undecided_vnd)}
    return Stats(
        [
            Stat(_("Thay đổi ngân sách"), signed_vnd(trial.total.difference_vnd), icon="coins"),
            Stat(_("Nay được, trước không"), format_number(trial.newly_granted), icon="circle-plus"),
            Stat(_("Trước được, nay không"), format_number(trial.no_longer_granted), icon="circle-minus"),
            Stat(
                _("Chưa quyết định được"),
                format_number(undecided),
                note=most if trial.undecided_vnd else "",
                icon="circle-question-mark",
            ),
        ]
    )


def _nothing(done: TrialDone) -> Empty | None:
    if done.trial.effects:
        return None
    return Empty(
        _("Không có hồ sơ nào để thử"),
        _("Chưa có hồ sơ đã quyết định về nội dung của dự thảo. Thử trên ví dụ của một chính sách, hoặc tệp hồ sơ."),
        "inbox",
    )


def _kept(form: TrialForm) -> list[tuple[str, str]]:
    """What was asked, to be sent again for the Excel file."""
    values: dict[str, Any] = form.cleaned_data
    kept = [(name, str(values[name])) for name in (POLICY, PLACE, EXAMPLES) if values[name]]
    kept += [(DECIDED, "on")] if values[DECIDED] else []
    for sent, name, text in ((form.draft(), DRAFT_NAME, DRAFT_TEXT), (form.cases(), CASES_NAME, CASES_TEXT)):
        kept += _kept_file(sent, name, text)
    return kept


def _kept_file(sent: SentFile | None, name: str, text: str) -> list[tuple[str, str]]:
    return [] if sent is None else [(name, sent.name), (text, sent.data.decode())]
