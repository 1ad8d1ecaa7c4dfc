"""From the decision to the last follow-up: what is sent in, and what of it cannot be kept. Amounts in đồng."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from nscl.rulebook.policies.case import NOT_CREDIBLE_VND
from nscl.support.rules.appraisal import NUMBER_LENGTH, check_text, too_long
from nscl.support.rules.values import CostValue
from nscl.text.formats import format_vnd
from nscl.work.rules.problems import Problem, Reason

_MONTHS: Final = 12
_TEXT_LENGTH: Final = 250
_BODY_LENGTH, _CERTIFICATE_LENGTH = 200, 80
# Columns of an actual cost's invoice.
_INVOICE_LENGTH: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalValues:
    """A decision to support: its number and date as typed (a paper signed outside), how much from which fund."""

    decision_number: str
    decision_on: date | None
    vnd: int | None
    fund: int | None
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractValues:
    """A contract. own_vnd: what the organisation bears; provider: who does the work, where there are three parties."""

    number: str
    on: date | None
    ends_on: date | None = None
    provider: str = ""
    support_vnd: int | None
    own_vnd: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceValues:
    """What was seen and accepted. certificate_…: of the certificate that proves it, where there is one.

    costs: as they were borne in the end.
    """

    on: date | None
    result: str
    minutes_number: str = ""
    certificate_number: str = ""
    certificate_body: str = ""
    certificate_until: date | None = None
    costs: tuple[CostValue, ...]

    @property
    def cost_vnd(self) -> int:
        """What it cost in the end."""
        return sum(one.vnd or 0 for one in self.costs)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentValues:
    """A payment: the voucher's number and date as on the paper."""

    number: str
    on: date | None
    vnd: int | None
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpValues:
    """What was found some months later. is_kept: what was supported is alive still."""

    done_on: date | None
    is_kept: bool | None
    findings: str


def check_approval(values: ApprovalValues, *, computed: int, proposed: int | None, today: date) -> Iterator[Problem]:
    """What is wrong with a decision. computed: by the rules today; proposed: by the council, None where none met."""
    yield from check_text("decision_number", values.decision_number, _("số quyết định"), NUMBER_LENGTH)
    yield from check_day("decision_on", values.decision_on, _("ngày quyết định"), first=None, today=today)
    if values.fund is None:
        yield Problem("fund", Reason.MISSING, _("chưa chọn nguồn kinh phí"), _("chọn nguồn còn đủ tiền"))
    if values.vnd is None or values.vnd <= 0:
        yield Problem("vnd", Reason.MISSING, _("chưa có số tiền duyệt"), _("ghi số tiền lớn hơn 0"))
    elif values.vnd > computed:
        message = _("duyệt %(asked)s, phiếu tính chỉ cho %(computed)s")
        words = {"asked": format_vnd(values.vnd), "computed": format_vnd(computed)}
        remedy = _("ghi không quá %(computed)s") % words
        yield Problem("vnd", Reason.TOO_LARGE, message % words, remedy)
    elif proposed is not None and values.vnd > proposed and not values.comment.strip():
        message = _("duyệt cao hơn mức hội đồng đề nghị (%(vnd)s)") % {"vnd": format_vnd(proposed)}
        yield Problem("comment", Reason.MISSING, message, _("nêu lý do vào ý kiến, hoặc giảm số tiền"))


def check_contract(values: ContractValues, *, approved: int, decided_on: date | None, today: date) -> Iterator[Problem]:
    """What is wrong with a contract of a case to which so much was given on a day."""
    yield from check_text("number", values.number, _("số hợp đồng"), NUMBER_LENGTH)
    yield from check_day("on", values.on, _("ngày ký"), first=decided_on, today=today)
    if values.on is not None and values.ends_on is not None and values.ends_on < values.on:
        yield Problem("ends_on", Reason.BACKWARD, _("ngày kết thúc trước ngày ký"), _("xem lại hai ngày"))
    if len(values.provider.strip()) > _TEXT_LENGTH:
        yield too_long("provider", _("bên thực hiện"), _TEXT_LENGTH)
    if values.support_vnd is None or values.support_vnd <= 0:
        yield Problem("support_vnd", Reason.MISSING, _("chưa có phần nhà nước hỗ trợ"), _("ghi số tiền lớn hơn 0"))
    elif values.support_vnd > approved:
        words = {"asked": format_vnd(values.support_vnd), "approved": format_vnd(approved)}
        message = _("hợp đồng ghi %(asked)s, quyết định chỉ cho %(approved)s") % words
        yield Problem("support_vnd", Reason.TOO_LARGE, message, _("ghi không quá %(approved)s") % words)
    if values.own_vnd is None or values.own_vnd < 0:
        yield Problem("own_vnd", Reason.MISSING, _("chưa có phần tổ chức tự chi"), _("ghi 0 nếu không có"))
    elif values.own_vnd >= NOT_CREDIBLE_VND:
        yield Problem("own_vnd", Reason.TOO_LARGE, _("số tiền lớn bất thường"), _("xem lại số đồng"))


def check_acceptance(
    values: AcceptanceValues, *, heads: Collection[str], first: date | None, today: date
) -> Iterator[Problem]:
    """What is wrong with an acceptance; heads: of costs that there are; first: the day of the contract or decision."""
    yield from check_day("on", values.on, _("ngày nghiệm thu"), first=first, today=today)
    if not values.result.strip():
        yield Problem("result", Reason.MISSING, _("chưa ghi kết quả"), _("ghi kết quả đã thấy, đo được"))
    if len(values.minutes_number.strip()) > NUMBER_LENGTH:
        yield too_long("minutes_number", _("số biên bản"), NUMBER_LENGTH)
    yield from _check_certificate(values)
    if not values.costs:
        yield Problem("costs", Reason.MISSING, _("chưa có chi phí thực tế"), _("ghi từng khoản đã chi"))
    for place, cost in enumerate(values.costs):
        yield from _check_cost(f"costs[{place}]", cost, heads, values.on or today)


