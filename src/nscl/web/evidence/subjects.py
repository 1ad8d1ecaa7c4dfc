"""What may have evidence: each kind of thing, under which address, who may see it and who may add to it.

The packages above `records` own the things; this table is where they meet. A new kind is one more entry of `KINDS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.enums import MoneyKind
from nscl.finance.queries.ledger import MoneyPlan, VoucherRow, find_money_plan, voucher_detail
from nscl.organisations.enums import FLAG
from nscl.organisations.queries.detail import flag_owner
from nscl.progress.enums import ProgressKind
from nscl.progress.operations import remove_proof
from nscl.progress.operations.errors import ProgressError, ProofOfSigned
from nscl.progress.queries.proving import stated_subject
from nscl.records.operations import Actor
from nscl.records.operations.evidence import EvidenceError, EvidenceSubject
from nscl.records.queries.evidence import EvidenceNotFound, EvidenceRow, find_evidence
from nscl.training.enums import TrainingKind
from nscl.training.queries.courses import CourseRow, find_course
from nscl.training.queries.registers import (
    ClubDetail,
    ExpertDetail,
    ProgrammeRow,
    get_club,
    get_expert,
    get_programme,
)
from nscl.web.access import viewer
from nscl.web.evidence.kinds import FoundSubject, SubjectKind
from nscl.work.enums import WorkKind
from nscl.work.queries.activities import get_activity
from nscl.work.queries.commendations.lists import get_commendation
from nscl.work.queries.difficulties.lists import get_difficulty
from nscl.work.rules.difficulties import DifficultyAct


@dataclass(frozen=True)
class Asked:
    """A thing whose evidence a person looks at, with what they may do."""

    kind: SubjectKind
    subject: EvidenceSubject
    href: str
    may_change: bool
    may_see_originals: bool
    keeps: str = ""


def _activity(person: Viewer, number: int) -> FoundSubject:
    row = get_activity(person, number, on=timezone.localdate()).row
    subject = EvidenceSubject(
        kind=WorkKind.ACTIVITY,
        number=row.number,
        label=row.title,
        unit_id=row.plan.unit_id,
        agency_id=row.owner.number,
        is_sample=row.is_sample,
    )
    return FoundSubject(subject, reverse("activity", kwargs={"number": number}))


def _difficulty(person: Viewer, number: int) -> FoundSubject:
    detail = get_difficulty(person, number)
    row = detail.row
    subject = EvidenceSubject(
        kind=WorkKind.DIFFICULTY,
        number=row.number,
        label=row.title,
        unit_id=row.unit_id,
        agency_id=row.agency_id,
        is_sample=row.is_sample,
    )
    # Whoever raised it, whoever is to answer, and nobody any more once it is closed.
    may_change = bool(detail.acts & {DifficultyAct.EDIT, DifficultyAct.ANSWER, DifficultyAct.CLOSE})
    return FoundSubject(subject, reverse("difficulty", kwargs={"number": number}), may_change)


def _commendation(person: Viewer, number: int) -> FoundSubject:
    row = get_commendation(person, number)
    subject = EvidenceSubject(
        kind=WorkKind.COMMENDATION,
        number=row.number,
        label=row.recipient,
        unit_id=row.unit_id,
        is_sample=row.is_sample,
    )
    return FoundSubject(subject, reverse("commendation", kwargs={"number": number}))


def _stated_value(person: Viewer, number: int) -> FoundSubject:
    row = stated_subject(person, number)
    subject = EvidenceSubject(
        kind=ProgressKind.STATED_VALUE,
        number=row.number,
        label=row.label,
        unit_id=row.unit_id,
        is_sample=row.is_sample,
    )
    programme = reverse("progress-programme", kwargs={"slug": row.plan_slug})
    href = programme if row.measure is None else f"{programme}{row.measure}/"
    return FoundSubject(subject, href, keeps=str(ProofOfSigned()) if row.is_signed else "")


def _voucher(person: Viewer, number: int) -> FoundSubject:
    detail = voucher_detail(person, number)
    plan = find_money_plan(person, detail.plan_slug)
    href = reverse("voucher", kwargs={"slug": plan.slug, "number": number})
    return FoundSubject(voucher_subject(plan, detail.row), href)


def voucher_subject(plan: MoneyPlan, row: VoucherRow) -> EvidenceSubject:
    """A voucher as a thing that has evidence."""
    return EvidenceSubject(
        kind=MoneyKind.VOUCHER,
        number=row.voucher,
        label=f"{row.kind.label} {row.number}",
        unit_id=plan.unit_id,
        is_sample=row.is_sample,
    )


def _course(person: Viewer, number: int) -> FoundSubject:
    row = find_course(person, number)
    return FoundSubject(course_subject(row), reverse("course", kwargs={"number": number}), row.may_edit)


def course_subject(row: CourseRow) -> EvidenceSubject:
    """A course as a thing that has materials."""
    return EvidenceSubject(
        kind=TrainingKind.COURSE, number=row.number, label=row.title, unit_id=row.unit_id, is_sample=row.is_sample
    )


def _expert(person: Viewer, number: int) -> FoundSubject:
    return expert_subject(get_expert(person, number))


def expert_subject(detail: ExpertDetail) -> FoundSubject:
    """An expert as somebody who has certificates, scanned."""
    row = detail.row
    subject = EvidenceSubject(
        kind=TrainingKind.EXPERT, number=row.number, label=row.name, unit_id=row.unit_id, is_sample=row.is_sample
    )
    return FoundSubject(subject, reverse("expert", kwargs={"number": row.number}), detail.may_keep)


def _club(person: Viewer, number: int) -> FoundSubject:
    return club_subject(get_club(person, number))


def club_subject(detail: ClubDetail) -> FoundSubject:
    """A club as a thing that has a decision and photographs."""
    row = detail.row
    subject = EvidenceSubject(
        kind=TrainingKind.CLUB, number=row.number, label=row.name, unit_id=row.unit_id, is_sample=row.is_sample
    )
    return FoundSubject(subject, reverse("club", kwargs={"number": row.number}), detail.may_keep)


def _programme(person: Viewer, number: int) -> FoundSubject:
    return programme_subject(get_programme(person, number), person)


def programme_subject(row: ProgrammeRow, person: Viewer) -> FoundSubject:
    """A programme as a thing that has the school's paper."""
    subject = EvidenceSubject(
        kind=TrainingKind.PROGRAMME, number=row.number, label=row.title, unit_id=row.unit_id, is_sample=row.is_sample
    )
    href = reverse("school-programme", kwargs={"number": row.number})
    return FoundSubject(subject, href, person.may(Permission.KEEP_REGISTERS, row.unit_id))


