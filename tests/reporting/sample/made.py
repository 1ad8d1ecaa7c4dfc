"""A plan's report as it came out of another process."""

from __future__ import annotations

from dataclasses import dataclass

from nscl.documents.report_papers.tables import ReportFigures


@dataclass(frozen=True)
class Made:
    """A plan's report. screen: the figures that the pages show of the issued edition."""

    plan: str
    live: ReportFigures
    sealed: ReportFigures
    screen: ReportFigures
    word: bytes
    excel: bytes
    pdf: bytes
