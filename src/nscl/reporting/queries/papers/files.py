"""Papers as files: written for a draft, byte for byte as they left for an issued report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from nscl.accounts.rules import Viewer
from nscl.documents.report_papers.paper import ReportPaper
from nscl.documents.report_papers.pdf import write_pdf
from nscl.documents.report_papers.word import write_report
from nscl.documents.report_papers.workbook import write_annexes
from nscl.reporting.enums import FileForm, ReportState, TemplatePurpose
from nscl.reporting.models import IssuedFile, ReportEdition, ReportTemplate, Submission
from nscl.reporting.queries.editions import visible_edition
from nscl.reporting.queries.papers.agency import PaperMissing, submission_paper
from nscl.reporting.queries.papers.province import report_paper
from nscl.text.folding import fold_words

MEDIA_TYPES: Final[Mapping[FileForm, str]] = MappingProxyType(
    {
        FileForm.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        FileForm.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileForm.PDF: "application/pdf",
    }
)


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file to be taken away."""

    name: str
    content: bytes
    media_type: str


def render(paper: ReportPaper, form: FileForm, *, template: bytes | None, at: datetime) -> bytes:
    """A paper as a file. template: the Word file to fill in, None: the standard one. The same gives the same bytes."""
    if form is FileForm.WORD:
        return write_report(paper, template)
    if form is FileForm.EXCEL:
        return write_annexes(paper, created=at)
    return write_pdf(paper)


def report_file(viewer: Viewer | None, number: int, form: FileForm, *, today: date, at: datetime) -> PaperFile:
    """A file of an edition: of an issued one as it left, of a draft with today's figures. Raises EditionMissing."""
    row = visible_edition(viewer, number)
    name = file_name(f"Báo cáo {row.round.unit.name} {row.round.year} bản {row.ordinal}", form)
    stored = IssuedFile.objects.filter(edition=row.pk, form=form).order_by("pk").first()
    if stored is not None:
        return PaperFile(name, bytes(stored.content), MEDIA_TYPES[form])
    paper = report_paper(viewer, number, today=today)
    draft = name if row.state != ReportState.DRAFT else f"du-thao-{name}"
    return PaperFile(draft, render(paper, form, template=template_of(row), at=at), MEDIA_TYPES[form])


def submission_file(viewer: Viewer | None, number: int, form: FileForm, *, today: date, at: datetime) -> PaperFile:
    """A submission as a file. Raises PaperMissing."""
    paper = submission_paper(viewer, number, today=today)
    row = Submission.objects.select_related("agency", "round").filter(pk=number).first()
    if row is None:
        raise PaperMissing(str(number))
    name = file_name(f"Báo cáo {row.agency.name} {row.round.year}", form)
    content = render(paper, form, template=agency_template(row.round.unit_id), at=at)
    return PaperFile(name, content, MEDIA_TYPES[form])


def template_of(row: ReportEdition) -> bytes | None:
    """The Word file that the edition is set by; None: the standard one."""
    if row.template_id is None:
        return None
    content = ReportTemplate.objects.filter(pk=row.template_id).values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def agency_template(unit_id: int) -> bytes | None:
    """The template of the province for its agencies that is in use; None: the standard one."""
    rows = ReportTemplate.objects.filter(unit=unit_id, purpose=TemplatePurpose.AGENCY, retired_at__isnull=True)
    content = rows.values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def file_name(title: str, form: FileForm) -> str:
    """A title as a file name without marks and blanks: "bao-cao-bac-ninh-2026-ban-1.docx"."""
    return f"{'-'.join(fold_words(title))}.{form.value}"
