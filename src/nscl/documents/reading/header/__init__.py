"""The plan's header: number, day of issue, issuer, title, province with the code in force that day, period."""

import re
from collections.abc import Sequence
from datetime import date

from nscl.documents.pack.schema import PlanHeader, Province
from nscl.documents.pack.values import Span
from nscl.documents.reading import lexicon
from nscl.documents.reading.blocks import Block, Document
from nscl.documents.reading.damaged_terms import restore_terms
from nscl.documents.reading.gazetteer import Gazetteer
from nscl.documents.reading.header.issue import Issue, read_issue
from nscl.documents.reading.header.provinces import ProvinceFound, ProvinceNames, find_province
from nscl.documents.reading.header.titles import PeriodFound, TitleFound, find_period, find_title
from nscl.documents.reading.header.zones import Passage, Zones, find_zones
from nscl.documents.reading.outline import LabelKind, Outline
from nscl.documents.reading.paragraphs import join_paragraphs
from nscl.documents.reading.results import Doubt, Extracted
from nscl.text.folding import fold, fold_words

__all__ = ["read_header"]

_CITED_DATE = re.compile(r"\b([0-9]{1,2})/([0-9]{1,2})/(20[0-9]{2})\b")
_COUNCIL = re.compile(r"^hoi dong nhan dan\b")
_PERIOD_REASONS = {
    "preamble": "Tên kế hoạch không nêu giai đoạn; lấy theo đoạn mở đầu.",
    "until": "Tên kế hoạch chỉ nêu năm cuối; năm đầu lấy theo năm ban hành.",
    "year": "Tên kế hoạch chỉ nêu một năm.",
    "body": "Tên kế hoạch và đoạn mở đầu không nêu giai đoạn; lấy giai đoạn được nhắc nhiều nhất.",
}


def read_header(
    document: Document, outline: Outline, gazetteer: Gazetteer, *, blocks: Sequence[Block] | None = None
) -> Extracted[PlanHeader]:
    """The header of a plan: one item, or none where nothing says that the document is the plan of a province.

    ``blocks``: all blocks of the document with joined paragraphs, where the caller has them already.
    What the document leaves blank is None; whatever was inferred has a doubt. Never raises.
    """
    zones = find_zones(join_paragraphs(document) if blocks is None else blocks, outline)
    names = ProvinceNames(gazetteer)
    damaged = document.marks_lost
    issue = read_issue(zones, damaged=damaged)
    title = find_title(zones, names, damaged=damaged)
    known_day = issue.on.latest if issue.on else _latest_cited(zones)
    province = find_province(zones, names, known_day, damaged=damaged)
    period = find_period(zones, title, issue.on.year if issue.on else known_day.year if known_day else None)
    if title is None or province is None or period is None:
        return Extracted((), (), ())
    name = restore_terms(title.text, (f"tỉnh {province.name}", f"thành phố {province.name}")) if damaged else title.text
    code, code_doubt = _code(province, names, issue, known_day)
    header = PlanHeader(
        slug="-".join([*fold_words(province.name), str(period.period.start), str(period.period.end)]),
        title=name,
        number=issue.number.text if issue.number else None,
        issued_on=issue.on,
        issuer=_issuer(province, zones, issue),
        province=Province(name=province.name, code=code),
        period=period.period,
    )
    doubts = [
        *_issue_doubts(issue),
        *_title_doubts(title, period, damaged=damaged),
        *_province_doubts(province, code_doubt, title.span),
    ]
    return Extracted((header,), tuple(doubts), _read_spans(zones, title, issue, outline))


def _code(province: ProvinceFound, names: ProvinceNames, issue: Issue, known_day: date | None) -> tuple[str, bool]:
    """The code in force, and whether it rests on a guess of the day."""
    entries = names.codes(province.name)
    several = len({entry.code for entry in entries}) > 1
    if issue.on is not None:
        first, last = (names.code_on(province.name, day) for day in (issue.on.earliest, issue.on.latest))
        code = last or first
        if code is not None:
            return code, first != last
    elif known_day is not None and (code := names.code_on(province.name, known_day)) is not None:
        return code, several
    return entries[-1].code, several


