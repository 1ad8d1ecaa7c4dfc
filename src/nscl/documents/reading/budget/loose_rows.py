"""Rows of a table whose geometry is lost, from its lines in reading order.

A row is: label, words of the title, figures, words of the agency cells; any of them broken over lines. What begins a
row is the next label in sequence; a lone number is a label or a figure by what is expected of it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from nscl.documents.pack.values import Span
from nscl.documents.reading.budget.body import BodyLine, is_total
from nscl.documents.reading.budget.figures import Figure, Gap
from nscl.documents.reading.budget.keys import ROMANS, UNLABELLED, RowLabel, RowLabelKind
from nscl.documents.reading.budget.line_parts import LineParts, as_figures
from nscl.documents.reading.budget.tables import BudgetRow
from nscl.documents.reading.budget.unit_costs import read_unit_cost

_FOOTNOTE = re.compile(r"\(?(?:\d{0,2}\*+|\*+\d{0,2})\)?\.?:?(?=\s|$)")
# Blanks on an otherwise empty line that are a whole row of empty cells.
_EMPTY_ROW = 6


@dataclass(slots=True)
class _Draft:
    """A row being read."""

    label: RowLabel
    first: int
    last: int
    before: list[tuple[int, str]] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    after: list[tuple[int, str]] = field(default_factory=list)
    doubtful: list[Figure] = field(default_factory=list)  # a number in the title that may be the first figure
    worded: bool = False  # words stand before the figures on their line: the first may be theirs
    is_total: bool = False
    is_plain: bool = False  # the table has no columns of agencies after the figures
    without_figures: bool = False  # its cells of figures have been passed, all empty

    def add_words(self, number: int, text: str) -> None:
        if not text:
            return
        if not (self.figures or self.without_figures) or (not self.after and self._continues_title(text)):
            self.before.append((number, text))
        else:
            self.after.append((number, text))
        self.last = number

    def _continues_title(self, text: str) -> bool:
        """Words after the figures that belong before them: a bracket, or what closes one or ends a sentence."""
        title = "".join(words for _, words in self.before)
        is_open = title.count("(") > title.count(")")
        return text.startswith("(") or is_open or (self.is_plain and text[0].islower())


def read_cell_rows(
    lines: Sequence[BodyLine], *, damaged: bool, has_agencies: bool, is_single: bool = False
) -> tuple[tuple[BudgetRow, ...], tuple[tuple[str, str], ...]]:
    """The rows, and the footnotes as (mark, text), of a table read cell by cell.

    ``is_single``: the table has one column of money, so that a number alone after words is its figure.
    """
    reader = _Reader(damaged=damaged, has_agencies=has_agencies, is_single=is_single)
    for place, line in enumerate(lines):
        reader.read(line, lines[place + 1].parts if place + 1 < len(lines) else None)
    rows = tuple(_finish(draft, has_agencies=has_agencies) for draft in reader.drafts)
    return rows, tuple(reader.footnotes)


@dataclass(slots=True)
class _Reader:
    """Reads the lines of one table one after the other."""

    damaged: bool
    has_agencies: bool
    is_single: bool
    drafts: list[_Draft] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    traces: int = 0
    in_footnote: bool = False

    def read(self, line: BodyLine, following: LineParts | None) -> None:
        """One line; ``following`` is the next one, None at the end."""
        parts = line.parts
        self.traces += line.traces_before
        if self.drafts and line.widest_trace >= _EMPTY_ROW and not self.drafts[-1].figures:
            self.drafts[-1].without_figures = bool(self.drafts[-1].before)
        text = parts.text.strip()
        footnote = _FOOTNOTE.match(text)
        if footnote and len(parts.figures) <= 1:
            self.footnotes.append((footnote[0], text[footnote.end() :].strip()))
            self.in_footnote = True
            return
        if self.in_footnote and not self._begins_row(parts, following):
            if not parts.figures:
                mark, words = self.footnotes[-1]
                self.footnotes[-1] = (mark, f"{words} {text}".strip())
            return
        self.in_footnote = False
        self._read_parts(parts, following)
        self.traces = 0

    def _read_parts(self, parts: LineParts, following: LineParts | None) -> None:
        if self._is_total(parts, following):
            self._open(parts, UNLABELLED, is_total=True)
        elif self._begins_row(parts, following):
            self._open(parts, parts.label or UNLABELLED)
        elif parts.label is not None and not parts.before and not parts.figures:
            parts = replace(parts, figures=as_figures(parts), label=None)
        elif parts.label is not None:
            parts = replace(parts, before=_with_label(parts), label=None)
        if not self.drafts or (parts.figures and not parts.doubtful and self._needs_new_row()):
            self._open(parts, UNLABELLED)
        self._fill(self.drafts[-1], parts)

    def _needs_new_row(self) -> bool:
        """Figures after the agencies of a row belong to the next row."""
        draft = self.drafts[-1]
        return bool(draft.figures) and bool(draft.after)

    def _fill(self, draft: _Draft, parts: LineParts) -> None:
        draft.last = max(draft.last, parts.number)
        draft.add_words(parts.number, parts.before)
        if parts.doubtful and not (self.is_single or draft.is_total):
            if draft.figures:
                draft.after.append((parts.number, parts.figures[0].printed))
            else:
                draft.before.append((parts.number, parts.figures[0].printed))
                draft.doubtful = list(parts.figures)
        else:
            if not draft.figures:
                draft.doubtful = [parts.led] if parts.led is not None else draft.doubtful
                draft.worded = bool(parts.before) and parts.led is None and bool(parts.figures)
            self._add_figures(draft, parts.figures)
        draft.add_words(parts.number, parts.after)

    def _add_figures(self, draft: _Draft, figures: Sequence[Figure]) -> None:
        if figures and draft.figures and draft.figures[-1].line != figures[0].line:
            figures = [replace(figures[0], gap=Gap(0, self.traces, broken=True)), *figures[1:]]
        draft.figures.extend(figures)

    def _open(self, parts: LineParts, label: RowLabel, *, is_total: bool = False) -> None:
        draft = _Draft(label, parts.number, parts.number, is_plain=not self.has_agencies, is_total=is_total)
        # The words of the sum row are all its title: nothing of it stands among the bodies of the row above.
        if self.drafts and not is_total and (label == UNLABELLED or _is_middle(parts)) and self._may_be_carved():
            carved = carve(self.drafts[-1].after, has_agencies=self.has_agencies)
            previous = self.drafts[-1]
            draft.before = previous.after[carved:]
            previous.after = previous.after[:carved]
            if draft.before:
                draft.first = draft.before[0][0]
                previous.last = max(
                    [previous.first, *(number for number, _ in previous.after), previous.figures[-1].line]
                )
        self.drafts.append(draft)

    def _may_be_carved(self) -> bool:
        return bool(self.drafts[-1].figures) and bool(self.drafts[-1].after)

    def _is_total(self, parts: LineParts, following: LineParts | None) -> bool:
        return is_total(parts, following, damaged=self.damaged)

    def _begins_row(self, parts: LineParts, following: LineParts | None) -> bool:
        label = parts.label
        if label is None:
            return self._is_total(parts, following)
        match label.kind:
            case RowLabelKind.ROMAN:
                return self._roman_begins_row(label, parts, following)
            case RowLabelKind.CAPITAL:
                begins = self._follows(label, "ABCDEFGHIJKLMN")
            case RowLabelKind.LETTER:
                begins = self._follows(label, "abcdđefghiklmn")
            case RowLabelKind.BULLET:
                begins = not self.has_agencies and bool(self.drafts) and bool(self.drafts[-1].figures)
            case RowLabelKind.DECIMAL:
                titled = bool(parts.before or (following is not None and following.words))
                return titled and not _looks_like_amount(label)
            case _:
                return self._number_begins_row(label, parts, following)
        return begins and bool(parts.before)

    def _roman_begins_row(self, label: RowLabel, parts: LineParts, following: LineParts | None) -> bool:
        if parts.before:
            return parts.before[0].isupper() or self.damaged
        titled = following is not None and following.label is None and following.before[:1].isupper()
        return titled and self._follows_roman(label)

    def _number_begins_row(self, label: RowLabel, parts: LineParts, following: LineParts | None) -> bool:
        if label.text.startswith("0"):
            return False
        number, expected = int(label.text), self._expected()
        if parts.before or parts.figures:
            return number == expected or (
                number == expected + 1 and self._row_is_complete() and parts.before[:1].isupper()
            )
        if following is None or not following.before or (following.figures and not following.before):
            return False
        return number == expected and following.before[0].isupper()

    def _expected(self) -> int:
        for draft in reversed(self.drafts):
            if draft.label.kind is RowLabelKind.ARABIC:
                return int(draft.label.text) + 1
            if draft.label.kind in (RowLabelKind.ROMAN, RowLabelKind.CAPITAL):
                break
        return 1

    def _row_is_complete(self) -> bool:
        return bool(self.drafts) and bool(self.drafts[-1].figures)

    def _follows(self, label: RowLabel, alphabet: str) -> bool:
        last = next((draft.label.text for draft in reversed(self.drafts) if draft.label.kind is label.kind), None)
        if label.text == alphabet[0]:
            return True
        return last is not None and label.text in alphabet and alphabet.find(label.text) == alphabet.find(last) + 1

    def _follows_roman(self, label: RowLabel) -> bool:
        last = next((d.label.text for d in reversed(self.drafts) if d.label.kind is RowLabelKind.ROMAN), None)
        expected = ROMANS.index(last) + 1 if last in ROMANS else 0
        return label.text in ROMANS[:1] + ROMANS[expected : expected + 1]


def _looks_like_amount(label: RowLabel) -> bool:
    """A full stop before three digits is a thousand, not a numbering."""
    return bool(re.fullmatch(r"\d{1,3}(?:\.\d{3})+", label.text))


def carve(words: Sequence[tuple[int, str]], *, has_agencies: bool) -> int:
    """Where in the words after a row's figures the next row's title begins.

    Without agency columns all of it is the next title. With them the cells of the next row begin after a border in the
    text (a passage of empty lines), else in the middle: cells are centred on their figures.
    """
    if not has_agencies or not words:
        return 0
    borders = [place for place in range(1, len(words)) if words[place][0] - words[place - 1][0] > 1]
    dense = len(borders) < (len(words) + 1) // 2
    if borders and dense:
        return borders[-1]
    return (len(words)) // 2


def _is_middle(parts: LineParts) -> bool:
    """A label in the middle of its row: the words after it go on in lower case."""
    return bool(parts.figures) and bool(parts.before) and parts.before[0].islower()


def _with_label(parts: LineParts) -> str:
    mark = parts.text.split()[0].strip("|")
    return f"{mark} {parts.before}".strip()


def _finish(draft: _Draft, *, has_agencies: bool) -> BudgetRow:
    title = " ".join(text for _, text in draft.before)
    agencies = " ".join(text for _, text in draft.after)
    figures = tuple(draft.figures)
    others = ((*draft.doubtful, *figures),) if draft.doubtful else ()
    if draft.worded and len(figures) > 1:
        others = (*others, figures[1:])
    return BudgetRow(
        label=draft.label,
        title=title,
        figures=figures,
        span=Span(draft.first, max(draft.first, draft.last)),
        lead_text=agencies,
        agencies_joined=has_agencies,
        is_total=draft.is_total,
        unit_cost=read_unit_cost(title),
        others=others,
    )
