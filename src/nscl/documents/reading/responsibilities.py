"""Who is to do what: the duties in the chapter on organisation, one a duty and agency, as `Responsibility` of the pack.

The role is told by the first verb of the duty once the marks "chủ trì, phối hợp với …" are set aside: verbs of
appraising, reporting, choosing, supervising, informing and money have roles of their own; of all others "chủ trì"
makes a lead, "phối hợp" a coordinator, "tham mưu" an adviser.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from nscl.documents.pack.enums import DutyRole
from nscl.documents.pack.schema import Responsibility
from nscl.documents.reading.agencies import Mention
from nscl.documents.reading.blocks import Document
from nscl.documents.reading.duty_statements import Statement, read_statements
from nscl.documents.reading.duty_words import DutyText, Term
from nscl.documents.reading.outline import Outline, SectionRole
from nscl.documents.reading.reporting_duties import onward_reports
from nscl.documents.reading.results import Doubt, Extracted

_LONGEST_TEXT = 220  # characters of a duty's short text; the rest stands in the document
_FEWEST_LETTERS = 5
_CLAUSE_END = re.compile(r";")
_CHAIN_GAP = re.compile(
    r"[\s,;:()]*(?:(?:và|cùng|với|các|của|tỉnh|liên quan|có liên quan|va|v\S{1,3}|cua|tinh)(?!\w)[\s,;]*){0,4}",
    re.IGNORECASE,
)
_AFTER_PARTNERS = re.compile(
    r"^[\s,;:]*(?:(?:của tỉnh|tỉnh|liên quan|có liên quan|chức năng|khác)\b[\s,]*)*"
    r"(?:(?:trong\s+(?:công tác|việc)|để|tiến hành|thực hiện việc|về việc)\b[\s,]*)?",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"^\W*(?:(?:Hằng năm|Hàng năm|Thường xuyên|Chủ động|Định kỳ|Năm \d{4}|có trách nhiệm|trong phạm vi thẩm quyền|"
    r"trong phạm vi[^,:]{0,60}[,:])(?!\w)[\s,:]*)*",
    re.IGNORECASE,
)
_GROUND = re.compile(r"^\W*(?:Căn cứ|Trên cơ sở)[^;]{0,200}?,\s*(?=\S)", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]{0,20}>|\./\.")
# "… thực hiện các công việc sau:" only opens a list.
_OPENS_LIST = re.compile(r"(?:sau|sau đây|như sau|sau day|nhu sau)\s*:?\s*$", re.IGNORECASE)
_STRONG = ("lead_mark", "advise_mark", "with_mark")
_AND = re.compile(r"\s+(?:và|va)\s+$", re.IGNORECASE)
_MOST_MARKS = 6  # in one clause
_FEWEST_BEFORE = 24  # characters of a duty that stands before another in one clause
# The roles whose verb decides wherever the duty begins with it; the others follow the marks.
_BY_VERB = (
    DutyRole.APPRAISE,
    DutyRole.SELECT,
    DutyRole.SUPERVISE,
    DutyRole.INFORM,
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """One duty: its words, who shares it, and the role."""

    text: str
    partners: tuple[str, ...]
    role: DutyRole | None
    marked: bool = False


def read_responsibilities(
    outline: Outline,
    *,
    damaged: bool = False,
    province: str | None = None,
    document: Document | None = None,
) -> Extracted[Responsibility]:
    """The duties of the chapter on organisation, and those that the chapter on money gives to named agencies.

    One `Responsibility` for each agency and duty, in the order of the text; sentences about nobody known are left out
    and stay unread. ``document`` ties each to the lines of its sentence instead of its paragraph. A duty whose
    verb tells no role is a lead with a doubt ("duty-role"); a body that the word lists do not know has one too, where
    it first stands ("agency-unknown").
    """
    items: list[Responsibility] = []
    doubts: list[Doubt] = []
    read = []
    unknown: set[str] = set()  # bodies that have their doubt
    statements = read_statements(outline, damaged=damaged, province=province, document=document)
    money = read_statements(
        outline, damaged=damaged, province=province, document=document, roles=(SectionRole.FUNDING,)
    )
    for statement in (*(one for one in money if one.own), *statements):
        clauses = list(_clauses(statement, damaged=damaged)) if statement.subjects else []
        for clause in clauses:
            for subject in _once(statement.subjects):
                items.append(_responsibility(subject, clause, statement))
                doubts += _doubts(len(items), statement, clause)
                doubts += _unknown_bodies(len(items), items[-1], statement, unknown)
        items += _gathering(statement, damaged=damaged)
        read += [statement.at] if clauses else []
    return Extracted(tuple(items), tuple(doubts), tuple(dict.fromkeys(read)))


def _responsibility(subject: str, clause: _Clause, statement: Statement) -> Responsibility:
    return Responsibility(
        agency=subject,
        role=clause.role or DutyRole.LEAD,
        text=clause.text,
        partners=tuple(partner for partner in clause.partners if partner != subject),
        at=statement.at,
    )


def _gathering(statement: Statement, *, damaged: bool) -> Iterator[Responsibility]:
    """ "… gửi Sở … để tổng hợp, báo cáo UBND tỉnh" is a duty of the department that gathers."""
    for gatherer, receivers in onward_reports(statement, damaged=damaged).items():
        text = "Tổng hợp, báo cáo kết quả và vướng mắc của các cơ quan, đơn vị"
        yield Responsibility(agency=gatherer, role=DutyRole.REPORT, text=text, partners=receivers, at=statement.at)


def _doubts(place: int, statement: Statement, clause: _Clause) -> Iterator[Doubt]:
    if clause.role is None:
        reason = f"“{clause.text}”: không rõ vai trò (chủ trì, phối hợp, thẩm định …); tạm ghi là chủ trì"
        yield Doubt(f"responsibilities[{place}].role", statement.at, "duty-role", reason)


def _unknown_bodies(place: int, duty: Responsibility, statement: Statement, seen: set[str]) -> Iterator[Doubt]:
    """Doubts about bodies of a duty that stand in no word list and have not been ``seen`` before."""
    names = {one.key: one.name for one in (*statement.subjects, *statement.mentions) if not one.known}
    for key, field in ((duty.agency, "agency"), *((partner, "with") for partner in duty.partners)):
        if key in names and key not in seen:
            seen.add(key)
            reason = f"“{names[key]}” không có trong danh mục cơ quan; kiểm tra tên và loại"
            yield Doubt(f"responsibilities[{place}].{field}", statement.at, "agency-unknown", reason)


def _once(mentions: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.key for mention in mentions))


def _clauses(statement: Statement, *, damaged: bool) -> Iterator[_Clause]:
    """The duties of a sentence: its parts between semicolons, and from a second "tham mưu" or "chủ trì" on.

    "Phối hợp với …" holds for the parts after it too.
    """
    before: _Clause | None = None
    for begin, end in _parts(statement.text, statement.start, damaged=damaged):
        mentions = [mention for mention in statement.mentions if begin <= mention.start and mention.stop <= end]
        clause = _clause(statement.text, begin, end, mentions, damaged=damaged)
        if clause is None:
            continue
        if clause.role is None and before is not None:
            # "…; không tiếp nhận dự án lạc hậu" goes on with the duty before it.
            before = replace(before, text=_shorten(f"{before.text}; {clause.text[:1].lower()}{clause.text[1:]}"))
            continue
        joint = before is not None and before.role is DutyRole.COORDINATE
        if before is not None and joint and clause.role is DutyRole.LEAD and not clause.marked:
            clause = replace(clause, role=DutyRole.COORDINATE, partners=before.partners)
        if before is not None:
            yield before
        before = clause
    if before is not None:
        yield before


def _parts(text: str, start: int, *, damaged: bool) -> Iterator[tuple[int, int]]:
    """Where each duty of a sentence begins and ends."""
    cuts = [cut.start() for cut in _CLAUSE_END.finditer(text, start)]
    begin = start
    for end in [*cuts, len(text)]:
        for term in DutyText(text[begin:end], damaged=damaged).terms(*_STRONG)[:_MOST_MARKS]:
            cut = begin + term.start
            before = _AND.sub("", text[begin:cut])
            # "Chủ trì thẩm định dự toán, tham mưu …" are two duties, "Là đầu mối, tham mưu …" is one.
            joined = before.rstrip().endswith(",") or before != text[begin:cut]
            if joined and len(before) > _FEWEST_BEFORE and _first_verb(DutyText(before, damaged=damaged)) is not None:
                yield begin, begin + len(before)
                begin = cut
                break
        yield begin, end
        begin = end + 1


def _clause(text: str, begin: int, end: int, mentions: Sequence[Mention], *, damaged: bool) -> _Clause | None:
    written = text[begin:end]
    words = DutyText(written, damaged=damaged)
    with_mark = next(iter(words.terms("with_mark")), None)
    partners, rest = _partners(text, begin, end, with_mark, mentions)
    lead = words.has("lead_mark")
    content = _content(written if with_mark is None else rest, damaged=damaged)
    if len("".join(filter(str.isalpha, content))) < _FEWEST_LETTERS or _OPENS_LIST.search(content):
        return None
    role = _role(content, lead=lead, joint=with_mark is not None, damaged=damaged)
    shown = content
    if with_mark is not None and not damaged:
        shown = f"{'Chủ trì' if lead else 'Phối hợp'} {content[:1].lower()}{content[1:]}"
    return _Clause(_shorten(shown), partners, role, marked=lead or with_mark is not None)


def _partners(
    text: str, begin: int, end: int, mark: Term | None, mentions: Sequence[Mention]
) -> tuple[tuple[str, ...], str]:
    """The agencies right after "phối hợp với", and the words after them."""
    if mark is None:
        return (), text[begin:end]
    at = begin + mark.stop
    chain: list[str] = []
    for mention in mentions:
        if mention.start < at:
            continue
        if _CHAIN_GAP.fullmatch(text, at, mention.start) is None:
            break
        chain.append(mention.key)
        at = mention.stop
    return tuple(dict.fromkeys(chain)), text[at:end]


def _content(written: str, *, damaged: bool) -> str:
    """The duty without time, ground and "trong công tác" in front."""
    text = _AFTER_PARTNERS.sub("", written)
    if not damaged:
        text = _GROUND.sub("", text)
        text = _LEAD_IN.sub("", text)
    text = " ".join(_MARKUP.sub(" ", text).split()).strip(" ,;:./")
    return f"{text[:1].upper()}{text[1:]}"


def _role(content: str, *, lead: bool, joint: bool, damaged: bool) -> DutyRole | None:
    """The role of a duty by its first verb, see the module's text."""
    words = DutyText(content, damaged=damaged)
    if words.has("difficulty") and words.has("difficulty_verbs"):
        return DutyRole.INFORM
    first = _first_verb(words)
    if words.has("report_verbs") and (first is DutyRole.REPORT or words.has("yearly", "on_demand")):
        return DutyRole.REPORT
    if words.has("money") and words.has("money_verbs") and first not in (DutyRole.APPRAISE, DutyRole.INFORM):
        return DutyRole.FUND
    if first in _BY_VERB and not (first is DutyRole.INFORM and (lead or joint)):
        return first
    return DutyRole.LEAD if lead else DutyRole.COORDINATE if joint else first


def _first_verb(words: DutyText) -> DutyRole | None:
    """The role of the verb that stands first, "chủ trì" only where no other does; of those at one place the longest."""
    found: list[tuple[int, int, DutyRole]] = []
    for role in DutyRole:
        if role is not DutyRole.COORDINATE:
            found += [(term.start, -term.stop, role) for term in words.terms(f"roles.{role.value}")[:2]]
    marks = {term.start for term in words.terms("lead_mark")}
    verbs = [verb for verb in found if verb[0] not in marks]
    return min(verbs or found, key=lambda verb: verb[:2])[2] if found else None


def _shorten(text: str) -> str:
    """At most `_LONGEST_TEXT` characters, cut after a comma or a word."""
    if len(text) <= _LONGEST_TEXT:
        return text
    cut = max(text.rfind(",", 0, _LONGEST_TEXT), text.rfind(" ", 0, _LONGEST_TEXT * 9 // 10))
    return f"{text[:cut].rstrip(' ,')} …"
