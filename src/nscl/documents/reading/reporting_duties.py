"""Who reports to whom by which day: the sentences of the chapter on organisation that ask for reports.

"Trước ngày 20 tháng 11 hằng năm hoặc đột xuất khi có yêu cầu, báo cáo … gửi Sở …" is a yearly duty with a day and one
on demand; "để tổng hợp, báo cáo UBND tỉnh" a yearly one of the receiving agency; "vướng mắc phản ánh về …" one on
demand. The pack knows no half-year and no quarter: these are doubts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nscl.documents.pack.enums import AgencyKind, ReportingFrequency
from nscl.documents.pack.schema import ReportingDuty
from nscl.documents.pack.values import MonthDay, Span
from nscl.documents.reading.agencies import Mention
from nscl.documents.reading.blocks import Document
from nscl.documents.reading.duty_statements import Statement, read_statements
from nscl.documents.reading.duty_words import DutyText
from nscl.documents.reading.outline import Outline
from nscl.documents.reading.results import Doubt, Extracted

_DAY = re.compile(
    r"(?<![\d/.])(?P<day>\d{1,2})\s*(?:/|-|\.|\s+(?:của\s+)?th[áa]ng\s+)\s*(?P<month>\d{1,2})(?![\d/]|\.\d)",
    re.IGNORECASE,
)
# "Trước tháng 12 hằng năm": the last day of the month before.
_BEFORE_MONTH = re.compile(r"\btr\w{2,4}c\s+th[áa]ng\s+(?P<month>\d{1,2})(?![\d/])", re.IGNORECASE)
_DAY_WORDS = re.compile(r"(?:ng[àa]y|tr\S{2,4}c|h[ạa]n|nh[ấa]t|k[ỳy])\s*$", re.IGNORECASE)
_DAY_REACH = 14
_LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_TO = re.compile(
    r"\b(?:gửi(?:\s+(?:về|cho|đến|tới|lên))?|về|cho|đến|tới|lên|báo cáo|trình|với|qua)\s*(?:Thường trực\s+)?$",
    re.IGNORECASE,
)
# The same words as recognition leaves them: "giri", "gui vé", "bao cdo".
_TO_DAMAGED = re.compile(
    r"\b(?:g\S{1,3}(?:\s+v\S{1,2})?|v\S{1,2}|ch\S{1,2}|b\S{1,2}o\s+c\S{1,2}o|tr\Snh)\s*$", re.IGNORECASE
)
_TO_REACH = 30
_THROUGH = re.compile(r"(?:\(|\b)(?:thông\s+)?qua\s*$", re.IGNORECASE)
_RECIPIENTS_GAP = re.compile(r"[\s,;]*(?:(?:và|va)\s+)?")
_PURPOSE = re.compile(
    r"\b(?:để|d\S)\s+(?=t\S{1,3}ng\s+h\S{1,3}p)|(?<=\s)tổng hợp\s*(?:,\s*)?(?=báo cáo)", re.IGNORECASE
)
# Bodies above the province: what they do with a report is no duty of the plan.
_ABOVE = {AgencyKind.MINISTRY}
_DEPARTMENT_OF_REPORTS = "so-khcn"
_COMMITTEE = "ubnd-tinh"
_UNNAMED = "don-vi-lien-quan"


@dataclass(frozen=True, slots=True)
class _Found:
    senders: tuple[str, ...]
    recipient: str
    due: MonthDay | None
    every: ReportingFrequency
    at: Span


def read_reporting(
    outline: Outline,
    *,
    damaged: bool = False,
    province: str | None = None,
    document: Document | None = None,
) -> Extracted[ReportingDuty]:
    """The reports that the plan asks for, each combination of sender, receiver, day and frequency once.

    Doubts: "reporting-recipient" (nobody named as receiver, the usual one taken), "reporting-sender" (nobody named as
    sender), "reporting-day" (a day that the calendar does not have), "reporting-frequency" (half-yearly, quarterly or
    monthly reports, which the pack cannot hold).
    """
    duties: dict[tuple[tuple[str, ...], str, MonthDay | None, ReportingFrequency], _Found] = {}
    doubts: list[Doubt] = []
    read: list[Span] = []
    statements = read_statements(outline, damaged=damaged, province=province, document=document)
    for statement in statements:
        found, unsure = _read(statement, damaged=damaged)
        for duty in found:
            key = (duty.senders, duty.recipient, duty.due, duty.every)
            if key not in duties:
                duties[key] = duty
                doubts += [Doubt(f"reporting[{len(duties)}]", statement.at, *reason) for reason in unsure]
        if found:
            read.append(statement.at)
        else:
            doubts += [Doubt("reporting", statement.at, *reason) for reason in unsure]
    items = tuple(
        ReportingDuty(senders=duty.senders, recipient=duty.recipient, due=duty.due, every=duty.every, at=duty.at)
        for duty in duties.values()
    )
    return Extracted(items, tuple(dict.fromkeys(doubts)), tuple(dict.fromkeys(read)))


def onward_reports(statement: Statement, *, damaged: bool) -> dict[str, tuple[str, ...]]:
    """Who gathers the reports or difficulties of a sentence and to whom they report: gatherer → receivers."""
    found, _ = _read(statement, damaged=damaged)
    direct = {duty.recipient for duty in found}
    chains: dict[str, tuple[str, ...]] = {}
    for duty in found:
        for sender in duty.senders:
            if sender in direct and sender not in {mention.key for mention in statement.subjects}:
                chains[sender] = tuple(dict.fromkeys((*chains.get(sender, ()), duty.recipient)))
    return chains


def _read(statement: Statement, *, damaged: bool) -> tuple[list[_Found], list[tuple[str, str]]]:
    words = DutyText(statement.text, damaged=damaged)
    if words.has("difficulty") and words.has("difficulty_verbs"):
        return _difficulties(statement, damaged=damaged)
    if not words.has("report_verbs"):
        return [], []
    return _reports(statement, words, damaged=damaged)


def _reports(statement: Statement, words: DutyText, *, damaged: bool) -> tuple[list[_Found], list[tuple[str, str]]]:
    """The duties of a sentence on periodic reports; none where it says neither when nor "đột xuất"."""
    days = tuple(_days(statement.text))
    yearly = bool(days) or words.has("yearly")
    on_demand = words.has("on_demand")
    doubts: list[tuple[str, str]] = []
    if words.has("oftener"):
        reason = "báo cáo 6 tháng, quý hoặc tháng chưa ghi được vào gói kế hoạch; chỉ giữ báo cáo năm"
        doubts.append(("reporting-frequency", reason))
    if not (yearly or on_demand) or _is_estimate(words):
        return [], doubts
    if not days and _DAY.search(statement.text):
        doubts.append(("reporting-day", "ngày nộp báo cáo không đọc được hoặc không có trong lịch; tạm để trống ngày"))
    recipients, onward = _recipients(statement, damaged=damaged)
    senders = _senders(statement, recipients)
    if not senders:
        senders = (_UNNAMED,)
        doubts.append(
            ("reporting-sender", "câu này không nêu cơ quan phải báo cáo; tạm ghi là các đơn vị có liên quan")
        )
    if not recipients:
        recipients = (_COMMITTEE if _DEPARTMENT_OF_REPORTS in senders else _DEPARTMENT_OF_REPORTS,)
        doubts.append(("reporting-recipient", "câu này không nêu nơi nhận báo cáo; tạm ghi theo đầu mối thường lệ"))
    found = [
        _Found(senders, recipient, due, every, statement.at)
        for every, dues in ((ReportingFrequency.YEAR, days or (None,)), (ReportingFrequency.ON_DEMAND, (None,)))
        if (yearly if every is ReportingFrequency.YEAR else on_demand)
        for due in dues
        for recipient in recipients
    ]
    every = ReportingFrequency.YEAR if yearly else ReportingFrequency.ON_DEMAND
    found += [_Found(recipients[:1], target, None, every, statement.at) for target in onward]
    return found, doubts


def _is_estimate(words: DutyText) -> bool:
    """ "Hằng năm … dự toán … báo cáo" is about next year's money, not about a report of the programme."""
    return words.has("money") and words.has("roles.fund") and not words.has("on_demand")


