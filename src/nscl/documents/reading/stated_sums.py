"""Sums that a plan states in its prose: "- Năm 2024: 3.926.000 (Ba tỷ … đồng)", with year, source, digits and words.

Digits and words are kept exactly as printed and never corrected: where they disagree `documents.checks` says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from nscl.documents.pack.schema import StatedSum
from nscl.documents.pack.values import ALL_SOURCES, Span
from nscl.documents.reading.budget.heads import HeadKind, find_head_words, public_source
from nscl.documents.reading.budget.tables import BudgetTable
from nscl.documents.reading.outline import Node, Outline, SectionRole
from nscl.documents.reading.results import Doubt, Extracted
from nscl.text.decimals import NumberFormatError
from nscl.text.folding import fold
from nscl.text.numbers import AmountError, NumberWordsError, read_amount, read_folded_words, read_words

_DIGITS = r"\d{1,3}(?:[.,]\d{1,3}){0,8}|\d{4,20}"
_SCALE = r"(?:nghìn|ngàn)\s+t[ỷỉ]|t[ỷỉ]|triệu|nghìn|ngàn|ty|trieu|nghin"
_CURRENCY = r"đồng|đ(?![\w.])|vnđ|vnd|₫|dong"
_SUM = re.compile(
    rf"(?<![\w.,/-])(?P<digits>{_DIGITS})(?!\d)\s*(?P<scale>(?:{_SCALE})(?!\w))?\s*(?P<currency>(?:{_CURRENCY})(?!\w))?"
    r"(?:\s*[,;:-]?\s*\(\s*(?P<words>[^()]{4,300}?)\s*\))?",
    re.IGNORECASE,
)
_WORDS_OF_SUM = re.compile(r"(?<!\w)(?:tỷ|tỉ|triệu|nghìn|ngàn|trăm|đồng|ty|trieu|nghin|tram|dong)(?!\w)", re.IGNORECASE)
_IN_WORDS = re.compile(r"^(?:(?:số tiền\s+)?(?:viết\s+)?bằng chữ|bang chu)\s*[:;]?\s*", re.IGNORECASE)
# "50 triệu đồng/doanh nghiệp", "tối đa 50 triệu đồng": limits of support, not sums of the plan.
_PER_UNIT = re.compile(r"\s*(?:/|một|mỗi|hằng|hàng|cho mỗi|cho một)\s*[^\W\d]", re.IGNORECASE)
_LIMIT = re.compile(
    r"(?:tối đa|không quá|không vượt quá|tối thiểu|mức hỗ trợ|mức chi|định mức|hỗ trợ|doanh thu|doanh số|vốn điều lệ)"
    r"[^.;:]{0,40}$",
    re.IGNORECASE,
)
_BORDER = re.compile(r"[;.](?=\s|$)|,\s+(?=\D)|\btrong đó\b\s*:?|\bgồm\b\s*:?|\n", re.IGNORECASE)
_LEADING = re.compile(r"^[\s\-–+*•,;:.()]+|^(?:trong đó|và|còn lại|gồm|cụ thể)\b[\s:,]*", re.IGNORECASE)
_TRAILING = re.compile(
    r"[\s:;,(\-–]+$|\s*(?:\b(?:là|khoảng|ước|ước khoảng|vào khoảng|gần|hơn|trên|số tiền|với số tiền|bằng))$",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<![\d.,/-])năm\s+((?:19|20)\d\d)(?!\s*[-–—]\s*\d|\d)|(?<![\d.,/-])nam\s+(20\d\d)(?!\s*[-–—]\s*\d|\d)",
    re.IGNORECASE,
)
_NAMES_MONEY = re.compile(
    r"kinh phi|ngan sach|nguon|von|du toan|khai toan|tong|nsnn|nstw|nsdp|doanh nghiep|xa hoi hoa|doi ung"
    r"|(?<!\w)nam 20\d\d"
)
_WHOLE = re.compile(r"tong (?:cong|so|kinh phi|muc|du toan|nhu cau|chi)|^tong\b|kinh phi thuc hien")
# Sums over some of the years, or for each year: the format has a place for one year and for the whole.
_SOME_YEARS = re.compile(
    r"(?:từ|tu)\s+(?:năm\s+|nam\s+)?20\d\d\s*(?:đến|den|-|–)|(?:các\s+)?năm\s+20\d\d\s*(?:-|–|và|,)\s*(?:năm\s+)?20\d\d",
    re.IGNORECASE,
)
_PHASE = re.compile(r"(?:giai đoạn|giai doan)\s+20\d\d\s*(?:-|–|đến|den)\s*20\d\d", re.IGNORECASE)
_PER_YEAR = re.compile(r"\s*(?:/|một|mỗi|hằng|hàng)\s*năm\b", re.IGNORECASE)
_LONGEST_NAME = 300  # characters before a sum in which its name is sought
_SMALLEST_WITHOUT_UNIT = 1_000_000  # bare digits below this are not taken for đồng


@dataclass(frozen=True, slots=True)
class _Context:
    """What a paragraph takes over from the one it stands under."""

    what: str = ""
    year: int | None = None
    source: str | None = None


def read_stated_sums(
    outline: Outline, *, tables: Sequence[BudgetTable] = (), damaged: bool = False
) -> Extracted[StatedSum]:
    """The sums stated in the chapter on funding, or wherever "kinh phí" is spoken of where there is no such chapter.

    ``tables``: their source keys are used for the same sources. ``damaged``: number words may have lost their marks.
    """
    chapters = outline.with_role(SectionRole.FUNDING)
    reader = _Reader(damaged=damaged, everywhere=not chapters)
    for node in chapters or outline.roots:
        reader.read(node, _Context())
    keys = [one.source for one in reader.items if one.source != ALL_SOURCES]
    renamed = _rename(keys, tables)
    items = tuple(one.model_copy(update={"source": renamed.get(one.source, one.source)}) for one in reader.items)
    return Extracted(items, tuple(reader.doubts), tuple(dict.fromkeys(one.at for one in items)))


def _rename(keys: Sequence[str], tables: Sequence[BudgetTable]) -> dict[str, str]:
    known = {key for table in tables for layout in table.layouts[:1] for key in layout.sources}
    if any(key.startswith("state-") for key in known):
        return {key: key for key in keys}
    return public_source(keys)


class _Reader:
    """Walks the chapter and keeps what it finds."""

    def __init__(self, *, damaged: bool, everywhere: bool) -> None:
        self.damaged = damaged
        self.everywhere = everywhere
        self.items: list[StatedSum] = []
        self.doubts: list[Doubt] = []

    def read(self, node: Node, context: _Context) -> None:
        """A paragraph and what stands under it; iterative on depth is not needed, outlines are shallow."""
        inner = self._read_text(node.text, node.block.span, context) if node.text else context
        for child in node.children:
            self.read(child, inner)

    def _read_text(self, text: str, at: Span, context: _Context) -> _Context:
        inner = context
        heading = _context_of(text, context)
        first = True
        for match, before in _sums(text):
            found = self._read_sum(match, before, at, inner if not first else context)
            if found is None:
                continue
            stated, own = found
            self.items.append(stated)
            if first:
                inner, first = own, False
        return inner if not first else heading

    def _read_sum(
        self, match: re.Match[str], before: str, at: Span, context: _Context
    ) -> tuple[StatedSum, _Context] | None:
        what = _clean(before)
        folded = fold(what)
        if not _is_sum_of_plan(match, before, folded, context, everywhere=self.everywhere):
            return None
        words = _words(match["words"])
        if not match["currency"] and not match["scale"] and words is None and not _is_grouped(match["digits"]):
            return None
        if self._is_of_some_years(match, what, at):
            return None
        printed = _printed(match)
        vnd = self._digits(match, printed, at)
        if vnd is None:
            return None
        own = _own_context(what, folded, context)
        stated = StatedSum(
            what=own.what or "Kinh phí",
            year=own.year,
            source=own.source or ALL_SOURCES,
            printed=printed,
            vnd=vnd,
            words=words,
            words_vnd=self._in_words(words, at),
            at=at,
        )
        return stated, own

    def _is_of_some_years(self, match: re.Match[str], what: str, at: Span) -> bool:
        """Whether the sum is one that the format cannot hold; said as a doubt."""
        has_total = any(one.year is None and one.source == ALL_SOURCES for one in self.items)
        some = _SOME_YEARS.search(what) or (has_total and _PHASE.search(what) and not _WHOLE.search(fold(what)))
        each = _PER_YEAR.match(match.string, match.end())
        if some or each:
            period = "mỗi năm" if each else "một số năm"
            reason = (
                f"“{what}: {_printed(match)}” là số của {period}; gói dữ liệu chỉ ghi được số của một năm hoặc cả kỳ"
            )
            self.doubts.append(Doubt("budget.stated", at, "sum-of-some-years", reason))
        return bool(some or each)

    def _digits(self, match: re.Match[str], printed: str, at: Span) -> int | None:
        try:
            return read_amount(printed)
        except (AmountError, NumberFormatError) as error:
            if match["currency"] or match["scale"]:
                place = f"budget.stated[{len(self.items) + 1}]"
                self.doubts.append(Doubt(place, at, "sum-unreadable", str(error)))
            return None

    def _in_words(self, words: str | None, at: Span) -> int | None:
        if words is None:
            return None
        try:
            value = Decimal((read_folded_words if self.damaged else read_words)(words))
        except NumberWordsError as error:
            place = f"budget.stated[{len(self.items) + 1}].words"
            self.doubts.append(Doubt(place, at, "words-unreadable", str(error)))
            return None
        return int(value) if value == int(value) and value >= 0 else None


def _sums(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """The amounts of a paragraph, each with the words before it that say what it is."""
    stop = 0
    for match in _SUM.finditer(text):
        per_year = _PER_YEAR.match(text, match.end()) and match["currency"]
        if _PER_UNIT.match(text, match.end()) and not match["words"] and not per_year:
            continue
        before = text[max(stop, match.start() - _LONGEST_NAME) : match.start()]
        borders = [border for border in _BORDER.finditer(before) if _clean(before[border.end() :])]
        yield match, before[borders[-1].end() :] if borders else before
        if match["currency"] or match["scale"] or match["words"]:
            stop = match.end()


def _is_sum_of_plan(match: re.Match[str], before: str, folded: str, context: _Context, *, everywhere: bool) -> bool:
    if _LIMIT.search(before) and "kinh phi" not in folded:
        return False
    if everywhere and not (_WHOLE.search(folded) or context.what):
        return False
    return bool(_NAMES_MONEY.search(folded)) or (bool(context.what) and bool(match["words"]) and bool(folded))


def _own_context(what: str, folded: str, context: _Context) -> _Context:
    own = _context_of(what, _Context())
    whole = _WHOLE.search(folded) and own.source is None and own.year is None
    if whole:
        return replace(own, what=what)
    year = own.year if own.year is not None else context.year
    source = own.source if own.source is not None else context.source
    return _Context(_qualified(what, own, context), year, source)


def _qualified(what: str, own: _Context, context: _Context) -> str:
    """A sum under a year is named with it: "Năm 2022, Nguồn ngân sách nhà nước"."""
    inherits = (own.year is None and context.year is not None) or (own.source is None and context.source is not None)
    return f"{context.what}, {what}" if inherits and context.what else what


def _context_of(text: str, context: _Context) -> _Context:
    """Year and source that a text names by itself, else those it stands under."""
    years = [match[1] or match[2] for match in _YEAR.finditer(text)]
    keys = {word.source for word in find_head_words(text) if word.kind is HeadKind.SOURCE and word.source is not None}
    folded = fold(text)
    if _WHOLE.search(folded) and not re.search(r"nguon|ngan sach|nsnn|von", folded):
        keys = set()
    year = int(years[0]) if len(years) == 1 else None
    source = next(iter(keys)) if len(keys) == 1 else None
    if year is None and source is None:
        return context
    return _Context(
        _clean(text.split(":", maxsplit=1)[0]),
        year if year is not None else context.year,
        source if source is not None else context.source,
    )


def _clean(text: str) -> str:
    previous, cleaned = None, " ".join(text.split())
    while cleaned != previous:
        previous = cleaned
        cleaned = _TRAILING.sub("", _LEADING.sub("", cleaned))
    return cleaned


def _printed(match: re.Match[str]) -> str:
    """The digits; with the scale word where there is one, because without it they mean something else."""
    return f"{match['digits']} {match['scale']}" if match["scale"] else match["digits"]


def _words(text: str | None) -> str | None:
    """The bracket after a sum, where it holds the sum in words."""
    if text is None or _WORDS_OF_SUM.search(text) is None or any(character.isdigit() for character in text):
        return None
    return " ".join(_IN_WORDS.sub("", text.strip()).split()).rstrip(" ./;,") or None


def _is_grouped(digits: str) -> bool:
    plain = digits.replace(".", "")
    return plain.isdigit() and "." in digits and int(plain) >= _SMALLEST_WITHOUT_UNIT
