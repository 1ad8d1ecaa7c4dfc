"""Acts on certificates: issued to all of a class who earned them, issued again, revoked."""

from nscl.training.operations.certificates.changing import reissue_certificate, revoke_certificate
from nscl.training.operations.certificates.errors import CertificateGone, CertificateRefused
from nscl.training.operations.certificates.issuing import IssuedCertificates, issue_certificates

__all__ = [
    "CertificateGone",
    "CertificateRefused",
    "IssuedCertificates",
    "issue_certificates",
    "reissue_certificate",
    "revoke_certificate",
]
