"""A certificate that was given is issued again with what was wrong put right, or revoked; never changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.records.signing import Signer
from nscl.training.enums import TrainingKind
from nscl.training.models import Certificate
from nscl.training.operations.certificates.errors import CertificateGone, CertificateRefused
from nscl.training.operations.certificates.writing import Writer, issuer_of
from nscl.training.operations.errors import Refused
from nscl.training.operations.opening import OpenedClass, open_row
from nscl.training.rules.certificates import HOLDER_LENGTH, REASON_LENGTH
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def reissue_certificate(
    *,
    number: int,
    holder: str,
    reason: str,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    signer: Signer,
) -> int:
    """Issue a certificate again in a corrected name, or after a revocation that was a mistake; returns the new one's
    number. It has a serial of its own and ends on the day on which the old one would have.

    The old one stays and says by which it was replaced. Raises CertificateGone, NotAllowed, Refused,
    CertificateRefused (replaced already, or its validity is over).
    """
    old, opened = _open(number, viewer)
    holder, reason = " ".join(holder.split()), reason.strip()
    _require(_reason_problems(reason) + _holder_problems(holder))
    if _successor(old) is not None:
        raise CertificateRefused(_("Chứng nhận này đã được cấp lại. Hãy mở chứng nhận mới."))
    if old.valid_to is not None and old.valid_to < localdate(at):
        raise CertificateRefused(_("Chứng nhận này đã hết hiệu lực nên không cấp lại được."))
    if _has_other(old):
        raise CertificateRefused(_("Người này đang có chứng nhận khác của lớp. Hãy mở chứng nhận đó."))
    if old.revoked_at is None:
        old.replaced_at = at
        old.save(update_fields=["replaced_at"])
    writer = Writer(opened, issuer_of(opened, localdate(at)), signer, by, at)
    new = writer.write(old.enrolment, next(writer.numbers()), holder=holder, course=old.course, valid_to=old.valid_to)
    new.replaces = old
    new.save()
    changes = [Change(_("Số chứng nhận"), old.serial, new.serial)]
    if old.holder != holder:
        changes.append(Change(_("Tên ghi trên chứng nhận"), old.holder, holder))
    _record(new, opened, "reissued", by=by, at=at, changes=changes, comment=reason)
    return new.pk


@transaction.atomic
def revoke_certificate(*, number: int, reason: str, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Take a certificate back, with the reason; its public page says so from now on, without the reason.

    Raises CertificateGone, NotAllowed, Refused, CertificateRefused (revoked or replaced already).
    """
    row, opened = _open(number, viewer)
    reason = reason.strip()
    _require(_reason_problems(reason))
    if row.revoked_at is not None:
        raise CertificateRefused(_("Chứng nhận này đã được thu hồi."))
    if row.replaced_at is not None:
        raise CertificateRefused(_("Chứng nhận này đã được cấp lại. Hãy thu hồi chứng nhận mới."))
    row.revoked_at, row.revoked_by_id, row.revoke_reason = at, by.number, reason
    row.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    _record(row, opened, "revoked", by=by, at=at, comment=reason)


def _open(number: int, viewer: Viewer | None) -> tuple[Certificate, OpenedClass]:
    """The certificate with its class locked: two who act on it meet there. Raises CertificateGone, NotAllowed."""
    found = Certificate.objects.filter(pk=number).values_list("enrolment__training_class_id", flat=True).first()
    if found is None:
        raise CertificateGone(number)
    opened = open_row(found, None)
    if viewer is not None:
        viewer.require(Permission.ISSUE_CERTIFICATES, opened.activity.plan.unit_id)
    return Certificate.objects.select_related("enrolment").get(pk=number), opened


def _successor(row: Certificate) -> Certificate | None:
    return Certificate.objects.filter(replaces=row.pk).first()


def _has_other(row: Certificate) -> bool:
    others = Certificate.objects.filter(enrolment=row.enrolment_id, revoked_at__isnull=True, replaced_at__isnull=True)
    return others.exclude(pk=row.pk).exists()


def _require(problems: list[Problem]) -> None:
    if problems:
        raise Refused(problems)


def _holder_problems(holder: str) -> list[Problem]:
    if not holder:
        return [Problem("holder", Reason.MISSING, _("chưa ghi tên người được cấp"), _("ghi họ tên"))]
    if len(holder) > HOLDER_LENGTH:
        message = _("tên dài hơn %(n)s chữ") % {"n": HOLDER_LENGTH}
        return [Problem("holder", Reason.TOO_LONG, message, _("viết ngắn lại"))]
    return []


def _reason_problems(reason: str) -> list[Problem]:
    if not reason:
        return [Problem("reason", Reason.MISSING, _("chưa ghi lý do"), _("ghi lý do"))]
    if len(reason) > REASON_LENGTH:
        message = _("lý do dài hơn %(n)s chữ") % {"n": REASON_LENGTH}
        return [Problem("reason", Reason.TOO_LONG, message, _("viết ngắn lại"))]
    return []


def _record(
    row: Certificate,
    opened: OpenedClass,
    verb: str,
    *,
    by: Actor,
    at: datetime,
    changes: list[Change] | None = None,
    comment: str,
) -> None:
    record_event(
        action=f"certificate.{verb}",
        by=by,
        at=at,
        subject=Reference(TrainingKind.CERTIFICATE, row.pk, f"{row.serial}, {row.holder}"),
        context=opened.reference,
        changes=changes or (),
        comment=comment,
    )
