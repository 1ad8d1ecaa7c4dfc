"""Candidates for commendation: proposed, changed, withdrawn; and the decision that makes one a commendation."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Actor, Change, remove_entries
from nscl.records.operations.evidence import remove_all_evidence
from nscl.work.enums import WorkKind
from nscl.work.models import Commendation
from nscl.work.operations.commendations.errors import (
    CommendationConflict,
    CommendationDecided,
    DuplicateCommendation,
    InvalidCommendation,
)
from nscl.work.operations.commendations.stored import (
    candidate_of,
    differences,
    index,
    open_commendation,
    record,
    reference_of,
)
from nscl.work.operations.errors import FieldConflict, ReasonMissing
from nscl.work.operations.provinces import province_on
from nscl.work.queries.commendations import organisations_of
from nscl.work.queries.plan_choices import PlanChoice, PlanNotFound, plan_choice
from nscl.work.rules.commendations import Candidate, check_candidate, check_decision, folded_of, tidied
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def propose_commendation(
    *, candidate: Candidate, viewer: Viewer | None, by: Actor, at: datetime, is_sample: bool = False
) -> int:
    """Propose somebody for commendation; returns the number. `viewer` None: the system acts.

    Raises NotAllowed, InvalidCommendation, DuplicateCommendation.
    """
    plan = _plan(candidate.plan_id, viewer)
    candidate = tidied(candidate)
    _require_valid(candidate, plan)
    commendation = Commendation(
        plan_id=plan.number,
        unit_id=province_on(plan.unit_id, localdate(at)),
        proposed_at=at,
        proposed_by_id=by.number,
        is_sample=is_sample,
    )
    _put(commendation, candidate)
    _save_once(commendation)
    index(commendation)
    record(commendation, "proposed", by=by, at=at)
    return commendation.pk


@transaction.atomic
def edit_commendation(
    *, number: int, version: int, candidate: Candidate, viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Change a candidate about whom nothing is decided; returns its version. The plan stays.

    Raises CommendationMissing, NotAllowed, CommendationConflict, CommendationDecided, InvalidCommendation,
    DuplicateCommendation.
    """
    commendation = open_commendation(number, viewer)
    candidate = tidied(candidate)
    if version != commendation.version:
        raise CommendationConflict(commendation.version, differences(commendation, candidate))
    if commendation.decision_number:
        raise CommendationDecided(commendation.decision_number)
    _require_valid(candidate, _plan(commendation.plan_id, viewer))
    with as_stored():
        changed = differences(commendation, candidate)
    if not changed:
        return commendation.version
    _put(commendation, candidate)
    commendation.version += 1
    _save_once(commendation)
    index(commendation)
    record(commendation, "changed", by=by, at=at, changes=_changes(changed))
    return commendation.version


