"""Figures in folded text: single numbers and ranges, in digits or in words, and which of them count nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from nscl.documents.pack.values import FIRST_YEAR, LAST_YEAR
from nscl.documents.reading.lexicon import load
from nscl.documents.reading.quantities.folded import FoldedText, phrase_pattern
from nscl.text.numbers import NumberWordsError, read_folded_words, read_words

_WORDS = load("quantities")

# Nine digits hold the population of any country; more is an account or telephone number.
_GROUPED = r"[0-9]{1,3}(?:\.[0-9]{3}){1,3}(?:,[0-9]{1,6})?"
_SPACED = r"[1-9][0-9]{0,2}(?: [0-9]{3}){1,3}(?![0-9.,])"  # "1 000", as some typists group
_DIGITS = rf"(?:{_GROUPED}|{_SPACED}|[0-9]{{1,9}}(?:[.,][0-9]{{1,6}})?)"
# OCR takes 0 for O and 1 for l or I; at least one true digit stays.
_DAMAGED_DIGITS = r"(?:[0-9][0-9ol]{0,5}|[ol][0-9][0-9ol]{0,4})(?:[.,][0-9]{1,6})?"
_NOT_GLUED_BEFORE = r"(?<![\w/:])(?<![0-9][.,])(?<!\w-)"
_NOT_GLUED_AFTER = r"(?![0-9]|[.,:/-][0-9]|-[a-z])"
_JOIN = phrase_pattern(_WORDS["range"], folded=True)
_NUMBER_WORD = r"(?:mot|mot|hai|ba|bon|tu|nam|lam|sau|bay|tam|chin|muoi|tram|nghin|ngan|linh|le)"
_IN_WORDS = rf"{_NUMBER_WORD}(?: {{1,3}}{_NUMBER_WORD}){{0,6}}"
_GLOSS = rf"(?: {{0,3}}\({{1}} {{0,3}}{_IN_WORDS} {{0,3}}\))?"  # "03 (ba) mô hình"
_PERCENT = r"(?: {0,3}%)?"


def _figure(digits: str, before: str) -> re.Pattern[str]:
    return re.compile(
        rf"{before}(?P<low>{digits})(?P<low_percent>{_PERCENT}){_GLOSS}"
        rf"(?: {{0,3}}(?:{_JOIN}) {{0,3}}(?P<high>{digits}){_GLOSS})?{_NOT_GLUED_AFTER}"
    )


_FIGURE = _figure(_DIGITS, _NOT_GLUED_BEFORE)
# "¢6" is "có": in damaged text a figure stands apart.
_DAMAGED_FIGURE = _figure(_DAMAGED_DIGITS, r"(?<![^\s(\[])")
_WORD_FIGURE = re.compile(rf"(?<![\w/])(?<!/ ){_IN_WORDS}(?!\w)")


def _blocked(*, folded: bool) -> re.Pattern[str]:
    unless = phrase_pattern(_WORDS["not_after_unless"], folded=folded)
    names = phrase_pattern(_WORDS["not_after"] + ([] if folded else _WORDS["not_after_marked"]), folded=folded)
    number = phrase_pattern(["số"], folded=folded)
    return re.compile(
        rf"(?:(?<!\w)(?P<unless>{unless}) {{1,9}})?(?<!\w)(?:{names})(?: {{1,3}}{number})?\.? {{0,3}}:? {{0,3}}$"
    )


_DIGIT_GLOSS = re.compile(r" {0,3}\( {0,3}[0-9][0-9.]{0,12} {0,3}\)")  # "hai mươi (20) doanh nghiệp"
_BLOCKED_BEFORE = {folded: _blocked(folded=folded) for folded in (False, True)}
_YEAR_WORD_BEFORE = re.compile(r"(?:nam|giai doan|thang|den|tu|nay|ky|nam hoc)\s*$")
# Before the figure: longest "không vượt quá ít nhất khoảng từ" and a noun; more is another phrase.
LOOK_BACK = 48
_FIVE = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or range in folded text; ``doubtful``: its digits could be read in two ways."""

    start: int
    stop: int
    low: Decimal
    high: Decimal | None
    doubtful: bool = False
    in_words: bool = False

    @property
    def is_year_word(self) -> bool:
        """Whether it is the one word "năm": more often a year than five."""
        return self.in_words and self.low == _FIVE


