"""Text that was typed in an encoding from before Unicode, and is seen as the characters of Windows-1252 → Unicode."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from nscl.documents.reading.formats.encodings.syllables import share_of_syllables, words_of
from nscl.documents.reading.formats.encodings.tables import TCVN3, VNI

TCVN3_NAME = "TCVN3 (ABC)"
VNI_NAME = "VNI"
UTF8_NAME = "UTF-8 bị mở nhầm bảng mã"
CP1258_NAME = "Windows-1258"

# A text is converted where most of its words with marks become syllables that were none before.
_GOOD = 0.8
# Signs foreign to Vietnamese for each word with marks, at least: OCR makes one by accident.
_FOREIGN_SHARE = 0.3
# Words with marks after the conversion: a lone "£" is a sign, and three words of four carry marks in Vietnamese.
_ENOUGH_WORDS = 2
_MARKED_SHARE = 0.4

_VNI_PAIR = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_RUN_OF_LETTERS = re.compile(r"[^\W\d_]+")
# The 0x80–0x9F of Windows-1252 are other characters of Unicode; bytes are compared after undoing this.
_UNUSED_IN_1252 = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
TO_1252 = {code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in _UNUSED_IN_1252}
_FROM_1252 = {ord(character): code for code, character in TO_1252.items()}
# Letters and signs of Latin-1 that Vietnamese does not use, which text in TCVN3 or VNI is full of.
_FOREIGN = re.compile("[¡-©ª¬®¯µ¶¸¹º»¼-ÀÄ-ÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñöøûüþÿ·\u0152\u0160\u0178\u017d\u017e\u0192]")

# Vietnamese letters that are in no Latin-1: such a text is Unicode already.
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")


@dataclass(frozen=True, slots=True)
class Converted:
    """A text in Unicode and the Vietnamese name of the encoding in which it was."""

    text: str
    encoding: str


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """Text whose characters are the bytes of TCVN3. ``capitals``: it is set in a font of capitals (.VnTimeH).

    A word whose other letters are all capitals is one of capitals: "HO¹CH" is "HOẠCH".
    """
    converted = text.translate(TCVN3)
    if capitals:
        return converted.upper()
    return _RUN_OF_LETTERS.sub(lambda match: _raise_case(match[0]), converted)


def _raise_case(word: str) -> str:
    plain = [letter for letter in word if letter.isascii()]
    return word.upper() if len(plain) > 1 and all(letter.isupper() for letter in plain) else word


def from_vni(text: str) -> str:
    """Text whose characters are the bytes of VNI-Win."""
    return _VNI_PAIR.sub(lambda match: VNI[match[0]], text)


def convert_lines(lines: Sequence[str]) -> tuple[list[str], frozenset[str]]:
    """The lines in Unicode, and the names of the encodings from which some were converted.

    Lines between two that are Unicode for certain are judged together: a short one alone shows too little.
    """
    converted: list[str] = []
    names: set[str] = set()
    for is_unicode, group in groupby(lines, key=lambda line: _UNICODE_ONLY.search(line) is not None):
        run = list(group)
        if not is_unicode and any(_FOREIGN.search(line) for line in run):
            run, found = _convert_run(run)
            names |= found
        converted += run
    return converted, frozenset(names)


def _convert_run(run: list[str]) -> tuple[list[str], set[str]]:
    """Convert lines together, or where that does not fit, each that can be by itself."""
    whole = convert_legacy("\n".join(run))
    if whole is not None:
        return whole.text.split("\n"), {whole.encoding}
    single = [convert_legacy(line) for line in run]
    texts = [line if found is None else found.text for line, found in zip(run, single, strict=True)]
    return texts, {found.encoding for found in single if found is not None}


def convert_legacy(text: str) -> Converted | None:
    """Unicode for a text that shows the bytes of another encoding ("KÕ ho¹ch"); None where it is well as it is.

    Told by the words: few are Vietnamese syllables before and most are after. Also undoes UTF-8 that a program took
    for Windows-1252 and wrote again.
    """
    if text.isascii() or _FOREIGN.search(text) is None or _UNICODE_ONLY.search(text) is not None:
        return None
    if len(_FOREIGN.findall(text)) < _FOREIGN_SHARE * _marked(text):
        return None
    best = max(_candidates(text), key=lambda found: _score(found.text))
    score = _score(best.text)
    enough = max(_ENOUGH_WORDS, _MARKED_SHARE * len(words_of(best.text)))
    return best if score >= _GOOD and score > _score(text) and _marked(best.text) >= enough else None


def _candidates(text: str) -> list[Converted]:
    found = [Converted(from_tcvn3(text), TCVN3_NAME), Converted(from_vni(text), VNI_NAME)]
    try:
        again = bytes(_FROM_1252.get(ord(character), ord(character)) for character in text).decode("utf-8")
    except ValueError:  # a character beyond Latin-1, or bytes that are no UTF-8
        return found
    return [*found, Converted(unicodedata.normalize("NFC", again), UTF8_NAME)]


def _score(text: str) -> float:
    """Share of the marked words that are syllables, less what is left of foreign signs."""
    marked = _marked(text)
    if not marked:
        return 0.0
    return share_of_syllables(words_of(text)) - len(_FOREIGN.findall(text)) / (marked + len(text) / 10)


def _marked(text: str) -> int:
    """Number of words with a letter beyond ASCII."""
    return sum(not word.isascii() for word in words_of(text))