def _issuer(province: ProvinceFound, zones: Zones, issue: Issue) -> str:
    place = f"{'thành phố' if province.city else 'tỉnh'} {province.name}"
    symbol = issue.number.issuer if issue.number else None
    department = lexicon.load("issuers")["symbols"].get(symbol, "")
    if department.startswith("Sở "):
        return f"{department} {place}"
    council = any(_COUNCIL.match(fold(passage.text)) for passage in zones.letterhead)
    return f"{'HĐND' if council else 'UBND'} {place}"


def _latest_cited(zones: Zones) -> date | None:
    """The latest day that the document names in figures: it was issued after that."""
    latest: date | None = None
    for passage in (*zones.preamble, *zones.body):
        for match in _CITED_DATE.finditer(passage.text):
            try:
                day = date(int(match[3]), int(match[2]), int(match[1]))
            except ValueError:
                continue
            latest = day if latest is None or day > latest else latest
    return latest


def _issue_doubts(issue: Issue) -> list[Doubt]:
    doubts = []
    if issue.number is None:
        reason = (
            "Văn bản để trống số ký hiệu; hãy ghi số khi có bản chính thức."
            if issue.blank
            else "Không thấy số ký hiệu của kế hoạch trong văn bản; hãy ghi nếu biết."
        )
        doubts.append(Doubt("plan.number", issue.blank, "number-missing", reason))
    if issue.on is None:
        reason = "Không thấy ngày ban hành trong văn bản; hãy ghi nếu biết."
        doubts.append(Doubt("plan.issued_on", None, "date-missing", reason))
    elif not issue.on.is_full:
        reason = "Văn bản để trống một phần ngày ban hành; hãy ghi đủ khi có bản chính thức."
        doubts.append(Doubt("plan.issued_on", issue.on_at, "date-partial", reason))
    elif issue.signed:
        reason = "Ngày ban hành lấy theo ngày ký số vì văn bản không ghi ngày; hãy đối chiếu."
        doubts.append(Doubt("plan.issued_on", issue.on_at, "date-signed", reason))
    return doubts


def _title_doubts(title: TitleFound, period: PeriodFound, *, damaged: bool) -> list[Doubt]:
    doubts = []
    if title.inferred:
        reason = "Không thấy tên kế hoạch ở đầu văn bản; lấy theo câu ban hành."
        doubts.append(Doubt("plan.title", title.span, "title-inferred", reason))
    if damaged:
        reason = "Văn bản mất dấu tiếng Việt: tên kế hoạch chỉ phục hồi được những cụm quen thuộc, hãy sửa lại."
        doubts.append(Doubt("plan.title", title.span, "marks-lost", reason))
    if period.how in _PERIOD_REASONS:
        doubts.append(Doubt("plan.period", title.span, "period-inferred", _PERIOD_REASONS[period.how]))
    return doubts


def _province_doubts(province: ProvinceFound, code_doubt: bool, at: Span) -> list[Doubt]:  # noqa: FBT001
    doubts = []
    if province.rival is not None:
        reason = f"Văn bản cũng nhắc nhiều đến {province.rival}; hãy xem lại tỉnh, thành phố của kế hoạch."
        doubts.append(Doubt("plan.province", at, "province-rival", reason))
    if code_doubt:
        reason = "Mã tỉnh tùy theo ngày ban hành mà văn bản không ghi rõ; hãy xem lại."
        doubts.append(Doubt("plan.province.code", at, "province-code-undated", reason))
    return doubts


def _read_spans(zones: Zones, title: TitleFound, issue: Issue, outline: Outline) -> tuple[Span, ...]:
    """The lines understood here, the headings of appendices among them."""
    spans = [passage.span for passage in (*zones.letterhead, *zones.title, *zones.attached)]
    spans += [span for span in (title.span, issue.number_at, issue.blank, issue.on_at) if span is not None]
    spans += [passage.span for passage in zones.preamble if _announces(passage)]
    spans += [root.block.span for root in outline.roots if root.label and root.label.kind is LabelKind.APPENDIX]
    return tuple(sorted(set(spans)))


def _announces(passage: Passage) -> bool:
    """The sentence "UBND tỉnh ban hành Kế hoạch … như sau:"."""
    folded = fold(passage.text)
    return folded.endswith("sau:") or "ban hanh ke hoach" in folded
