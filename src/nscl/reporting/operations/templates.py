"""Word templates: uploaded after they were checked whole, taken out of use."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Max

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.report_papers.templates import check_template
from nscl.institutions.models import AdministrativeUnit
from nscl.plans.operations.wording import stored
from nscl.records.operations import Actor, Change, Reference, record_event
from nscl.reporting.enums import ReportingKind, TemplatePurpose
from nscl.reporting.models import ReportTemplate
from nscl.reporting.models.reports import FILE_NAME_LENGTH
from nscl.reporting.operations.edition_errors import TemplateGone, TemplateRefused

_END: Final = ".docx"


@transaction.atomic
def upload_template(
    *,
    unit: int,
    purpose: TemplatePurpose,
    file_name: str,
    content: bytes,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
) -> int:
    """Store a template and use it from now on; the one in use before is kept. Returns its number.

    The same file as the one in use stores nothing. Raises NotAllowed; TemplateRefused with all that is wrong and where:
    then nothing was stored.
    """
    if viewer is not None:
        viewer.require(Permission.RUN_ROUNDS, unit)
    if problems := check_template(content, purpose.value):
        raise TemplateRefused(problems)
    # Two who upload at once wait for each other here, so that one template is in use afterwards.
    AdministrativeUnit.objects.select_for_update(no_key=True).get(pk=unit)
    digest = hashlib.sha256(content).hexdigest()
    rows = ReportTemplate.objects.filter(unit=unit, purpose=purpose)
    in_use = rows.filter(retired_at__isnull=True).order_by("pk").first()
    if in_use is not None and in_use.sha256 == digest:
        return in_use.pk
    rows.filter(retired_at__isnull=True).update(retired_at=at)
    made = ReportTemplate.objects.create(
        unit_id=unit,
        purpose=purpose,
        ordinal=(rows.aggregate(last=Max("ordinal"))["last"] or 0) + 1,
        file_name=_name(file_name),
        sha256=digest,
        content=content,
        uploaded_at=at,
        uploaded_by_id=by.number,
    )
    before = in_use.file_name if in_use else ""
    _tell(made, "uploaded", Change(stored(purpose.label), before, made.file_name), by=by, at=at)
    return made.pk


@transaction.atomic
def retire_template(*, number: int, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Take a template out of use: reports go back to the standard one. Raises TemplateGone, NotAllowed."""
    row = ReportTemplate.objects.select_for_update(no_key=True).filter(pk=number).order_by("pk").first()
    if row is None or row.retired_at is not None:
        raise TemplateGone(number)
    if viewer is not None:
        viewer.require(Permission.RUN_ROUNDS, row.unit_id)
    row.retired_at = at
    row.save(update_fields=["retired_at"])
    _tell(row, "retired", Change(stored(TemplatePurpose(row.purpose).label), row.file_name, ""), by=by, at=at)


def _name(file_name: str) -> str:
    """The name without a folder, not longer than is kept."""
    bare = file_name.replace("\\", "/").rsplit("/", 1)[-1].strip() or f"mau{_END}"
    return bare if len(bare) <= FILE_NAME_LENGTH else bare[: FILE_NAME_LENGTH - len(_END)] + _END


def _tell(row: ReportTemplate, verb: str, change: Change, *, by: Actor, at: datetime) -> None:
    record_event(
        action=f"report_template.{verb}",
        by=by,
        at=at,
        subject=Reference(ReportingKind.TEMPLATE, row.pk, row.file_name),
        changes=[change],
    )
