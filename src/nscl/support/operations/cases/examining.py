"""An officer looks into an application: asks for more, corrects, and says whether it is eligible."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.plans.operations.wording import as_stored, stored
from nscl.records.operations import Actor, Change
from nscl.rulebook.policies.decision import Decision, State
from nscl.support.enums import AnswerSource, CaseState, DocumentStage, DocumentVerdict
from nscl.support.models import CaseCost, CaseDocument, CaseFact
from nscl.support.operations.assessing import record_assessment
from nscl.support.operations.errors import (
    DocumentGone,
    GrantedByRules,
    NotGranted,
    ReasonMissing,
    StateRefused,
)
from nscl.support.operations.opening import (
    OpenedCase,
    Saved,
    move,
    open_case,
    record,
    refuse,
    refuse_stale,
    require_move,
    touch,
)
from nscl.support.operations.slots import release, require_slot
from nscl.support.queries.access import Asker
from nscl.support.queries.rulebook import vocabulary
from nscl.support.rules.values import Corrections
from nscl.text.formats import format_vnd
from nscl.work.rules.problems import Problem, Reason

_EXAMINED = frozenset({CaseState.SUBMITTED, CaseState.SUPPLEMENT})
_REMARK_LENGTH = 250
_YES_OR_NO: Final = {True: gettext_lazy("có"), False: gettext_lazy("không")}
_COUNTS: Final = {True: gettext_lazy("được tính"), False: gettext_lazy("không tính")}


@transaction.atomic
def request_supplement(
    *, number: int, version: int | None, comment: str, until: date | None = None, viewer: Asker, by: Actor, at: datetime
) -> Saved:
    """Ask the organisation for what is wanting, until a day or without one.

    Raises CaseGone, NotAllowed, MoveRefused, Conflict, ReasonMissing, Refused (a day that is over).
    """
    opened = open_case(number, viewer)
    refuse_stale(opened, version)
    if until is not None and until < localdate(at):
        refuse([Problem("until", Reason.BACKWARD, _("Ngày này đã qua"), _("ghi ngày từ hôm nay trở đi"))])
    move(opened, CaseState.SUPPLEMENT, by=by, at=at, comment=comment, until=until)
    record(opened, "supplement_requested", by=by, at=at, comment=comment)
    return opened.saved()


@transaction.atomic
def correct_case(
    *, number: int, version: int | None, corrections: Corrections, viewer: Asker, by: Actor, at: datetime
) -> Saved:
    """Set answers right, and say which costs count: what the officer says is believed before all else.

    Raises CaseGone, NotAllowed, StateRefused, Conflict, ReasonMissing (a correction, or a cost that does not count,
    without saying why), Refused (an unknown fact or cost).
    """
    opened = open_case(number, viewer)
    _require_examined(opened)
    refuse_stale(opened, version)
    costs = {one.position: one for one in CaseCost.objects.filter(case=opened.row).order_by("position")}
    refuse(_unknown(corrections, costs))
    if not corrections.remark.strip() and (corrections.facts or _bare(corrections)):
        raise ReasonMissing(_("Hãy ghi vì sao sửa; ghi chú được lưu trong hồ sơ."), field="remark")
    with as_stored():
        changes = [*_correct_facts(opened, corrections, by, at), *_judge_costs(costs, corrections)]
    if not changes:
        return opened.saved(changed=False)
    touch(opened)
    record(opened, "corrected", by=by, at=at, changes=changes, comment=corrections.remark)
    return opened.saved()


@transaction.atomic
def examine_document(
    *,
    number: int,
    document: int,
    verdict: DocumentVerdict,
    remark: str = "",
    viewer: Asker,
    by: Actor,
    at: datetime,
) -> Saved:
    """Say what a paper is worth. Raises CaseGone, NotAllowed, DocumentGone, StateRefused, ReasonMissing."""
    opened = open_case(number, viewer)
    if opened.state is CaseState.DRAFT:
        raise StateRefused(_("Hồ sơ chưa nộp nên chưa xem giấy tờ được."))
    row = CaseDocument.objects.filter(pk=document, case=opened.row).first()
    if row is None:
        raise DocumentGone(document)
    if verdict is DocumentVerdict.REJECTED and not remark.strip():
        raise ReasonMissing(_("Hãy ghi vì sao giấy tờ không đạt."), field="remark")
    before = stored(DocumentVerdict(row.verdict).label)
    row.verdict, row.remark = verdict.value, remark.strip()[:_REMARK_LENGTH]
    is_open = verdict is DocumentVerdict.PENDING
    row.examined_at, row.examined_by_id = (None, None) if is_open else (at, by.number)
    row.save(update_fields=["verdict", "remark", "examined_at", "examined_by"])
    touch(opened)
    changes = [Change(row.name[:100], before, stored(verdict.label))]
    record(opened, "document_examined", by=by, at=at, changes=changes, comment=remark)
    return opened.saved()


@transaction.atomic
def decide_eligibility(
    *, number: int, version: int | None, eligible: bool, reason: str = "", viewer: Asker, by: Actor, at: datetime
) -> Saved:
    """Say whether a case is eligible, as the rules answer on the day; the answer is kept with every step.

    A refusal gives the reasons of the rules, after what the officer adds; where the rules cannot decide, the officer
    says why it is refused nevertheless. Raises CaseGone, NotAllowed, MoveRefused, Conflict, NotGranted (they do not
    grant it), GrantedByRules (they do not refuse it), StateRefused (papers that nobody looked at, or found wanting),
    AlreadySupported, ReasonMissing.
    """
    opened = open_case(number, viewer)
    refuse_stale(opened, version)
    row = opened.row
    require_move(opened, CaseState.ELIGIBLE if eligible else CaseState.REFUSED)
    decision = record_assessment(case=row, on=localdate(at), by=by, at=at).decision
    if eligible:
        require_slot(row)
        _require_papers(opened)
        if decision.state is not State.GRANTED:
            raise NotGranted(decision)
        move(opened, CaseState.ELIGIBLE, by=by, at=at, comment=reason)
        record(opened, "found_eligible", by=by, at=at, comment=reason)
        return opened.saved()
    comment = _refusal(decision, reason)
    release(row)
    row.computed_vnd = 0
    move(opened, CaseState.REFUSED, by=by, at=at, comment=comment)
    record(opened, "refused", by=by, at=at, comment=comment)
    return opened.saved()


def _refusal(decision: Decision, reason: str) -> str:
    """Why a case is refused, in words: the officer's, then those of the rules with their articles."""
    if decision.state is State.GRANTED:
        raise GrantedByRules(decision)
    if decision.state is State.NOT_DECIDABLE and not reason.strip():
        raise ReasonMissing(
            _(
                "Quy định chưa cho biết hồ sơ này được hay không được hỗ trợ. Hãy ghi vì sao từ chối, hoặc yêu cầu bổ "
                "sung."
            )
        )
    said = [f"{step.words} ({step.cite})" if step.cite else step.words for step in decision.reasons]
    return "\n".join(dict.fromkeys(filter(None, [reason.strip(), *said])))


