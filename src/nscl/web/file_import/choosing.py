"""A file to choose, kept aside until its rehearsal has been looked at."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from nscl.web.access import viewer
from nscl.web.plan_editing import uploads
from nscl.web.plan_editing.forms.files import SmallFileField
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.ui.parts import Page, Text
from nscl.web.ui.tables.export import XLSX_TYPE

FILE: Final = "tep"


class FileForm(forms.Form):
    """A filled template of at most `limit` bytes. accept: the endings that the browser offers."""

    def __init__(
        self, request: HttpRequest, *, label: Text, limit: int, help_text: Text, accept: str = ".xlsx"
    ) -> None:
        is_sent = request.method == "POST"
        super().__init__(request.POST if is_sent else None, request.FILES if is_sent else None)
        self.fields[FILE] = SmallFileField(label=label, limit=limit, accept=accept, help_text=help_text)

    def file(self) -> UploadedFile[bytes]:
        """The file of a valid form."""
        chosen: UploadedFile[bytes] = self.cleaned_data[FILE]
        return chosen


def choose_file(
    request: HttpRequest,
    form: FileForm,
    *,
    page: Page,
    back: str,
    take: Callable[[bytes, str], str],
    refusals: tuple[type[Exception], ...],
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page of the choice; POST has `take` look at the bytes and the file's name, and goes where it says.

    refusals: what `take` raises where the file cannot be read; said at the field.
    """
    if request.method == "POST" and form.is_valid():
        file = form.file()
        try:
            href = take(file.read(), uploads.file_name(file.name or "tep.xlsx"))
        except refusals as error:
            form.add_error(FILE, str(error))
        else:
            return go_to(request, href)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return show(
        request, "file_import/choose.html", {**(context or {}), "page": page, "form": form, "back": back}, status
    )


def kept(request: HttpRequest, data: bytes, name: str) -> str:
    """Keep a file aside for the person; the token by which its rehearsal finds it."""
    return uploads.keep(owner=viewer(request).number, name=name, pack=data, text=None, at=timezone.now())


def kept_or_404(request: HttpRequest, token: str) -> uploads.Upload:
    """A file that the person keeps aside. Raises Http404."""
    try:
        return uploads.find(token=token, owner=viewer(request).number)
    except uploads.UploadGone as gone:
        raise Http404 from gone


def forget(request: HttpRequest, token: str) -> None:
    """Throw a file away that was kept aside."""
    uploads.drop(token=token, owner=viewer(request).number)


def template_file(data: bytes, name: str) -> HttpResponse:
    """An Excel file to fill, under an ASCII name."""
    return HttpResponse(data, content_type=XLSX_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})
