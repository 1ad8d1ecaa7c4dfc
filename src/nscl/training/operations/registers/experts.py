"""The register of experts: candidates, their training, their certificates, and who left it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.organisations.models import Person
from nscl.plans.models import Plan
from nscl.plans.operations.wording import as_stored
from nscl.plans.rules import plan_label
from nscl.records.operations import Actor, Change
from nscl.text.folding import fold
from nscl.training.enums import ExpertCertificateKind, TrainingKind
from nscl.training.models import Expert, ExpertCertificate, ExpertField
from nscl.training.operations.registers import opened
from nscl.training.operations.registers.errors import DuplicateEntry, EntryClosed, EntryMissing, InvalidEntry
from nscl.training.rules.registers import (
    ExpertCertificateEntry,
    ExpertDetails,
    check_end,
    check_expert,
    check_expert_certificate,
)
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def register_expert(
    *,
    person_id: int,
    unit_id: int,
    details: ExpertDetails,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> int:
    """Put a registered person on a province's register of experts; returns the number. `viewer` None: the system acts.

    Raises NotAllowed, InvalidEntry, DuplicateEntry (the person is on it; one who left it comes back by
    `restore_expert`).
    """
    if viewer is not None:
        viewer.require(Permission.KEEP_REGISTERS, unit_id)
    details = _tidied(details)
    opened.require_valid(check_expert(details, localdate(at)))
    person = Person.objects.filter(pk=person_id, merged_into__isnull=True).first()
    if person is None:
        message = _("không có người này trong danh sách người học")
        raise InvalidEntry([Problem("person_id", Reason.UNKNOWN, message, _("chọn lại, hoặc ghi người mới"))])
    known = Expert.objects.filter(person=person).order_by("pk").values_list("pk", flat=True).first()
    if known is not None:
        raise DuplicateEntry(known, person.name)
    expert = Expert(
        person=person, unit_id=unit_id, created_at=at, created_by_id=by.number, is_sample=is_sample, **_columns(details)
    )
    _require_plan(details, viewer)
    expert.save()
    put_fields(expert, details)
    index_expert(expert, details.fields)
    opened.record(TrainingKind.EXPERT, expert, "registered", label=person.name, by=by, at=at)
    return int(expert.pk)


@transaction.atomic
def edit_expert(
    *, number: int, version: int, details: ExpertDetails, viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Change what is known of an expert; returns the version. The same values write nothing.

    Raises EntryMissing, NotAllowed, EntryConflict, InvalidEntry.
    """
    expert = opened.open_entry(Expert, number, viewer)
    details = _tidied(details)
    stored = _details_of(expert)
    opened.check_version(expert, version, _texts(stored), _texts(details))
    opened.require_valid(check_expert(details, localdate(at)))
    if details == stored:
        return expert.version
    if details.trained_plan_id != stored.trained_plan_id:
        _require_plan(details, viewer)
    with as_stored():
        changes = opened.changes_between(_texts(stored), _texts(details))
    for name, value in _columns(details).items():
        setattr(expert, name, value)
    expert.version += 1
    expert.save()
    put_fields(expert, details)
    index_expert(expert, details.fields)
    opened.record(TrainingKind.EXPERT, expert, "changed", label=expert.person.name, by=by, at=at, changes=changes)
    return expert.version


