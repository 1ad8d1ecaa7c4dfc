"""A province's package as a file, for who issues its reports; and the public key by which others verify it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl import __version__
from nscl.accounts.enums import Permission
from nscl.records.signing import KeyUnusable, find_public_key, key_id, load_signer, public_pem
from nscl.reporting.queries.sending import ExportRow, NothingToSend, exportable, write_province_package
from nscl.text.formats import format_number
from nscl.web.access import require_POST, require_safe, requires, viewer
from nscl.web.plan_editing.forms.spec import Choice
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.report_nation.forms import PACKAGE, SendForm
from nscl.web.report_nation.package_tables import export_label
from nscl.web.report_nation.places import SEND, nation_page, report_crumbs
from nscl.web.report_nation.views.packages import ZIP_TYPE
from nscl.web.report_nation.words import key_words
from nscl.web.reports.sections import section_tabs
from nscl.web.ui.parts import Notice, Tone
from nscl.web.ui.samples import sample_notices

PEM_TYPE: Final = "application/x-pem-file"
# A package of a few megabytes stays in memory; a larger one goes to a file that goes away by itself.
_IN_MEMORY: Final = 8 * 1024 * 1024


@requires(Permission.ISSUE_REPORTS)
@require_safe
def send(request: HttpRequest) -> HttpResponse:
    """What of the province may be sent, and the key to hand to who receives it."""
    rows = exportable(viewer(request), timezone.localdate())
    notices = sample_notices(is_sample=any(row.is_sample for row in rows))
    key = ""
    try:
        public = find_public_key(settings.PACKAGE_KEY_FILE)
    except KeyUnusable as error:
        notices.append(Notice(_("Chưa ký được gói"), str(error), Tone.BAD))
    else:
        if public is not None:
            key = key_words(key_id(public))
    context: dict[str, Any] = {
        "page": nation_page(_("Gửi gói số liệu của tỉnh"), _answer(rows), way=report_crumbs()),
        "sections": section_tabs(request, SEND),
        "notices": notices,
        "form": _form(rows) if rows else None,
        "key": key,
    }
    return render(request, "report_nation/send.html", context)


def _answer(rows: Sequence[ExportRow]) -> str:
    issued = sum(row.edition is not None for row in rows)
    if not issued:
        return _("Chưa ban hành báo cáo nào; chỉ gửi được số liệu đang chạy.") if rows else _("Chưa có gì để gửi.")
    words = ngettext("%(n)s báo cáo đã ban hành có thể gửi.", "%(n)s báo cáo đã ban hành có thể gửi.", issued)
    return words % {"n": format_number(issued)}


def _form(rows: Sequence[ExportRow]) -> SendForm:
    """The choices, the newest issued report ticked."""
    likely = next((row for row in rows if row.edition is not None), rows[0])
    return SendForm(_choices(rows), likely=choice_code(likely))


def _choices(rows: Sequence[ExportRow]) -> list[Choice]:
    return [(choice_code(row), export_label(row)) for row in rows]


def choice_code(row: ExportRow) -> str:
    """A choice in the form: plan, year, and whether its figures are live."""
    return f"{row.plan_id}-{row.year}-{'dang-chay' if row.edition is None else 'ban-hanh'}"


@requires(Permission.ISSUE_REPORTS)
@require_POST
def write(request: HttpRequest) -> HttpResponseBase:
    """The file. A POST, since the first one makes the key."""
    person = viewer(request)
    rows = exportable(person, timezone.localdate())
    form = SendForm(_choices(rows), request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy chọn năm và kế hoạch cần gửi."))
        return go_to(request, reverse(SEND))
    row = next(one for one in rows if choice_code(one) == form.cleaned_data[PACKAGE])
    stream = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 FileResponse closes it
    try:
        written = write_province_package(
            stream,
            viewer=person,
            plan_id=row.plan_id,
            year=row.year,
            on=timezone.localdate(),
            at=timezone.now(),
            signer=load_signer(settings.PACKAGE_KEY_FILE),
            deployment=settings.DEPLOYMENT_NAME,
            software=f"nscl {__version__}",
            is_live=row.edition is None,
        )
    except (NothingToSend, KeyUnusable) as error:
        stream.close()
        messages.error(request, str(error))
        return go_to(request, reverse(SEND))
    stream.seek(0)
    plain = written.file_name if written.file_name.isascii() else f"goi-{row.year}.nscl.zip"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(written.file_name)}"
    return FileResponse(stream, content_type=ZIP_TYPE, headers={"Content-Disposition": disposition})


@requires(Permission.ISSUE_REPORTS)
@require_safe
def own_key(_request: HttpRequest) -> HttpResponse:
    """This deployment's public key. Raises Http404 where nothing was signed yet, or the key cannot be read."""
    try:
        public = find_public_key(settings.PACKAGE_KEY_FILE)
    except KeyUnusable as error:
        raise Http404 from error
    if public is None:
        raise Http404
    name = f"khoa-nscl-{key_id(public)}.pem"
    return HttpResponse(
        public_pem(public), content_type=PEM_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