def _difficulties(statement: Statement, *, damaged: bool) -> tuple[list[_Found], list[tuple[str, str]]]:
    """ "Nếu có vướng mắc, phản ánh về Sở … để tổng hợp, báo cáo UBND tỉnh": on demand, and on to the committee."""
    every = ReportingFrequency.ON_DEMAND
    recipients, onward = _recipients(statement, damaged=damaged)
    through = [mention for mention in statement.mentions if _is_through(statement.text, mention)]
    if through:
        # "về UBND tỉnh (qua Sở …)": the department gathers.
        onward, recipients = recipients or (_COMMITTEE,), (through[0].key,)
    doubts: list[tuple[str, str]] = []
    if not recipients:
        recipients = (_DEPARTMENT_OF_REPORTS,)
        doubts.append(("reporting-recipient", "câu này không nêu nơi nhận phản ánh; tạm ghi theo đầu mối thường lệ"))
    senders = _senders(statement, recipients) or (_UNNAMED,)
    found = [_Found(senders, recipient, None, every, statement.at) for recipient in recipients[:1]]
    found += [_Found(recipients[:1], target, None, every, statement.at) for target in onward if target != recipients[0]]
    return found, doubts


def _days(text: str) -> Iterator[MonthDay]:
    """Days of the year that a sentence names: "ngày 20 tháng 11", "trước 15/12", "trước tháng 12"."""
    for match in _DAY.finditer(text):
        before = text[max(0, match.start() - _DAY_REACH) : match.start()]
        day = _month_day(int(match["day"]), int(match["month"]))
        if day is not None and (_DAY_WORDS.search(before) or _follows_day(text, match.start())):
            yield day
    for match in _BEFORE_MONTH.finditer(text):
        month = int(match["month"]) - 1 or len(_LAST_DAYS)
        if 1 <= month <= len(_LAST_DAYS):
            yield MonthDay(month, _LAST_DAYS[month - 1])


