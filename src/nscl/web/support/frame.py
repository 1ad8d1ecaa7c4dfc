"""The head that all pages of one case share: what is waited for, the way, the tabs, what the person may do now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.support.enums import CaseState
from nscl.support.queries.access import CaseHeader
from nscl.support.queries.current import way_of
from nscl.text.dates import format_date
from nscl.web.support.places import case_href, case_title, support_crumbs, support_page, today
from nscl.web.support.sections import COUNCILS
from nscl.web.support.stepper import case_stepper
from nscl.web.support.tabs import FOLLOW_UP, case_tabs
from nscl.web.support.words import CASE_CHIPS, due_words, waits_words
from nscl.web.ui.parts import Act, Notice, Text, Tone, Weight
from nscl.web.ui.samples import sample_notices

_S = CaseState
# Nobody gives up what is over, or what was paid.
_ENDED = frozenset({_S.REFUSED, _S.REJECTED, _S.WITHDRAWN, _S.PAID, _S.CLOSED})


def case_frame(
    header: CaseHeader, current: str, *, answer: Text = "", notices: Sequence[Notice] = ()
) -> dict[str, Any]:
    """What `support/case_base.html` needs. answer: of this tab, after what the case waits for. One query."""
    on, way = today(), way_of(header.number)
    said = " ".join(filter(None, [f"{header.organisation}: {header.content_name}.", waiting(header, on), str(answer)]))
    return {
        "page": support_page(
            case_title(header),
            said,
            crumbs=support_crumbs(),
            acts=list(next_acts(header)),
            chip=CASE_CHIPS[header.state],
        ),
        "notices": [*sample_notices(is_sample=header.is_sample), *_late(header, on), *notices],
        "stepper": case_stepper(header.state, before=way.before, reached=way.reached),
        "tabs": case_tabs(header.number, current),
    }


def waiting(header: CaseHeader, on: date) -> str:
    """For whom the case waits, until when; "" where nobody is waited for."""
    whom = waits_words(header.state)
    if not whom:
        return ""
    return f"{whom}{due_words(header.due_on, on)}."


def _late(header: CaseHeader, on: date) -> Iterator[Notice]:
    if header.due_on is not None and header.is_late(on) and waits_words(header.state):
        told = _("Đã báo lãnh đạo.") if header.escalated_at is not None else ""
        title = _("Hồ sơ quá hạn từ ngày %(day)s") % {"day": format_date(header.due_on)}
        yield Notice(title, told, Tone.BAD)
    elif header.due_on is not None and header.due_unverified:
        text = _("Hạn đi qua ngày nghỉ chưa kiểm chứng trong văn bản; hãy đối chiếu lịch nghỉ.")
        yield Notice(_("Hạn ngày %(day)s cần kiểm tra lại") % {"day": format_date(header.due_on)}, text, Tone.WARN)


def next_acts(header: CaseHeader) -> Iterator[Act]:
    """What the person may do with the case now, the primary act last."""
    if header.may_handle and not header.paid_vnd and header.state not in _ENDED:
        yield _act(header, _("Rút hồ sơ"), "support-withdraw", "undo-2", Weight.QUIET)
    if header.may_handle:
        yield from _handling(header)
    if header.may_decide and header.state is _S.APPRAISED:
        yield _act(header, _("Không duyệt"), "support-reject", "circle-x")
        yield _act(header, _("Duyệt hỗ trợ"), "support-approve", "badge-check", Weight.PRIMARY)
    if header.may_pay and header.state is _S.ACCEPTED:
        yield _act(header, _("Ghi khoản chi"), "support-pay", "wallet", Weight.PRIMARY)


def _handling(header: CaseHeader) -> Iterator[Act]:
    match header.state:
        case _S.DRAFT | _S.SUPPLEMENT:
            yield _act(header, _("Gửi đường dẫn"), "support-link", "mail")
            yield _act(header, _("Điền đơn thay"), "support-form", "pencil")
            if header.state is _S.SUPPLEMENT:
                yield _act(header, _("Không đủ điều kiện"), "support-refuse", "circle-x")
            yield _act(header, _("Nộp thay"), "support-submit", "send", Weight.PRIMARY)
        case _S.SUBMITTED:
            yield _act(header, _("Không đủ điều kiện"), "support-refuse", "circle-x")
            yield _act(header, _("Yêu cầu bổ sung"), "support-supplement", "message-square-warning")
            yield _act(header, _("Đủ điều kiện"), "support-eligible", "circle-check", Weight.PRIMARY)
        case _S.ELIGIBLE:
            yield Act(_("Đưa ra hội đồng"), reverse(COUNCILS), "users", Weight.PRIMARY)
        case _S.APPROVED:
            yield _act(header, _("Nghiệm thu"), "support-accept", "clipboard-check")
            yield _act(header, _("Ghi hợp đồng"), "support-contract", "file-text", Weight.PRIMARY)
        case _S.CONTRACTED:
            yield _act(header, _("Nghiệm thu"), "support-accept", "clipboard-check", Weight.PRIMARY)
        case _S.ACCEPTED if not header.paid_vnd:
            yield _act(header, _("Hủy nghiệm thu"), "support-unaccept", "rotate-ccw", Weight.QUIET)
        case _S.PAID:
            yield Act(_("Ghi theo dõi"), case_href(header.number, FOLLOW_UP), "eye")
            yield _act(header, _("Kết thúc hồ sơ"), "support-close", "check-check", Weight.PRIMARY)


def _act(header: CaseHeader, label: str, name: str, icon: str, weight: Weight = Weight.PLAIN) -> Act:
    return Act(label, case_href(header.number, name), icon, weight)
