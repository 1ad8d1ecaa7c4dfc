"""Figures as a line of a budget table prints them, with the blanks around them as evidence of empty cells."""

import re
from dataclasses import dataclass
from decimal import Decimal

from nscl.text.decimals import MOST_DIGITS, NumberFormatError, parse_number

# "1.580", "41,25", "0", "628*", "1.256*1": digits the Vietnamese way, and the mark of a footnote.
_FIGURE = re.compile(r"(?P<digits>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?P<mark>\*+\d{0,2}\)?|\(\*+\))?")
_TOKEN = re.compile(r"[^\s|]+")
# Bars and dashes that stand for an empty cell.
_EMPTY_CELLS = frozenset({"-", "–", "—"})


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two figures: blanks on one line, or lines that hold nothing but blanks."""

    blanks: int
    blank_lines: int = 0
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed amount: its value, the text with its footnote mark, its line, and where it ends on that line."""

    value: Decimal
    printed: str
    mark: str
    line: int
    end: int
    gap: Gap = Gap(0)


def read_figure(token: str) -> tuple[Decimal, str] | None:
    """A token as (value, footnote mark); None where it is not a figure and nothing else."""
    match = _FIGURE.fullmatch(token)
    if match is None or len(token) > MOST_DIGITS:
        return None
    try:
        return parse_number(match["digits"]), match["mark"] or ""
    except NumberFormatError:
        return None


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a line: where it begins and ends, and its value where it is a figure."""

    text: str
    start: int
    end: int
    value: Decimal | None
    mark: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether the word is an amount."""
        return self.value is not None


def split_tokens(text: str) -> list[Token]:
    """The words of a line; bars separate like blanks, lone dashes are empty cells and dropped beside figures."""
    tokens = []
    for match in _TOKEN.finditer(text):
        read = read_figure(match[0]) if match[0][0].isdigit() else None
        value, mark = read if read is not None else (None, "")
        tokens.append(Token(match[0], match.start(), match.end(), value, mark))
    return tokens


def is_empty_cell(text: str) -> bool:
    """Whether a cell's text stands for nothing: blank, or a dash."""
    stripped = text.strip()
    return not stripped or stripped in _EMPTY_CELLS
