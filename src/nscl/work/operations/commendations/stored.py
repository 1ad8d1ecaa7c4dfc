"""A commendation opened for writing, its fields in words, and what every act on one writes besides its row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.organisations.models import Organisation
from nscl.plans.operations.wording import as_stored
from nscl.plans.rules import plan_label
from nscl.records.enums import Audience
from nscl.records.operations import Actor, Change, Entry, Reference, index_entries, record_event
from nscl.work.enums import CommendationLevel, RecipientKind, WorkKind
from nscl.work.models import Commendation
from nscl.work.operations.commendations.errors import CommendationMissing
from nscl.work.operations.errors import FieldConflict
from nscl.work.rules.commendations import Candidate
from nscl.work.rules.samples import sample_place


def open_commendation(number: int, viewer: Viewer | None) -> Commendation:
    """The commendation, locked until the transaction ends. `viewer` None: the system acts.

    Raises CommendationMissing, NotAllowed.
    """
    rows = Commendation.objects.select_related("plan__unit").select_for_update(of=("self",), no_key=True)
    commendation = rows.filter(pk=number).first()
    if commendation is None:
        raise CommendationMissing(number)
    if viewer is not None:
        viewer.require(Permission.COMMEND, commendation.plan.unit_id)
    return commendation


def candidate_of(commendation: Commendation) -> Candidate:
    """What is stored, as plain values."""
    return Candidate(
        plan_id=commendation.plan_id,
        year=commendation.year,
        level=CommendationLevel(commendation.level),
        recipient_kind=RecipientKind(commendation.recipient_kind),
        recipient=commendation.recipient,
        workplace=commendation.workplace,
        organisation_id=commendation.organisation_id,
        achievement=commendation.achievement,
    )


def differences(commendation: Commendation, candidate: Candidate) -> list[FieldConflict]:
    """Where what somebody sends differs from what is stored, in the language of the moment."""
    theirs, mine = _fields(candidate_of(commendation)), _fields(candidate)
    return [
        FieldConflict(name, label, mine=text, theirs=theirs[name][1])
        for name, (label, text) in mine.items()
        if text != theirs[name][1]
    ]


def _fields(candidate: Candidate) -> dict[str, tuple[str, str]]:
    """Every field by its name: label and text."""
    return {
        "year": (_("Năm"), str(candidate.year)),
        "level": (_("Mức khen"), str(candidate.level.label)),
        "recipient_kind": (_("Đối tượng"), str(candidate.recipient_kind.label)),
        "recipient": (_("Người, tập thể được khen"), candidate.recipient),
        "workplace": (_("Chức vụ, nơi làm việc"), candidate.workplace),
        "organisation_id": (_("Tổ chức"), _organisation(candidate.organisation_id)),
        "achievement": (_("Thành tích"), candidate.achievement),
    }


def _organisation(number: int | None) -> str:
    if number is None:
        return ""
    return Organisation.objects.filter(pk=number).order_by("pk").values_list("name", flat=True).first() or str(number)


def reference_of(commendation: Commendation) -> Reference:
    """The commendation as the audit trail and the search refer to it."""
    return Reference(WorkKind.COMMENDATION, commendation.pk, commendation.recipient)


def record(
    commendation: Commendation,
    verb: str,
    *,
    by: Actor,
    at: datetime,
    changes: Sequence[Change] = (),
    comment: str = "",
) -> None:
    """The audit event of an act."""
    record_event(
        action=f"commendation.{verb}",
        by=by,
        at=at,
        subject=reference_of(commendation),
        changes=changes,
        comment=comment,
    )


def index(commendation: Commendation) -> None:
    """Let those who see the province's work find it."""
    plan = commendation.plan
    with as_stored():
        label = plan_label(plan.unit.name, plan.period_start, plan.period_end)
        place = f"{CommendationLevel(commendation.level).label}, {commendation.year} · {label}"
    entry = Entry(
        kind=WorkKind.COMMENDATION,
        number=commendation.pk,
        title=commendation.recipient,
        place=sample_place(place, is_sample=commendation.is_sample),
        audience=Audience.PROVINCE_WORK,
        unit_id=commendation.unit_id,
        text=f"{commendation.workplace} {commendation.achievement}",
    )
    index_entries(owner=reference_of(commendation), entries=[entry])
