"""Blocks of plain text, of Markdown, and of mixtures: headings, emphasis, pipe tables and tables parted by tabulators.

Paragraphs stay broken (``whole=False``): what looks like Markdown is often made from a PDF, with a paragraph broken by
every page end, so a blank line does not end a paragraph reliably. Headings and table cells are whole.
"""

import re
from collections.abc import Sequence

from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Block, Cell, Line, Paragraph, Table
from nscl.documents.reading.formats.limits import MAX_TABLE_COLUMNS
from nscl.documents.reading.formats.text.inline import Inline, strip_inline
from nscl.documents.reading.formats.text.tab_tables import find_tab_tables

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|(?=[^\s#]))(.*?)[ \t]*#*[ \t]*")
_LIST_MARK = re.compile(r"([ \t]*)([-*+•–])[ \t]+(?=\S)")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:=[ \t]*){3,}|`{3,}\w*)")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
# ":---" between bars, under the heads of a pipe table.
_BARS = re.compile(r"[ \t]*\|?[ \t]*:?-{1,200}:?[ \t]*(?:\|[ \t]*:?-{1,200}:?[ \t]*){1,63}\|?[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
# So many headings, emphasised lines or tables make a text Markdown; a lone "#" or "*" is a character.
_MIN_SIGNS = 2
_INDENT = 2  # spaces for a level of a list


def looks_like_markdown(lines: Sequence[Line]) -> bool:
    """Whether the text has marks of Markdown often enough that they are meant."""
    signs = 0
    for line in lines:
        text = line.text
        if (text.startswith("#") and _HEADING.fullmatch(text)) or text.count("**") > 1 or _is_bars(text):
            signs += 1
            if signs >= _MIN_SIGNS:
                return True
    return False


def read_blocks(lines: Sequence[Line], *, markdown: bool) -> tuple[Block, ...]:
    """The blocks of a text, in order; ``markdown`` says whether #, ** and bars are markup or characters."""
    tables = [(first, last, _tab_rows) for first, last in find_tab_tables(lines)]
    if markdown:
        tables += [(first, last, _pipe_rows) for first, last in _find_pipe_tables(lines)]
        tables.sort(key=lambda found: found[0])
    blocks: list[Block] = []
    place = 0
    for first, last, rows in tables:
        if first < place:  # bars and tabulators on the same lines: the first reading stands
            continue
        blocks += _paragraphs(lines[place:first], markdown=markdown)
        blocks.append(_grid(rows(lines[first : last + 1])))
        place = last + 1
    return (*blocks, *_paragraphs(lines[place:], markdown=markdown))


def _paragraphs(lines: Sequence[Line], *, markdown: bool) -> list[Paragraph]:
    if not markdown:
        return [
            Paragraph(" ".join(text.split("\t")), Span(line.number, line.number), whole=False)
            for line in lines
            if (text := line.text.strip())
        ]
    found = []
    open_bold = False
    for line in lines:
        if not line.text.strip():
            open_bold = False
            continue
        paragraph, open_bold = _paragraph(line, open_bold=open_bold)
        if paragraph is not None:
            found.append(paragraph)
    return found


def _paragraph(line: Line, *, open_bold: bool) -> tuple[Paragraph | None, bool]:
    """The paragraph on a line of Markdown, if any, and whether an emphasis goes on behind it."""
    text = _QUOTE.sub("", line.text)
    if _RULE.fullmatch(text.rstrip()):
        return None, open_bold
    span = Span(line.number, line.number)
    heading = _HEADING.fullmatch(text)
    if heading is not None:
        inline = strip_inline(heading[2])
        block = Paragraph(inline.text, span, heading=len(heading[1]), bold=inline.bold) if inline.text else None
        return block, False
    mark = _LIST_MARK.match(text)
    inline = strip_inline(text[mark.end() :] if mark else text, open_bold=open_bold)
    if not inline.text:
        return None, inline.open_bold
    return _marked(inline, mark, span), inline.open_bold


def _marked(inline: Inline, mark: re.Match[str] | None, span: Span) -> Paragraph:
    text = " ".join(inline.text.split("\n"))
    if mark is None:
        return Paragraph(text, span, whole=False, bold=inline.bold)
    bullet = "-" if mark[2] == "*" else mark[2]
    depth = len(mark[1].expandtabs(_INDENT)) // _INDENT
    return Paragraph(f"{bullet} {text}", span, whole=False, bold=inline.bold, indent=depth)


# --- Tables -----------------------------------------------------------------------------------------------------------


def _find_pipe_tables(lines: Sequence[Line]) -> list[tuple[int, int]]:
    found = []
    after = 0
    for place, line in enumerate(lines):
        if place < max(after, 1) or not _is_bars(line.text) or "|" not in lines[place - 1].text:
            continue
        last = place
        while last + 1 < len(lines) and "|" in lines[last + 1].text:
            last += 1
        found.append((place - 1, last))
        after = last + 1
    return found


def _is_bars(text: str) -> bool:
    return "|" in text and "-" in text and _BARS.fullmatch(text) is not None


def _pipe_rows(lines: Sequence[Line]) -> list[tuple[int, list[str]]]:
    return [
        (line.number, _BAR.split(line.text.strip().removeprefix("|").removesuffix("|")))
        for line in lines
        if not _is_bars(line.text)
    ]


def _tab_rows(lines: Sequence[Line]) -> list[tuple[int, list[str]]]:
    return [(line.number, line.text.split("\t")) for line in lines if line.text.strip()]


def _grid(rows: list[tuple[int, list[str]]]) -> Table:
    """Rows of text as a grid; a place that is empty in the text is an empty cell, one that is not there is None."""
    width = min(max(len(cells) for _, cells in rows), MAX_TABLE_COLUMNS)
    grid = []
    for number, found in rows:
        cells = found if len(found) <= width else [*found[: width - 1], " ".join(found[width - 1 :])]
        span = Span(number, number)
        row: list[Cell | None] = [Cell(strip_inline(cell).text, span) for cell in cells]
        grid.append((*row, *[None] * (width - len(row))))
    return Table(tuple(grid), Span(rows[0][0], rows[-1][0]))
