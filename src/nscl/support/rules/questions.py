"""What a rule asks of an application, and what is wanting before it can be handed in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nscl.rulebook.policies import Item, Policy
from nscl.rulebook.policies.amounts import BY_SUBJECT
from nscl.rulebook.policies.case import CERTIFIED
from nscl.rulebook.policies.policy import Once, Per, Role, Trigger
from nscl.rulebook.policies.standards import subject_key
from nscl.support.rules.scopes import invoice_key
from nscl.support.rules.values import CaseValues, CostValue
from nscl.text.phones import PhoneError, parse_phone
from nscl.text.tax_codes import TaxCodeError, parse_tax_code
from nscl.work.rules.problems import Problem, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a rule asks: facts that decide (needed) and that only bring a case forward (optional), costs, papers.

    heads: of the costs that count, None where nobody has read which do. documents: papers at the application.
    """

    needed: tuple[str, ...]
    optional: tuple[str, ...]
    heads: tuple[str, ...] | None
    subject: bool
    certificate: bool
    units: bool
    documents: tuple[str, ...]


def asked_by(policy: Policy, item: Item) -> Asked:
    """What a rule of a policy asks of whoever applies."""
    deciding = [one.fact for one in item.conditions] + [*item.any_of]
    for level in item.levels:
        deciding += level.any_of
    bearing = [one.fact for one in policy.priorities or ()]
    needed = tuple(key for key in dict.fromkeys(deciding) if key != CERTIFIED)
    caps = {level.cap.per for level in item.levels if level.cap is not None}
    return Asked(
        needed=needed,
        optional=tuple(key for key in dict.fromkeys(bearing) if key not in {*needed, CERTIFIED}),
        heads=None if item.heads is None else tuple(key for key in policy.vocabulary.heads if key in item.heads),
        subject=not item.subjects.is_any or item.once is Once.SUBJECT or bool(caps & BY_SUBJECT),
        certificate=item.trigger is Trigger.CERTIFICATE,
        units=item.most_a_year is not None or Per.TRAINEE in caps,
        documents=tuple(one.name for one in policy.documents or () if one.at == "application"),
    )


def check_application(
    values: CaseValues, policy: Policy, item: Item, *, known: Collection[str], papers: Collection[str], on: date
) -> Iterator[Problem]:
    """Everything that is wanting before an application can be handed in on a day; each under its field.

    known: facts that are answered, by whomever; papers: names of those handed in.
    """
    asked = asked_by(policy, item)
    if item.role is Role.CEILING:
        message = _("Quy định này chỉ là mức trần, không phải mức hỗ trợ")
        yield Problem("item", Reason.UNFIT, message, _("chọn quy định khác cho nội dung này"))
    if policy.force_on(on) is None:
        message = _("%(policy)s không có hiệu lực ngày %(day)s") % {"policy": policy.number, "day": f"{on:%d/%m/%Y}"}
        yield Problem("item", Reason.OUTSIDE_PERIOD, message, _("chọn quy định khác cho nội dung này"))
    yield from _questions(asked, policy, known)
    yield from _subject(asked, item, values)
    yield from _costs(asked, policy, values, on)
    yield from _certificate(asked, values, on)
    for index, name in enumerate(asked.documents):
        if name not in papers:
            message = _("Chưa nộp giấy tờ: %(name)s") % {"name": name}
            yield Problem(f"documents[{index}]", Reason.MISSING, message, _("gửi tệp ảnh chụp hoặc PDF"))
    yield from _contact(values)


def _questions(asked: Asked, policy: Policy, known: Collection[str]) -> Iterator[Problem]:
    for key in asked.needed:
        if key not in known:
            fact = policy.vocabulary.facts[key]
            message = _("Chưa trả lời: %(name)s") % {"name": fact.name}
            yield Problem(f"facts[{key}]", Reason.MISSING, message, _("chọn có hoặc không"))


def _subject(asked: Asked, item: Item, values: CaseValues) -> Iterator[Problem]:
    if not asked.subject:
        return
    key = subject_key(values.subject)
    if not key:
        message = _("Chưa ghi tiêu chuẩn hoặc sản phẩm đề nghị hỗ trợ")
        yield Problem("subject", Reason.MISSING, message, _("ghi tên, ví dụ ISO 14001"))
    elif not item.subjects.match(key):
        message = _("Quy định này không có %(subject)s") % {"subject": values.subject}
        yield Problem("subject", Reason.UNFIT, message, _("xem lại tên, hoặc chọn quy định khác"))


