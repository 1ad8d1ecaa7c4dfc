"""Who issued a cited document: from the words after "của", else from the symbol of its number (lexicon `issuers`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from nscl.documents.reading import lexicon
from nscl.documents.reading.header.provinces import ProvinceNames
from nscl.text.document_numbers import DocumentNumber
from nscl.text.folding import fold

_OF = re.compile(r"[\s,]{0,3}\(?(?:c[a-zủúùàá]{1,3}a|do)\s{1,3}", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;.()]+")
_LAW = re.compile(r"(?P<body>UBTVQH|QH)[0-9]{0,2}")
_ALIKE = 78.0  # per cent, of words that OCR has misread
_WIDEST_GAP = 2  # characters between two words of a name
_UNKNOWN = "Chưa rõ cơ quan ban hành"


@dataclass(frozen=True, slots=True)
class Home:
    """The plan's own province, for bodies that the text names without one: "UBND tỉnh"."""

    province: str
    city: bool = False

    @property
    def place(self) -> str:
        """ "tỉnh Hà Nam", "thành phố Huế"."""
        return f"{'thành phố' if self.city else 'tỉnh'} {self.province}"


@cache
def _symbols() -> Mapping[str, str]:
    symbols: dict[str, str] = lexicon.load("issuers")["symbols"]
    return symbols


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """(folded phrase, phrase), longest first."""
    phrases = [(fold(phrase), phrase) for phrase in lexicon.load("issuers")["phrases"]]
    return tuple(sorted(phrases, key=lambda entry: -len(entry[0])))


@cache
def _local() -> tuple[str, ...]:
    return tuple(lexicon.load("issuers")["local"])


def issuer_after(
    text: str, start: int, home: Home | None, names: ProvinceNames, *, damaged: bool
) -> tuple[str, int] | None:
    """The issuer named at ``start`` ("… của UBND tỉnh") and where its name ends; None where none is named."""
    of = _OF.match(text, start)
    if of is None:
        return None
    for folded, phrase in _phrases():
        stop = _stop_of(text, of.end(), phrase)
        if stop is None:
            continue
        written = fold(text[of.end() : stop])
        if written == folded or (damaged and fuzz.ratio(written, folded) >= _ALIKE):
            return _with_province(phrase, text, stop, home, names, damaged=damaged)
    return None


def issuer_by_symbol(number: DocumentNumber, home: Home | None) -> str | None:
    """The issuer that the symbol of a number stands for; None where it is not known."""
    symbol = number.issuer or ""
    law = _LAW.fullmatch(symbol)
    name = _symbols().get(law["body"] if law else symbol)
    if name is None or "{" not in name:
        return name
    if home is None:
        return {"UBND": "UBND", "HĐND": "HĐND", "TU": "Tỉnh ủy"}.get(symbol, symbol)
    party = f"{'Thành ủy' if home.city else 'Tỉnh ủy'} {home.province}"
    return {"UBND": f"UBND {home.place}", "HĐND": f"HĐND {home.place}", "TU": party}.get(symbol, symbol)


def unknown_issuer(number: DocumentNumber | None) -> str:
    """What stands for an issuer that neither words nor symbol tell: the symbol itself, as printed."""
    return number.issuer if number is not None and number.issuer else _UNKNOWN


def _stop_of(text: str, start: int, phrase: str) -> int | None:
    """Where as many words as the phrase has end in the text."""
    stop = start
    for _ in phrase.split():
        match = _WORD.search(text, stop)
        if match is None or match.start() - stop > _WIDEST_GAP:
            return None
        stop = match.end()
    return stop


def _with_province(
    phrase: str, text: str, stop: int, home: Home | None, names: ProvinceNames, *, damaged: bool
) -> tuple[str, int]:
    """The phrase with the province that follows, or with the plan's own."""
    if not phrase.endswith(_local()):
        return phrase, stop
    kind = "thành phố" if phrase.endswith(("thành phố", "Thành ủy")) else "tỉnh"
    following = text[stop : stop + 40]
    mentions = names.mentions(f"{kind} {following.lstrip(' ')}", damaged=damaged)
    named = mentions[0][0] if mentions else None
    if named is not None and (damaged or fold(following).startswith(fold(named))):
        words = len(named.split())
        end = stop
        for _ in range(words):
            match = _WORD.search(text, end)
            end = match.end() if match else end
        return f"{phrase} {named}", end
    return (f"{phrase} {home.province}", stop) if home else (phrase, stop)
