"""The files that a run leaves as: who writes each, of which type, under which ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from django.utils import timezone

from nscl.documents.productivity_papers.paper import RunPaper
from nscl.documents.productivity_papers.sdmx_csv import write_results_sdmx
from nscl.documents.productivity_papers.tidy_csv import write_tidy_csv
from nscl.documents.productivity_papers.workbook import write_workbook
from nscl.web.estimates.views.papers import DOCX_TYPE
from nscl.web.ui.tables.export import XLSX_TYPE

_CSV_TYPE: Final = "text/csv; charset=utf-8"


class FileForm(NamedTuple):
    """A form: what makes the bytes, their type, the ending of the file's name."""

    write: Callable[[RunPaper], bytes]
    kind: str
    ending: str


def _word(paper: RunPaper) -> bytes:
    from nscl.documents.productivity_papers.word import write_method_sheet  # noqa: PLC0415  (slow to import)

    return write_method_sheet(paper)


def _workbook(paper: RunPaper) -> bytes:
    return write_workbook(paper, created=timezone.localtime())


FILE_FORMS: Final[Mapping[str, FileForm]] = {
    "docx": FileForm(_word, DOCX_TYPE, ".docx"),
    "xlsx": FileForm(_workbook, XLSX_TYPE, ".xlsx"),
    "csv": FileForm(write_tidy_csv, _CSV_TYPE, ".csv"),
    "sdmx": FileForm(write_results_sdmx, _CSV_TYPE, ".sdmx.csv"),
}
