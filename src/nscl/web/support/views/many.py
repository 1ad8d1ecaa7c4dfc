"""One act on many cases: chosen, asked once more where it is final, done; what became of each is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.support.enums import CaseState
from nscl.support.operations.cases import BulkAct, move_many
from nscl.support.operations.deciding import Approval, approve_many, reject_many
from nscl.support.queries.access import CaseHeader
from nscl.support.queries.cases import CaseFilter, list_cases
from nscl.support.queries.funds import list_funds
from nscl.web import context_choice
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.views.pages import show
from nscl.web.plans.words import capital
from nscl.web.support.choices import fund_choices
from nscl.web.support.choosing import CHOSEN, chosen_of
from nscl.web.support.forms.deciding import comment_form, many_approval_form, reason_form, supplement_form
from nscl.web.support.places import case_href, list_href, support_crumbs, support_page, today
from nscl.web.support.refusals import EXPECTED, refuse
from nscl.web.support.words import case_words, due_chip, money
from nscl.web.ui.parts import Confirmation, Empty, Tab, Tabs, Text
from nscl.web.ui.samples import sample_notices
from nscl.web.work.forms.editor import Editor
from nscl.web.work.views.filling import Line

ACT: Final = "viec"
CONFIRMED: Final = "xac-nhan"
TEMPLATE: Final = "support/many.html"
# So many are offered and done at once, the most urgent first.
MOST_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case; refused "" where it was done."""

    number: int
    label: str
    refused: str

    @property
    def href(self) -> str:
        """The page of the case."""
        return case_href(self.number)


Do = Callable[[HttpRequest, Sequence[int], dict[str, Any]], list[Outcome]]


@dataclass(frozen=True, kw_only=True)
class ManyAct:
    """An act: who may, on cases in which states, what is said with it. consequence: asked about before it is done."""

    label: Text
    icon: str
    permission: Permission
    states: frozenset[CaseState]
    form: Callable[[HttpRequest], Editor]
    do: Do
    consequence: Text = ""


