"""Why an act on a certificate was refused."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nscl.training.operations.errors import StateRefused, TrainingError


class CertificateGone(TrainingError):
    """There is no certificate of that number."""

    def __init__(self, number: int) -> None:
        super().__init__(_("Không có chứng nhận này. Hãy mở lại danh sách chứng nhận."))
        self.number = number


class CertificateRefused(StateRefused):
    """The class or the certificate stands where this act is not possible."""
