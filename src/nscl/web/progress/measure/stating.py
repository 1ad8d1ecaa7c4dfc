"""A value is stated, signed, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.documents.pack.enums import MeasureWhen
from nscl.plans.queries.editions import EditionHeader
from nscl.progress.enums import StatedState
from nscl.progress.operations import sign_value, state_value, withdraw_value
from nscl.progress.operations.errors import InvalidValue, ProgressError
from nscl.progress.queries import MeasureDetail, StatedRow
from nscl.progress.rules.statements import meaning
from nscl.text.dates import format_date
from nscl.web.access import actor, requires, viewer
from nscl.web.institutions.days import day_asked
from nscl.web.plans.words import capital
from nscl.web.progress.forms import StateForm, VersionForm, WithdrawForm
from nscl.web.progress.measure.view import detail_or_404
from nscl.web.progress.places import ProgressAddress, address_of, plan_or_404, progress_crumb, progress_page
from nscl.web.progress.words import figure_words, value_kind
from nscl.web.ui.parts import Confirmation, Crumb, Page

_METHODS = ["GET", "HEAD", "POST"]


@requires(Permission.STATE_VALUES)
@require_http_methods(_METHODS)
def state(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The form in which an officer states a value."""
    edition, detail, address = _opened(request, slug, number)
    if not detail.may_state:
        raise Http404
    row = detail.row
    when = MeasureWhen(row.when)
    form = StateForm(
        request.POST or None,
        is_percentage=row.unit.startswith("%"),
        may_be_base=when is MeasureWhen.BY_END,
        meaning=meaning(when),
        initial={"on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            state_value(
                measure=number, statement=form.statement, viewer=viewer(request), by=actor(request), at=timezone.now()
            )
        except InvalidValue as refused:
            form.tell(refused)
        except ProgressError as refused:
            form.add_error(None, str(refused))
        else:
            said = _("Đã nêu số liệu. Hãy thêm minh chứng; số được tính khi lãnh đạo xác nhận.")
            messages.success(request, said)
            return redirect(address.measure(number))
    title = _("Nêu số liệu")
    answer = _("%(label)s: %(goal)s.") % {"label": capital(row.label), "goal": row.words}
    context = {"page": _page(edition, detail, address, title, answer), "form": form, "back": address.measure(number)}
    return render(request, "progress/state.html", context, status=_status(form))


@requires(Permission.SIGN_VALUES)
@require_http_methods(_METHODS)
def sign(request: HttpRequest, slug: str, number: int, stated: int) -> HttpResponse:
    """Ask, then sign a stated value."""
    edition, detail, address = _opened(request, slug, number)
    row = _stated_or_404(detail, stated)
    if not detail.may_sign:
        raise Http404
    form = VersionForm(request.POST or None, initial={"phien_ban": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            sign_value(
                number=stated,
                version=form.cleaned_data["phien_ban"],
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except ProgressError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã xác nhận. Số liệu được tính từ bây giờ."))
            return redirect(address.measure(number))
    confirmation = Confirmation(
        _("Xác nhận %(value)s, ngày %(day)s?") % _values(row, detail),
        [
            *_facts(row),
            _("Số liệu được tính vào chỉ tiêu từ lúc xác nhận và không sửa được nữa; muốn bỏ phải rút kèm lý do."),
        ],
        _("Xác nhận"),
        address.measure(number),
        icon="badge-check",
    )
    context = {
        "page": _page(edition, detail, address, _("Xác nhận số liệu")),
        "confirmation": confirmation,
        "form": form,
    }
    return render(request, "ui/confirm.html", context, status=_status(form))


@requires(Permission.VIEW_WORK)
@require_http_methods(_METHODS)
def withdraw(request: HttpRequest, slug: str, number: int, stated: int) -> HttpResponse:
    """Ask why, then take a stated value back: for who signs, and for who states while it waits."""
    edition, detail, address = _opened(request, slug, number)
    row = _stated_or_404(detail, stated)
    states = viewer(request).may(Permission.STATE_VALUES, edition.unit_id) and row.state is not StatedState.SIGNED
    if not (detail.may_sign or states):
        raise Http404
    form = WithdrawForm(request.POST or None, initial={"phien_ban": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_value(
                number=stated,
                version=form.cleaned_data["phien_ban"],
                reason=form.cleaned_data["ly_do"],
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except ProgressError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã rút số liệu."))
            return redirect(address.measure(number))
    confirmation = Confirmation(
        _("Rút %(value)s, ngày %(day)s?") % _values(row, detail),
        [*_facts(row), _("Số liệu không còn được tính; vẫn nằm trong lịch sử của chỉ tiêu cùng lý do rút.")],
        _("Rút số liệu"),
        address.measure(number),
        danger=True,
        icon="undo-2",
    )
    context = {"page": _page(edition, detail, address, _("Rút số liệu")), "confirmation": confirmation, "form": form}
    return render(request, "ui/confirm.html", context, status=_status(form))


def _opened(request: HttpRequest, slug: str, number: int) -> tuple[EditionHeader, MeasureDetail, ProgressAddress]:
    edition = plan_or_404(request, slug)
    return edition, detail_or_404(request, edition, number, size=0), address_of(edition, day_asked(request))


def _stated_or_404(detail: MeasureDetail, stated: int) -> StatedRow:
    for row in detail.stated:
        if row.number == stated:
            return row
    raise Http404


def _page(
    edition: EditionHeader, detail: MeasureDetail, address: ProgressAddress, title: str, answer: str = ""
) -> Page:
    way = [progress_crumb(address), Crumb(capital(detail.row.label), address.measure(detail.row.number))]
    return progress_page(edition, title, answer, crumbs=way)


def _values(row: StatedRow, detail: MeasureDetail) -> dict[str, str]:
    return {
        "value": f"{value_kind(row)} {figure_words(row.value, detail.row.unit)}".strip(),
        "day": format_date(row.on),
    }


def _facts(row: StatedRow) -> Sequence[str]:
    said = _("%(name)s nêu, lấy từ: %(note)s") % {"name": row.stated_by or _("Hệ thống"), "note": row.note}
    proof = _("Số minh chứng: %(n)s.") % {"n": row.evidence}
    return [said, proof]


def _status(form: VersionForm | StateForm) -> HTTPStatus:
    return HTTPStatus.OK if not form.is_bound or form.is_valid() else HTTPStatus.UNPROCESSABLE_ENTITY
