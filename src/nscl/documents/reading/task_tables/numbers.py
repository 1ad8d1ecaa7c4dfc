"""Numbers at the beginning of rows: "II", "3.", "1.2", "5.1.3", "a)" and which may follow which."""

import re
from dataclasses import dataclass
from enum import IntEnum

# Highest Roman number and longest decimal number that stand before rows of administrative tables.
_ROMAN = r"X{0,3}(?:IX|IV|V?I{1,3}|V|X)"
_TOKEN = re.compile(
    rf"\s*(?:(?P<roman>{_ROMAN})|(?P<upper>[A-HĐ])|(?P<decimal>\d{{1,3}}(?:\.\d{{1,2}}){{1,4}})"
    rf"|(?P<mixed>{_ROMAN}(?:\.\d{{1,2}}){{1,4}})|(?P<arabic>[1-9]\d{{0,2}})|(?P<letter>[a-zđ]))(?P<mark>\s?[.):/-]?)(?=\s|$)"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


class NumberKind(IntEnum):
    """Kinds of numbers, widest first; decimals stand below the arabic number with which they begin."""

    UPPER = 0
    ROMAN = 1
    ARABIC = 2  # also decimals: the depth tells them apart
    LETTER = 3


@dataclass(frozen=True, slots=True)
class RowNumber:
    """A row's number: ``parts`` are its values ("5.1.3" → 5, 1, 3; "II" → 2; "b" → 2), ``text`` as printed."""

    kind: NumberKind
    parts: tuple[int, ...]
    text: str
    rooted: bool = False  # a decimal that begins with a Roman number: "II.3"

    @property
    def rank(self) -> tuple[int, int]:
        """Depth in the table: smaller is wider."""
        return (self.kind, len(self.parts))


def roman_value(text: str) -> int:
    """The value of a Roman number of the letters I, V, X."""
    total = 0
    for letter, following in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN_VALUES[letter]
        total += -value if following and _ROMAN_VALUES[following] > value else value
    return total


def split_number(text: str) -> tuple[RowNumber | None, str]:
    """Take the number from the beginning of a text: ``(number, rest)``, ``(None, text)`` where it has none."""
    match = _TOKEN.match(text)
    if match is None:
        return None, text.strip()
    rest = text[match.end() :].strip()
    if match["letter"] and not match["mark"].strip():
        return None, text.strip()
    return _make_number(match), rest


def parse_number(text: str | None) -> RowNumber | None:
    """The number of a row as `TaskRow.number` keeps it, without its mark; None of None and of what is none."""
    return split_number(f"{text}.")[0] if text else None


def _make_number(match: re.Match[str]) -> RowNumber:
    if match["roman"]:
        return RowNumber(NumberKind.ROMAN, (roman_value(match["roman"]),), match["roman"])
    if match["mixed"]:
        head, *rest = match["mixed"].split(".")
        return RowNumber(NumberKind.ARABIC, (roman_value(head), *map(int, rest)), match["mixed"], rooted=True)
    if match["decimal"]:
        return RowNumber(NumberKind.ARABIC, tuple(map(int, match["decimal"].split("."))), match["decimal"])
    if match["arabic"]:
        return RowNumber(NumberKind.ARABIC, (int(match["arabic"]),), match["arabic"])
    if match["upper"]:
        return RowNumber(NumberKind.UPPER, (_letter_value(match["upper"].lower()),), match["upper"])
    return RowNumber(NumberKind.LETTER, (_letter_value(match["letter"]),), match["letter"])


def _letter_value(letter: str) -> int:
    """Place of a letter in the lists of administrative papers: a b c d đ e g h …, f left out."""
    order = "abcdđeghiklmnopqrstuvxy"
    return order.index(letter) + 1 if letter in order else 0


def follows(previous: RowNumber | None, number: RowNumber, *, inside: tuple[RowNumber, ...]) -> int | None:
    """How many numbers are left out between ``previous`` and ``number`` (0: none), None where it cannot follow.

    ``inside``: the open numbers above and including ``previous``, widest first.
    """
    if previous is None:
        return _gap(0, number.parts[-1]) if len(number.parts) == 1 or number.rooted else _first_decimal(number)
    for open_number in reversed(inside):
        if open_number.rank == number.rank and open_number.parts[:-1] == number.parts[:-1]:
            return _gap(open_number.parts[-1], number.parts[-1])
        if open_number.rank < number.rank:
            return _first_below(open_number, number)
    return _gap(0, number.parts[-1]) if len(number.parts) == 1 else None


def is_above(upper: RowNumber, lower: RowNumber) -> bool:
    """Whether a number can stand over another: "II" over "1", "5.1" over "5.1.3"."""
    if upper.kind is lower.kind:
        return len(upper.parts) < len(lower.parts) and lower.parts[: len(upper.parts)] == upper.parts
    if lower.rooted:
        return upper.kind is NumberKind.ROMAN and upper.parts == lower.parts[:1]
    return upper.kind < lower.kind


def _first_below(parent: RowNumber, number: RowNumber) -> int | None:
    """The number as the first under ``parent``."""
    if number.kind is NumberKind.ARABIC and parent.kind is NumberKind.ARABIC:
        deeper = len(number.parts) == len(parent.parts) + 1
        if deeper and number.parts[: len(parent.parts)] == parent.parts:
            return _gap(0, number.parts[-1])
        skipped = deeper and number.parts[:-2] == parent.parts[:-1] and number.parts[-2] == parent.parts[-1] + 1
        return 1 if skipped and number.parts[-1] == 1 else None
    if number.rooted:
        return _gap(0, number.parts[-1]) if parent.parts[-1:] == number.parts[:1] else None
    return _gap(0, number.parts[-1]) if len(number.parts) == 1 else _first_decimal(number)


def _first_decimal(number: RowNumber) -> int | None:
    return 0 if all(part == 1 for part in number.parts) else None


# A plan that drops a number drops one, seldom two; a bigger jump is a figure that merely looks like a number.
_LARGEST_GAP = 2


def _gap(before: int, after: int) -> int | None:
    gap = after - before - 1
    return gap if 0 <= gap <= _LARGEST_GAP else None
