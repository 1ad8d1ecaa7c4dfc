"""A report put together: numbered parts, captions, rows as they are shown; Word and PDF both set this."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from nscl.documents.report_papers.cells import is_figure, mark_word, shown, total_row
from nscl.documents.report_papers.layout import INDENT_MM, TableLayout, column_needs, lay_out, lines_in
from nscl.documents.report_papers.paper import PaperSection, ReportPaper
from nscl.documents.report_papers.tables import ReportRow, ReportTable, TableCode, ValueKind
from nscl.documents.template.content import BLANK
from nscl.documents.template.frame import date_in_words
from nscl.text.dates import format_date

KIND: Final = "BÁO CÁO"
DRAFT: Final = "DỰ THẢO"
SAMPLE: Final = "(Số liệu mẫu)"
END_MARK: Final = "./."
"""After the last sentence of a paper (Decree 30/2020/NĐ-CP, annex V; article 8)."""
NO_ROWS: Final = "Không có số liệu."

WORD_SECTIONS: Final = ("assessment", "results", "reasons", "difficulties", "proposals", "next_year")
"""Parts that are words of people; `reporting` calls its sections so."""

_LEGEND: Final = {
    "ước": "(ước): số ước thực hiện, chưa phải kết quả",
    "nêu": "(nêu): số do đơn vị nêu, không tính từ hồ sơ",
}
_MONEY_UNIT: Final = "Đơn vị tính tiền: đồng"
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
# What XML 1.0 (section 2.2) does not allow, and the separators that break a line.
_UNPRINTABLE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
# Lines of a row from which it may be broken over pages; a page that lies on its side has some thirty.
_TALL_ROW: Final = 18
_BEGINNINGS: Final = ("căn cứ", "thực hiện", "theo", "trên cơ sở", "xét")


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as it is set. spans: its only text goes over all columns, as that of a group's heading may."""

    texts: tuple[str, ...]
    is_heading: bool = False
    is_total: bool = False
    depth: int = 0
    spans: bool = False

    @property
    def is_bold(self) -> bool:
        """Whether it stands out."""
        return self.is_heading or self.is_total


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as it is set. caption: above it; unit: at the right above it, "" where no money is in it; notes: below.

    figures: which columns stand at the right; days: which in the centre. first: the column that the depth indents.
    """

    code: TableCode
    title: str
    caption: str
    unit: str
    heads: tuple[str, ...]
    figures: tuple[bool, ...]
    days: tuple[bool, ...]
    first: int
    rows: tuple[ShownRow, ...]
    notes: tuple[str, ...]
    layout: TableLayout

    def is_tall(self, place: int) -> bool:
        """Whether a row takes so much of a page that it may be broken: held together it would run off the page."""
        row = self.rows[place]
        widths = [sum(self.layout.widths)] * len(row.texts) if row.spans else self.layout.widths
        pairs = zip(row.texts, widths, strict=True)
        return any(lines_in(text, self.layout.size, width) > _TALL_ROW for text, width in pairs)

    def keeps_next(self, place: int) -> bool:
        """Whether this row stands on the page of the next: headings with their rows, the last row with the sums.

        So does the first row with the second.
        """
        last = len(self.rows) - 1
        if place >= last or self.is_tall(place) or self.is_tall(place + 1):
            return False
        return place == 0 or self.rows[place].is_heading or place == last - 1


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part: heading with its number, words, tables, and the parts below it."""

    key: str
    level: int
    heading: str
    words: tuple[str, ...]
    tables: tuple[ShownTable, ...]
    below: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """A table on pages of its own. name: "PHỤ LỤC II"; attached: to which paper it belongs."""

    name: str
    attached: str
    table: ShownTable