def _follows_day(text: str, start: int) -> bool:
    """ "ngày 15/6 và 15/12"."""
    return (
        re.search(r"\d{1,2}\s*/\s*\d{1,2}\s*(?:và|,|và ngày)\s*$", text[max(0, start - _DAY_REACH) : start]) is not None
    )


def _month_day(day: int, month: int) -> MonthDay | None:
    try:
        return MonthDay.parse(f"--{month:02d}-{day:02d}")
    except ValueError:
        return None


def _recipients(statement: Statement, *, damaged: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who gets the report, and to whom the receiver reports in turn ("để tổng hợp, báo cáo UBND tỉnh")."""
    text = statement.text
    purpose = next((found for found in _PURPOSE.finditer(text) if found.start() > 0), None)
    limit = purpose.start() if purpose else len(text)
    before = [mention for mention in statement.mentions if mention.start < limit]
    after = [mention for mention in statement.mentions if mention.start >= limit]
    direct = _named_after_to(text, before, damaged=damaged)
    if not direct:
        # "tổng hợp báo cáo UBND tỉnh": the gathering is the duty itself.
        return _named_after_to(text, statement.mentions, damaged=damaged), ()
    onward: tuple[str, ...] = ()
    if purpose is not None:
        last = _named_after_to(text, after, damaged=damaged)
        receivers = {mention.kind for mention in statement.mentions if mention.key in direct}
        onward = () if receivers & _ABOVE else tuple(key for key in last if key not in direct)
    return direct, onward


def _named_after_to(text: str, mentions: Sequence[Mention], *, damaged: bool) -> tuple[str, ...]:
    """The agencies after "gửi", "về", "báo cáo" …, with those joined to them by comma or "và"."""
    keys: list[str] = []
    end: int | None = None
    for mention in mentions:
        before = text[max(0, mention.start - _TO_REACH) : mention.start]
        joined = end is not None and _RECIPIENTS_GAP.fullmatch(text, end, mention.start) is not None
        if joined or ((_TO_DAMAGED if damaged else _TO).search(before) and not _THROUGH.search(before)):
            keys.append(mention.key)
            end = mention.stop
    return tuple(dict.fromkeys(keys))


def _is_through(text: str, mention: Mention) -> bool:
    return _THROUGH.search(text[max(0, mention.start - _TO_REACH) : mention.start]) is not None


def _senders(statement: Statement, recipients: Sequence[str]) -> tuple[str, ...]:
    """The agencies that the sentence is about; "tham mưu UBND tỉnh báo cáo …" adds the committee in whose name."""
    keys = [mention.key for mention in statement.subjects if mention.key not in recipients]
    for mention in statement.mentions:
        if mention.key == _COMMITTEE and mention.key not in (*keys, *recipients) and _is_advised(statement, mention):
            keys.insert(0, mention.key)
    return tuple(dict.fromkeys(keys))


def _is_advised(statement: Statement, committee: Mention) -> bool:
    before = statement.text[max(0, committee.start - _TO_REACH) : committee.start]
    return re.search(r"\btham m\w{1,3}u?\s*(?:cho\s+|giúp\s+)?$", before, re.IGNORECASE) is not None
