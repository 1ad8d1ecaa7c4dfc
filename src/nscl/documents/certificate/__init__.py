"""Certificates as PDF: any number of them in one run, each a page of A4 across (typst)."""

from nscl.documents.certificate.typesetting import CertificateSheet, write_certificates

__all__ = ["CertificateSheet", "write_certificates"]