@dataclass(frozen=True, slots=True)
class Composition:
    """A report ready to be set: every text can be printed, what was not given is blank.

    tables: all of them by code; draft, sample: what has to be said of it, "" where it is neither.
    """

    above: tuple[str, ...]
    issuer: tuple[str, ...]
    issuer_name: str
    number: str
    symbol: str
    place: str
    dated: str
    subject: str
    as_of: str
    basis: tuple[str, ...]
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    closing: str
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    post: str
    signatory: str
    annexes: tuple[Annex, ...]
    tables: Mapping[TableCode, ShownTable]
    draft: str
    sample: str


def compose(paper: ReportPaper) -> Composition:
    """The report put together. Raises ValueError for a section of an unknown key, or one that names no table."""
    tables = _tables(paper)
    signature = _lines(paper.signature)
    return Composition(
        above=_lines(paper.above),
        issuer=_lines(paper.issuer),
        issuer_name=line_of(paper.issuer_name) or " ".join(_lines(paper.issuer)),
        number=line_of(paper.number) or BLANK,
        symbol=line_of(paper.symbol),
        place=line_of(paper.place),
        dated=date_in_words(paper.on),
        subject=line_of(paper.subject),
        as_of=format_date(paper.figures.as_of),
        basis=_listed([_basis(line) for line in _lines(paper.basis)]),
        opening=paragraphs_of((paper.opening,)),
        parts=_parts(paper, tables),
        closing=_closing(paper),
        recipients=_listed([line.removeprefix("-").strip() for line in _lines(paper.recipients)]),
        authority=signature[:-1],
        post=signature[-1] if signature else BLANK,
        signatory=line_of(paper.signatory) or BLANK,
        annexes=_annexes(paper, tables),
        tables=tables,
        draft=DRAFT if paper.is_draft else "",
        sample=SAMPLE if paper.is_sample else "",
    )


def line_of(text: str) -> str:
    """The text on one line, without what no file of words can hold (control characters, halves of characters)."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def paragraphs_of(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts as paragraphs: one a line, without blank ones."""
    return tuple(said for text in texts for line in text.splitlines() if (said := line_of(line)))


def roman(number: int) -> str:
    """A number from 1 to 39 as the parts of a paper have it."""
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said


def show_table(table: ReportTable, *, caption: str) -> ShownTable:
    """The table as it is set: every cell written as `cells.shown` has it, the sums in the bottom row."""
    rows = [_row(row, table) for row in table.rows]
    totals = total_row(table)
    if totals is not None:
        texts = tuple(shown(cell, column) for cell, column in zip(totals, table.columns, strict=True))
        rows.append(ShownRow(texts, is_total=True))
    heads = tuple(line_of(column.heading) for column in table.columns)
    figures = tuple(is_figure(column) for column in table.columns)
    first = next((place for place, column in enumerate(table.columns) if column.kind is ValueKind.TEXT), 0)
    deepest = max((row.depth for row in rows if not row.spans), default=0) * INDENT_MM
    indents = [deepest * (place == first) for place in range(len(heads))]
    needs = column_needs(heads, [row.texts for row in rows if not row.spans], figures, indents)
    has_money = any(column.kind is ValueKind.VND for column in table.columns)
    return ShownTable(
        code=table.code,
        title=line_of(table.title),
        caption=line_of(caption),
        unit=_MONEY_UNIT if has_money and not any("đồng" in head for head in heads) else "",
        heads=heads,
        figures=figures,
        days=tuple(column.kind is ValueKind.DATE for column in table.columns),
        first=first,
        rows=tuple(rows),
        notes=_notes(table),
        layout=lay_out(needs),
    )


def _row(row: ReportRow, table: ReportTable) -> ShownRow:
    texts = tuple(line_of(shown(cell, column)) for cell, column in zip(row.cells, table.columns, strict=True))
    said = [text for text in texts if text]
    spans = row.is_heading and len(said) == 1 and not any(cell.value is not None for cell in row.cells)
    return ShownRow(texts, is_heading=row.is_heading, depth=row.depth, spans=spans)


