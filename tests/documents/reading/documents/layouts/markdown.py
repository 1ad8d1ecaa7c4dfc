"""Markdown: # headings, pipe tables, emphasis."""

from __future__ import annotations

from collections.abc import Iterator

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


def write(parts: tuple[Part, ...]) -> str:
    """The document as markdown, blocks separated by blank lines."""
    return "\n\n".join("\n".join(_block(part)) for part in parts if not isinstance(part, NewPage)) + "\n"


def _block(part: Part) -> Iterator[str]:
    match part:
        case Head(committee, number, place_and_date):
            yield from (f"**{committee}**", "", number, "", f"*{place_and_date}*")
        case Title(first, below):
            yield f"## {first}"
            for line in below:
                yield from ("", f"**{line}**")
        case Heading(depth, label, text):
            yield f"{'#' * (depth + 1)} {label} {text}"
        case Item(label, text):
            yield f"{label} {text}"
        case Paragraph(text, italic):
            yield f"*{text}*" if italic else text
        case Grid():
            yield from _pipes(part)
        case Closing(recipients, signature):
            yield from ("**Nơi nhận:**", "")
            yield from (f"- {one}" for one in recipients)
            yield from ("", *signature)
        case NewPage():
            return


def _pipes(grid: Grid) -> Iterator[str]:
    for number, row in enumerate(grid.places()):
        cells = [""] * grid.columns
        for column, box in row:
            cells[column] = f"**{box.text}**" if box.bold and box.text else box.text
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield "|" + " --- |" * grid.columns
