"""Documents that a plan cites: number, date, issuer and subject, each once, at its first mention.

Standards (TCVN, QCVN, ISO) are no legal basis, and neither is the plan's own number. Laws are cited by name and day
("Luật … ngày 29 tháng 6 năm 2013") and stand without a number.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nscl.documents.pack.schema import LegalBasis, PlanHeader
from nscl.documents.pack.values import FIRST_YEAR, LAST_YEAR, Span
from nscl.documents.reading import lexicon
from nscl.documents.reading.basis_issuers import Home, issuer_after, issuer_by_symbol, unknown_issuer
from nscl.documents.reading.blocks import Block, Cell, Document, Line, Paragraph
from nscl.documents.reading.damaged_terms import restore_terms
from nscl.documents.reading.gazetteer import Gazetteer
from nscl.documents.reading.header.issue import mend_symbols
from nscl.documents.reading.header.provinces import ProvinceNames
from nscl.documents.reading.outline import Outline, SectionRole
from nscl.documents.reading.paragraph_places import ParagraphPlaces
from nscl.documents.reading.paragraphs import join_paragraphs
from nscl.documents.reading.results import Doubt, Extracted
from nscl.text.dates import DateFormatError, PartialDate
from nscl.text.document_numbers import DocumentNumber, find_document_numbers
from nscl.text.folding import fold

_STANDARDS = {"TCVN", "QCVN", "QCĐP", "TCCS"}
_DATE = re.compile(
    r"[\s,]{0,3}\(?(?:ng[a-zàáạảã]y)\s{0,3}(?P<day>[0-9]{1,2})\s{0,3}(?:th[aáàé]ng|[/.-])\s{0,3}(?P<month>[0-9]{1,2})"
    r"\s{0,3}(?:n[ăaâ]m|[/.-])\s{0,3}(?P<year>(?:19|20)[0-9]{2})\)?",
    re.IGNORECASE,
)
# The subject's first words, which carry no meaning of their own.
_MISREAD_ABOUT = re.compile(r"V[ềêèéẻ&]\s(?:vi\S{1,3}\s)?")
_ABOUT_LEAD = re.compile(r"[\s,:–-]{0,3}(?:(?:v/v|v[ềêèé]\s{1,2}vi[ệêe¢]{1,2}c)\s{1,3})?", re.IGNORECASE)
_COMMITTEE = r"(?:UBND\s|[ỦU]y ban nh[âa]n d[âa]n\s(?:t[ỉi]nh|th[àa]nh ph[ốo]))"
_ABOUT_END = re.compile(rf";|\.\s*/\.|\./\.|\.(?:\s|$)|\((?:sau|g[ọo]i|vi[ếe]t|d[ướuo]{{1,2}}i)|,?\s(?={_COMMITTEE})")
_LAW = re.compile(
    r"(?:^|Căn cứ\s+|[;,]\s*|và\s+)(?:các\s+)?(?P<title>(?:Bộ luật|Luật|Pháp lệnh)\s+[^;.]{3,200}?)\s*"
    r"(?P<date>ngày\s+[0-9]{1,2}(?:/| tháng )[0-9]{1,2}(?:/| năm )(?:19|20)[0-9]{2})"
)
# "Nghị quyết của Hội đồng nhân dân tỉnh … về …": a rule cited without its number.
_UNNUMBERED = re.compile(
    r"(?P<kind>Nghị quyết|Quyết định)(?=\s+của\s+(?:Hội đồng nhân dân|HĐND|Ủy ban nhân dân|UBND)\s+(?:tỉnh|thành phố))"
)
_CITES = re.compile(r"[0-9]\s{0,3}[/-]|[Nn]ghị quyết|[Qq]uyết định|[Ll]uật|[Pp]háp lệnh")
_UNNUMBERED_SUBJECT = re.compile(r"\s*(?:về|quy định|ban hành)\s", re.IGNORECASE)
_NEEDLESS_ABOUT = re.compile(r"^[Vv]ề (?=phê duyệt|ban hành|quy định|sửa đổi)")
_NO_SUBJECT = "Văn bản được dẫn không kèm trích yếu"
_MOST_ABOUT_WORDS = 45
_SHORTEST_ABOUT = 8  # characters
_LOOK_BACK = 60  # characters before a number in which the kind of document stands
_LONGEST_PASSAGE = 20_000  # characters of one paragraph that are searched: no cited document stands further


@dataclass(frozen=True, slots=True)
class _Passage:
    """A paragraph or cell (as far as it is read), with the way back to its lines; a cell's are all one."""

    text: str
    span: Span
    _whole: str
    _lines: Sequence[Line]

    def places(self) -> ParagraphPlaces:
        """Where the text stands; looked up only where something was found in it."""
        return ParagraphPlaces(self._whole, self.span, self._lines)


