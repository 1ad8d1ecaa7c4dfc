"""Programmes on productivity and quality that schools took up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.plans.operations.wording import as_stored
from nscl.records.operations import Actor
from nscl.text.folding import fold
from nscl.training.enums import TrainingKind
from nscl.training.models import SchoolProgramme
from nscl.training.operations.registers import opened
from nscl.training.operations.registers.errors import DuplicateEntry, EntryClosed
from nscl.training.rules.registers import ProgrammeDetails, check_end, check_programme


@transaction.atomic
def adopt_programme(
    *, details: ProgrammeDetails, viewer: Viewer | None, by: Actor, at: datetime, is_sample: bool = False
) -> int:
    """Write down that a school took up a programme; returns the number. `viewer` None: the system acts.

    Raises NotAllowed, InvalidEntry, DuplicateEntry (a school has a programme of a title once).
    """
    details = _tidied(details)
    opened.require_valid(check_programme(details, localdate(at)))
    plan = opened.plan_of(details.plan_id, viewer)
    opened.school_of(details.school_id)
    programme = SchoolProgramme(
        created_at=at, created_by_id=by.number, is_sample=is_sample, unit_id=opened.unit_of(plan, localdate(at))
    )
    _put(programme, details)
    _save_once(programme)
    index_programme(programme)
    opened.record(TrainingKind.PROGRAMME, programme, "adopted", label=programme.title, by=by, at=at)
    return int(programme.pk)


@transaction.atomic
def edit_programme(
    *, number: int, version: int, details: ProgrammeDetails, viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Change a programme; returns its version. The plan stays. The same values write nothing.

    Raises EntryMissing, NotAllowed, EntryConflict, InvalidEntry, DuplicateEntry.
    """
    programme = opened.open_entry(SchoolProgramme, number, viewer)
    details = replace(_tidied(details), plan_id=programme.plan_id)
    stored = _details_of(programme)
    opened.check_version(programme, version, _texts(stored), _texts(details))
    opened.require_valid(check_programme(details, localdate(at)))
    if details == stored:
        return programme.version
    opened.school_of(details.school_id)
    with as_stored():
        changes = opened.changes_between(_texts(stored), _texts(details))
    _put(programme, details)
    programme.version += 1
    _save_once(programme)
    index_programme(programme)
    opened.record(TrainingKind.PROGRAMME, programme, "changed", label=programme.title, by=by, at=at, changes=changes)
    return programme.version


@transaction.atomic
def end_programme(
    *, number: int, version: int, on: date, reason: str, viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Say that a school gave a programme up from a day on, and why; returns the version.

    Raises EntryMissing, NotAllowed, EntryConflict, EntryClosed, ReasonMissing, InvalidEntry.
    """
    programme = opened.open_entry(SchoolProgramme, number, viewer)
    opened.check_version(programme, version, {}, {})
    if programme.ended_on is not None:
        raise EntryClosed(programme.title)
    why = opened.require_reason(reason, _("Ghi chương trình thôi dạy phải nêu lý do."))
    opened.require_valid(check_end("on", on, programme.adopted_on, localdate(at)))
    programme.ended_on, programme.end_reason = on, why
    return _moved(programme, "ended", by=by, at=at, comment=why)


@transaction.atomic
def resume_programme(*, number: int, version: int, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Say that a programme is taught after all; returns the version.

    Raises EntryMissing, NotAllowed, EntryConflict, DuplicateEntry.
    """
    programme = opened.open_entry(SchoolProgramme, number, viewer)
    opened.check_version(programme, version, {}, {})
    if programme.ended_on is None:
        return programme.version
    programme.ended_on, programme.end_reason = None, ""
    return _moved(programme, "resumed", by=by, at=at)


def _moved(programme: SchoolProgramme, verb: str, *, by: Actor, at: datetime, comment: str = "") -> int:
    programme.version += 1
    _save_once(programme)
    opened.record(TrainingKind.PROGRAMME, programme, verb, label=programme.title, by=by, at=at, comment=comment)
    return programme.version


def _tidied(details: ProgrammeDetails) -> ProgrammeDetails:
    return replace(details, title=" ".join(details.title.split()), decision=" ".join(details.decision.split()))


def _put(programme: SchoolProgramme, details: ProgrammeDetails) -> None:
    programme.title, programme.folded = details.title, fold(details.title)
    programme.school_id, programme.plan_id = details.school_id, details.plan_id
    programme.adopted_on, programme.decision = details.adopted_on, details.decision
    programme.hours, programme.learners = details.hours, details.learners


def _details_of(programme: SchoolProgramme) -> ProgrammeDetails:
    return ProgrammeDetails(
        title=programme.title,
        school_id=programme.school_id,
        plan_id=programme.plan_id,
        adopted_on=programme.adopted_on,
        decision=programme.decision,
        hours=programme.hours,
        learners=programme.learners,
    )


def _texts(details: ProgrammeDetails) -> opened.Texts:
    return {
        "title": (_("Tên chương trình"), details.title),
        "school_id": (_("Trường"), opened.school_of(details.school_id).name),
        "adopted_on": (_("Ngày đưa vào giảng dạy"), opened.day(details.adopted_on)),
        "decision": (_("Văn bản của trường"), details.decision),
        "hours": (_("Số tiết"), "" if details.hours is None else f"{details.hours:n}"),
        "learners": (_("Số người học"), "" if details.learners is None else str(details.learners)),
    }


def _save_once(programme: SchoolProgramme) -> None:
    try:
        with transaction.atomic():
            programme.save()
    except IntegrityError as refused:
        same = SchoolProgramme.objects.filter(
            school=programme.school_id, folded=programme.folded, ended_on__isnull=True
        )
        other = same.exclude(pk=programme.pk).order_by("pk").values_list("pk", flat=True).first()
        if other is None:
            raise
        raise DuplicateEntry(other, programme.title) from refused


def index_programme(programme: SchoolProgramme) -> None:
    """Let the search find it."""
    with as_stored():
        place = f"{_('Chương trình ở trường')} · {programme.school.name}"
    opened.index(TrainingKind.PROGRAMME, programme, title=programme.title, place=place, text=programme.decision)
