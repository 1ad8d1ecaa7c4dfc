"""The lines of a table without geometry: from the first row to the last, without page heads and page numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from nscl.documents.reading.blocks import Line
from nscl.documents.reading.budget.heads import is_grand_total
from nscl.documents.reading.budget.line_parts import LineParts, read_line
from nscl.text.folding import fold

_LONGEST_SILENCE = 60  # lines with words without any figure: the table is over
_LEAST_OF_HEAD = 0.6  # share of a head's lines that must come again for a repeated head
_ENDS = ("phu luc", "tm. uy ban", "noi nhan", "kt. chu tich", "uy ban nhan dan")


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A line with words: its parts, the empty lines before it, how many of them hold blanks (empty cells), and the most
    blanks in one of them (a whole row of empty cells).
    """

    parts: LineParts
    empty_before: int
    traces_before: int
    widest_trace: int = 0


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of the rows; ``stop``: index of the first line after the table."""

    lines: tuple[BodyLine, ...]
    stop: int


def read_body(lines: Sequence[Line], first: int, head: Sequence[str], taken: frozenset[int], *, damaged: bool) -> Body:
    """The table's lines from index ``first`` on. ``head``: the folded lines of its heads, which come again on pages.

    It ends with the row of the whole sum below other rows, before another table, an appendix or the signature, or
    where no figure comes for long.
    """
    found: list[BodyLine] = []
    index, empty, traces, widest, silence = first, 0, 0, 0, 0
    figured = closed = False
    while index < len(lines) and lines[index].number not in taken:
        line = lines[index]
        if not line.text.strip():
            empty += 1
            traces += bool(line.text)
            widest = max(widest, len(line.text))
            index += 1
            continue
        skipped = repeated_head(lines, index, head) or (index + 1 if _is_page_number(lines, index, head) else None)
        if skipped is not None:
            index = skipped
            continue
        parts = read_line(line.number, line.text, damaged=damaged)
        if silence > _LONGEST_SILENCE or _ends_table(line.text) or (closed and not _is_figures_alone(parts)):
            break
        found.append(BodyLine(parts, empty, traces, widest))
        closed = closed or (figured and _ends_with_total(found, damaged=damaged))
        figured = figured or bool(parts.figures)
        silence = 0 if parts.figures else silence + 1
        index, empty, traces, widest = index + 1, 0, 0, 0
    return Body(tuple(_without_silence(found, silence)), index)


def _ends_with_total(found: Sequence[BodyLine], *, damaged: bool) -> bool:
    """Whether the last line, or the last two, are the row of the whole sum."""
    last = found[-1].parts
    before = found[-2].parts if len(found) > 1 else None
    return (bool(last.figures) and is_total(last, None, damaged=damaged)) or (
        before is not None and not before.figures and is_total(before, last, damaged=damaged)
    )


def _without_silence(found: list[BodyLine], silence: int) -> list[BodyLine]:
    """A table that ran out of figures did not reach as far as it was followed."""
    return found[: len(found) - silence] if silence > _LONGEST_SILENCE else found


def is_total(parts: LineParts, following: LineParts | None, *, damaged: bool) -> bool:
    """Whether a line begins the row of the whole sum: its words before figures on this line or on the next."""
    if parts.label is not None or not is_grand_total(parts.before, damaged=damaged):
        return False
    return bool(parts.figures) or (following is not None and _is_figures_alone(following))


def _is_figures_alone(parts: LineParts) -> bool:
    return not parts.before and not parts.after and bool(parts.figures or parts.label)


def _ends_table(text: str) -> bool:
    folded = fold(text)
    return folded.startswith(_ENDS) or "/kh-ubnd" in folded


def repeated_head(lines: Sequence[Line], index: int, head: Sequence[str]) -> int | None:
    """The index after a head that is printed again here, None where none is."""
    if not head or fold(lines[index].text) != head[0]:
        return None
    matched, place = 0, index
    for expected in head:
        while place < len(lines) and not lines[place].text.strip():
            place += 1
        if place == len(lines) or fold(lines[place].text) != expected:
            break
        matched += 1
        place += 1
    return place if matched >= _LEAST_OF_HEAD * len(head) else None


def _is_page_number(lines: Sequence[Line], index: int, head: Sequence[str]) -> bool:
    """A number alone on its line at a page's end: what comes next is a form feed or a repeated head."""
    if not lines[index].text.strip().isdigit():
        return False
    for place in range(index + 1, len(lines)):
        if "\f" in lines[place].text:
            return True
        if lines[place].text.strip():
            return repeated_head(lines, place, head) is not None
    return False
