"""PDF with a text layer, made by typst: real pages, page numbers, tables with and without rules."""

from __future__ import annotations

import json
from collections.abc import Iterator

import typst

from tests.documents.reading.documents.parts import (
    Closing,
    Grid,
    Head,
    Heading,
    Item,
    NewPage,
    Paragraph,
    Part,
    Title,
)

_PREAMBLE = """\
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm))
#set page(numbering: "1", number-align: top + center)
#set text(size: {size}pt, lang: "vi", hyphenate: false, font: "Libertinus Serif")
#set par(justify: true, leading: 0.7em)
#show table.cell: set text(size: {cell}pt, hyphenate: false)
#show table.cell: set par(justify: false)
"""
_COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
# A grid with more columns than this is set smaller.
_MANY = 8


def write(parts: tuple[Part, ...], *, ruled: bool) -> bytes:
    """The document as PDF; ``ruled``: tables with a rule around every cell."""
    return compile_pdf("\n".join(line for part in parts for line in _markup(part, ruled=ruled)))


def compile_pdf(body: str, *, size: float = 13, cell: float = 9.5) -> bytes:
    """Typst markup on A4 pages of an administrative paper, as PDF."""
    made = typst.compile((_PREAMBLE.format(size=size, cell=cell) + body).encode(), ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def quoted(text: str) -> str:
    """A text as a typst expression in markup: nothing in it is taken for markup."""
    return f"#{json.dumps(text, ensure_ascii=False)}"


def _markup(part: Part, *, ruled: bool) -> Iterator[str]:
    match part:
        case Head(committee, number, place_and_date):
            yield (
                "#grid(columns: (2fr, 3fr), align: center, row-gutter: 6pt, "
                f"[*{quoted(committee)}*], [*{quoted(_COUNTRY)}*], [], [*{quoted(_MOTTO)}*], "
                f"[{quoted(number)}], [_{quoted(place_and_date)}_])"
            )
        case Title(first, below):
            yield f"#align(center)[*{quoted(first)}*]"
            yield from (f"#align(center)[*{quoted(line)}*]" for line in below)
        case Heading(_, label, text):
            yield f"\n*{quoted(f'{label} {text}')}*\n"
        case Item(label, text):
            yield f"\n#h(1cm){quoted(f'{label} {text}')}\n"
        case Paragraph(text, italic):
            yield f"\n#h(1cm){f'_{quoted(text)}_' if italic else quoted(text)}\n"
        case Grid():
            yield from _grid(part, ruled=ruled)
        case Closing(recipients, signature):
            left = " \\ ".join(quoted(line) for line in ("Nơi nhận:", *(f"- {one}" for one in recipients)))
            right = " \\ ".join(f"*{quoted(line)}*" for line in signature)
            yield f"#grid(columns: (1fr, 1fr), [{left}], align(center)[{right}])"
        case NewPage(landscape):
            yield f"#pagebreak()\n#set page(flipped: {str(landscape).lower()})" if landscape else "#pagebreak()"


def _grid(grid: Grid, *, ruled: bool) -> Iterator[str]:
    widths = ", ".join(f"{width}fr" for width in grid.widths)
    stroke = "0.5pt" if ruled else "none"
    if grid.columns > _MANY:
        yield "#show table.cell: set text(size: 7pt)"
    align = "left"
    if grid.figures is not None:
        first, last = grid.figures
        align = f"(x, y) => if x >= {first} and x <= {last} {{ right }} else {{ left }}"
    yield f"#table(columns: ({widths}), stroke: {stroke}, inset: 3pt, align: {align},"
    yield "table.header(" + ", ".join(_cells(grid, range(grid.heads))) + "),"
    yield ", ".join(_cells(grid, range(grid.heads, len(grid.rows)))) + ")"


def _cells(grid: Grid, rows: range) -> Iterator[str]:
    for number in rows:
        for box in grid.rows[number]:
            text = f"[*{quoted(box.text)}*]" if box.bold else f"[{quoted(box.text)}]"
            yield f"table.cell(colspan: {box.columns}, rowspan: {box.rows}){text}"
