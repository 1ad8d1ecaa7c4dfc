"""One difficulty: what was raised, where it stands, what was done, and what the person may do now."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.accounts.enums import Permission
from nscl.records.queries import history
from nscl.records.queries.evidence import list_evidence
from nscl.text.dates import format_date
from nscl.web.access import require_safe, requires, viewer
from nscl.web.difficulties.addresses import subject_href
from nscl.web.difficulties.tables import state_chip
from nscl.web.difficulties.views.pages import difficulty_or_404, head
from nscl.web.difficulties.words import ACT_WORDS, EVENT_WORDS, STATE_CHIPS, SUBJECT_NAMES
from nscl.web.evidence.events import evidence_moment
from nscl.web.evidence.listing import evidence_part
from nscl.web.evidence.subjects import BY_KIND, asked_about
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.ui.parts import Act, EvidenceList, Fact, Facts, Moment, Timeline
from nscl.web.ui.parts.acts import Weight
from nscl.web.ui.samples import sample_notice
from nscl.work.enums import DifficultyState, WorkKind
from nscl.work.queries.difficulties import DifficultyDetail, DifficultyRow, DifficultyStepRow
from nscl.work.rules.difficulties import DifficultyAct

# The act that a state waits for; the others stand beside it.
_NEXT = {
    DifficultyState.OPEN: DifficultyAct.ASSIGN,
    DifficultyState.ASSIGNED: DifficultyAct.ANSWER,
    DifficultyState.ANSWERED: DifficultyAct.CLOSE,
    DifficultyState.ESCALATED: DifficultyAct.ANSWER,
}


@requires(Permission.VIEW_WORK)
@require_safe
def difficulty_page(request: HttpRequest, number: int) -> HttpResponse:
    """The words, the facts, the log; the audit trail for who may read history."""
    detail = difficulty_or_404(request, number)
    row, today = detail.row, timezone.localdate()
    context = {
        "page": head(row.title, _answer(row, today), acts=_acts(detail), chip=state_chip(row, today)),
        "notice": sample_notice(is_sample=row.is_sample),
        "evidence": _evidence(request, row.number),
        "text": detail.text,
        "facts": facts_of(row, today),
        "timeline": steps_of(detail),
        "history": _history(request, row),
    }
    return render(request, "difficulties/detail.html", context)


def _evidence(request: HttpRequest, number: int) -> EvidenceList:
    """What proves it, with the acts that the person may do."""
    kind, person = BY_KIND[WorkKind.DIFFICULTY], viewer(request)
    rows = list_evidence(WorkKind.DIFFICULTY, number)
    return evidence_part(
        asked_about(kind, person, kind.find(person, number)),
        rows,
        empty=_("Công văn, quyết định, bản quét, ảnh, đường dẫn."),
    )


def _answer(row: DifficultyRow, today: date) -> str:
    """Where it stands, in one sentence."""
    match row.state:
        case DifficultyState.OPEN:
            return _("Chưa giao cơ quan nào trả lời.")
        case DifficultyState.ASSIGNED if row.answer_due is not None:
            return _assigned(row.assignee_name, row.answer_due, today)
        case DifficultyState.ANSWERED:
            return _("Đã trả lời; kết thúc khi vướng mắc được gỡ.")
        case DifficultyState.ESCALATED:
            return _("Đang chờ ý kiến của UBND tỉnh.")
    return _("Đã xong ngày %(day)s.") % {"day": _day(row.closed_at)} if row.closed_at else ""


def _assigned(agency: str, due: date, today: date) -> str:
    days = abs((due - today).days)
    if due < today:
        text = ngettext(
            "%(agency)s phải trả lời đến hết %(day)s, đã quá hạn %(n)s ngày.",
            "%(agency)s phải trả lời đến hết %(day)s, đã quá hạn %(n)s ngày.",
            days,
        )
    else:
        text = ngettext(
            "%(agency)s phải trả lời đến hết %(day)s, còn %(n)s ngày.",
            "%(agency)s phải trả lời đến hết %(day)s, còn %(n)s ngày.",
            days,
        )
    return text % {"agency": agency, "day": format_date(due), "n": days}


def _acts(detail: DifficultyDetail) -> list[Act]:
    """What the person may do; what the state waits for comes last, as the primary act."""
    place = {"number": detail.row.number}
    acts = []
    if DifficultyAct.EDIT in detail.acts:
        acts.append(Act(_("Sửa nội dung"), reverse("difficulty-edit", kwargs=place), "pencil"))
    following = _NEXT.get(detail.row.state)
    steps = [act for act in ACT_WORDS if act in detail.acts]
    for act in sorted(steps, key=lambda one: one is following):
        words = ACT_WORDS[act]
        weight = Weight.PRIMARY if act is following else Weight.PLAIN
        acts.append(Act(words.verb, reverse(f"difficulty-{act}", kwargs=place), words.icon, weight))
    return acts


def facts_of(row: DifficultyRow, today: date) -> Facts:
    """About what, whose, raised by whom, given to whom until when."""
    facts = [Fact(_("Tình trạng"), state_chip(row, today).label)]
    if row.subject_kind:
        facts.append(Fact(SUBJECT_NAMES.get(row.subject_kind, ""), row.subject_label, subject_href(row)))
    facts += [
        Fact(SUBJECT_NAMES[""], row.plan_label, reverse("plan", kwargs={"slug": row.plan_slug})),
        Fact(_("Của"), row.agency_name or _("Chung của tỉnh")),
        Fact(_("Người nêu"), row.raised_by or _("Hệ thống")),
        Fact(_("Ngày nêu"), _day(row.raised_at)),
    ]
    if row.assignee_name:
        facts.append(Fact(_("Giao cho"), row.assignee_name))
    if row.answer_due is not None:
        facts.append(Fact(_("Hạn trả lời"), format_date(row.answer_due)))
    return Facts(facts)


def _day(at: datetime) -> str:
    return format_date(timezone.localtime(at).date())


def steps_of(detail: DifficultyDetail) -> Timeline:
    """What was done since it was raised, newest first."""
    raised = Moment(
        when=_moment(detail.row.raised_at),
        title=EVENT_WORDS["difficulty.raised"],
        at=detail.row.raised_at.isoformat(),
        by=detail.row.raised_by or _("Hệ thống"),
        icon="message-circle-plus",
    )
    return Timeline([*(_step(step) for step in reversed(detail.steps)), raised])


def _step(step: DifficultyStepRow) -> Moment:
    chip = STATE_CHIPS[step.to_state]
    title, icon = chip.label, chip.icon
    if step.assignee_name and step.answer_due is not None:
        title = _("Giao %(agency)s trả lời đến hết ngày %(day)s") % {
            "agency": step.assignee_name,
            "day": format_date(step.answer_due),
        }
        icon = "user-check"
    elif step.from_state is DifficultyState.CLOSED:
        title, icon = EVENT_WORDS["difficulty.reopened"], "rotate-ccw"
    return Moment(
        when=_moment(step.at),
        title=title,
        at=step.at.isoformat(),
        by=step.by or _("Hệ thống"),
        text=step.text,
        icon=icon,
        tone=chip.tone,
    )


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local:%H:%M} {format_date(local.date())}"


def _history(request: HttpRequest, row: DifficultyRow) -> Timeline | None:
    """The audit trail, for who may read it in this province."""
    if not viewer(request).may(Permission.VIEW_HISTORY, row.unit_id):
        return None
    this = (WorkKind.DIFFICULTY.value, row.number)
    events = history(subject=this, context=this)
    return Timeline(
        [
            evidence_moment(event)
            or event_moment(event, EVENT_WORDS.get(event.action, event.action), map(change_in_words, event.changes))
            for event in events
        ]
    )