@transaction.atomic
def decide_commendation(
    *,
    number: int,
    version: int,
    decision_number: str,
    decided_on: date,
    reason: str = "",
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> int:
    """Enter the decision; returns the version. One that was entered wrongly is entered again, with the reason.

    Raises CommendationMissing, NotAllowed, CommendationConflict, InvalidCommendation, ReasonMissing.
    """
    commendation = open_commendation(number, viewer)
    decision_number = " ".join(decision_number.split())
    with as_stored():
        changed = _decision_differences(commendation, decision_number, decided_on)
    if version != commendation.version:
        shown = _decision_differences(commendation, decision_number, decided_on)
        raise CommendationConflict(commendation.version, shown)
    if problems := list(check_decision(decision_number, decided_on, commendation.year, localdate(at))):
        raise InvalidCommendation(problems)
    if not changed:
        return commendation.version
    if commendation.decision_number and not reason.strip():
        raise ReasonMissing(_("Đã có quyết định: ghi lại số hoặc ngày phải nêu lý do."))
    commendation.decision_number, commendation.decided_on = decision_number, decided_on
    commendation.version += 1
    commendation.save(update_fields=["decision_number", "decided_on", "version"])
    record(commendation, "decided", by=by, at=at, changes=_changes(changed), comment=reason.strip())
    return commendation.version


@transaction.atomic
def withdraw_commendation(
    *, number: int, version: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime
) -> None:
    """Take a candidate and its evidence out of the list, with the reason; the audit trail keeps who it was.

    Raises CommendationMissing, NotAllowed, CommendationConflict, CommendationDecided, ReasonMissing.
    """
    commendation = open_commendation(number, viewer)
    if version != commendation.version:
        raise CommendationConflict(commendation.version, ())
    if commendation.decision_number:
        raise CommendationDecided(commendation.decision_number)
    if not reason.strip():
        raise ReasonMissing(_("Rút đề nghị khen thưởng phải ghi lý do."))
    with as_stored():
        empty = Candidate(
            plan_id=commendation.plan_id,
            year=commendation.year,
            level=candidate_of(commendation).level,
            recipient_kind=candidate_of(commendation).recipient_kind,
            recipient="",
            achievement="",
        )
        removed = [Change(one.label, one.theirs, "") for one in differences(commendation, empty)]
    remove_all_evidence(kind=WorkKind.COMMENDATION, number=number, reason=reason, by=by, at=at)
    record(commendation, "withdrawn", by=by, at=at, changes=removed, comment=reason.strip())
    remove_entries(owner=reference_of(commendation))
    commendation.delete()


def _plan(plan_id: int, viewer: Viewer | None) -> PlanChoice:
    """The plan in force for which the person may commend."""
    try:
        plan = plan_choice(plan_id, viewer, Permission.VIEW_WORK)
    except PlanNotFound as missing:
        message = _("không có kế hoạch đã ban hành này, hoặc bạn không được xem")
        remedy = _("chọn kế hoạch trong danh sách")
        raise InvalidCommendation([Problem("plan_id", Reason.UNKNOWN, message, remedy)]) from missing
    if viewer is not None:
        viewer.require(Permission.COMMEND, plan.unit_id)
    return plan


def _require_valid(candidate: Candidate, plan: PlanChoice) -> None:
    problems = list(check_candidate(candidate, plan.period_start, plan.period_end))
    organisation = candidate.organisation_id
    if organisation is not None and organisation not in {one.number for one in organisations_of(plan.unit_id)}:
        message = _("tổ chức này không có trong danh mục của tỉnh")
        problems.append(Problem("organisation_id", Reason.UNKNOWN, message, _("chọn tổ chức trong danh sách")))
    if problems:
        raise InvalidCommendation(problems)


def _put(commendation: Commendation, candidate: Candidate) -> None:
    commendation.year = candidate.year
    commendation.level = candidate.level
    commendation.recipient_kind = candidate.recipient_kind
    commendation.recipient = candidate.recipient
    commendation.workplace = candidate.workplace
    commendation.organisation_id = candidate.organisation_id
    commendation.achievement = candidate.achievement
    commendation.folded = folded_of(candidate)


def _save_once(commendation: Commendation) -> None:
    """Store it, unless the database has the same already. Raises DuplicateCommendation."""
    try:
        # A savepoint: a refused row must not end the transaction in which the other one is looked for.
        with transaction.atomic():
            commendation.save()
    except IntegrityError as refused:
        same = (
            Commendation.objects.filter(
                plan=commendation.plan_id,
                year=commendation.year,
                level=commendation.level,
                folded=commendation.folded,
            )
            .select_related("proposed_by")
            .order_by("pk")
            .first()
        )
        if same is None:
            raise
        name = same.proposed_by.full_name if same.proposed_by else ""
        raise DuplicateCommendation(same.pk, same.recipient, same.year, name, same.proposed_at) from refused


def _changes(changed: list[FieldConflict]) -> list[Change]:
    return [Change(one.label, one.theirs, one.mine) for one in changed]


def _decision_differences(commendation: Commendation, number: str, decided_on: date) -> list[FieldConflict]:
    stored = commendation.decided_on
    pairs = (
        ("decision_number", _("Số quyết định"), commendation.decision_number, number),
        ("decided_on", _("Ngày quyết định"), f"{stored:%d/%m/%Y}" if stored else "", f"{decided_on:%d/%m/%Y}"),
    )
    return [
        FieldConflict(field, label, mine=mine, theirs=theirs) for field, label, theirs, mine in pairs if mine != theirs
    ]