@dataclass(slots=True)
class _Cited:
    """What the mentions of one document say of it so far; the first mention's place."""

    number: DocumentNumber | None
    at: Span
    date: PartialDate | None = None
    issuer: str | None = None
    about: str | None = None


def read_basis(
    document: Document,
    outline: Outline,
    gazetteer: Gazetteer,
    header: PlanHeader | None = None,
    *,
    blocks: Sequence[Block] | None = None,
) -> Extracted[LegalBasis]:
    """Every document that the plan cites, in the order of first mention; ``header``: the plan's own, already read.

    ``blocks``: all blocks of the document with joined paragraphs, where the caller has them already.
    ``at`` is the lines of the first mention; date, issuer and subject may come from a later one. Never raises.
    """
    names = ProvinceNames(gazetteer)
    home = _home(header)
    own = header.number if header else None
    cited: dict[str, _Cited] = {}
    read: list[Span] = []
    bases = _basis_spans(outline)
    for passage in _passages(document, blocks):
        found = [*_mentions(passage, names, home, damaged=document.marks_lost)]
        if _within(passage.span, bases):
            found += _laws(passage)
            read.append(passage.span)
        for key, mention in found:
            if mention.number is None or mention.number.text != own:
                _merge(cited, key, mention)
    items: list[LegalBasis] = []
    doubts: list[Doubt] = []
    for index, mention in enumerate(cited.values()):
        items.append(_item(mention, home))
        doubts += _doubts(mention, index, home, damaged=document.marks_lost)
    return Extracted(tuple(items), tuple(doubts), (*read, *(mention.at for mention in cited.values())))


def _restored(about: str, home: Home | None) -> str:
    """A subject that OCR has damaged, with what can be restored of it."""
    text = restore_terms(_MISREAD_ABOUT.sub("Về ", about, count=1), (home.place,) if home else ())
    text = _NEEDLESS_ABOUT.sub("", text)
    return text[:1].upper() + text[1:]


def _home(header: PlanHeader | None) -> Home | None:
    return Home(header.province.name, "thành phố" in header.issuer) if header else None


def _passages(document: Document, blocks: Sequence[Block] | None) -> Iterator[_Passage]:
    for block in join_paragraphs(document) if blocks is None else blocks:
        for text, span in _texts(block):
            if _CITES.search(text) is not None:
                mended = mend_symbols(text) if document.marks_lost else text
                lines = document.lines if isinstance(block, Paragraph) else ()
                yield _Passage(mended[:_LONGEST_PASSAGE], span, mended, lines)


def _texts(block: Block) -> Iterator[tuple[str, Span]]:
    if isinstance(block, Paragraph):
        yield block.text, block.span
        return
    for row in block.rows:
        for cell in row:
            if isinstance(cell, Cell):
                yield cell.text, cell.span


def _basis_spans(outline: Outline) -> list[Span]:
    return [node.span for node in outline.with_role(SectionRole.BASIS)]


def _within(span: Span, spans: list[Span]) -> bool:
    """Whether one of the spans, which stand in the order of the document, holds this one."""
    place = bisect_right(spans, span.first, key=lambda outer: outer.first) - 1
    return place >= 0 and span.last <= spans[place].last


def _mentions(
    passage: _Passage, names: ProvinceNames, home: Home | None, *, damaged: bool
) -> Iterator[tuple[str, _Cited]]:
    numbers = [entry for entry in find_document_numbers(passage.text) if entry[2].kind not in _STANDARDS]
    places = passage.places() if numbers else None
    for index, (start, stop, number) in enumerate(numbers):
        following = numbers[index + 1][0] if index + 1 < len(numbers) else None
        on, after_date = _date_after(passage.text, stop)
        named = issuer_after(passage.text, after_date, home, names, damaged=damaged)
        after = named[1] if named else after_date
        about, end = _about(passage.text, after, following)
        if damaged and about is not None:
            about = _restored(about, home)
        begin = start - len(_kind_before(passage.text, start))
        at = places.span_of(begin, max(end, after)) if places else passage.span
        yield number.text, _Cited(number, at, on, named[0] if named else None, about)
    yield from _unnumbered(passage, names, home, damaged=damaged)


def _unnumbered(
    passage: _Passage, names: ProvinceNames, home: Home | None, *, damaged: bool
) -> Iterator[tuple[str, _Cited]]:
    for match in _UNNUMBERED.finditer(passage.text):
        named = issuer_after(passage.text, match.end(), home, names, damaged=damaged)
        if named is None or _UNNUMBERED_SUBJECT.match(passage.text, named[1]) is None:
            continue
        about, end = _about(passage.text, named[1], None)
        if about is not None:
            text = f"{match['kind']} {about[:1].lower()}{about[1:]}"
            yield fold(text), _Cited(None, passage.places().span_of(match.start(), end), None, named[0], text)