def _costs(asked: Asked, policy: Policy, values: CaseValues, on: date) -> Iterator[Problem]:
    rows = [(index, cost) for index, cost in enumerate(values.costs) if not cost.is_blank]
    if asked.heads is not None and not rows:
        heads = ", ".join(policy.vocabulary.heads[key] for key in asked.heads)
        message = _("Chưa có khoản chi nào (%(heads)s)") % {"heads": heads}
        yield Problem("costs", Reason.MISSING, message, _("ghi từng khoản chi theo hóa đơn, hợp đồng"))
    for index, cost in rows:
        yield from _cost(f"costs[{index}]", cost, policy, on)


def _cost(at: str, cost: CostValue, policy: Policy, on: date) -> Iterator[Problem]:
    if not cost.head:
        yield Problem(f"{at}.head", Reason.MISSING, _("Chưa chọn loại chi phí"), _("chọn trong danh mục"))
    if cost.vnd is None:
        yield Problem(f"{at}.vnd", Reason.MISSING, _("Chưa ghi số tiền"), _("ghi số đồng theo hóa đơn"))
    yield from _cost_day(f"{at}.on", cost.on, policy, on)
    whole = invoice_key(cost.seller_tax_code, cost.invoice_symbol, cost.invoice_number)
    if (cost.invoice_number or cost.invoice_symbol) and not whole:
        message = _("Hóa đơn phải có mã số thuế người bán và số hóa đơn")
        yield Problem(f"{at}.invoice_number", Reason.MISSING, message, _("ghi đủ theo hóa đơn"))
    if cost.seller_tax_code:
        try:
            parse_tax_code(cost.seller_tax_code)
        except TaxCodeError as error:
            yield Problem(f"{at}.seller_tax_code", Reason.UNFIT, str(error).rstrip("."), _("ghi lại theo hóa đơn"))


def _cost_day(at: str, cost_on: date | None, policy: Policy, on: date) -> Iterator[Problem]:
    if cost_on is None:
        message = _("Chưa ghi ngày hóa đơn hoặc ngày ký hợp đồng")
        yield Problem(at, Reason.MISSING, message, _("ghi ngày trên hóa đơn, hợp đồng"))
    elif cost_on > on:
        yield Problem(at, Reason.IN_FUTURE, _("Ngày này chưa tới"), _("xem lại ngày trên hóa đơn"))
    elif policy.force_on(cost_on) is None:
        first = policy.force[0].first
        message = _(
            "Chi ngày %(day)s, ngoài thời gian có hiệu lực của %(policy)s (từ %(first)s), nên không được tính"
        ) % {
            "day": f"{cost_on:%d/%m/%Y}",
            "policy": policy.number,
            "first": f"{first:%d/%m/%Y}",
        }
        yield Problem(at, Reason.OUTSIDE_PERIOD, message, _("xem lại ngày, hoặc bỏ khoản chi này"))


def _certificate(asked: Asked, values: CaseValues, on: date) -> Iterator[Problem]:
    certificate = values.certificate
    if certificate is None or certificate.is_blank:
        if asked.certificate:
            message = _("Quy định này hỗ trợ sau khi có giấy chứng nhận; hồ sơ chưa có")
            yield Problem("certificate.number", Reason.MISSING, message, _("ghi số, nơi cấp, ngày cấp"))
        return
    for name, value in (("number", certificate.number), ("body", certificate.body), ("on", certificate.on)):
        if not value:
            message = _("Chưa ghi đủ số, nơi cấp, ngày cấp giấy chứng nhận")
            yield Problem(f"certificate.{name}", Reason.MISSING, message, _("ghi theo giấy chứng nhận"))
    if certificate.on is not None and certificate.on > on:
        message = _("Ngày cấp giấy chứng nhận chưa tới")
        yield Problem("certificate.on", Reason.IN_FUTURE, message, _("xem lại ngày cấp"))


def _contact(values: CaseValues) -> Iterator[Problem]:
    if not values.contact_name.strip():
        yield Problem("contact_name", Reason.MISSING, _("Chưa ghi người liên hệ"), _("ghi họ tên"))
    if not values.contact_phone and not values.contact_email:
        message = _("Chưa ghi số điện thoại hoặc thư điện tử")
        yield Problem("contact_phone", Reason.MISSING, message, _("ghi ít nhất một"))
    if values.contact_phone:
        try:
            parse_phone(values.contact_phone)
        except PhoneError as error:
            yield Problem("contact_phone", Reason.UNFIT, str(error).rstrip("."), _("ghi lại số điện thoại"))
