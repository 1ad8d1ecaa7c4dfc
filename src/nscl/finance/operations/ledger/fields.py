"""What a voucher says of itself: its fields, its amounts, its day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.finance.enums import COUNTERPART_SOURCES, MoneySource, VoucherKind
from nscl.finance.models import Voucher
from nscl.finance.models.estimate import FIRST_YEAR, LAST_YEAR
from nscl.finance.operations.ledger.drafts import EntryDraft, VoucherDraft
from nscl.finance.operations.ledger.errors import InvalidVoucher, VoucherProblem
from nscl.finance.operations.ledger.register import Register
from nscl.finance.queries.ledger.rulebook import closing_of_year
from nscl.finance.rules.ledger import MOST_VND
from nscl.finance.rules.voucher_dates import DayJudgement, judge_day
from nscl.text.formats import format_vnd

NUMBER_LENGTH = Voucher._meta.get_field("number").max_length or 0
ABOUT_LENGTH = Voucher._meta.get_field("about").max_length or 0


def tidy(draft: VoucherDraft) -> VoucherDraft:
    """The draft with the blanks around and between its words put in order."""
    return replace(
        draft,
        number=" ".join(draft.number.split()),
        about=" ".join(draft.about.split()),
        reason=draft.reason.strip(),
    )


def check_draft(draft: VoucherDraft, register: Register, *, needs_reason: bool = False) -> Iterator[VoucherProblem]:
    """What is wrong with the fields of a tidy draft, its day apart."""
    yield from check_number(draft.number)
    if not draft.about:
        yield VoucherProblem("about", _("chưa có nội dung"), _("ghi chứng từ về việc gì"))
    if len(draft.about) > ABOUT_LENGTH:
        message = _("nội dung dài quá %(most)s ký tự") % {"most": ABOUT_LENGTH}
        yield VoucherProblem("about", message, _("rút gọn nội dung"))
    if not FIRST_YEAR <= draft.year < LAST_YEAR:
        yield VoucherProblem("year", _("niên độ không hợp lệ"), _("ghi năm ngân sách bốn chữ số"))
    if needs_reason and not draft.reason:
        yield VoucherProblem("reason", _("ghi vượt mà chưa có lý do"), _("nêu lý do và văn bản cho phép"))
    if draft.agency_id is not None and not register.has_agency(draft.agency_id):
        yield VoucherProblem("agency_id", _("không có cơ quan này"), _("chọn cơ quan trong danh sách"))


def check_number(number: str) -> Iterator[VoucherProblem]:
    """What is wrong with the number of a document."""
    if not number:
        yield VoucherProblem("number", _("chưa có số chứng từ"), _("ghi số và ký hiệu như trên chứng từ"))
    if len(number) > NUMBER_LENGTH:
        message = _("số chứng từ dài quá %(most)s ký tự") % {"most": NUMBER_LENGTH}
        yield VoucherProblem("number", message, _("chỉ ghi số và ký hiệu"))


def check_entries(
    entries: Sequence[EntryDraft], *, may_take_away: bool = True, may_be_nought: bool = False
) -> Iterator[VoucherProblem]:
    """What is wrong with the amounts of a voucher."""
    if not entries:
        yield VoucherProblem("entries", _("chứng từ chưa có dòng nào"), _("ghi ít nhất một dòng có số tiền"))
    seen: set[object] = set()
    for place, entry in enumerate(entries):
        if entry.vnd == 0 and not may_be_nought:
            yield VoucherProblem("entries", _("số tiền bằng không"), _("ghi số tiền hoặc bỏ dòng này"), place)
        if entry.vnd < 0 and not may_take_away:
            yield VoucherProblem("entries", _("số tiền âm"), _("ghi số dương"), place)
        if abs(entry.vnd) > MOST_VND:
            message = _("số tiền %(vnd)s quá lớn") % {"vnd": format_vnd(entry.vnd)}
            yield VoucherProblem("entries", message, _("xem lại đơn vị tính (đồng, nghìn, triệu)"), place)
        if entry.account in seen:
            message = _("dòng này ghi hai lần trong một chứng từ")
            yield VoucherProblem("entries", message, _("gộp thành một số tiền"), place)
        seen.add(entry.account)


def judged_day(kind: VoucherKind, draft: VoucherDraft, at: datetime, sources: Collection[MoneySource]) -> DayJudgement:
    """Whether the voucher may bear its day, with the rule of its budget year."""
    return judge_day(
        kind,
        draft.on,
        draft.year,
        today=localdate(at),
        closing=closing_of_year(draft.year),
        state_money=not set(sources) <= COUNTERPART_SOURCES,
    )


def require(problems: Sequence[VoucherProblem]) -> None:
    """Raise InvalidVoucher where there are problems."""
    if problems:
        raise InvalidVoucher(problems)


def require_day(judgement: DayJudgement) -> tuple[str, ...]:
    """The warnings about a voucher's day. Raises InvalidVoucher where it is refused."""
    if judgement.refusal:
        raise InvalidVoucher([VoucherProblem("on", judgement.refusal, judgement.remedy)])
    if not judgement.warning:
        return ()
    return (f"{judgement.warning[:1].upper()}{judgement.warning[1:]}.",)