def _laws(passage: _Passage) -> Iterator[tuple[str, _Cited]]:
    for match in _LAW.finditer(passage.text):
        if find_document_numbers(match["title"]):
            continue  # it has a number, and stands under that
        title = " ".join(match["title"].split())
        on, _ = _date_after(passage.text, match.start("date"))
        at = passage.places().span_of(match.start("title"), match.end())
        yield fold(title), _Cited(None, at, on, "Quốc hội", title)


def _date_after(text: str, start: int) -> tuple[PartialDate | None, int]:
    """The day named at ``start``, as far as the calendar has it, and where the text goes on."""
    match = _DATE.match(text, start)
    if match is None:
        return None, start
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None, match.end()
    for parts in ((year, month, day), (year, month), (year,)):
        try:
            return PartialDate(*parts), match.end()
        except DateFormatError:
            continue
    return None, match.end()


def _about(text: str, start: int, following: int | None) -> tuple[str | None, int]:
    """The subject that begins at ``start``, without "về việc", and where it ends; None where there is none."""
    lead = _ABOUT_LEAD.match(text, start)
    begin = lead.end() if lead else start
    end = _ABOUT_END.search(text, begin)
    stop = end.start() if end else len(text)
    if following is not None and following < stop:
        stop = _before_next(text, begin, following, stop)
    words = text[begin:stop].split()
    about = " ".join(words[:_MOST_ABOUT_WORDS]).strip(' ,.:;–-“”"()')
    if len(words) > _MOST_ABOUT_WORDS:
        about += "…"
    if len(about) < _SHORTEST_ABOUT or not about[0].isalpha():
        return None, min(begin, start)
    about = _NEEDLESS_ABOUT.sub("", about)
    return about[:1].upper() + about[1:], stop


def _before_next(text: str, begin: int, following: int, stop: int) -> int:
    """Where a subject ends before the next cited number: at the kind of that document, unless it is part of the subject
    ("sửa đổi Nghị quyết số …", "triển khai thực hiện Chỉ thị số …").
    """
    kind = _kind_before(text, following)
    place = following - len(kind)
    before = text[begin:place].rstrip()
    joined = before.endswith((",", "và")) or not before
    return place - (len(text[begin:place]) - len(before.removesuffix("và").rstrip(" ,"))) if joined else stop


@cache
def _kinds() -> re.Pattern[str]:
    kinds = sorted(lexicon.load("issuers")["kinds"], key=len, reverse=True)
    names = "|".join(re.escape(kind) for kind in kinds)
    return re.compile(rf"(?:(?:các\s+)?(?:{names})\s+)?(?:[sS]ố\s*:?\s*)?$")


def _kind_before(text: str, start: int) -> str:
    """ "Quyết định số " before a number; "" where neither stands there."""
    match = _kinds().search(text[max(0, start - _LOOK_BACK) : start])
    return match[0] if match else ""


def _merge(cited: dict[str, _Cited], key: str, mention: _Cited) -> None:
    known = cited.get(key)
    if known is None:
        cited[key] = mention
        return
    known.date = known.date or mention.date
    known.issuer = known.issuer or mention.issuer
    known.about = known.about or mention.about


def _item(mention: _Cited, home: Home | None) -> LegalBasis:
    number = mention.number
    by_symbol = issuer_by_symbol(number, home) if number else None
    return LegalBasis(
        number=number.text if number else None,
        date=mention.date,
        issuer=mention.issuer or by_symbol or unknown_issuer(number),
        about=mention.about or _NO_SUBJECT,
        at=mention.at,
    )


def _doubts(mention: _Cited, index: int, home: Home | None, *, damaged: bool) -> Iterator[Doubt]:
    """Why a person should look at a cited document."""
    number = mention.number
    subject = f"legal_basis[{number.text if number else index + 1}]"
    if mention.issuer is None and (number is None or issuer_by_symbol(number, home) is None):
        yield Doubt(subject, mention.at, "basis-issuer-unknown", "Không rõ cơ quan ban hành văn bản này; hãy ghi tên.")
    if mention.about is None:
        reason = "Văn bản được dẫn không kèm trích yếu; hãy ghi trích yếu nếu cần."
        yield Doubt(subject, mention.at, "basis-subject-missing", reason)
    elif damaged:
        reason = "Văn bản mất dấu tiếng Việt: trích yếu chỉ phục hồi được những cụm quen thuộc, hãy sửa lại."
        yield Doubt(subject, mention.at, "marks-lost", reason)
    if mention.date is None and number is not None and number.year is None:
        yield Doubt(
            subject, mention.at, "basis-date-missing", "Không thấy ngày của văn bản được dẫn; hãy ghi nếu biết."
        )
    elif mention.date is not None and not mention.date.is_full:
        yield Doubt(subject, mention.at, "basis-date-partial", "Ngày của văn bản được dẫn đọc không đủ; hãy đối chiếu.")
