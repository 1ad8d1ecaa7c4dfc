"""The bytes: previews of pictures for whoever may see the thing, originals for those who answer for it or audit it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase

from nscl.accounts.enums import Permission
from nscl.records.evidence_files.naming import MEDIA_TYPES
from nscl.records.evidence_files.storage import evidence_store
from nscl.records.queries.evidence import EvidenceRow, StoredFile
from nscl.web.access import require_safe, requires
from nscl.web.evidence.subjects import evidence_or_404, sees_originals

_JPEG: Final = "image/jpeg"
# Opened by itself, a file loads nothing, runs nothing, and has no origin of ours. (Browsers style the page around a
# picture themselves.)
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@requires(Permission.VIEW_WORK)
@require_safe
def preview(request: HttpRequest, number: int) -> HttpResponseBase:
    """A picture for the screen, without what the camera wrote into it."""
    row, _kind = evidence_or_404(request, number)
    file = _picture(row)
    return send_stored(request, evidence_store().preview(file.sha256), f'"{file.sha256}-xem"', _JPEG)


@requires(Permission.VIEW_WORK)
@require_safe
def thumbnail(request: HttpRequest, number: int) -> HttpResponseBase:
    """A picture for a list."""
    row, _kind = evidence_or_404(request, number)
    file = _picture(row)
    return send_stored(request, evidence_store().thumbnail(file.sha256), f'"{file.sha256}-nho"', _JPEG)


@requires(Permission.VIEW_WORK)
@require_safe
def original(request: HttpRequest, number: int) -> HttpResponseBase:
    """A document, or a picture as it came in, to be saved. The original of a picture says where it was taken."""
    row, kind = evidence_or_404(request, number)
    file = _there(row)
    if file.is_picture and not sees_originals(request, row, kind):
        raise Http404
    path = evidence_store().original(file.sha256)
    return send_stored(request, path, f'"{file.sha256}"', MEDIA_TYPES[file.type], save_as=row.name)


def _there(row: EvidenceRow) -> StoredFile:
    if row.file is None or not row.file.is_there:
        raise Http404
    return row.file


def _picture(row: EvidenceRow) -> StoredFile:
    file = _there(row)
    if not file.is_picture:
        raise Http404
    return file


def send_stored(request: HttpRequest, path: Path, etag: str, media_type: str, *, save_as: str = "") -> HttpResponseBase:
    """A file of the store, or that the browser has it: asked anew each time, because a permission may be gone since.

    save_as: the name under which it is saved; "" shows it.
    """
    headers = {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": _POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if request.headers.get("If-None-Match") == etag:
        not_modified: HttpResponse = HttpResponseNotModified()
        for name, value in headers.items():
            not_modified.headers[name] = value
        return not_modified
    try:
        content = path.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    return FileResponse(
        content, as_attachment=bool(save_as), filename=save_as, content_type=media_type, headers=headers
    )