def _organisation_flag(person: Viewer, number: int) -> FoundSubject:
    owner = flag_owner(person, number)
    subject = EvidenceSubject(
        kind=FLAG,
        number=number,
        label=f"{owner.name}: {owner.kind.label}",
        unit_id=owner.unit_id,
        is_sample=owner.is_sample,
    )
    return FoundSubject(subject, reverse("organisation", kwargs={"number": owner.organisation}))


def _remove_proof(value: int, evidence: int, reason: str, by: Actor, at: datetime) -> None:
    try:
        remove_proof(value=value, evidence=evidence, reason=reason, by=by, at=at)
    except ProgressError as refused:
        raise EvidenceError(str(refused)) from refused


KINDS: Final[tuple[SubjectKind, ...]] = (
    SubjectKind(
        kind=FLAG,
        segment="co-cua-to-chuc",
        see=Permission.VIEW_REGISTRY,
        change=(Permission.KEEP_REGISTRY,),
        find=_organisation_flag,
        section="organisations",
    ),
    SubjectKind(
        kind=WorkKind.ACTIVITY,
        segment="hoat-dong",
        see=Permission.VIEW_WORK,
        change=(Permission.RECORD_WORK,),
        find=_activity,
        section="activities",
    ),
    SubjectKind(
        kind=WorkKind.DIFFICULTY,
        segment="vuong-mac",
        see=Permission.VIEW_WORK,
        change=(Permission.RAISE_DIFFICULTIES,),
        find=_difficulty,
        section="difficulties",
    ),
    SubjectKind(
        kind=WorkKind.COMMENDATION,
        segment="khen-thuong",
        see=Permission.VIEW_WORK,
        change=(Permission.COMMEND,),
        find=_commendation,
        section="commendations",
    ),
    SubjectKind(
        kind=ProgressKind.STATED_VALUE,
        segment="so-neu",
        see=Permission.VIEW_WORK,
        change=(Permission.STATE_VALUES,),
        find=_stated_value,
        section="progress",
        remove=_remove_proof,
    ),
    SubjectKind(
        kind=MoneyKind.VOUCHER,
        segment="chung-tu",
        see=Permission.VIEW_MONEY,
        change=(Permission.RECORD_MONEY,),
        find=_voucher,
        section="money",
    ),
    SubjectKind(
        kind=TrainingKind.COURSE,
        segment="khoa-hoc",
        see=Permission.VIEW_TRAINING,
        change=(Permission.RUN_CLASSES,),
        find=_course,
        section="training",
    ),
    SubjectKind(
        kind=TrainingKind.EXPERT,
        segment="chuyen-gia",
        see=Permission.VIEW_TRAINING,
        change=(Permission.KEEP_REGISTERS,),
        find=_expert,
        section="training",
    ),
    SubjectKind(
        kind=TrainingKind.CLUB,
        segment="cau-lac-bo",
        see=Permission.VIEW_TRAINING,
        change=(Permission.KEEP_REGISTERS,),
        find=_club,
        section="training",
    ),
    SubjectKind(
        kind=TrainingKind.PROGRAMME,
        segment="chuong-trinh",
        see=Permission.VIEW_TRAINING,
        change=(Permission.KEEP_REGISTERS,),
        find=_programme,
        section="training",
    ),
)
BY_KIND: Final[Mapping[str, SubjectKind]] = {one.kind: one for one in KINDS}
BY_SEGMENT: Final[Mapping[str, SubjectKind]] = {one.segment: one for one in KINDS}


