"""Papers of an application: handed in as evidence of the case, taken out again as long as the applicant writes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.plans.operations.wording import stored
from nscl.records.evidence_files.storage import Received
from nscl.records.operations import Actor
from nscl.records.operations.evidence import EvidenceSubject, add_file, add_link, remove_evidence
from nscl.support.enums import CaseState, DocumentStage, SupportKind
from nscl.support.models import CaseDocument, SupportCase
from nscl.support.operations.errors import DocumentGone, Refused, StateRefused
from nscl.support.operations.opening import Asker, OpenedCase, open_case, reference_of
from nscl.support.rules.moves import OPEN_TO_APPLICANT
from nscl.work.rules.problems import Problem, Reason

_NAME_LENGTH = 250
_TAKEN_OUT = gettext_lazy("Rút giấy tờ khỏi hồ sơ")
# Papers for the payment come in while the case is carried out.
_OPEN_FOR_PAYMENT = frozenset({CaseState.APPROVED, CaseState.CONTRACTED, CaseState.ACCEPTED})


def attach_document(
    *,
    number: int,
    name: str,
    stage: DocumentStage = DocumentStage.APPLICATION,
    file: Received | None = None,
    filename: str = "",
    link: str = "",
    viewer: Asker,
    by: Actor,
    at: datetime,
) -> int:
    """Hand in a paper: a file, or an address on the web; returns its number. What a file is, its content tells.

    name: which of the papers asked for, or what it is. The audit event is that of the evidence. Raises CaseGone,
    NotAllowed, StateRefused, Refused (no name, neither file nor link), and what `records` raises (FileRefused,
    AlreadyEvidence, EvidenceFull).
    """
    try:
        with transaction.atomic():
            opened = open_case(number, viewer, applicant_may=True)
            _require_open(opened, stage)
            name = " ".join(name.split())[:_NAME_LENGTH]
            if not name or (file is None and not link):
                message = _("Chưa chọn giấy tờ hoặc tệp")
                raise Refused([Problem("file", Reason.MISSING, message, _("chọn tên giấy tờ và tệp ảnh hoặc PDF"))])
            subject = subject_of(opened.row)
            if file is not None:
                evidence = add_file(subject=subject, file=file, name=filename or name, caption=name, by=by, at=at)
            else:
                evidence = add_link(subject=subject, link=link, name=name, by=by, at=at)
            row = CaseDocument.objects.create(case=opened.row, name=name, stage=stage, evidence_id=evidence)
            return int(row.pk)
    finally:
        if file is not None:
            file.drop()


@transaction.atomic
def remove_document(*, number: int, document: int, reason: str = "", viewer: Asker, by: Actor, at: datetime) -> None:
    """Take a paper out again; its evidence keeps who, when and why. Raises CaseGone, NotAllowed, DocumentGone,
    StateRefused."""
    opened = open_case(number, viewer, applicant_may=True)
    row = CaseDocument.objects.filter(pk=document, case=opened.row).first()
    if row is None:
        raise DocumentGone(document)
    _require_open(opened, DocumentStage(row.stage))
    evidence = row.evidence_id
    row.delete()
    remove_evidence(number=evidence, reason=reason.strip() or stored(_TAKEN_OUT), by=by, at=at)


def subject_of(row: SupportCase) -> EvidenceSubject:
    """The case as evidence belongs to it; load it with its organisation."""
    return EvidenceSubject(
        kind=SupportKind.CASE,
        number=row.pk,
        label=reference_of(row).label,
        unit_id=row.unit_id,
        agency_id=row.agency_id,
        is_sample=row.is_sample,
    )


def _require_open(opened: OpenedCase, stage: DocumentStage) -> None:
    if stage is DocumentStage.PAYMENT:
        allowed = _OPEN_FOR_PAYMENT
    elif opened.is_applicant:
        allowed = OPEN_TO_APPLICANT
    else:
        allowed = OPEN_TO_APPLICANT | {CaseState.SUBMITTED}
    if opened.state not in allowed:
        raise StateRefused(_("Hồ sơ %(state)s nên không thêm, rút giấy tờ này được.") % {"state": opened.state.label})
