"""What the applicant's pages say of a case: its state, who has it, what it consists of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.support.enums import GRANTED, CaseState
from nscl.support.queries.access import CaseHeader
from nscl.support.rules.values import CaseValues
from nscl.text.dates import format_date
from nscl.text.formats import format_number, format_vnd
from nscl.text.phones import shown_phone
from nscl.web.plans.words import capital
from nscl.web.support_apply.places import CasePlace
from nscl.web.support_apply.reading import Application
from nscl.web.ui.parts import Chip, Fact, Tone

_S = CaseState
CASE_CHIPS: Final = {
    _S.DRAFT: Chip(gettext_lazy("Đang soạn"), Tone.IDLE, "pencil", 1),
    _S.SUBMITTED: Chip(gettext_lazy("Đã nộp, đang xem"), Tone.INFO, "inbox", 2),
    _S.SUPPLEMENT: Chip(gettext_lazy("Chờ đơn vị bổ sung"), Tone.WARN, "message-circle-warning", 0),
    _S.ELIGIBLE: Chip(gettext_lazy("Đủ điều kiện, chờ thẩm định"), Tone.INFO, "clipboard-check", 3),
    _S.REFUSED: Chip(gettext_lazy("Không đủ điều kiện"), Tone.BAD, "circle-x", 9),
    _S.APPRAISED: Chip(gettext_lazy("Đã thẩm định, chờ quyết định"), Tone.INFO, "scale", 4),
    _S.APPROVED: Chip(gettext_lazy("Được duyệt hỗ trợ"), Tone.GOOD, "circle-check", 5),
    _S.REJECTED: Chip(gettext_lazy("Không được duyệt"), Tone.BAD, "circle-x", 9),
    _S.CONTRACTED: Chip(gettext_lazy("Đã ký hợp đồng"), Tone.GOOD, "file-signature", 6),
    _S.ACCEPTED: Chip(gettext_lazy("Đã nghiệm thu, chờ chi"), Tone.GOOD, "badge-check", 7),
    _S.PAID: Chip(gettext_lazy("Đã chi hỗ trợ"), Tone.DONE, "banknote", 8),
    _S.CLOSED: Chip(gettext_lazy("Đã kết thúc"), Tone.DONE, "check-check", 8),
    _S.WITHDRAWN: Chip(gettext_lazy("Đã rút"), Tone.IDLE, "undo-2", 9),
}


# The slip is shown once something was decided upon it, not while it is worked on.
SLIP_SHOWN: Final = frozenset({*GRANTED, _S.ELIGIBLE, _S.REFUSED, _S.APPRAISED, _S.REJECTED})


@dataclass(frozen=True, slots=True)
class CostLine:
    """A cost as one line; note: its invoice, and what the office said of it."""

    words: str
    amount: str
    note: str = ""


def due_words(case: CaseHeader, on: date) -> str:
    """Until when what is waited for is due; "" where the rules have no time limit."""
    if case.due_on is None:
        return ""
    late = _(" (đã quá hạn)") if case.is_late(on) else ""
    caution = _(" (dự kiến, chưa tính hết ngày nghỉ)") if case.due_unverified and not late else ""
    return f"{format_date(case.due_on)}{late}{caution}"


def who_has_it(case: CaseHeader) -> str:
    """In whose hands the case is now."""
    if case.state in {_S.DRAFT, _S.SUPPLEMENT}:
        return _("đơn vị (%(name)s)") % {"name": case.organisation}
    if case.state in {_S.REFUSED, _S.REJECTED, _S.CLOSED, _S.WITHDRAWN}:
        return _("không còn ở đâu: hồ sơ đã kết thúc")
    if case.state is _S.ELIGIBLE:
        return _("hội đồng thẩm định")
    return case.agency or _("cơ quan xử lý")


def need_facts(place: CasePlace, application: Application) -> list[Fact]:
    """What is asked for, the answers, whom to reach."""
    return list(_need(place, application))


def _need(place: CasePlace, application: Application) -> Iterator[Fact]:
    values, asked = application.values, application.asked
    yield Fact(_("Nội dung"), capital(place.content))
    yield Fact(_("Theo quy định"), application.rule_words)
    if asked.subject or values.subject:
        yield Fact(_("Tiêu chuẩn hoặc sản phẩm"), values.subject)
    if asked.units or values.units > 1:
        yield Fact(_("Số lượng"), format_number(values.units))
    yield Fact(_("Mục đích"), values.purpose)
    names = application.words.facts
    for key, answer in values.facts.items():
        if key in names:
            yield Fact(capital(names[key].name), _("có") if answer else _("không"))
    phone = values.contact_phone
    reach = [values.contact_name, shown_phone(phone) if phone.startswith("+84") else phone, values.contact_email]
    yield Fact(_("Liên hệ"), "\n".join(filter(None, reach)))


def certificate_words(values: CaseValues) -> str:
    """The certificate in one line; "" where there is none."""
    one = values.certificate
    if one is None:
        return ""
    until = _("hết hiệu lực %(day)s") % {"day": format_date(one.until)} if one.until else ""
    since = _("cấp ngày %(day)s") % {"day": format_date(one.on)} if one.on else ""
    return ", ".join(filter(None, [one.number, one.body, since, until]))


def cost_lines(application: Application) -> list[CostLine]:
    """The costs, each in one line."""
    heads = application.words.heads
    return [
        CostLine(
            capital(", ".join(filter(None, [heads.get(one.head, ""), one.about]))) or _("Khoản chi"),
            "" if one.vnd is None else format_vnd(one.vnd),
            _invoice_words(one.on, one.seller_tax_code, one.invoice_symbol, one.invoice_number),
        )
        for one in application.values.costs
    ]


def _invoice_words(on: date | None, seller: str, symbol: str, number: str) -> str:
    invoice = " ".join(filter(None, [symbol, number]))
    parts = [
        _("hóa đơn %(invoice)s") % {"invoice": invoice} if invoice else "",
        _("bên bán %(code)s") % {"code": seller} if seller else "",
        _("ngày %(day)s") % {"day": format_date(on)} if on else "",
    ]
    return ", ".join(filter(None, parts))
