"""Word templates of a province: which are in use, which were before, their files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.report_papers.templates import standard_template
from nscl.reporting.enums import FileForm, TemplatePurpose
from nscl.reporting.models import ReportTemplate
from nscl.reporting.queries.papers.files import MEDIA_TYPES, PaperFile


class TemplateMissing(LookupError):
    """No such template, or none that the person may see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """A template in a list. is_in_use: the one that reports of its purpose are set by; size: in bytes."""

    number: int
    unit_id: int
    purpose: TemplatePurpose
    ordinal: int
    file_name: str
    size: int
    uploaded_at: datetime
    uploaded_by: str
    retired_at: datetime | None

    @property
    def is_in_use(self) -> bool:
        """Whether it was not taken out of use."""
        return self.retired_at is None


def list_templates(viewer: Viewer | None, unit_id: int) -> tuple[TemplateRow, ...]:
    """All templates of a province, by purpose, the newest first. One query. Raises NotAllowed."""
    if viewer is not None:
        viewer.require(Permission.VIEW_REPORTS, unit_id)
    rows = ReportTemplate.objects.filter(unit=unit_id).select_related("uploaded_by")
    return tuple(
        TemplateRow(
            number=row.pk,
            unit_id=row.unit_id,
            purpose=TemplatePurpose(row.purpose),
            ordinal=row.ordinal,
            file_name=row.file_name,
            size=len(row.content),
            uploaded_at=row.uploaded_at,
            uploaded_by=row.uploaded_by.full_name if row.uploaded_by else "",
            retired_at=row.retired_at,
        )
        for row in rows.order_by("purpose", "-ordinal")
    )


def template_file(viewer: Viewer | None, number: int) -> PaperFile:
    """A template as it was uploaded. Raises TemplateMissing."""
    row = ReportTemplate.objects.filter(pk=number).order_by("pk").first()
    if row is None or (viewer is not None and not viewer.may(Permission.VIEW_REPORTS, row.unit_id)):
        raise TemplateMissing(str(number))
    return PaperFile(row.file_name, bytes(row.content), MEDIA_TYPES[FileForm.WORD])


def standard_file(purpose: TemplatePurpose) -> PaperFile:
    """The standard template, to begin one's own from."""
    name = {TemplatePurpose.PROVINCE: "mau-bao-cao-tinh.docx", TemplatePurpose.AGENCY: "mau-bao-cao-co-quan.docx"}
    return PaperFile(name[purpose], standard_template(purpose.value), MEDIA_TYPES[FileForm.WORD])
