"""Deciding what was found: accepted, fixed, waived with a reason, open again; all hints at once."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.documents.pack.enums import FindingSeverity
from nscl.documents.pack.values import Span
from nscl.finance.operations.findings import decide_finding
from nscl.plans.enums import FindingState, ItemKind, label
from nscl.plans.operations.errors import PlanError, ReasonMissing
from nscl.plans.queries.access import ItemNotFound
from nscl.plans.queries.editions import EditionHeader
from nscl.plans.queries.findings import FindingRow, get_finding, list_findings
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.forms.files import DecisionForm
from nscl.web.plan_editing.places import edition_with, item_href
from nscl.web.plan_editing.views.item_page import quote_of
from nscl.web.plan_editing.views.pages import address_of, edition_head, go_to, show
from nscl.web.plans.addresses import TabKey, lines_in_words
from nscl.web.plans.words import FINDING_CHIPS, capital
from nscl.web.ui.parts import Confirmation, Crumb, Finding
from nscl.web.ui.parts.sources import Severity

ASKED = "quyet-dinh"


@requires(Permission.EDIT_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, slug: str, ordinal: int, number: int) -> HttpResponse:
    """The finding with its lines and the choices; POST keeps the decision."""
    edition = edition_with(request, Permission.EDIT_PLANS, slug, ordinal)
    finding = _finding_or_404(request, edition, number)
    if request.method != "POST":
        form = DecisionForm(initial={"quyet_dinh": _asked(request, finding), "ly_do": finding.reason})
        return _page(request, edition, finding, form)
    form = DecisionForm(request.POST)
    if form.is_valid():
        decision = FindingState(form.cleaned_data["quyet_dinh"])
        try:
            _decide(request, number, decision, form.cleaned_data["ly_do"])
        except ReasonMissing as error:
            form.add_error("ly_do", str(error))
        except PlanError as error:
            form.add_error("quyet_dinh", str(error))
        else:
            messages.success(request, _("Phát hiện: %(state)s.") % {"state": decision.label})
            return go_to(request, address_of(edition).tab(TabKey.FINDINGS))
    return _page(request, edition, finding, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _decide(request: HttpRequest, number: int, decision: FindingState, reason: str) -> None:
    decide_finding(
        number=number, decision=decision, reason=reason, viewer=viewer(request), by=actor(request), at=timezone.now()
    )


def _finding_or_404(request: HttpRequest, edition: EditionHeader, number: int) -> FindingRow:
    try:
        finding = get_finding(viewer(request), number)
    except ItemNotFound as missing:
        raise Http404 from missing
    if finding.edition_id != edition.edition_id:
        raise Http404
    return finding


def _asked(request: HttpRequest, finding: FindingRow) -> str:
    """The decision that the link names, else the one that stands; an open finding has none yet."""
    asked = request.GET.get(ASKED, "")
    if asked in FindingState.values:
        return asked
    return "" if finding.state is FindingState.OPEN else finding.state.value


def _page(
    request: HttpRequest,
    edition: EditionHeader,
    finding: FindingRow,
    form: DecisionForm,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    found = Crumb(_("Phát hiện"), address_of(edition).tab(TabKey.FINDINGS))
    span = Span(finding.first_line, finding.last_line) if finding.first_line and finding.last_line else None
    context = {
        "page": edition_head(edition, _("Xử lý phát hiện"), crumbs=(found,)),
        "finding": finding_part(edition, finding),
        "quote": quote_of(request, edition, span),
        "form": form,
        "back": item_href(edition, ItemKind.FINDING, finding.number),
    }
    return show(request, "plan_editing/decide.html", context, status)


def finding_part(edition: EditionHeader, finding: FindingRow) -> Finding:
    """A finding with its lines and state."""
    lines = lines_in_words(finding.first_line, finding.last_line)
    return Finding(
        severity=Severity(finding.severity.value),
        kind=capital(label(finding.kind)),
        says=finding.says,
        conflicts_with=finding.conflicts_with or "",
        likely=finding.likely or "",
        place=_("dòng %(lines)s") % {"lines": lines} if lines else "",
        place_href=address_of(edition).document(finding.first_line, finding.last_line) if lines else "",
        state=FINDING_CHIPS[finding.state],
        reason=finding.reason,
    )


@requires(Permission.EDIT_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def accept_hints(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """Ask, then accept all open findings that are hints only."""
    edition = edition_with(request, Permission.EDIT_PLANS, slug, ordinal)
    found = list_findings(viewer(request), edition.edition_id)
    hints = [one for one in found if one.severity is FindingSeverity.INFO and one.state is FindingState.OPEN]
    back = address_of(edition).tab(TabKey.FINDINGS)
    if request.method == "POST":
        for hint in hints:
            _decide(request, hint.number, FindingState.ACCEPTED, "")
        messages.success(request, _("Đã ghi nhận %(count)s lưu ý.") % {"count": len(hints)})
        return go_to(request, back)
    context = {
        "page": edition_head(edition, _("Ghi nhận các lưu ý"), crumbs=(Crumb(_("Phát hiện"), back),)),
        "confirmation": Confirmation(
            _("Ghi nhận %(count)s lưu ý chưa xử lý?") % {"count": len(hints)},
            [
                _("Chỗ sai và chỗ cần xem lại không bị động tới."),
                _("Mỗi lưu ý được ghi nhận riêng trong nhật ký và mở lại được."),
            ],
            _("Ghi nhận tất cả"),
            back,
            icon="check-check",
        ),
        "refused": (),
        "form": None,
        "findings": [finding_part(edition, hint) for hint in hints],
        "can_confirm": bool(hints),
    }
    return show(request, "plan_editing/confirm.html", context)
