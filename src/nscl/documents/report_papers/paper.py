"""What a report says, as plain values: head, words by section, tables, closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nscl.documents.report_papers.tables import ReportFigures


@dataclass(frozen=True, slots=True)
class PaperSection:
    """A numbered part of the body: its heading, its paragraphs, the tables that stand under it (by code).

    key: "assessment", "results", "reasons", "difficulties", "proposals", "next_year", or the code of a table; it names
    the field of a template. heading: without its number. level 1 is numbered "I.", level 2 "1." below the part before.
    """

    key: str
    heading: str
    paragraphs: Sequence[str]
    tables: Sequence[str] = ()
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPaper:
    """A report before it is a file (Decree 30/2020/NĐ-CP, annex I).

    above: the lines of the body above the issuer, () where the issuer is the committee itself. number: "" is left
    blank; symbol: what follows the number ("BC-UBND"). place: where it is issued; on: None leaves the date blank.
    basis: documents on which it rests, a line each. signature: authority and post, a line each ("TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"); signatory: "" is left blank. is_draft: said on the paper until it is issued.
    issuer_name: as written in a sentence ("Ủy ban nhân dân tỉnh Bắc Ninh"); "" takes the lines of the issuer.
    """

    above: Sequence[str]
    issuer: Sequence[str]
    number: str
    symbol: str
    place: str
    on: date | None
    subject: str
    basis: Sequence[str]
    opening: str
    sections: Sequence[PaperSection]
    closing: str
    recipients: Sequence[str]
    signature: Sequence[str]
    signatory: str
    figures: ReportFigures
    is_draft: bool = False
    issuer_name: str = ""

    @property
    def is_sample(self) -> bool:
        """Whether made-up records may be in it: then the paper says so."""
        return self.figures.is_sample
