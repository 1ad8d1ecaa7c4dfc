"""The plan's title and the period that it names."""

import re
from collections import Counter
from dataclasses import dataclass

from nscl.documents.pack.schema import Period
from nscl.documents.pack.values import FIRST_YEAR, LAST_YEAR, Span
from nscl.documents.reading.header.provinces import ProvinceNames
from nscl.documents.reading.header.zones import Zones
from nscl.documents.reading.numbering import is_upper
from nscl.text.folding import fold

_YEAR = r"((?:19|20)[0-9]{2})"
_RANGE = re.compile(
    rf"(?:g[il]a[il] ?doan|thoi ky|tu nam|tu)\s?(?:nam )?{_YEAR}\s{{0,2}}"
    rf"(?:[-–—/]|den(?: het)?(?: nam)?)\s{{0,2}}(?:nam )?{_YEAR}"
)
_BARE_RANGE = re.compile(rf"\b{_YEAR}\s{{0,2}}[-–—]\s{{0,2}}{_YEAR}\b")
_UNTIL = re.compile(rf"\b[dp]en(?: het)? nam {_YEAR}")
_SINGLE = re.compile(rf"\bnam {_YEAR}\b")
# The plan that a sentence promulgates: from its name to the words that announce the content.
_PROMULGATES = re.compile(r"(?i:ban h[àa]nh|x[âa]y d[ựu]ng)\s{1,3}(?=K[ếêeé&¢]{1,2} ho[ạa]ch\b)")
_ANNOUNCES = re.compile(
    r",?\s?v[ớoóơ]i\s(?:c[áa]c\s|nh[ữu]ng\s|m[ộo]t\ss[ốo]\s)?n[ộo]i\sdung|,?\s?nh[ưu]\ssau|,?\s?c[ụu]\sth[ểe]|[;:]|\.(?:\s|$)"
)
# What stands before the plan's name in the title of a decision.
_PROMULGATED = re.compile(r"^quyết định:?\s+(?:về\s+việc\s+|v/v\s+)?(?:ban hành|phê duyệt)\s+(?=\S)", re.IGNORECASE)
_QUOTES = "“”\"'‘’«»"
_NO_QUOTES = str.maketrans(dict.fromkeys('“”"«»'))
# The kind of paper as it is written in the pack, whatever encoding or OCR has made of its capitals.
_KINDS = {"ke hoach": "Kế hoạch", "de an": "Đề án", "chuong trinh": "Chương trình"}
_MISREAD_PLAN = re.compile(r"k[a-z&]{1,2} ?hoach")
_VOWEL = re.compile("[aeiouyAEIOUY]")
_SHORTEST_TITLE_WORDS = 3


@dataclass(frozen=True, slots=True)
class TitleFound:
    """The title as the pack has it ("Kế hoạch …") and its lines; ``inferred``: taken from a sentence."""

    text: str
    span: Span
    inferred: bool


@dataclass(frozen=True, slots=True)
class PeriodFound:
    """``how``: "title", or where else the years came from ("preamble", "until", "year", "body")."""

    period: Period
    how: str


def find_title(zones: Zones, names: ProvinceNames, *, damaged: bool = False) -> TitleFound | None:
    """The title under KẾ HOẠCH, else that of the sentence "… ban hành Kế hoạch … như sau"."""
    if zones.title:
        first, *rest = zones.title
        words = " ".join(passage.text for passage in [first, *rest])
        if len(words.split()) > _SHORTEST_TITLE_WORDS:
            text = " ".join(
                [_kind(first.text) or _calm(first.text, names), *(_calm(part.text, names) for part in rest)]
            )
            if damaged and (plan := _MISREAD_PLAN.match(fold(text))):
                text = _KINDS["ke hoach"] + text[plan.end() :]  # folding keeps the length of such words
            text = _PROMULGATED.sub("", text)
            return TitleFound(_capital(text), Span(first.span.first, zones.title[-1].span.last), inferred=False)
    for passage in zones.preamble:
        *_, last = (None, *_PROMULGATES.finditer(passage.text))
        if last is not None:
            words = _ANNOUNCES.split(passage.text[last.end() :], maxsplit=1)[0]
            text = " ".join(words.split()).translate(_NO_QUOTES).strip(" ,")
            return TitleFound(_capital(text), passage.span, inferred=True)
    return None


def find_period(zones: Zones, title: TitleFound | None, issued: int | None) -> PeriodFound | None:
    """The years of the plan: the title's last range, else that of the preamble, else what can be inferred."""
    folded = fold(title.text) if title else ""
    if (found := _last_range(folded)) is not None:
        return PeriodFound(found, "title")
    preamble = " ".join(fold(passage.text) for passage in zones.preamble)
    if (found := _last_range(preamble)) is not None:
        return PeriodFound(found, "preamble")
    if (until := _UNTIL.search(folded)) and issued is not None and issued <= int(until[1]):
        return PeriodFound(Period(start=issued, end=int(until[1])), "until")
    if single := _SINGLE.search(folded):
        return PeriodFound(Period(start=int(single[1]), end=int(single[1])), "year")
    ranges = Counter(
        found for passage in zones.body for found in [_last_range(fold(passage.text))] if found is not None
    )
    return PeriodFound(max(ranges, key=lambda period: (ranges[period], period.start)), "body") if ranges else None


def _last_range(folded: str) -> Period | None:
    matches = [*_RANGE.finditer(folded)] or [*_BARE_RANGE.finditer(folded)]
    for match in reversed(matches):
        first, last = int(match[1]), int(match[2])
        if FIRST_YEAR <= first <= last <= LAST_YEAR:
            return Period(start=first, end=last)
    return None


def _kind(text: str) -> str | None:
    """The kind of paper where it stands alone on its line."""
    folded = fold(text).strip(" .:")
    return _KINDS.get(folded) or (_KINDS["ke hoach"] if _MISREAD_PLAN.fullmatch(folded) else None)


def _calm(text: str, names: ProvinceNames) -> str:
    """A title in capitals in small letters, with the capitals of provinces and of abbreviations without a vowel."""
    text = " ".join(text.split()).strip(_QUOTES + " ")
    if not is_upper(text):
        return text
    words = [word if _is_abbreviation(word) else word.lower() for word in text.split()]
    return names.restore(" ".join(words))


def _is_abbreviation(word: str) -> bool:
    letters = "".join(character for character in word if character.isalpha())
    return len(letters) > 1 and _VOWEL.search(fold(letters)) is None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