def find_figures(text: FoldedText) -> Iterator[Figure]:
    """The figures of a text in order; dates, years, numbers of documents and of standards are left out."""
    found = [*_in_digits(text), *_in_number_words(text)]
    last = -1
    for figure in sorted(found, key=lambda figure: figure.start):
        if figure.start >= last:
            last = figure.stop
            yield figure


def _in_digits(text: FoldedText) -> Iterator[Figure]:
    pattern = _DAMAGED_FIGURE if text.damaged else _FIGURE
    for match in pattern.finditer(text.folded):
        low, low_doubtful = read_digits(match["low"])
        high, high_doubtful = read_digits(match["high"]) if match["high"] else (None, False)
        figure = Figure(match.start(), match.end(), low, high, low_doubtful or high_doubtful)
        if match["high"] is None and match["low_percent"]:
            figure = Figure(match.start(), match.end("low"), low, None, low_doubtful)
        if not _is_year(text, figure) and not _is_blocked(text, figure):
            yield figure


def read_digits(digits: str) -> tuple[Decimal, bool]:
    """The number that digits say, and whether they can be read in two ways.

    A full stop groups thousands and a comma begins decimals (Decree 30/2020/NĐ-CP's house style). "12.5" can only be a
    decimal in the English style; "1,000" is read as a thousand: nobody writes three zero decimals of a count.
    """
    plain = digits.replace("o", "0").replace("l", "1")
    if " " in plain:
        return Decimal(plain.replace(" ", "")), True
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?", plain) and not plain.startswith("0"):
        return Decimal(plain.replace(".", "").replace(",", ".")), False
    if re.fullmatch(r"[1-9][0-9]{0,2},000", plain):
        return Decimal(plain.replace(",", "")), True
    return Decimal(plain.replace(",", ".")), "." in plain


def _in_number_words(text: FoldedText) -> Iterator[Figure]:
    read = read_folded_words if text.damaged else read_words
    for match in _WORD_FIGURE.finditer(text.folded):
        for words in _beginnings(text, match):
            try:
                value = read(text.cut(match.start(), words))
            except NumberWordsError:
                continue
            gloss = _DIGIT_GLOSS.match(text.folded, words)
            stop = gloss.end() if gloss else words
            yield Figure(match.start(), stop, Decimal(value), None, in_words=gloss is None)
            break


def _beginnings(text: FoldedText, match: re.Match[str]) -> Iterator[int]:
    """Ends of the word sequences that begin at the match, longest first."""
    stop = match.end()
    while stop > match.start():
        yield stop
        stop = len(text.folded[match.start() : stop].rstrip().rpartition(" ")[0].rstrip()) + match.start()


def _is_year(text: FoldedText, figure: Figure) -> bool:
    """A year, or a pair of years: whole, of four ungrouped digits, in the range of years."""
    written = text.folded[figure.start : figure.stop]
    numbers = [figure.low] if figure.high is None else [figure.low, figure.high]
    if any(number != int(number) or not FIRST_YEAR <= number <= LAST_YEAR for number in numbers) or "." in written:
        return False
    return figure.high is not None or bool(
        _YEAR_WORD_BEFORE.search(text.folded[max(0, figure.start - LOOK_BACK) : figure.start])
    )


def _is_blocked(text: FoldedText, figure: Figure) -> bool:
    """After "Điều", "ISO", "lần thứ" … a figure is a name."""
    match = _BLOCKED_BEFORE[text.damaged].search(text.words, max(0, figure.start - LOOK_BACK), figure.start)
    return match is not None and match["unless"] is None