def _require_examined(opened: OpenedCase) -> None:
    if opened.state not in _EXAMINED:
        raise StateRefused(
            _("Hồ sơ %(state)s nên không sửa câu trả lời, khoản chi được nữa.") % {"state": opened.state.label}
        )


def _require_papers(opened: OpenedCase) -> None:
    papers = CaseDocument.objects.filter(case=opened.row, stage=DocumentStage.APPLICATION).order_by("pk")
    for paper in papers.exclude(verdict=DocumentVerdict.ACCEPTED):
        if paper.verdict == DocumentVerdict.REJECTED:
            message = _("Giấy tờ “%(name)s” không đạt. Hãy yêu cầu bổ sung trước.")
        else:
            message = _("Chưa xem giấy tờ “%(name)s”. Hãy xem và ghi đạt hoặc không đạt trước.")
        raise StateRefused(message % {"name": paper.name})


def _bare(corrections: Corrections) -> bool:
    """A cost does not count, and nobody says why."""
    return any(not one.is_accepted and not one.remark.strip() for one in corrections.costs.values())


def _unknown(corrections: Corrections, costs: dict[int, CaseCost]) -> list[Problem]:
    remedy = _("tải lại trang")
    facts = [key for key in corrections.facts if key not in vocabulary().facts]
    lost = [position for position in corrections.costs if position not in costs]
    return [
        *(Problem(f"facts[{key}]", Reason.UNKNOWN, _("Không có câu hỏi này"), remedy) for key in facts),
        *(Problem(f"costs[{one}]", Reason.UNKNOWN, _("Không có khoản chi này"), remedy) for one in lost),
    ]


def _correct_facts(opened: OpenedCase, corrections: Corrections, by: Actor, at: datetime) -> list[Change]:
    stored = {one.key: one for one in CaseFact.objects.filter(case=opened.row).order_by("pk")}
    names = vocabulary().facts
    changes = []
    for key, answer in corrections.facts.items():
        row = stored.get(key)
        if row is not None and row.answer is answer and row.source == AnswerSource.OFFICER:
            continue
        before = "" if row is None else str(_YES_OR_NO[row.answer])
        if answer is None:
            CaseFact.objects.filter(case=opened.row, key=key).delete()
        else:
            values = {"answer": answer, "source": AnswerSource.OFFICER, "at": at, "by_id": by.number}
            note = corrections.remark.strip()[:_REMARK_LENGTH]
            CaseFact.objects.update_or_create(case=opened.row, key=key, defaults={**values, "note": note})
        changes.append(Change(names[key].name[:100], before, "" if answer is None else str(_YES_OR_NO[answer])))
    return changes


def _judge_costs(costs: dict[int, CaseCost], corrections: Corrections) -> list[Change]:
    changes = []
    for position, verdict in corrections.costs.items():
        row = costs[position]
        remark = verdict.remark.strip() or ("" if verdict.is_accepted else corrections.remark.strip())
        if (row.is_accepted, row.remark) == (verdict.is_accepted, remark[:_REMARK_LENGTH]):
            continue
        before = str(_COUNTS[row.is_accepted])
        row.is_accepted, row.remark = verdict.is_accepted, remark[:_REMARK_LENGTH]
        row.save(update_fields=["is_accepted", "remark"])
        amount = format_vnd(row.vnd) if row.vnd is not None else ""
        name = _("Khoản chi %(number)s: %(amount)s") % {"number": position + 1, "amount": amount}
        changes.append(Change(name, before, str(_COUNTS[row.is_accepted])))
    return changes
