"""The calculation slip of a case: the answer of today, every rule side by side, the slips that were kept; Word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.documents.support_papers import write_slip
from nscl.rulebook.policies import Decision
from nscl.rulebook.policies.comparing import Comparison
from nscl.support.enums import CaseState
from nscl.support.queries.access import CaseHeader, CaseMissing
from nscl.support.queries.assessments import SlipRow, as_slip, list_assessments
from nscl.support.queries.current import current_comparison
from nscl.support.queries.papers import slip_paper
from nscl.web.access import require_safe, requires
from nscl.web.policies.places import policy_href
from nscl.web.support.frame import case_frame
from nscl.web.support.papers import word_response
from nscl.web.support.places import case_or_404, today
from nscl.web.support.slips import amount_words, slip_card
from nscl.web.support.tabs import SLIP
from nscl.web.support.words import ANSWER_CHIPS
from nscl.web.ui.parts import Act, Chip, Empty

# As long as nothing is granted the answer of today is what counts.
_OPEN = frozenset({CaseState.DRAFT, CaseState.SUBMITTED, CaseState.SUPPLEMENT, CaseState.ELIGIBLE, CaseState.APPRAISED})


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule beside the others."""

    policy: str
    href: str
    rule: str
    chip: Chip
    amount: str
    reasons: str
    is_chosen: bool


@requires(Permission.VIEW_SUPPORT)
@require_safe
def slip(request: HttpRequest, number: int) -> HttpResponse:
    """The slips of a case, the latest first; while it is open, what the rules answer today before them."""
    header = case_or_404(request, number)
    kept = list_assessments(number)
    is_open = header.state in _OPEN and bool(header.item)
    comparison = current_comparison(number, today()) if is_open else None
    own = _own(comparison, header) if comparison is not None else None
    context: dict[str, Any] = {
        **case_frame(header, SLIP),
        "current": slip_card(as_slip(own), title=_("Tính hôm nay"), anchor="hom-nay", is_open=True) if own else None,
        "others": _others(comparison, header) if comparison is not None else [],
        "choice": _choice(comparison) if comparison is not None else "",
        "kept": [_kept(header, one, is_first=place == 0 and own is None) for place, one in enumerate(kept)],
        "empty": Empty(
            _("Chưa có phiếu tính"),
            _("Phiếu tính được lưu khi kết luận đủ hay không đủ điều kiện, khi duyệt và khi nghiệm thu."),
            "calculator",
        ),
    }
    return render(request, "support/slip.html", context)


def _own(comparison: Comparison, header: CaseHeader) -> Decision | None:
    return next((one for one in comparison.options if one.item == header.item), None)


def _others(comparison: Comparison, header: CaseHeader) -> Sequence[RuleLine]:
    """All rules that give something, where there are several."""
    if len(comparison.options) < 2:  # noqa: PLR2004  # one alone has nothing beside it
        return []
    return [_rule_line(as_slip(one), is_chosen=one.item == header.item) for one in comparison.options]


def _rule_line(one: SlipRow, *, is_chosen: bool) -> RuleLine:
    reasons = "; ".join(dict.fromkeys(step.words for step in one.reasons))
    href = policy_href(one.policy)
    return RuleLine(one.policy_number, href, one.rule, ANSWER_CHIPS[one.state], amount_words(one), reasons, is_chosen)


def _choice(comparison: Comparison) -> str:
    if comparison.choice is None:
        return ""
    return f"{comparison.choice.words} ({comparison.choice.cite})"


def _kept(header: CaseHeader, one: SlipRow, *, is_first: bool) -> Any:
    href = reverse("support-slip-word", kwargs={"number": header.number, "slip": one.number})
    return slip_card(
        one,
        title=_("Phiếu tính số %(n)s") % {"n": one.number},
        anchor=f"phieu-{one.number}",
        acts=[Act(_("Tải Word"), href, "file-text")],
        is_open=is_first,
    )


@requires(Permission.VIEW_SUPPORT)
@require_safe
def word(request: HttpRequest, number: int, slip: int) -> HttpResponse:
    """A slip that was kept, in Word."""
    header = case_or_404(request, number)
    try:
        paper = slip_paper(number, number=slip)
    except CaseMissing as missing:
        raise Http404 from missing
    title = _("Phiếu tính mức hỗ trợ %(case)s") % {"case": header.label.replace("/", "-")}
    return word_response(write_slip(paper), title, is_sample=header.is_sample)