def asked_or_404(request: HttpRequest, segment: str, number: int) -> Asked:
    """The thing of an address. Raises Http404 where there is none, or none that the person may see."""
    kind = BY_SEGMENT.get(segment)
    if kind is None:
        raise Http404
    person = viewer(request)
    try:
        found = kind.find(person, number)
    except LookupError as missing:
        raise Http404 from missing
    if not kind.may_see(person, found.subject.unit_id, found.subject.agency_id):
        raise Http404
    return asked_about(kind, person, found)


def asked_about(kind: SubjectKind, person: Viewer, found: FoundSubject) -> Asked:
    """What the person may do with the evidence of a thing that they see: for the page of the thing itself."""
    scope = (found.subject.unit_id, found.subject.agency_id)
    may_change = kind.may_change(person, *scope) if found.may_change is None else found.may_change
    return Asked(
        kind=kind,
        subject=found.subject,
        href=found.href,
        may_change=may_change,
        may_see_originals=kind.may_see_originals(person, *scope),
        keeps=found.keeps,
    )


def evidence_or_404(request: HttpRequest, number: int) -> tuple[EvidenceRow, SubjectKind]:
    """One piece of evidence that the person may see; removed evidence for those who may see originals. One query.

    Judged by the province and agency that stand in its row, so that a page of photographs costs one query each.
    """
    try:
        row = find_evidence(number)
    except EvidenceNotFound as missing:
        raise Http404 from missing
    kind = BY_KIND.get(row.subject_kind)
    if kind is None or not kind.may_see(viewer(request), row.unit_id, row.agency_id):
        raise Http404
    if row.removal is not None and not sees_originals(request, row, kind):
        raise Http404
    return row, kind


def sees_originals(request: HttpRequest, row: EvidenceRow, kind: SubjectKind) -> bool:
    """Whether the person may have the bytes of this evidence as they came in."""
    return kind.may_see_originals(viewer(request), row.unit_id, row.agency_id)


def evidence_href(kind: str, number: int) -> str:
    """The page of the evidence of a thing. Raises KeyError for a kind of thing that may have none."""
    return reverse("evidence-list", kwargs={"segment": BY_KIND[kind].segment, "number": number})


def add_href(kind: str, number: int) -> str:
    """Where evidence of a thing is added."""
    return reverse("evidence-add", kwargs={"segment": BY_KIND[kind].segment, "number": number})
