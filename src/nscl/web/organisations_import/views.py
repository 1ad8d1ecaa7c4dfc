"""Taking in organisations: a template to fill, a file, what it would do, and only then the doing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.organisations.imports.results import OrganisationRehearsal, previews
from nscl.organisations.operations.import_runs import drop_runs
from nscl.organisations.operations.importing import (
    OrganisationImportRefused,
    import_organisations,
    organisation_template,
    rehearse_organisations,
)
from nscl.organisations.queries.import_runs import runs_of
from nscl.records.enums import FileTask
from nscl.records.spreadsheets.problems import ImportFileRefused
from nscl.records.spreadsheets.reading import MAX_BYTES
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.file_import import running
from nscl.web.file_import.choosing import FileForm, choose_file, forget, kept, kept_or_404, template_file
from nscl.web.file_import.rehearsing import ACT, DROP, SOUND_ONLY, presented
from nscl.web.organisations_import import large
from nscl.web.organisations_import.places import chosen_unit, import_page, kept_unit, list_href, rehearsal_href
from nscl.web.organisations_import.preview_page import Figures, preview_page
from nscl.web.organisations_import.tables import SHOWN, preview_table
from nscl.web.plan_editing import uploads
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.ui.parts import Act
from nscl.web.ui.tables import TableView

_REFUSALS: Final = (ImportFileRefused, OrganisationImportRefused)


@requires(Permission.VIEW_REGISTRY, Permission.KEEP_REGISTRY)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The Excel file to fill."""
    unit = chosen_unit(request)
    data = organisation_template(unit_id=unit.id, at=timezone.now())
    return template_file(data, f"to-chuc-{unit.code}.xlsx")


@requires(Permission.VIEW_REGISTRY, Permission.KEEP_REGISTRY)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """A file to choose; POST keeps it aside and goes to what taking it in would do."""
    unit = chosen_unit(request)
    act = Act(_("Tải tệp mẫu"), reverse("organisation-import-template"), "download")
    answer = _("Nhập vào sổ của %(province)s. Hệ thống cho xem từng dòng sẽ ra sao, rồi mới ghi khi bạn xác nhận.")
    page = import_page(_("Nhập tổ chức từ tệp"), answer % {"province": unit.label}, [act])
    help_text = _("Tệp Excel .xlsx hoặc CSV (UTF-8), nhiều nhất 40 MB và 100.000 dòng. Nên điền vào tệp mẫu.")
    label = _("Tệp tổ chức")
    form = FileForm(request, label=label, limit=MAX_BYTES, help_text=help_text, accept=".xlsx,.csv")

    def take(data: bytes, name: str) -> str:
        is_large = len(data) > running.LARGE_BYTES
        if not is_large:
            _rehearsed(request, unit.id, name, data)
        token = kept(request, data, name)
        if is_large:
            large.begin(request, unit.id, token, name, FileTask.REHEARSE)
        return rehearsal_href(unit.id, token)

    return choose_file(request, form, page=page, back=list_href(), take=take, refusals=_REFUSALS)


@requires(Permission.VIEW_REGISTRY, Permission.KEEP_REGISTRY)
@require_http_methods(["GET", "HEAD", "POST"])
def rehearse(request: HttpRequest, unit: int, token: str) -> HttpResponse:
    """Row by row what will happen; POST does it: all, or the sound rows alone."""
    kept_unit(request, unit)
    runs = runs_of(token, owner=viewer(request).number)
    if runs and request.method != "POST":
        return large.run_page(request, runs)
    upload = kept_or_404(request, token)
    if request.method != "POST":
        return _page(request, unit, upload, ())
    act = request.POST.get(ACT)
    if runs and running.is_writing(runs):
        if act == DROP:
            messages.warning(request, _("Tệp đang được ghi vào sổ nên không dừng giữa chừng được."))
        return go_to(request, request.path)
    if act == DROP:
        drop_runs(token=token, at=timezone.now())
        forget(request, token)
        messages.info(request, _("Không nhập gì."))
        return go_to(request, list_href())
    if not runs:
        return _take_in(request, unit, upload)
    if act == running.AGAIN:
        large.begin_again(request, unit, token, upload.name, runs)
    else:
        large.begin(request, unit, token, upload.name, FileTask.TAKE_IN, sound_only=act == SOUND_ONLY)
    return go_to(request, request.path)


def _take_in(request: HttpRequest, unit: int, upload: uploads.Upload) -> HttpResponse:
    """Take in a small file, or show why not."""
    try:
        done = import_organisations(
            unit_id=unit,
            file_name=upload.name,
            data=upload.pack,
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
            sound_only=request.POST.get(ACT) == SOUND_ONLY,
        )
    except (*_REFUSALS, NotAllowed) as error:
        return _page(request, unit, upload, (str(error),))
    forget(request, upload.token)
    messages.success(request, large.taken_words(len(done.new), len(done.changed), done.wrong_rows + len(done.doubtful)))
    return go_to(request, list_href())


def _page(request: HttpRequest, unit: int, upload: uploads.Upload, refused: Sequence[str]) -> HttpResponse:
    try:
        found = _rehearsed(request, unit, upload.name, upload.pack)
    except _REFUSALS as error:
        return preview_page(request, upload.name, refused=refused or (str(error),))
    figures = Figures(
        added=len(found.new),
        changed=len(found.changed),
        same=len(found.same),
        doubtful=len(found.doubtful),
        wrong=found.wrong_rows,
        hidden=found.hidden,
        unknown=found.unknown,
    )
    return preview_page(request, upload.name, figures=figures, views=_views(request, found), refused=refused)


def _rehearsed(request: HttpRequest, unit: int, name: str, data: bytes) -> OrganisationRehearsal:
    return rehearse_organisations(unit_id=unit, file_name=name, data=data, viewer=viewer(request), at=timezone.now())


def _views(request: HttpRequest, found: OrganisationRehearsal) -> list[TableView[Any]]:
    rows = list(previews(found))
    tables = [preview_table(outcome, [row for row in rows if row.outcome is outcome]) for outcome in SHOWN]
    return presented(request, tables)