def _moved(act: BulkAct) -> Do:
    def do(request: HttpRequest, chosen: Sequence[int], values: dict[str, Any]) -> list[Outcome]:
        outcomes = move_many(
            numbers=chosen,
            act=act,
            comment=values.get("comment") or values.get("reason") or "",
            until=values.get("until"),
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
        return [Outcome(one.number, one.label, one.message) for one in outcomes]

    return do


def _approve(request: HttpRequest, chosen: Sequence[int], values: dict[str, Any]) -> list[Outcome]:
    outcomes = approve_many(
        approvals=[Approval(number) for number in chosen],
        decision_number=values["decision_number"],
        decision_on=values["decision_on"],
        fund=values["fund"],
        viewer=viewer(request),
        by=actor(request),
        at=timezone.now(),
    )
    return [Outcome(one.case, one.label, one.refused) for one in outcomes]


def _reject(request: HttpRequest, chosen: Sequence[int], values: dict[str, Any]) -> list[Outcome]:
    outcomes = reject_many(
        cases=chosen, reason=values["reason"], viewer=viewer(request), by=actor(request), at=timezone.now()
    )
    return [Outcome(one.case, one.label, one.refused) for one in outcomes]


def _funds(request: HttpRequest) -> Editor:
    units = context_choice.territory(request)
    funds = [one for one in list_funds(viewer(request)) if units is None or one.unit_id in units]
    return many_approval_form(fund_choices(funds))


def acts_of(person: Viewer) -> dict[str, ManyAct]:
    """What the person may do to many cases, by the name in the address."""
    return {name: act for name, act in (_handling() | _deciding()).items() if person.may(act.permission)}


def _handling() -> dict[str, ManyAct]:
    submitted = frozenset({CaseState.SUBMITTED})
    return {
        "bo-sung": ManyAct(
            label=_("Yêu cầu bổ sung"),
            icon="message-square-warning",
            permission=Permission.HANDLE_SUPPORT,
            states=submitted,
            form=lambda _request: supplement_form(),
            do=_moved(BulkAct.SUPPLEMENT),
        ),
        "du-dieu-kien": ManyAct(
            label=_("Đủ điều kiện"),
            icon="circle-check",
            permission=Permission.HANDLE_SUPPORT,
            states=submitted,
            form=lambda _request: comment_form(_("Ghi chú")),
            do=_moved(BulkAct.ELIGIBLE),
        ),
        "khong-du-dieu-kien": ManyAct(
            label=_("Không đủ điều kiện"),
            icon="circle-x",
            permission=Permission.HANDLE_SUPPORT,
            states=submitted | {CaseState.SUPPLEMENT},
            form=lambda _request: comment_form(_("Lời của cán bộ thẩm tra"), _("Lý do theo quy định ghi sau lời này.")),
            do=_moved(BulkAct.REFUSED),
            consequence=_("Hồ sơ kết thúc và không mở lại được; hồ sơ mà quy định cho hưởng thì không từ chối."),
        ),
        "rut": ManyAct(
            label=_("Rút hồ sơ"),
            icon="undo-2",
            permission=Permission.HANDLE_SUPPORT,
            states=frozenset({CaseState.DRAFT, CaseState.SUBMITTED, CaseState.SUPPLEMENT, CaseState.ELIGIBLE}),
            form=lambda _request: reason_form(_("Lý do"), _("Ai đề nghị, bằng văn bản nào, vì sao.")),
            do=_moved(BulkAct.WITHDRAWN),
            consequence=_("Hồ sơ đã rút không mở lại được; nội dung và giấy tờ được trả lại."),
        ),
    }


def _deciding() -> dict[str, ManyAct]:
    return {
        "duyet": ManyAct(
            label=_("Duyệt hỗ trợ"),
            icon="badge-check",
            permission=Permission.DECIDE_SUPPORT,
            states=frozenset({CaseState.APPRAISED}),
            form=_funds,
            do=_approve,
            consequence=_("Mỗi hồ sơ được duyệt theo mức hội đồng đề nghị, trừ ngay vào trần kinh phí năm."),
        ),
        "khong-duyet": ManyAct(
            label=_("Không duyệt"),
            icon="circle-x",
            permission=Permission.DECIDE_SUPPORT,
            states=frozenset({CaseState.APPRAISED}),
            form=lambda _request: reason_form(_("Lý do không duyệt"), _("Tổ chức đọc nguyên văn.")),
            do=_reject,
            consequence=_("Hồ sơ kết thúc và không mở lại được."),
        ),
    }


@requires(Permission.VIEW_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """The cases to which an act applies, with boxes; POST does it, or asks once more."""
    acts = acts_of(viewer(request))
    name = request.GET.get(ACT, next(iter(acts), ""))
    if name not in acts:
        raise Http404
    act, editor = acts[name], acts[name].form(request)
    rows = _rows(request, act)
    if request.method != "POST":
        return _page(request, acts, name, rows, editor.show({"decision_on": today()}, {}))
    there = {row.number for row in rows}
    chosen = [number for number in chosen_of(request) if number in there]
    if not chosen:
        editor.read(request.POST)
        editor.refuse_whole(_("Chưa chọn hồ sơ nào."))
        return _page(request, acts, name, rows, editor, refused=True)
    if not editor.read(request.POST).is_valid():
        return _page(request, acts, name, rows, editor, chosen=chosen, refused=True)
    if act.consequence and CONFIRMED not in request.POST:
        return _confirm(request, act, rows, chosen)
    try:
        outcomes = act.do(request, chosen, editor.values())
    except EXPECTED as error:
        refuse(editor, error)
        return _page(request, acts, name, rows, editor, chosen=chosen, refused=True)
    return _done(request, act, outcomes)


def _rows(request: HttpRequest, act: ManyAct) -> list[CaseHeader]:
    units = context_choice.territory(request)
    wanted = CaseFilter(states=tuple(act.states), unit_ids=units)
    found = list_cases(viewer(request), wanted, limit=MOST_AT_ONCE, on=today()).rows
    decides = act.permission is Permission.DECIDE_SUPPORT
    return [row for row in found if (row.may_decide if decides else row.may_handle)]


def _page(
    request: HttpRequest,
    acts: dict[str, ManyAct],
    name: str,
    rows: Sequence[CaseHeader],
    editor: Editor,
    *,
    chosen: Sequence[int] = (),
    refused: bool = False,
) -> HttpResponse:
    act, here = acts[name], reverse("support-many")
    context: dict[str, Any] = {
        "page": support_page(
            _("Xử lý nhiều hồ sơ"),
            _("%(cases)s làm được việc này, gấp nhất đứng trước.") % {"cases": capital(case_words(len(rows)))},
            crumbs=support_crumbs(),
        ),
        "tabs": Tabs(
            _("Việc"),
            [Tab(one.label, f"{here}?{ACT}={key}", key == name, icon=one.icon) for key, one in acts.items()],
        ),
        "notices": sample_notices(is_sample=any(row.is_sample for row in rows)),
        "editor": editor,
        "lines": [_line(row, ticked=row.number in chosen) for row in rows],
        "field": CHOSEN,
        "verb": act.label,
        "icon": act.icon,
        "back": list_href({}),
        "empty": Empty(_("Không có hồ sơ nào đang ở bước này"), icon="circle-check"),
    }
    return show(request, TEMPLATE, context, HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)


def _line(row: CaseHeader, *, ticked: bool) -> Line:
    due = due_chip(row.due_on, today())
    notes = [row.content_name, money(row.computed_vnd) if row.computed_vnd else "", str(due.label) if due else ""]
    words = _("%(label)s, %(organisation)s") % {"label": row.label, "organisation": row.organisation}
    return Line(row.number, words, tuple(filter(None, notes)), ticked)


def _confirm(request: HttpRequest, act: ManyAct, rows: Sequence[CaseHeader], chosen: Sequence[int]) -> HttpResponse:
    """What follows, and which cases; everything that was typed is carried along."""
    labels = [f"{row.label}, {row.organisation}" for row in rows if row.number in chosen]
    carried = [
        (name, str(value))
        for name in request.POST
        if name not in {"csrfmiddlewaretoken", CONFIRMED}
        for value in request.POST.getlist(name)
    ]
    context: dict[str, Any] = {
        "page": support_page(str(act.label), case_words(len(chosen)), crumbs=support_crumbs()),
        "confirmation": Confirmation(
            _("%(act)s: %(cases)s?") % {"act": act.label, "cases": case_words(len(chosen))},
            [act.consequence, *labels],
            act.label,
            request.get_full_path(),
            danger=act.icon != "badge-check",
            icon=act.icon,
        ),
        "carried": carried,
        "confirmed": CONFIRMED,
    }
    return show(request, TEMPLATE, context)


def _done(request: HttpRequest, act: ManyAct, outcomes: Sequence[Outcome]) -> HttpResponse:
    done = sum(not one.refused for one in outcomes)
    words = _("Đã làm %(done)s trên %(all)s.") % {"done": done, "all": case_words(len(outcomes))}
    context: dict[str, Any] = {
        "page": support_page(str(act.label), words, crumbs=support_crumbs()),
        "outcomes": outcomes,
        "back": request.get_full_path(),
    }
    return show(request, TEMPLATE, context)
