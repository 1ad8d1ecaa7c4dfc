"""Reports as Excel files."""

from nscl.documents.report_papers.workbook.annexes import write_annexes

__all__ = ["write_annexes"]