def _notes(table: ReportTable) -> tuple[str, ...]:
    words = {mark_word(cell.mark) for row in table.rows for cell in row.cells if cell.value is not None or cell.text}
    legend = [said for word, said in _LEGEND.items() if word in words]
    return (*paragraphs_of((table.note,)), *((f"{'; '.join(legend)}.",) if legend else ()))


def _tables(paper: ReportPaper) -> Mapping[TableCode, ShownTable]:
    """All tables by code; those of the body are numbered in the order in which they stand there."""
    named = [TableCode(code) for section in paper.sections for code in section.tables]
    body = [table for table in paper.figures.of(tuple(dict.fromkeys(named))) if not table.is_annex]
    rest = [table for table in paper.figures.tables if table not in body and not table.is_annex]
    numbers = count(1)
    found = {table.code: show_table(table, caption=f"Bảng {next(numbers)}. {table.title}") for table in (*body, *rest)}
    annexes = {one.code: show_table(one, caption=one.title) for one in paper.figures.tables if one.is_annex}
    return found | annexes


def _parts(paper: ReportPaper, tables: Mapping[TableCode, ShownTable]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for section in paper.sections:
        _check(section)
        if section.level == 1 or not parts:
            parts.append(_part(section, f"{roman(len(parts) + 1)}. {line_of(section.heading)}", 1, tables))
            continue
        above = parts[-1]
        part = _part(section, f"{len(above.below) + 1}. {line_of(section.heading)}", 2, tables)
        parts[-1] = Part(above.key, 1, above.heading, above.words, above.tables, (*above.below, part))
    return tuple(parts)


def _check(section: PaperSection) -> None:
    if section.key not in WORD_SECTIONS and section.key not in set(TableCode):
        raise ValueError(f"Không có phần báo cáo nào tên “{section.key}”")


def _part(section: PaperSection, heading: str, level: int, tables: Mapping[TableCode, ShownTable]) -> Part:
    codes = [TableCode(code) for code in section.tables]
    held = tuple(tables[code] for code in codes if code in tables)
    return Part(section.key, level, heading, paragraphs_of(section.paragraphs), held)


def _closing(paper: ReportPaper) -> str:
    """The last sentence with the mark of the end."""
    subject = line_of(paper.subject)
    subject = subject[:1].lower() + subject[1:]
    said = line_of(paper.closing) or f"Trên đây là {KIND.lower()} {subject}"
    return f"{said.removesuffix(END_MARK).rstrip(' ./')}{END_MARK}"


def _basis(line: str) -> str:
    said = line.rstrip(" ;.,")
    return said if said.lower().startswith(_BEGINNINGS) else f"Căn cứ {said}"


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(said for text in texts if (said := line_of(text)))


def _listed(lines: Sequence[str]) -> tuple[str, ...]:
    """Lines of a list: each ends with a semicolon, the last with a full stop."""
    bare = [line.rstrip(" ;.,") for line in lines]
    return tuple(f"{line}{'.' if place == len(bare) - 1 else ';'}" for place, line in enumerate(bare))


def _annexes(paper: ReportPaper, tables: Mapping[TableCode, ShownTable]) -> tuple[Annex, ...]:
    """The annexes that have rows; numbered where there are several (Decree 30/2020/NĐ-CP, annex I, part II, III)."""
    held = [tables[table.code] for table in paper.figures.tables if table.is_annex and table.rows]
    issuer = line_of(paper.issuer_name) or " ".join(_lines(paper.issuer))
    number = f"{line_of(paper.number) or BLANK}/{line_of(paper.symbol)}"
    attached = f"(Kèm theo Báo cáo số {number} {date_in_words(paper.on)} của {issuer})"
    names = [f"PHỤ LỤC {roman(place)}" for place in range(1, len(held) + 1)] if len(held) > 1 else ["PHỤ LỤC"]
    return tuple(Annex(name, attached, table) for name, table in zip(names, held, strict=False))