def _check_certificate(values: AcceptanceValues) -> Iterator[Problem]:
    if values.certificate_number.strip() and not values.certificate_body.strip():
        yield Problem("certificate_body", Reason.MISSING, _("chưa ghi nơi cấp chứng nhận"), _("ghi tên nơi cấp"))
    if values.certificate_body.strip() and not values.certificate_number.strip():
        yield Problem("certificate_number", Reason.MISSING, _("chưa ghi số chứng nhận"), _("ghi số, hoặc bỏ nơi cấp"))
    if len(values.certificate_number.strip()) > _CERTIFICATE_LENGTH:
        yield too_long("certificate_number", _("số chứng nhận"), _CERTIFICATE_LENGTH)
    if len(values.certificate_body.strip()) > _BODY_LENGTH:
        yield too_long("certificate_body", _("nơi cấp"), _BODY_LENGTH)
    if values.on is not None and values.certificate_until is not None and values.certificate_until < values.on:
        message = _("chứng nhận đã hết hạn khi nghiệm thu")
        yield Problem("certificate_until", Reason.BACKWARD, message, _("xem lại ngày hết hạn"))


def _check_cost(field: str, cost: CostValue, heads: Collection[str], last: date) -> Iterator[Problem]:
    if cost.head not in heads:
        yield Problem(f"{field}.head", Reason.UNKNOWN, _("không có loại chi phí này"), _("chọn lại loại chi phí"))
    if cost.vnd is None or not 0 < cost.vnd < NOT_CREDIBLE_VND:
        yield Problem(f"{field}.vnd", Reason.TOO_LARGE, _("số tiền không hợp lý"), _("ghi số đồng lớn hơn 0"))
    if cost.on is None:
        yield Problem(f"{field}.on", Reason.MISSING, _("khoản chi chưa có ngày"), _("ghi ngày trên hóa đơn"))
    elif cost.on > last:
        yield Problem(f"{field}.on", Reason.IN_FUTURE, _("khoản chi sau ngày nghiệm thu"), _("xem lại ngày hóa đơn"))
    if cost.invoice_number.strip() and not cost.seller_tax_code.strip():
        remedy = _("ghi mã số thuế bên bán")
        yield Problem(f"{field}.seller_tax_code", Reason.MISSING, _("hóa đơn chưa có bên bán"), remedy)
    for name, text in (("invoice_symbol", cost.invoice_symbol), ("invoice_number", cost.invoice_number)):
        if len(text.strip()) > _INVOICE_LENGTH:
            yield too_long(f"{field}.{name}", _("ký hiệu, số hóa đơn"), _INVOICE_LENGTH)
    if len(cost.about.strip()) > _TEXT_LENGTH:
        yield too_long(f"{field}.about", _("nội dung chi"), _TEXT_LENGTH)


def check_payment(values: PaymentValues, *, left: int, first: date | None, today: date) -> Iterator[Problem]:
    """What is wrong with a payment of a case of which so much is to be paid still."""
    yield from check_text("number", values.number, _("số chứng từ"), NUMBER_LENGTH)
    yield from check_day("on", values.on, _("ngày chứng từ"), first=first, today=today)
    if values.vnd is None or values.vnd <= 0:
        yield Problem("vnd", Reason.MISSING, _("chưa có số tiền chi"), _("ghi số tiền lớn hơn 0"))
    elif values.vnd > left:
        words = {"asked": format_vnd(values.vnd), "left": format_vnd(left)}
        message = _("chi %(asked)s, hồ sơ chỉ còn được chi %(left)s") % words
        yield Problem("vnd", Reason.TOO_LARGE, message, _("ghi không quá %(left)s") % words)


def check_follow_up(values: FollowUpValues, *, accepted_on: date, today: date) -> Iterator[Problem]:
    """What is wrong with a follow-up of a result accepted on a day."""
    yield from check_day("done_on", values.done_on, _("ngày theo dõi"), first=accepted_on, today=today)
    if values.is_kept is None:
        remedy = _("chọn còn duy trì hoặc không")
        yield Problem("is_kept", Reason.MISSING, _("chưa ghi kết quả còn được duy trì không"), remedy)
    if not values.findings.strip():
        yield Problem("findings", Reason.MISSING, _("chưa ghi điều đã thấy"), _("ghi ngắn gọn điều đã thấy, đo được"))


def check_day(field: str, day: date | None, name: str, *, first: date | None, today: date) -> Iterator[Problem]:
    """A day that must be there, not before `first`, not after today."""
    if day is None:
        yield Problem(field, Reason.MISSING, _("chưa có %(name)s") % {"name": name}, _("ghi %(name)s") % {"name": name})
    elif day > today:
        yield Problem(field, Reason.IN_FUTURE, _("%(name)s ở tương lai") % {"name": name}, _("xem lại ngày"))
    elif first is not None and day < first:
        words = {"name": name, "day": f"{first:%d/%m/%Y}"}
        yield Problem(field, Reason.BACKWARD, _("%(name)s trước ngày %(day)s") % words, _("xem lại ngày"))


def months_after(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month (Civil Code 2015, article 148.1)."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
