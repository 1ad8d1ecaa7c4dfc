"""Certificates to print: one, all of a class in one file, and one's own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from nscl.accounts.enums import Permission
from nscl.training.queries.certificates.lists import (
    CertificateMissing,
    certificate_to_print,
    class_certificates_to_print,
)
from nscl.training.queries.certificates.public import own_certificate
from nscl.web.access import public, require_safe, requires, viewer
from nscl.web.certificates.places import pdf_response
from nscl.web.class_registration.places import participant_or_404
from nscl.web.training.places import class_or_404
from nscl.web.ui.unlisted import unlisted


@requires(Permission.VIEW_TRAINING)
@require_safe
def certificate_file(request: HttpRequest, number: int) -> HttpResponse:
    """One certificate, whatever became of it: its page says that."""
    try:
        one = certificate_to_print(viewer(request), number)
    except CertificateMissing as missing:
        raise Http404 from missing
    return pdf_response(request, [one], f"chung-nhan-{one.serial}")


@requires(Permission.VIEW_TRAINING)
@require_safe
def class_file(request: HttpRequest, number: int) -> HttpResponse:
    """All certificates of a class that are neither revoked nor replaced, a page each."""
    header = class_or_404(request, number)
    return pdf_response(request, class_certificates_to_print(header), f"chung-nhan-lop-{number}")


@public
@unlisted
@require_safe
def participant_file(request: HttpRequest, token: str) -> HttpResponse:
    """A participant's own, from their own page."""
    participant_or_404(request, token)
    one = own_certificate(token)
    return pdf_response(request, [] if one is None else [one], "chung-nhan")
