"""Many records are declared for one measure at once."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.plans.queries.access import ItemNotFound
from nscl.plans.queries.editions import EditionHeader
from nscl.progress.queries import MeasureDetail, RecordRow, measure_detail
from nscl.text.dates import format_date
from nscl.text.folding import sort_key
from nscl.web.access import actor, requires, viewer
from nscl.web.institutions.days import day_asked
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.plans.words import capital
from nscl.web.progress.measure.claims import MOST_DIGITS
from nscl.web.progress.places import address_of, plan_or_404, progress_page
from nscl.web.ui.parts import Crumb, Empty, Page
from nscl.web.work.views.filling import Line, LineGroup
from nscl.work.operations.activities.claims import Declared, declare_many
from nscl.work.operations.errors import WorkError

CHOSEN: Final = "chon"
# So many records are shown and declared at once; the others come when these are done.
MOST_AT_ONCE: Final = 200


@requires(Permission.VIEW_PLANS, Permission.VIEW_WORK, Permission.RECORD_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def claim_many(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The records that wait to be declared and could count for a measure, with boxes; POST declares the ticked ones."""
    edition = plan_or_404(request, slug)
    detail = _measure_or_404(request, edition, number)
    measure_href = address_of(edition, day_asked(request)).measure(number)
    chosen = _chosen(request) if request.method == "POST" else None
    refused: tuple[str, ...] = ()
    if chosen is not None:
        waiting = {row.number for row in _declarable(request, detail)}
        try:
            done = declare_many(
                measure=number,
                activities=chosen & waiting,
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except WorkError as error:
            refused = (str(error),)
        else:
            _say(request, done, gone=len(chosen - waiting))
            return go_to(request, measure_href)
    rows = _declarable(request, detail)
    context = {
        "page": _many_page(edition, detail, measure_href, len(rows)),
        "groups": _groups(rows, chosen),
        "field": CHOSEN,
        "verb": _("Khai cho chỉ tiêu này"),
        "icon": "check",
        "form": None,
        "refused": refused,
        "back": measure_href,
        "empty": Empty(_("Không còn hồ sơ nào chờ khai cho chỉ tiêu này"), icon="circle-check"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "work/choose.html", context, status=status)


def _measure_or_404(request: HttpRequest, edition: EditionHeader, number: int) -> MeasureDetail:
    try:
        return measure_detail(viewer(request), edition, number, day_asked(request).on, size=MOST_AT_ONCE)
    except ItemNotFound as missing:
        raise Http404 from missing


def _declarable(request: HttpRequest, detail: MeasureDetail) -> list[RecordRow]:
    """Those of the agencies whose work the person may record."""
    person = viewer(request)
    return [row for row in detail.to_declare if person.may(Permission.RECORD_WORK, detail.unit_id, row.agency.number)]


def _chosen(request: HttpRequest) -> set[int]:
    sent = request.POST.getlist(CHOSEN)
    return {int(one) for one in sent if one.isascii() and one.isdigit() and len(one) <= MOST_DIGITS}


def _say(request: HttpRequest, done: Declared, *, gone: int) -> None:
    if done.count:
        words = ngettext("Đã khai %(n)s hồ sơ cho chỉ tiêu này.", "Đã khai %(n)s hồ sơ cho chỉ tiêu này.", done.count)
        messages.success(request, words % {"n": done.count})
    elif not done.left and not gone:
        messages.info(request, _("Chưa chọn hồ sơ nào nên không khai gì."))
    for _number, title, why in done.left:
        messages.warning(request, _("Chưa khai “%(title)s”: %(why)s.") % {"title": title, "why": why})
    if gone:
        words = ngettext(
            "%(n)s hồ sơ đã chọn không còn chờ khai nên để nguyên.",
            "%(n)s hồ sơ đã chọn không còn chờ khai nên để nguyên.",
            gone,
        )
        messages.warning(request, words % {"n": gone})


def _many_page(edition: EditionHeader, detail: MeasureDetail, href: str, count: int) -> Page:
    rivals = "; ".join(words for _number, words in detail.rivals)
    answer = _("%(n)s hồ sơ chờ khai. Các chỉ tiêu khác cũng tính được: %(rivals)s.") % {"n": count, "rivals": rivals}
    crumbs = [Crumb(f"{detail.row.target_key}: {detail.row.label}", href)]
    return progress_page(edition, _("Khai nhiều hồ sơ cho chỉ tiêu"), answer if rivals else "", crumbs=crumbs)


def _groups(rows: Sequence[RecordRow], chosen: set[int] | None) -> list[LineGroup]:
    """By agency, in the order of the names; nothing is ticked beforehand: to declare is a statement."""
    agencies = sorted({row.agency for row in rows}, key=lambda one: (sort_key(one.name), one.unit_name, one.number))
    return [
        LineGroup(
            ", ".join(filter(None, [agency.name, agency.unit_name])),
            [_line(row, chosen or set()) for row in rows if row.agency == agency],
        )
        for agency in agencies
    ]


def _line(row: RecordRow, chosen: set[int]) -> Line:
    notes = [
        capital(row.kind_label),
        format_date(row.done_on),
        row.place,
        _("số liệu mẫu") if row.is_sample else "",
    ]
    return Line(row.number, row.title, tuple(filter(None, notes)), row.number in chosen)
