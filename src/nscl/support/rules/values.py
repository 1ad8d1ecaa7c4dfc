"""What an application consists of, as it is sent in, and what of it cannot be kept at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from nscl.rulebook.policies.case import MOST_UNITS, NOT_CREDIBLE_VND
from nscl.rulebook.policies.vocabulary import Vocabulary
from nscl.work.rules.problems import Problem, Reason

MOST_COSTS: Final = 100
_LENGTHS: Final = {
    "subject": 200,
    "contact_name": 150,
    "contact_phone": 16,
    "contact_email": 254,
}
_COST_LENGTHS: Final = {"about": 250, "seller_tax_code": 14, "invoice_symbol": 20, "invoice_number": 20}
_CERTIFICATE_LENGTHS: Final = {"number": 80, "body": 200}


@dataclass(frozen=True, slots=True, kw_only=True)
class CostValue:
    """One cost as the applicant writes it; what is not written yet is "" or None."""

    head: str = ""
    about: str = ""
    vnd: int | None = None
    on: date | None = None
    seller_tax_code: str = ""
    invoice_symbol: str = ""
    invoice_number: str = ""

    @property
    def is_blank(self) -> bool:
        """A row in which nothing was written."""
        return self == CostValue(head=self.head)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateValue:
    """The certificate as the applicant writes it."""

    number: str = ""
    body: str = ""
    on: date | None = None
    until: date | None = None

    @property
    def is_blank(self) -> bool:
        """Nothing that identifies a certificate was written."""
        return not self.number and not self.body


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseValues:
    """An application as it is sent in. policy, item, content: keys of `data/rules`; facts: the applicant's own answers.

    asked_vnd None: what the rules compute.
    """

    policy: str = ""
    item: str = ""
    content: str = ""
    subject: str = ""
    units: int = 1
    purpose: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    asked_vnd: int | None = None
    facts: Mapping[str, bool] = field(default_factory=dict)
    costs: tuple[CostValue, ...] = ()
    certificate: CertificateValue | None = None


@dataclass(frozen=True, slots=True)
class CostVerdict:
    """Whether an officer counts a cost; a cost that is not counted is said why."""

    is_accepted: bool
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What an officer corrects: answers (None: nobody is taken to have answered), costs by position; remark: why."""

    facts: Mapping[str, bool | None] = field(default_factory=dict)
    costs: Mapping[int, CostVerdict] = field(default_factory=dict)
    remark: str = ""


def check_storable(values: CaseValues, vocabulary: Vocabulary) -> Iterator[Problem]:
    """What cannot be kept even in a draft: impossible amounts, unknown words, texts that are too long."""
    yield from _lengths(values, _LENGTHS, "")
    yield from _unknown("content", values.content, vocabulary.contents)
    for key in values.facts:
        yield from _unknown(f"facts[{key}]", key, vocabulary.facts)
    if not 1 <= values.units <= MOST_UNITS:
        message = _("Số lượng phải từ 1 đến %(most)s") % {"most": MOST_UNITS}
        yield Problem(
            "units", Reason.TOO_LARGE if values.units > 1 else Reason.NEGATIVE, message, _("ghi lại số lượng")
        )
    if values.asked_vnd is not None:
        yield from _amount("asked_vnd", values.asked_vnd)
    if len(values.costs) > MOST_COSTS:
        message = _("Một hồ sơ có nhiều nhất %(most)s khoản chi") % {"most": MOST_COSTS}
        yield Problem("costs", Reason.TOO_LARGE, message, _("gộp các khoản cùng loại, kèm bảng kê"))
    for index, cost in enumerate(values.costs):
        yield from _cost(f"costs[{index}]", cost, vocabulary)
    if values.certificate is not None:
        yield from _certificate(values.certificate)


def _cost(at: str, cost: CostValue, vocabulary: Vocabulary) -> Iterator[Problem]:
    yield from _lengths(cost, _COST_LENGTHS, f"{at}.")
    yield from _unknown(f"{at}.head", cost.head, vocabulary.heads)
    if cost.vnd is not None:
        yield from _amount(f"{at}.vnd", cost.vnd)


def _amount(at: str, vnd: int) -> Iterator[Problem]:
    if vnd <= 0:
        remedy = _("ghi số tiền lớn hơn 0, hoặc bỏ dòng này")
        yield Problem(at, Reason.NEGATIVE, _("Số tiền phải lớn hơn 0 đồng"), remedy)
    elif vnd >= NOT_CREDIBLE_VND:
        remedy = _("xem lại số tiền trên hóa đơn; đơn vị là đồng")
        yield Problem(at, Reason.TOO_LARGE, _("Số tiền lớn bất thường, có thể thừa chữ số"), remedy)


def _certificate(certificate: CertificateValue) -> Iterator[Problem]:
    yield from _lengths(certificate, _CERTIFICATE_LENGTHS, "certificate.")
    first, last = certificate.on, certificate.until
    if first is not None and last is not None and last < first:
        message = _("Giấy chứng nhận hết hạn trước ngày cấp")
        yield Problem("certificate.until", Reason.BACKWARD, message, _("xem lại hai ngày trên giấy chứng nhận"))


def _lengths(values: object, lengths: Mapping[str, int], prefix: str) -> Iterator[Problem]:
    for name, most in lengths.items():
        if len(getattr(values, name)) > most:
            message = _("Dài quá %(most)s ký tự") % {"most": most}
            yield Problem(f"{prefix}{name}", Reason.TOO_LONG, message, _("rút ngắn lại"))


def _unknown(at: str, key: str, known: Mapping[str, object]) -> Iterator[Problem]:
    if key and key not in known:
        message = _("Không có trong danh mục: %(key)s") % {"key": key}
        yield Problem(at, Reason.UNKNOWN, message, _("chọn lại trong danh mục"))
