"""Reports as PDF."""

from nscl.documents.report_papers.pdf.typesetting import write_pdf

__all__ = ["write_pdf"]
