"""Taking in a document, and the person's readings so far."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nscl.accounts.enums import Permission
from nscl.plans.operations.errors import AlreadyUploaded, PlanError
from nscl.plans.operations.readings.uploading import discard_reading, queue_again, register_reading
from nscl.plans.queries.readings import (
    ReadingNotFound,
    ReadingRow,
    get_reading,
    kept_tokens,
    list_readings,
)
from nscl.text.formats import format_number
from nscl.web.access import actor, requires, viewer
from nscl.web.context_choice import current
from nscl.web.plan_editing.uploads import file_name
from nscl.web.plan_editing.views.pages import SECTION, go_to, show
from nscl.web.plan_reading import storage
from nscl.web.plan_reading.forms import DocumentForm, TemplateForm
from nscl.web.plan_reading.launching import launch
from nscl.web.plan_reading.words import READING_CHIPS, doubtful_places
from nscl.web.ui.parts import Act, Confirmation, Crumb, Page
from nscl.web.ui.tables import Column, Kind, Table, TableQuery


@requires(Permission.EDIT_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a document; POST has it read and goes to how far that is."""
    form = DocumentForm(request.POST, request.FILES) if request.method == "POST" else DocumentForm()
    if request.method == "POST" and form.is_valid():
        try:
            return go_to(request, reading_href(_register(request, form.cleaned_data["van_ban"])))
        except AlreadyUploaded as known:
            messages.info(request, str(known))
            return go_to(request, reading_href(known.number))
        except PlanError as error:
            form.add_error("van_ban", str(error))
        except OSError:
            message = _("Máy chủ không ghi được tệp: hết chỗ hoặc không có quyền ghi. Hãy báo quản trị hệ thống.")
            form.add_error("van_ban", message)
    return upload_page(request, form, TemplateForm(year=current(request).year))


def upload_page(request: HttpRequest, form: DocumentForm, template: TemplateForm) -> HttpResponse:
    """The two forms of the page, and the person's readings so far."""
    readings = list_readings(viewer(request))
    context: dict[str, Any] = {
        "page": Page(
            _("Đọc văn bản kế hoạch"),
            _("Tải lên văn bản đã ký; hệ thống đọc thành bản nháp và chỉ ra chỗ nghi ngờ, chỗ chưa đọc được."),
            [Crumb(_("Kế hoạch"), reverse("plan-list"))],
            SECTION,
            [Act(_("Nạp gói kế hoạch"), reverse("plan-load"), "file-up")],
        ),
        "form": form,
        "template": template,
        "readings": _readings_table(readings).present(TableQuery.of(request)) if readings else None,
    }
    return show(
        request,
        "plan_reading/upload.html",
        context,
        HTTPStatus.UNPROCESSABLE_ENTITY if form.errors or template.errors else HTTPStatus.OK,
    )


def _register(request: HttpRequest, file: UploadedFile[bytes]) -> int:
    """Keep a document and queue it. Raises PlanError, OSError; then nothing of it is left."""
    storage.clear_orphans(kept=kept_tokens(), at=timezone.now())
    stored = storage.keep(file)
    try:
        with transaction.atomic():
            reading = register_reading(
                token=stored.token,
                file_name=file_name(file.name or ""),
                size=stored.size,
                sha256=stored.sha256,
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
            transaction.on_commit(partial(launch, reading.pk))
    except BaseException:
        storage.remove(stored.token)
        raise
    return reading.pk


def _readings_table(readings: tuple[ReadingRow, ...]) -> Table[ReadingRow]:
    return Table[ReadingRow](
        name="lan-doc",
        caption=_("Văn bản bạn đã tải lên"),
        rows=readings,
        columns=[
            Column("file_name", _("Văn bản"), href=lambda r: reading_href(r.number), filling=True),
            Column("uploaded_at", _("Tải lên"), Kind.DATE, value=lambda r: timezone.localtime(r.uploaded_at).date()),
            Column("state", _("Tình trạng"), Kind.CHIP, value=lambda r: READING_CHIPS[r.state]),
            Column("doubts", _("Cần xem"), value=lambda r: doubtful_places(r.doubts) if r.doubts else ""),
        ],
        exportable=False,
    )


@requires(Permission.EDIT_PLANS)
@require_POST
def again(request: HttpRequest, number: int) -> HttpResponse:
    """Have a document read once more: after a failure, or where its worker has died."""
    reading_or_404(request, number)
    try:
        with transaction.atomic():
            queue_again(number=number, viewer=viewer(request), by=actor(request), at=timezone.now())
            transaction.on_commit(partial(launch, number))
    except PlanError as error:
        messages.error(request, str(error))
    return go_to(request, reading_href(number))


@requires(Permission.EDIT_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then give a reading up and remove its file."""
    reading = reading_or_404(request, number)
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            token = discard_reading(number=number, viewer=viewer(request), by=actor(request), at=timezone.now())
        except PlanError as error:
            refused = (str(error),)
        else:
            storage.remove(token)
            messages.success(request, _("Đã bỏ %(name)s.") % {"name": reading.file_name})
            return go_to(request, reverse("plan-read"))
    context = {
        "page": reading_head(reading, _("Bỏ văn bản đã tải lên")),
        "confirmation": Confirmation(
            _("Bỏ %(name)s?") % {"name": reading.file_name},
            [
                _("Tệp %(size)s kB và những gì đã đọc từ nó bị xóa khỏi máy chủ.")
                % {"size": format_number(-(-reading.size // 1000))},
                _("Tải lên lại được lúc nào cũng được; nhật ký còn ghi ai bỏ, lúc nào."),
            ],
            _("Bỏ văn bản này"),
            reading_href(number),
            danger=True,
            icon="trash-2",
        ),
        "refused": refused,
        "form": None,
    }
    return show(request, "plan_editing/confirm.html", context, HTTPStatus.CONFLICT if refused else HTTPStatus.OK)


def reading_or_404(request: HttpRequest, number: int) -> ReadingRow:
    """The person's own reading. Raises Http404."""
    try:
        return get_reading(viewer(request), number)
    except ReadingNotFound as missing:
        raise Http404 from missing


def reading_href(number: int) -> str:
    """The page of a reading."""
    return reverse("plan-reading", kwargs={"number": number})


def reading_head(reading: ReadingRow, title: str, answer: str = "", *, acts: tuple[Act, ...] = ()) -> Page:
    """The head of a page about a reading; its own page is the last crumb, unless this is it."""
    way = [Crumb(_("Kế hoạch"), reverse("plan-list")), Crumb(_("Đọc văn bản kế hoạch"), reverse("plan-read"))]
    if title != reading.file_name:
        way.append(Crumb(reading.file_name, reading_href(reading.number)))
    return Page(title, answer, way, SECTION, acts, chip=READING_CHIPS[reading.state])
