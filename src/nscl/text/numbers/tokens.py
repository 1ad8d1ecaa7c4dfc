"""From text to number words, each with its place; what surrounds the number is taken off."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from nscl.text.folding import fold
from nscl.text.numbers.errors import NumberWordsError
from nscl.text.numbers.writing import DIGITS


class Part(Enum):
    """The part a word plays in a number."""

    DIGIT = "chữ số"
    UNIT = "chữ số hàng đơn vị"  # mốt, tư, lăm: only after another word of the number
    TEN = "mười, mươi"
    HUNDRED = "trăm"
    ZERO_TEN = "linh"
    SCALE = "nghìn, triệu, tỷ"
    POINT = "phẩy"
    MINUS = "âm"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a number: its part, its value (0 where it has none), how it was written and where it began."""

    part: Part
    value: int
    word: str
    position: int


_WORDS: dict[str, tuple[Part, int]] = {
    **{word: (Part.DIGIT, value) for value, word in enumerate(DIGITS)},
    "bẩy": (Part.DIGIT, 7),
    "mốt": (Part.UNIT, 1),
    "tư": (Part.UNIT, 4),
    "lăm": (Part.UNIT, 5),
    "nhăm": (Part.UNIT, 5),
    "mười": (Part.TEN, 10),
    "mươi": (Part.TEN, 10),
    "trăm": (Part.HUNDRED, 100),
    "linh": (Part.ZERO_TEN, 0),
    "lẻ": (Part.ZERO_TEN, 0),
    "nghìn": (Part.SCALE, 10**3),
    "ngàn": (Part.SCALE, 10**3),
    "triệu": (Part.SCALE, 10**6),
    "tỷ": (Part.SCALE, 10**9),
    "tỉ": (Part.SCALE, 10**9),
    "phẩy": (Part.POINT, 0),
    "âm": (Part.MINUS, 0),
}
# "mot" is một and mốt, "muoi" mười and mươi: the first of the pair stands, the reader goes by the place.
_FOLDED_WORDS: dict[str, tuple[Part, int]] = {fold(word): meaning for word, meaning in reversed(_WORDS.items())}
_WORD = re.compile(r"[^\s,:\"“]+|[:\"“]")
_BEFORE = " \t\r\n([\"'“‘"
_AFTER = " \t\r\n)]\"'”’.,;/"  # "/" and "." make the end mark "./."
_OPENERS = (("bằng", "chữ"), ("viết", "bằng", "chữ"), ("số", "tiền", "bằng", "chữ"))
_CLOSERS = (("đồng",), ("chẵn",), ("đồng", "chẵn"), ("đồng", "việt", "nam"), ("đồng", "việt", "nam", "chẵn"))


def split_words(text: str, *, folded: bool) -> list[Token]:
    """Split a text into number words.

    Taken off: brackets, quotes, commas, a leading "Bằng chữ:", a trailing "đồng", "đồng chẵn", "đồng Việt Nam", a full
    stop or the end mark "./.". `folded` reads words by their folded form (no diacritics). Raises NumberWordsError at
    the first word that is no number word.
    """

    def spell(word: str) -> str:
        return fold(word) if folded else unicodedata.normalize("NFC", word).lower()

    begin, end = len(text) - len(text.lstrip(_BEFORE)), len(text.rstrip(_AFTER))
    found = [(spell(match[0]), match[0], match.start()) for match in _WORD.finditer(text, begin, end)]
    spelled = [entry[0] for entry in found]
    openers = [tuple(map(spell, opener)) for opener in _OPENERS]
    first = _longest(spelled, openers + [(*opener, ":") for opener in openers], at_end=False)
    first += spelled[first : first + 1] in (["“"], ['"'])
    last = len(found) - _longest(spelled[first:], [tuple(map(spell, closer)) for closer in _CLOSERS], at_end=True)
    if first >= last:
        raise NumberWordsError("", len(text), "không có từ chỉ số nào; hãy ghi bằng chữ, ví dụ “hai mươi mốt triệu”.")
    known = _FOLDED_WORDS if folded else _WORDS
    return [_recognise(spelling, word, position, known) for spelling, word, position in found[first:last]]


def _longest(words: list[str], phrases: list[tuple[str, ...]], *, at_end: bool) -> int:
    """Number of words of the longest phrase that the words begin (or end) with; 0 for none."""
    lengths = [
        len(phrase) for phrase in phrases if tuple(words[-len(phrase) :] if at_end else words[: len(phrase)]) == phrase
    ]
    return max(lengths, default=0)


def _recognise(spelling: str, word: str, position: int, known: Mapping[str, tuple[Part, int]]) -> Token:
    meaning = known.get(spelling)
    if meaning is None:
        reason = "không phải là từ chỉ số; hãy kiểm tra chính tả và dấu."
        near = _FOLDED_WORDS.get(fold(word))
        if near is not None:
            meant = next(name for name, value in _WORDS.items() if value == near and fold(name) == fold(word))
            reason = f"không phải là từ chỉ số; có phải là “{meant}” không?"
        raise NumberWordsError(word, position, reason)
    return Token(*meaning, word, position)
