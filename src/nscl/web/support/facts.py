"""What one must see before an act on a case, as facts beside the form."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from nscl.rulebook.policies import Decision, State
from nscl.support.queries.access import CaseHeader
from nscl.support.queries.deciding import ApprovalForm
from nscl.text.formats import format_vnd
from nscl.web.support.words import ANSWER_CHIPS, money
from nscl.web.ui.parts import Fact, Facts


def answer_facts(decision: Decision) -> Facts:
    """What the rules answer today, with every reason that stands in the way."""
    return Facts(list(_answer(decision)))


def _answer(decision: Decision) -> Iterator[Fact]:
    yield Fact(_("Theo quy định hôm nay"), ANSWER_CHIPS[decision.state].label)
    if decision.state is State.GRANTED:
        yield Fact(_("Mức hỗ trợ tính được"), format_vnd(decision.amount_vnd))
    elif decision.at_most_vnd is not None:
        yield Fact(_("Không quá"), format_vnd(decision.at_most_vnd))
    for step in decision.reasons:
        yield Fact(_("Vướng ở"), f"{step.words} ({step.cite})" if step.cite else step.words)
    for caution in decision.cautions:
        yield Fact(_("Cần xem thêm"), caution)


def approval_facts(header: CaseHeader, form: ApprovalForm) -> Facts:
    """What is asked, computed and proposed."""
    return Facts(
        [
            Fact(_("Tổ chức"), header.organisation),
            Fact(_("Đề nghị"), money(header.asked_vnd)),
            *_answer(form.decision),
            Fact(_("Hội đồng đề nghị"), money(form.proposed_vnd)),
        ]
    )


def granted_facts(header: CaseHeader) -> Facts:
    """What was granted by which decision, and what is paid of it."""
    decision = header.decision_number or None
    facts = [
        Fact(_("Tổ chức"), header.organisation),
        Fact(_("Quyết định"), decision),
        Fact(_("Được duyệt"), money(header.approved_vnd)),
    ]
    if header.paid_vnd:
        facts.append(Fact(_("Đã chi"), format_vnd(header.paid_vnd)))
    return Facts(facts)


def payment_facts(header: CaseHeader, left_vnd: int) -> Facts:
    """What was granted, paid, and is left to pay."""
    return Facts([*granted_facts(header).items, Fact(_("Còn phải chi"), format_vnd(left_vnd))])
