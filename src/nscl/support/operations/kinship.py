"""Two organisations turn out to be one, or kin: what they had, and have on the way, is one history from then on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy

from nscl.organisations.models import Organisation
from nscl.plans.operations.wording import as_stored, stored
from nscl.records.operations import Actor, record_event
from nscl.support.enums import CaseState
from nscl.support.models import SupportCase, SupportSlot, SurveyForm, Visit
from nscl.support.operations.opening import add_step, reference_of
from nscl.support.queries.access import case_label

_PAID = (CaseState.PAID, CaseState.CLOSED)
_LOST = gettext_lazy(
    "Tổ chức này và tổ chức của hồ sơ %(label)s (nộp ngày %(day)s) dùng chung lịch sử hỗ trợ; nội dung này tính cho hồ "
    "sơ kia, nên hồ sơ này không được duyệt, chi tiếp."
)


@transaction.atomic
def move_organisation(*, keep: int, absorb: int, by: Actor, at: datetime) -> None:
    """Have everything of support that hangs on the double `absorb` hang on `keep`, and unite their histories.

    Part of an act that records the event of the merge; a case that loses its content has an event of its own. Who may
    is asked there.
    """
    SupportCase.objects.filter(organisation=absorb).update(organisation=keep)
    Visit.objects.filter(organisation=absorb).update(organisation=keep)
    _move_forms(keep, absorb)
    unite_lineages(keep=keep, absorb=absorb, by=by, at=at)


@transaction.atomic
def unite_lineages(*, keep: int, absorb: int, by: Actor, at: datetime) -> None:
    """Have the contents that the lineages of two organisations hold be held by one.

    Where both hold the same content, the later case holds it no more: it gets a step that says so, and can be neither
    approved nor paid any further; one that was paid stays as it is. Called before or after the registry itself unites
    them.
    """
    heads = {_head(keep), _head(absorb)}
    head = min(heads)
    list(Organisation.objects.select_for_update(no_key=True).filter(pk__in=sorted(heads)).order_by("pk"))
    members = _members(heads | {keep, absorb})
    moved = SupportSlot.objects.filter(lineage__in=members).exclude(lineage=head)
    contents = set(moved.values_list("content", flat=True).order_by("pk"))
    for content in sorted(contents):
        _unite_content(content, members, head, by, at)
    moved.update(lineage=head)


def _unite_content(content: str, members: Collection[int], head: int, by: Actor, at: datetime) -> None:
    """Let go of the slots that stand in the way of earlier ones."""
    rows = SupportSlot.objects.filter(lineage__in=members, content=content, holds=True)
    slots = sorted(rows.select_related("case__organisation").order_by("pk"), key=_precedence)
    held: dict[str, SupportSlot] = {}
    for slot in slots:
        first = next((one for scope, one in held.items() if scope == slot.scope or "" in {scope, slot.scope}), None)
        if first is None:
            held[slot.scope] = slot
            continue
        slot.holds = False
        slot.lineage_id = head
        slot.save(update_fields=["holds", "lineage"])
        _told(slot.case, first.case, by, at)


def _precedence(slot: SupportSlot) -> tuple[bool, datetime, int]:
    """What was paid holds; else what was submitted first."""
    case = slot.case
    return case.state not in _PAID, case.submitted_at or case.created_at, case.pk


def _told(case: SupportCase, first: SupportCase, by: Actor, at: datetime) -> None:
    with as_stored():
        label = case_label(first.year, first.number)
    day = f"{localdate(first.submitted_at or first.created_at):%d/%m/%Y}"
    comment = stored(_LOST) % {"label": label, "day": day}
    add_step(case, CaseState(case.state), by=by, at=at, comment=comment)
    SupportCase.objects.filter(pk=case.pk).update(version=case.version + 1)
    record_event(action="case.content_lost", by=by, at=at, subject=reference_of(case), comment=comment)


def _head(number: int) -> int:
    return Organisation.objects.get(pk=number).lineage_head


def _members(heads: Collection[int]) -> list[int]:
    """The numbers of all organisations of some lineages."""
    kin = Organisation.objects.filter(lineage__in=list(heads)).order_by("pk").values_list("pk", flat=True)
    return sorted({*heads, *kin})


def _move_forms(keep: int, absorb: int) -> None:
    """An organisation answers a survey once: of two forms of one survey the answered one stays, else the kept one's."""
    mine = {one.survey_id: one for one in SurveyForm.objects.filter(organisation=keep).order_by("pk")}
    for form in SurveyForm.objects.filter(organisation=absorb).order_by("pk"):
        own = mine.get(form.survey_id)
        if own is not None and (own.answered_at is not None or form.answered_at is None):
            form.delete()
            continue
        if own is not None:
            own.delete()
        form.organisation_id = keep
        form.save(update_fields=["organisation"])
