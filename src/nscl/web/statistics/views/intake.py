"""A file of figures: the template to fill, what taking a file in would do, and the doing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.institutions.queries import UnitRow
from nscl.productivity.operations.series_errors import StatisticsError
from nscl.productivity.operations.series_files import TakenIn, take_in_file
from nscl.productivity.queries.intake import rehearse_file
from nscl.productivity.queries.intake import template_file as template_bytes
from nscl.productivity.queries.rehearsal import Rehearsal
from nscl.records.spreadsheets.problems import ImportFileRefused
from nscl.records.spreadsheets.reading import MAX_BYTES
from nscl.text.formats import format_number
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.file_import.choosing import FileForm, choose_file, forget, kept, kept_or_404, template_file
from nscl.web.file_import.rehearsing import ACT, DROP, presented, show_rehearsal
from nscl.web.plan_editing import uploads
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.productivity.places import productivity_page
from nscl.web.statistics.places import LIST, QUESTIONS, kept_unit, kept_unit_or_404, statistics_crumbs
from nscl.web.statistics.rehearsal import answer_words, rehearsal_tables, shown_of
from nscl.web.ui.parts import Act

_REFUSALS: Final = (ImportFileRefused, StatisticsError)


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The Excel file to fill."""
    unit = kept_unit(request)
    return template_file(template_bytes(unit.id, timezone.now()), f"so-lieu-{unit.code}.xlsx")


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """A file to choose; POST keeps it aside and goes to what taking it in would do."""
    unit = kept_unit(request)
    answer = _(
        "Nhập số liệu của %(province)s. Hệ thống cho xem chuỗi nào mới, số nào sửa, rồi mới ghi khi bạn xác nhận."
    )
    page = productivity_page(
        _("Nhập số liệu từ tệp"),
        answer % {"province": unit.label},
        crumbs=statistics_crumbs(),
        acts=[Act(_("Tải tệp mẫu"), reverse("statistics-template"), "download")],
    )
    help_text = _("Tệp mẫu Excel đã điền, hoặc SDMX-CSV (UTF-8); nhiều nhất 40 MB.")
    form = FileForm(request, label=_("Tệp số liệu"), limit=MAX_BYTES, help_text=help_text, accept=".xlsx,.csv")

    def take(data: bytes, name: str) -> str:
        _rehearsed(request, unit.id, name, data)
        token = kept(request, data, name)
        return reverse("statistics-import-rehearsal", kwargs={"unit": unit.id, "token": token})

    return choose_file(request, form, page=page, back=reverse(LIST), take=take, refusals=_REFUSALS)


@requires(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)
@require_http_methods(["GET", "HEAD", "POST"])
def rehearse(request: HttpRequest, unit: int, token: str) -> HttpResponse:
    """Series by series what will happen; POST does it, all or nothing."""
    place, upload = kept_unit_or_404(request, unit), kept_or_404(request, token)
    if request.method != "POST":
        return _page(request, place, upload, ())
    if request.POST.get(ACT) == DROP:
        forget(request, token)
        messages.info(request, _("Không nhập gì."))
        return go_to(request, reverse(LIST))
    try:
        done = take_in_file(
            unit_id=unit,
            file_name=upload.name,
            data=upload.pack,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )
    except (*_REFUSALS, NotAllowed) as error:
        return _page(request, place, upload, (str(error),))
    forget(request, token)
    return _taken(request, done)


def _taken(request: HttpRequest, done: TakenIn) -> HttpResponse:
    """Say what was written; questions that are open come next."""
    made = len(done.rehearsal.made)
    if not made:
        messages.info(request, _("Tệp không có gì mới so với số liệu đã có."))
        return go_to(request, reverse(LIST))
    words = ngettext("Đã nhập %(n)s chuỗi số liệu.", "Đã nhập %(n)s chuỗi số liệu.", made)
    messages.success(request, words % {"n": format_number(made)})
    return go_to(request, reverse(QUESTIONS if done.open else LIST))


def _page(request: HttpRequest, unit: UnitRow, upload: uploads.Upload, refused: Sequence[str]) -> HttpResponse:
    title = _("Xem trước: %(file)s") % {"file": upload.name}
    crumbs = statistics_crumbs()
    try:
        found = _rehearsed(request, unit.id, upload.name, upload.pack)
    except _REFUSALS as error:
        page = productivity_page(title, crumbs=crumbs)
        return show_rehearsal(request, page, None, refused=refused or (str(error),))
    page = productivity_page(title, answer_words(found), crumbs=crumbs)
    views = presented(request, rehearsal_tables(found))
    return show_rehearsal(request, page, shown_of(found, views), refused=refused)


def _rehearsed(request: HttpRequest, unit: int, name: str, data: bytes) -> Rehearsal:
    return rehearse_file(viewer(request), unit_id=unit, file_name=name, data=data)
