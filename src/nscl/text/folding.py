"""Search form and dictionary order of Vietnamese text.

SQLite's and PostgreSQL's own tools each miss something (stack.md §4: FTS5 does not fold đ and misses NFD text,
`unaccent` is not immutable), so both databases store what `fold` returns and compare like with like.
"""

import re
import unicodedata
from collections.abc import Iterator

_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_VOWELS = (
    "a",
    "a" + _BREVE,
    "a" + _CIRCUMFLEX,
    "e",
    "e" + _CIRCUMFLEX,
    "i",
    "o",
    "o" + _CIRCUMFLEX,
    "o" + _HORN,
    "u",
    "u" + _HORN,
    "y",
)
# Eth and the African D look like Đ and are typed or recognised in its place.
_BARRED_D = {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "Ɖ": "d", "ɖ": "d"}
# Soft hyphen, zero-width space and joiners, byte-order mark: pasted with the text, seen by nobody.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WORD = re.compile(r"[^\W_]+")
_NOT_PLAIN = re.compile("[^\x00-\x7f\u0300-\u036f]")  # more than ASCII letters with marks
_NOT_INERT = re.compile("[^\x00-\x7f\u00a0\u2010-\u2027]")  # more than ASCII, no-break space, dashes, quotes, dots


def _accented_vowels() -> Iterator[tuple[str, str]]:
    """Each precomposed Vietnamese vowel, both cases, with its bare lower-case letter."""
    for vowel in _VOWELS:
        for tone in ("", *_TONES):
            composed = unicodedata.normalize("NFC", vowel + tone)
            yield composed, vowel[0]
            yield composed.upper(), vowel[0]


# One translate call does all Vietnamese letters, precomposed or decomposed; None deletes.
_FAST_FOLD: dict[int, str | None] = {
    **{ord(letter): bare for letter, bare in _accented_vowels()},
    **{ord(letter): bare for letter, bare in _BARRED_D.items()},
    **dict.fromkeys(range(0x0300, 0x0370)),
    **{ord(mark): None for mark in _INVISIBLE},
    **{ord(upper): upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
}


def fold(text: str) -> str:
    """Return the text as it is searched: no diacritics, đ as d, one case, single spaces.

    Punctuation and digits stay ("TCVN 13751:2023" → "tcvn 13751:2023"). NFC and NFD spellings of one text fold alike;
    folding a folded text changes nothing. Speed matters (hundreds of thousands of items): ASCII and ordinary Vietnamese
    never reach the general Unicode path.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "d")
    if _NOT_PLAIN.search(decomposed) is None:
        return " ".join(decomposed.encode("ascii", "ignore").decode("ascii").lower().split())
    folded = text.translate(_FAST_FOLD)
    if _NOT_INERT.search(folded) is not None:
        folded = _fold_any_script(folded)
    return " ".join(folded.split())


def _fold_any_script(text: str) -> str:
    """Drop the combining marks of any script; text without such marks keeps its letters."""
    previous = None
    while text != previous:  # case folding can bring out a mark or a barred d that the first round did not see
        previous = text
        decomposed = unicodedata.normalize("NFD", text)
        bare = "".join(character for character in decomposed if not unicodedata.combining(character))
        text = unicodedata.normalize("NFC", bare).casefold().translate(_FAST_FOLD)
    return text


def fold_words(text: str) -> list[str]:
    """Return the folded words of the text, in order: runs of letters and digits, without punctuation."""
    return _WORD.findall(fold(text))


# --- Dictionary order -------------------------------------------------------------------------------------------------
# Unicode CLDR's collation `vi` (what PostgreSQL calls "vi-x-icu"): letters a ă â b c d đ e ê … o ô ơ … u ư decide
# first, then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then case (small before capital). Space and punctuation come
# before digits, digits before letters, other scripts last.

_LETTER_RANKS = {
    **{letter: letter + "0" for letter in "abcdefghijklmnopqrstuvwxyz"},
    "a" + _BREVE: "a1",
    "a" + _CIRCUMFLEX: "a2",
    "đ": "d1",
    "e" + _CIRCUMFLEX: "e1",
    "o" + _CIRCUMFLEX: "o1",
    "o" + _HORN: "o2",
    "u" + _HORN: "u1",
}
_LEVEL_END = "0"  # below every weight, so that a shorter text comes first
_PLAIN = "1"  # ngang, small letter
_TONE_RANKS = {tone: str(rank) for rank, tone in enumerate(_TONES, start=2)}
_OTHER_MARK = "7"
_CAPITAL = "2"
_OTHER_SCRIPT = "zz"  # "z0" is z itself
_known_weights: dict[str, tuple[str, str, str]] = {}
_MOST_WEIGHTS_KEPT = 4096


def sort_key(text: str) -> str:
    """Return a key whose plain string order is Vietnamese dictionary order (collation `vi` of Unicode CLDR).

    The key holds only digits and small ASCII letters, so it also sorts rightly in a database column under any
    collation. Texts that differ in nothing but spacing have the same key.
    """
    weights = [_weigh(character) for character in unicodedata.normalize("NFC", " ".join(text.split()))]
    letters = "".join(weight[0] for weight in weights)
    tones = "".join(weight[1] for weight in weights).rstrip(_PLAIN)
    cases = "".join(weight[2] for weight in weights).rstrip(_PLAIN)
    return f"{letters}{_LEVEL_END}{tones}{_LEVEL_END}{cases}"


def _weigh(character: str) -> tuple[str, str, str]:
    """Weights of one composed character: letter, tone, case."""
    known = _known_weights.get(character)
    if known is None:
        known = _compute_weights(character)
        if len(_known_weights) < _MOST_WEIGHTS_KEPT:
            _known_weights[character] = known
    return known


def _compute_weights(character: str) -> tuple[str, str, str]:
    if character == " ":
        return "10", _PLAIN, _PLAIN
    small = character.lower()
    base, *marks = list(unicodedata.normalize("NFD", small))
    if unicodedata.combining(base):
        return "", _OTHER_MARK, _PLAIN
    tone = _PLAIN
    for mark in marks:
        if base + mark in _LETTER_RANKS:
            base += mark
        else:
            tone = _TONE_RANKS.get(mark, _OTHER_MARK)
    case = _PLAIN if character == small else _CAPITAL
    return _rank_base(base), tone, case


def _rank_base(base: str) -> str:
    """Weight of a bare letter: fixed by class, then by code point; no weight is the beginning of another."""
    if base in _LETTER_RANKS:
        return _LETTER_RANKS[base]
    if base.isascii() and base.isdigit():
        return "4" + base
    if base[0].isalnum():
        return f"{_OTHER_SCRIPT}{ord(base[0]):06x}"
    return f"2{ord(base[0]):06x}"
