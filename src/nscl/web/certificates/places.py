"""Where certificates stand, who signs them, and how they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from nscl.documents.certificate import CertificateSheet, write_certificates
from nscl.records.signing import Signer, load_signer
from nscl.training.queries.certificates.lists import CertificateMissing, find_certificate
from nscl.training.queries.certificates.rows import CertificateRow, PrintedCertificate
from nscl.training.rules.certificates import REASON_LENGTH
from nscl.training.signing import code_of
from nscl.web.access import viewer
from nscl.web.ui.assets import font_folders

_PDF: Final = "application/pdf"


def key_file() -> Path:
    """The file of this deployment's key."""
    return Path(settings.CERTIFICATE_KEY_FILE)


def signer() -> Signer:
    """The key of this deployment, made where there is none yet. Raises KeyUnusable."""
    return load_signer(key_file())


def certificate_or_404(request: HttpRequest, number: int) -> CertificateRow:
    """A certificate that the person may see, as of today. Raises Http404."""
    try:
        return find_certificate(viewer(request), number, on=timezone.localdate())
    except CertificateMissing as missing:
        raise Http404 from missing


def certificate_href(number: int, name: str = "certificate") -> str:
    """A page of a certificate, by the name of its address."""
    return reverse(name, kwargs={"number": number})


def public_href(token: str) -> str:
    """Where everybody who has the certificate can check it."""
    return reverse("certificate-public", kwargs={"token": token})


def reason_field(label: str, help_text: str = "") -> forms.CharField:
    """A reason that must be given."""
    box = forms.Textarea({"rows": 3, "maxlength": REASON_LENGTH})
    return forms.CharField(label=label, widget=box, help_text=help_text)


def pdf_response(request: HttpRequest, printed: Sequence[PrintedCertificate], name: str) -> HttpResponse:
    """The certificates as one PDF. name: of the file, ASCII and without its ending. Raises Http404 for none."""
    if not printed:
        raise Http404
    data = write_certificates([_sheet(request, one) for one in printed], fonts=font_folders())
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(data, content_type=_PDF, headers=headers)


def _sheet(request: HttpRequest, one: PrintedCertificate) -> CertificateSheet:
    address = request.build_absolute_uri(public_href(one.token))
    return CertificateSheet(
        serial=one.serial,
        holder=one.holder,
        course=one.course,
        issuer=one.issuer,
        place=one.place,
        issued_on=one.issued_on,
        valid_to=one.valid_to,
        code=f"{address}#{code_of(one.signed_text, one.signature)}",
        address=address.partition("://")[2],
        is_sample=one.is_sample,
    )
