"""Claim: 1,000 certificates as one PDF take at most twice as long as typst alone takes for the same pages.

Run: `python benchmarks/bench_certificates.py`. Ours begins with what the register holds: the code of each is drawn, the
data are packed, the pages are set. Typst alone gets the pages ready, codes drawn, as this run made them before. Both
are timed in turns in the same run, each time in a process of its own: typst remembers what it has set, and nobody
prints the same certificates again and again. Judged is the ratio of medians; signing them is told besides.
"""

from __future__ import annotations

import base64
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from nscl.documents.certificate.typesetting import CertificateSheet, page_of, typeset, write_certificates
from nscl.records.signing import Signer
from nscl.training.signing import Statement, code_of
from nscl.web.ui.assets import font_folders

CERTIFICATES = 1_000
ROUNDS = 3
GOAL = 2.0
SEED = 20261121
ON, UNTIL = date(2026, 11, 21), date(2028, 11, 21)
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi")
MIDDLE = ("Thị", "Văn", "Minh", "Thu", "Quang", "Ngọc")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Én", "Giang", "Hương", "Khoa", "Ánh Tuyết", "Phương")
COURSE = "Hệ thống quản lý chất lượng cho doanh nghiệp nhỏ và vừa"
ISSUER = "Sở Khoa học và Công nghệ thành phố Bắc Ninh"


def statements(key_id: str) -> list[Statement]:
    """What the certificates say."""
    drawn = random.Random(SEED)  # noqa: S311  (names, no secrets)
    return [
        Statement(
            key_id=key_id,
            serial=f"24-2026-{number:06d}",
            holder=" ".join(drawn.choice(words) for words in (SURNAMES, MIDDLE, GIVEN)),
            course=COURSE,
            issued=ON,
            valid_to=UNTIL,
            issuer=ISSUER,
        )
        for number in range(1, CERTIFICATES + 1)
    ]


def sheet(said: Statement, code: str, token: str) -> CertificateSheet:
    """One as it is printed."""
    address = f"nscl.bacninh.gov.vn/chung-nhan/{token}/"
    return CertificateSheet(
        serial=said.serial,
        holder=said.holder,
        course=said.course,
        issuer=said.issuer,
        place="Bắc Ninh",
        issued_on=said.issued,
        valid_to=said.valid_to,
        code=f"https://{address}#{code}",
        address=address,
    )


def seconds(act: Callable[[], object]) -> float:
    """How long a call takes in a process that has not made it before."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        start = time.perf_counter()
        act()
        os.write(writer, f"{time.perf_counter() - start}".encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        taken = float(told.read())
    os.waitpid(child, 0)
    return taken


def main() -> int:
    """Measure and judge."""
    signer = Signer(Ed25519PrivateKey.generate())
    said = statements(signer.key_id)
    start = time.perf_counter()
    codes = [code_of(one.text(), signer.sign(one.text())) for one in said]
    signing = time.perf_counter() - start
    tokens = [base64.urlsafe_b64encode(os.urandom(16)).decode()[:22] for _one in said]
    sheets = [sheet(*parts) for parts in zip(said, codes, tokens, strict=True)]
    fonts: list[Path] = font_folders()
    pages = [page_of(one) for one in sheets]
    ours: list[float] = []
    bare: list[float] = []
    for _round in range(ROUNDS):
        bare.append(seconds(lambda: typeset(pages, fonts=fonts)))
        ours.append(seconds(lambda: write_certificates(sheets, fonts=fonts)))
    ratio = statistics.median(ours) / statistics.median(bare)
    size = len(write_certificates(sheets, fonts=fonts))
    print(f"{CERTIFICATES} certificates: {statistics.median(ours):.2f} s, {size / 1e6:.1f} MB, signing {signing:.2f} s")
    print(f"typst alone: {statistics.median(bare):.2f} s")
    print(f"ratio {ratio:.2f}, allowed {GOAL:.2f}: {'holds' if ratio <= GOAL else 'DOES NOT HOLD'}")
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
