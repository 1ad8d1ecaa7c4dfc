"""From what certificates say to their pages. What people typed goes in as data: nothing in it is taken for markup."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import typst

from nscl.documents.qr import qr_svg
from nscl.text.dates import format_date

TEMPLATE: Final = Path(__file__).with_name("certificate.typ")


@dataclass(frozen=True, slots=True)
class CertificateSheet:
    """One certificate as it is printed. place: where it was issued ("Bắc Ninh"); valid_to None: it does not expire.

    code: what its QR code says; address: where it can be checked by hand. is_sample: stamped all over as a sample.
    """

    serial: str
    holder: str
    course: str
    issuer: str
    place: str
    issued_on: date
    valid_to: date | None
    code: str
    address: str
    is_sample: bool = False


def write_certificates(sheets: Sequence[CertificateSheet], *, fonts: Sequence[Path]) -> bytes:
    """The certificates as one PDF, a page each, in the order given; the same input gives the same bytes.

    fonts: folders that hold Be Vietnam Pro and Inter. Raises ValueError where there is none to print.
    """
    if not sheets:
        raise ValueError(sheets)
    return typeset([page_of(sheet) for sheet in sheets], fonts=fonts)


def page_of(sheet: CertificateSheet) -> dict[str, Any]:
    """What the template needs to know of one certificate."""
    issued = sheet.issued_on
    return {
        "serial": sheet.serial,
        "holder": sheet.holder,
        "course": sheet.course,
        "issuer": sheet.issuer,
        "signed": f"{sheet.place}, ngày {issued.day:02d} tháng {issued.month:02d} năm {issued.year}",
        "valid": "" if sheet.valid_to is None else f"Có giá trị đến hết ngày {format_date(sheet.valid_to)}",
        "qr": qr_svg(sheet.code, quiet_zone=0),
        "address": sheet.address,
        "sample": sheet.is_sample,
    }


def typeset(pages: Sequence[dict[str, Any]], *, fonts: Sequence[Path]) -> bytes:
    """The pages, given what the template needs of each."""
    compiler = typst.Compiler(
        TEMPLATE, font_paths=list(fonts), ignore_system_fonts=True, sys_inputs={"pages": json.dumps(pages)}
    )
    made = compiler.compile(format="pdf")
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made