@transaction.atomic
def retire_expert(*, number: int, version: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Take somebody off the register, with the reason; what was counted stays counted. Returns the version.

    Raises EntryMissing, NotAllowed, EntryConflict, ReasonMissing, EntryClosed (is off it already).
    """
    expert = opened.open_entry(Expert, number, viewer)
    opened.check_version(expert, version, {}, {})
    why = opened.require_reason(reason, _("Đưa một chuyên gia ra khỏi sổ phải ghi lý do."))
    if expert.retired_at is not None:
        raise EntryClosed(expert.person.name)
    expert.retired_at, expert.retire_reason = at, why
    return _moved(expert, "retired", by=by, at=at, comment=why)


@transaction.atomic
def restore_expert(*, number: int, version: int, viewer: Viewer | None, by: Actor, at: datetime) -> int:
    """Put somebody back on the register. Returns the version. Raises EntryMissing, NotAllowed, EntryConflict."""
    expert = opened.open_entry(Expert, number, viewer)
    opened.check_version(expert, version, {}, {})
    if expert.retired_at is None:
        return expert.version
    expert.retired_at, expert.retire_reason = None, ""
    return _moved(expert, "restored", by=by, at=at)


@transaction.atomic
def add_expert_certificate(
    *, expert: int, entry: ExpertCertificateEntry, viewer: Viewer | None, by: Actor, at: datetime
) -> int:
    """Write down a certificate that a body gave an expert; returns its number.

    Raises EntryMissing, NotAllowed, EntryClosed, InvalidEntry, DuplicateEntry (a body gives a number once).
    """
    row = opened.open_entry(Expert, expert, viewer)
    if row.retired_at is not None:
        raise EntryClosed(row.person.name)
    entry = replace(entry, standard=_line(entry.standard), body=_line(entry.body), number=_line(entry.number))
    opened.require_valid(check_expert_certificate(entry, localdate(at)))
    if entry.plan_id is not None:
        opened.plan_of(entry.plan_id, viewer)
    certificate = ExpertCertificate(
        expert=row,
        kind=entry.kind,
        standard=entry.standard,
        body=entry.body,
        body_folded=fold(entry.body),
        number=entry.number,
        certified_on=entry.certified_on,
        valid_to=entry.valid_to,
        plan_id=entry.plan_id,
        entered_at=at,
        entered_by_id=by.number,
    )
    _save_once(certificate)
    with as_stored():
        label = str(ExpertCertificateKind(entry.kind).label)
        said = f"{entry.body}, {entry.number}, {opened.day(entry.certified_on)}"
    changes = [Change(label, "", said)]
    opened.record(TrainingKind.EXPERT, row, "certified", label=row.person.name, by=by, at=at, changes=changes)
    return int(certificate.pk)


@transaction.atomic
def revoke_expert_certificate(
    *, number: int, on: date, reason: str, viewer: Viewer | None, by: Actor, at: datetime
) -> None:
    """Say that a certificate was withdrawn by its body, or was entered wrongly: it counts no more.

    Raises EntryMissing, NotAllowed, ReasonMissing, InvalidEntry.
    """
    certificate = ExpertCertificate.objects.filter(pk=number).first()
    if certificate is None:
        raise EntryMissing(number)
    expert = opened.open_entry(Expert, certificate.expert_id, viewer)
    why = opened.require_reason(reason, _("Thu hồi một chứng nhận phải ghi lý do."))
    opened.require_valid(check_end("on", on, certificate.certified_on, localdate(at)))
    certificate.revoked_on, certificate.revoke_reason = on, why
    certificate.save(update_fields=["revoked_on", "revoke_reason"])
    changes = [Change(certificate.number, "", opened.day(on))]
    opened.record(
        TrainingKind.EXPERT, expert, "decertified", label=expert.person.name, by=by, at=at, changes=changes, comment=why
    )


def _save_once(certificate: ExpertCertificate) -> None:
    try:
        with transaction.atomic():
            certificate.save()
    except IntegrityError as refused:
        same = ExpertCertificate.objects.filter(body_folded=certificate.body_folded, number=certificate.number)
        other = same.select_related("expert__person").order_by("pk").first()
        if other is None:
            raise
        label = _("Chứng nhận số %(number)s của %(name)s") % {
            "number": other.number,
            "name": other.expert.person.name,
        }
        raise DuplicateEntry(other.expert_id, label) from refused


def _moved(expert: Expert, verb: str, *, by: Actor, at: datetime, comment: str = "") -> int:
    expert.version += 1
    expert.save()
    opened.record(TrainingKind.EXPERT, expert, verb, label=expert.person.name, by=by, at=at, comment=comment)
    return expert.version


def _line(text: str) -> str:
    return " ".join(text.split())


def _tidied(details: ExpertDetails) -> ExpertDetails:
    names: dict[str, str] = {}
    for name in map(_line, details.fields):
        if name:
            names.setdefault(fold(name), name)
    return replace(
        details, fields=tuple(names.values()), trained_by=_line(details.trained_by), note=details.note.strip()
    )


def _columns(details: ExpertDetails) -> dict[str, object]:
    return {
        "candidate_since": details.candidate_since,
        "trained_on": details.trained_on,
        "trained_by": details.trained_by,
        "trained_plan_id": details.trained_plan_id,
        "note": details.note,
    }


def _details_of(expert: Expert) -> ExpertDetails:
    return ExpertDetails(
        candidate_since=expert.candidate_since,
        trained_on=expert.trained_on,
        trained_by=expert.trained_by,
        trained_plan_id=expert.trained_plan_id,
        fields=tuple(expert.fields.order_by("pk").values_list("name", flat=True)),
        note=expert.note,
    )


def _texts(details: ExpertDetails) -> opened.Texts:
    return {
        "candidate_since": (_("Vào danh sách ứng viên"), opened.day(details.candidate_since)),
        "trained_on": (_("Xong đào tạo"), opened.day(details.trained_on)),
        "trained_by": (_("Nơi đào tạo"), details.trained_by),
        "trained_plan_id": (_("Tính cho kế hoạch"), _plan_words(details.trained_plan_id)),
        "fields": (_("Lĩnh vực"), ", ".join(details.fields)),
        "note": (_("Ghi chú"), details.note),
    }


def _plan_words(number: int | None) -> str:
    if number is None:
        return ""
    plan = Plan.objects.select_related("unit").filter(pk=number).first()
    return plan_label(plan.unit.name, plan.period_start, plan.period_end) if plan else str(number)


def _require_plan(details: ExpertDetails, viewer: Viewer | None) -> None:
    if details.trained_plan_id is not None:
        opened.plan_of(details.trained_plan_id, viewer, "trained_plan_id")


def put_fields(expert: Expert, details: ExpertDetails) -> None:
    """Write the fields in which they work, in place of what was there."""
    expert.fields.all().delete()
    rows = [ExpertField(expert=expert, name=name, folded=fold(name)) for name in details.fields]
    ExpertField.objects.bulk_create(rows)


def index_expert(expert: Expert, fields: Iterable[str]) -> None:
    """Let the search find them, by name and field."""
    with as_stored():
        place = str(_("Sổ chuyên gia năng suất chất lượng"))
    opened.index(TrainingKind.EXPERT, expert, title=expert.person.name, place=place, text=" ".join(fields))
