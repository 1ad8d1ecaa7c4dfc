"""Reading the register of experts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.training.enums import ExpertCertificateKind
from nscl.training.models import Expert, ExpertCertificate, ExpertField
from nscl.training.queries.registers.access import EntryNotFound, label_of_plan, visible
from nscl.training.rules.experts import ExpertStanding, Validity, holds_until, standing
from nscl.training.rules.registers import ExpertDetails


@dataclass(frozen=True, kw_only=True)
class ExpertCertificateRow:
    """A certificate of an expert. plan: whose count it is, in words, "" for none."""

    number: int
    kind: ExpertCertificateKind
    standard: str
    body: str
    paper_number: str
    certified_on: date
    valid_to: date | None
    plan_id: int | None
    plan: str
    revoked_on: date | None
    revoke_reason: str

    @property
    def validity(self) -> Validity:
        """From when to when it holds."""
        return Validity(self.certified_on, self.valid_to, self.revoked_on)

    def is_valid(self, on: date) -> bool:
        """Whether it holds on a day: granted, not revoked, not expired."""
        return self.validity.holds(on)


@dataclass(frozen=True, kw_only=True)
class ExpertRow:
    """An expert: a candidate while trained_on is None and no certificate holds."""

    number: int
    person_id: int
    name: str
    organisation: str
    unit_id: int
    province: str
    candidate_since: date
    trained_on: date | None
    trained_by: str
    trained_plan_id: int | None
    trained_plan: str
    fields: tuple[str, ...]
    note: str
    certificates: tuple[ExpertCertificateRow, ...]
    retired_at: datetime | None
    retire_reason: str
    version: int
    is_sample: bool

    def standing(self, on: date) -> ExpertStanding:
        """Where they stand on a day."""
        held = [one.validity for one in self.certificates]
        return standing(held, trained_on=self.trained_on, is_retired=self.retired_at is not None, on=on)

    def valid_until(self, on: date) -> date | None:
        """The last day of the certificate that holds longest; None where none ends, or none holds."""
        return holds_until((one.validity for one in self.certificates), on)

    @property
    def details(self) -> ExpertDetails:
        """What a form holds, as operations take it."""
        return ExpertDetails(
            candidate_since=self.candidate_since,
            trained_on=self.trained_on,
            trained_by=self.trained_by,
            trained_plan_id=self.trained_plan_id,
            fields=self.fields,
            note=self.note,
        )


@dataclass(frozen=True, kw_only=True)
class ExpertDetail:
    """An expert with what the viewer may do. phone, email: None where contacts are not the viewer's to see."""

    row: ExpertRow
    may_keep: bool
    phone: str | None
    email: str | None


def list_experts(
    viewer: Viewer, *, unit_ids: Collection[int] | None = None, with_retired: bool = False
) -> tuple[ExpertRow, ...]:
    """The experts whom the viewer may see, by name. Three queries."""
    rows = visible(_experts(), viewer, unit_ids)
    if not with_retired:
        rows = rows.filter(retired_at__isnull=True)
    return tuple(_row(expert) for expert in rows.order_by("person__folded", "pk"))


def get_expert(viewer: Viewer, number: int) -> ExpertDetail:
    """One expert. Contacts for who keeps the register alone. Raises EntryNotFound. Three queries."""
    expert = visible(_experts(), viewer).filter(pk=number).first()
    if expert is None:
        raise EntryNotFound(str(number))
    may_keep = viewer.may(Permission.KEEP_REGISTERS, expert.unit_id)
    return ExpertDetail(
        row=_row(expert),
        may_keep=may_keep,
        phone=expert.person.phone if may_keep else None,
        email=expert.person.email if may_keep else None,
    )


def expert_of_certificate(number: int) -> int:
    """The number of the expert who holds a certificate. Raises EntryNotFound. One query."""
    found = ExpertCertificate.objects.filter(pk=number).order_by("pk").values_list("expert", flat=True).first()
    if found is None:
        raise EntryNotFound(str(number))
    return int(found)


def _experts() -> QuerySet[Expert]:
    certificates = ExpertCertificate.objects.select_related("plan__unit").order_by("-certified_on", "pk")
    return Expert.objects.select_related("unit", "person__organisation", "trained_plan__unit").prefetch_related(
        Prefetch("certificates", certificates), Prefetch("fields", ExpertField.objects.order_by("pk"))
    )


def _row(expert: Expert) -> ExpertRow:
    person = expert.person
    return ExpertRow(
        number=expert.pk,
        person_id=person.pk,
        name=person.name,
        organisation=person.organisation.name if person.organisation else "",
        unit_id=expert.unit_id,
        province=expert.unit.name,
        candidate_since=expert.candidate_since,
        trained_on=expert.trained_on,
        trained_by=expert.trained_by,
        trained_plan_id=expert.trained_plan_id,
        trained_plan=label_of_plan(expert.trained_plan),
        fields=tuple(one.name for one in expert.fields.all()),
        note=expert.note,
        certificates=tuple(_certificates(expert.certificates.all())),
        retired_at=expert.retired_at,
        retire_reason=expert.retire_reason,
        version=expert.version,
        is_sample=expert.is_sample,
    )


def _certificates(rows: Iterable[ExpertCertificate]) -> Iterable[ExpertCertificateRow]:
    for row in rows:
        yield ExpertCertificateRow(
            number=row.pk,
            kind=ExpertCertificateKind(row.kind),
            standard=row.standard,
            body=row.body,
            paper_number=row.number,
            certified_on=row.certified_on,
            valid_to=row.valid_to,
            plan_id=row.plan_id,
            plan=label_of_plan(row.plan),
            revoked_on=row.revoked_on,
            revoke_reason=row.revoke_reason,
        )
