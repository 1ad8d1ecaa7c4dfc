"""Interim reviews (sơ kết) and final reviews (tổng kết): in which year, led by whom."""

import re
from collections.abc import Iterator, Sequence

from nscl.documents.pack.enums import ReviewKind
from nscl.documents.pack.schema import Review, Task
from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Document
from nscl.documents.reading.duty_statements import Statement, read_statements
from nscl.documents.reading.duty_words import DutyText, Term
from nscl.documents.reading.outline import Outline
from nscl.documents.reading.results import Doubt, Extracted

# A year by itself, of a quarter or a month; not of a full date, which is that of a document.
_YEAR = re.compile(r"(?:(?<![\d/.-])|(?<=[IVX]/)|(?<=tháng \d/)|(?<=tháng \d\d/))20\d\d(?!\d)")
_PERIOD = re.compile(r"(20\d\d)\s*[-–—]\s*(20\d\d)")
_COMBINED = re.compile(r"\s*h\S{1,2}p(?!\w)")  # "5S kết hợp", damaged, looks like "sơ kết"
_CLAUSE_END = re.compile(r"[;.]\s")
_CLAUSE_REACH = 300  # characters before "tổng kết" in which its year may stand
_DEFAULT_LEAD = "so-khcn"
_KINDS = {"interim": ReviewKind.INTERIM, "final": ReviewKind.FINAL}


def read_reviews(
    outline: Outline,
    *,
    tasks: Sequence[Task] = (),
    damaged: bool = False,
    province: str | None = None,
    document: Document | None = None,
) -> Extracted[Review]:
    """The reviews that the chapter on organisation orders, then those among the tasks' titles that it does not name.

    A review without a year is taken for the end of the phase that it names ("tổng kết giai đoạn 2021-2025", doubt
    "review-year"); without that too it is left out with a doubt. Each kind and year stands once.
    """
    items: dict[tuple[ReviewKind, int], Review] = {}
    doubts: list[Doubt] = []
    read: list[Span] = []
    statements = read_statements(outline, damaged=damaged, province=province, document=document)
    for statement in statements:
        for kind, year, reason in _in_statement(statement, damaged=damaged):
            if year is None:
                doubts.append(Doubt("reviews", statement.at, "review-year", reason))
                continue
            read.append(statement.at)
            if (kind, year) in items:
                continue
            lead, unsure = _lead(statement)
            items[kind, year] = Review(kind=kind, year=year, lead=lead, at=statement.at)
            subject = f"reviews[{len(items)}]"
            doubts += [Doubt(subject, statement.at, rule, said) for rule, said in unsure]
            doubts += [Doubt(f"{subject}.year", statement.at, "review-year", reason)] if reason else []
    for review in (found for task in tasks for found in _in_task(task)):
        items.setdefault((review.kind, review.year), review)
    return Extracted(tuple(items.values()), tuple(dict.fromkeys(doubts)), tuple(dict.fromkeys(read)))


def _in_statement(statement: Statement, *, damaged: bool) -> Iterator[tuple[ReviewKind, int | None, str]]:
    """Kind, year and what is doubtful ("" where nothing is) of every review that the sentence orders."""
    terms = _terms(statement.text, damaged=damaged)
    ahead = bool(terms) and _year_of(statement.text[: terms[0][0].start]) is not None
    for index, (term, kind) in enumerate(terms):
        limit = terms[index + 1][0].start if index + 1 < len(terms) else len(statement.text)
        ending = _CLAUSE_END.search(statement.text, term.stop, limit)
        limit = ending.start() if ending else limit
        if _is_occasion(statement.text, term) or (damaged and _COMBINED.match(statement.text, term.stop)):
            continue
        after = statement.text[term.stop : limit]
        since = terms[index - 1][0].stop if index else _clause_start(statement.text, term.start)
        before = statement.text[since : term.start]
        # "Năm 2028 sơ kết, năm 2030 tổng kết" or "sơ kết năm 2028, tổng kết năm 2030": as the sentence begins.
        year = (_year_of(before) or _year_of(after)) if ahead else (_year_of(after) or _year_of(before))
        if year is not None:
            yield kind, year, ""
        elif (phase := _PERIOD.search(after)) is not None:
            reason = f"chỉ nêu giai đoạn {phase[1]}–{phase[2]}, không nêu năm tổ chức; tạm ghi năm cuối giai đoạn"
            yield kind, int(phase[2]), reason
        else:
            name = "sơ kết" if kind is ReviewKind.INTERIM else "tổng kết"
            yield kind, None, f"có nêu {name} nhưng không nêu năm; chưa đưa vào danh sách"


def _terms(text: str, *, damaged: bool) -> list[tuple[Term, ReviewKind]]:
    words = DutyText(text, damaged=damaged)
    found = [(term, kind) for name, kind in _KINDS.items() for term in words.terms(name)]
    found.sort(key=lambda pair: (pair[0].start, -pair[0].stop))
    # "hội nghị tổng kết" and the "tổng kết" within it are one.
    return [pair for index, pair in enumerate(found) if index == 0 or pair[0].start >= found[index - 1][0].stop]


def _is_occasion(text: str, term: Term) -> bool:
    """ "… tặng Bằng khen khi tổng kết giai đoạn": an occasion, no order to hold a review."""
    before = text[max(0, term.start - 30) : term.start]
    return (
        re.search(r"\b(?:khi|dịp|hội nghị dự|dự|tại|sau|kh[il1])\s+(?:sơ kết\s*,?\s*)?$", before, re.IGNORECASE)
        is not None
    )


def _clause_start(text: str, offset: int) -> int:
    reach = max(0, offset - _CLAUSE_REACH)
    starts = [found.end() for found in _CLAUSE_END.finditer(text, reach, offset)]
    return starts[-1] if starts else reach


def _year_of(text: str) -> int | None:
    """The year that the words name, not the years of a phase."""
    years = _YEAR.findall(_PERIOD.sub(" ", text))
    return int(years[0]) if years else None


def _lead(statement: Statement) -> tuple[str, tuple[tuple[str, str], ...]]:
    if statement.subjects:
        return statement.subjects[0].key, ()
    reason = "không nêu cơ quan chủ trì sơ kết, tổng kết; tạm ghi Sở Khoa học và Công nghệ"
    return _DEFAULT_LEAD, (("review-lead", reason),)


def _in_task(task: Task) -> Iterator[Review]:
    """ "Tổ chức hội nghị sơ kết, tổng kết", 2025 and 2030: the interim one first."""
    words = DutyText(task.title)
    kinds = [kind for name, kind in _KINDS.items() if words.has(name)]
    schedule = task.schedule
    if not kinds or not task.lead or schedule.start is None or schedule.end is None:
        return
    if len(kinds) == 1 and schedule.start != schedule.end:
        return
    years = (schedule.start, schedule.end) if len(kinds) > 1 else (schedule.end,)
    for kind, year in zip(kinds, years, strict=False):
        yield Review(kind=kind, year=year, lead=task.lead[0], at=task.at)
