"""Reports as papers: the province's (live while it is written, stored once issued) and those of the agencies."""

from nscl.reporting.queries.papers.agency import PaperMissing, live_agency_paper, submission_paper
from nscl.reporting.queries.papers.files import (
    PaperFile,
    render,
    report_file,
    submission_file,
    template_of,
)
from nscl.reporting.queries.papers.province import (
    edition_figures,
    live_paper,
    paper_of,
    report_paper,
)

__all__ = [
    "PaperFile",
    "PaperMissing",
    "edition_figures",
    "live_agency_paper",
    "live_paper",
    "paper_of",
    "render",
    "report_file",
    "report_paper",
    "submission_file",
    "submission_paper",
    "template_of",
]
