"""Reports as Word files."""

from nscl.documents.report_papers.word.report import write_report

__all__ = ["write_report"]
