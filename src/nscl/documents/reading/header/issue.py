"""Number and date of issue, from the letterhead or from the note over an appendix."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nscl.documents.pack.values import FIRST_YEAR, LAST_YEAR, Span
from nscl.documents.reading.header.zones import Passage, Zones
from nscl.text.dates import DateFormatError, PartialDate
from nscl.text.document_numbers import DocumentNumber, DocumentNumberError, parse_document_number
from nscl.text.folding import fold

_BLANK = r"[.…_\s-]{0,40}"
_NUMBER = re.compile(
    r"(?i:s[ốôo60óòéè])\s{0,3}[:.]?\s{0,3}"
    rf"(?:(?P<serial>[0-9][0-9 ]{{0,5}}[a-z]?)|[~*]?{_BLANK})\s{{0,3}}/\s{{0,3}}"
    r"(?P<symbol>[A-ZĐ][A-Za-zĐđ]{0,7}\s{0,2}[-–]\s{0,2}[A-ZĐ][A-ZĐa-zđ&0-9.-]{0,20})"
)
# OCR reads Đ as D, P, B or 0 in abbreviations of offices and kinds of papers.
_MISREAD = ((re.compile(r"\bH[PDB]ND\b"), "HĐND"), (re.compile(r"\bQ[BPD0O]-"), "QĐ-"))
_DATE = re.compile(
    rf"ng[a-z]y\s?(?:(?P<day>[0-9]{{1,2}})|{_BLANK})\s?(?:th[a-z]ng|[/.-])\s?(?:(?P<month>[0-9]{{1,2}})|{_BLANK})"
    r"\s?(?:n[a-z]{1,2}m|[/.-])\s?(?P<year>(?:19|20)[0-9]{2})"
)
_YEAR_ONLY = re.compile(r"(?:^|, ?)n[a-z]{1,2}m (?P<year>20[0-9]{2})$")
_SIGNED = re.compile(
    r"(?:ngay ky|thoi gian ky|ky ngay)\s?:?\s?(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>20[0-9]{2})"
)
_PLAN_KINDS = {"KH", "CTr", "ĐA"}


@dataclass(frozen=True, slots=True)
class Issue:
    """Number and date with the lines that say them; ``blank``: where the document leaves the number blank.

    ``signed``: the date is that of the electronic signature, for want of another.
    """

    number: DocumentNumber | None
    number_at: Span | None
    blank: Span | None
    on: PartialDate | None
    on_at: Span | None
    signed: bool = False


def read_issue(zones: Zones, *, damaged: bool) -> Issue:
    """What the document says of its own number and day of issue."""
    number, number_at, blank = _read_number([*zones.letterhead, *zones.attached], damaged=damaged)
    dated = [*_dates(zones.letterhead), *_dates(zones.attached)]
    if dated:
        # The fullest wins; of equally full ones the letterhead's, which stands first.
        on, on_at = max(dated, key=lambda found: (found[0].day is not None, found[0].month is not None))
        return Issue(number, number_at, blank, on, on_at)
    for passage in zones.letterhead:
        match = _SIGNED.search(fold(passage.text))
        signed_on = _partial(match) if match else None
        if signed_on is not None:
            return Issue(number, number_at, blank, signed_on, passage.span, signed=True)
    return Issue(number, number_at, blank, None, None)


def mend_symbols(text: str) -> str:
    """Abbreviations with the Đ that OCR has misread; the text keeps its length."""
    for pattern, right in _MISREAD:
        text = pattern.sub(right, text)
    return text


def _read_number(
    passages: Iterable[Passage], *, damaged: bool
) -> tuple[DocumentNumber | None, Span | None, Span | None]:
    found: list[tuple[DocumentNumber, Span]] = []
    blank: Span | None = None
    for passage in passages:
        match = _NUMBER.search(mend_symbols(passage.text) if damaged else passage.text)
        if match is None:
            continue
        if match["serial"] is None:
            blank = blank or passage.span
            continue
        try:
            number = parse_document_number(f"{match['serial'].replace(' ', '')}/{match['symbol'].rstrip('.-')}")
        except DocumentNumberError:
            continue
        found.append((number, passage.span))
    # Of a decision and the plan that it promulgates, the plan's own number counts.
    best = next((entry for entry in found if entry[0].kind in _PLAN_KINDS), found[0] if found else None)
    return (best[0], best[1], None) if best else (None, None, blank)


def _dates(passages: Iterable[Passage]) -> Iterable[tuple[PartialDate, Span]]:
    for passage in passages:
        folded = fold(passage.text)
        match = _DATE.search(folded) or _YEAR_ONLY.search(folded)
        on = _partial(match) if match else None
        if on is not None:
            yield on, passage.span


def _partial(match: re.Match[str]) -> PartialDate | None:
    """The date of a match, as far as the calendar has it."""
    parts = match.groupdict()
    year, month, day = (int(parts[name]) if parts.get(name) else None for name in ("year", "month", "day"))
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    for candidate in ((month, day), (month, None), (None, None)):
        if candidate[0] is None and candidate[1] is not None:
            continue
        try:
            return PartialDate(year, *candidate)
        except DateFormatError:
            continue
    return None
