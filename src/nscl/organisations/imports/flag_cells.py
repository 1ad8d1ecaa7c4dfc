"""What is noted of an organisation, in one cell: "OCOP 4 sao: chè Shan; rủi ro cao: thức ăn chăn nuôi; xuất khẩu"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from nscl.organisations.enums import FlagKind, RiskLevel
from nscl.organisations.imports.columns import FLAG_LABELS, RISK_LABELS
from nscl.organisations.models import OCOP_STARS
from nscl.records.spreadsheets.cells import CellError
from nscl.records.spreadsheets.columns import folded

_BETWEEN: Final = re.compile(r"[;\n]")
_STARS: Final = re.compile(r"([0-9]+) sao")
_PRODUCT_LENGTH: Final = 200
# What people write besides the labels, folded.
_SHORT: Final = {
    "san pham chu luc": FlagKind.KEY_PRODUCT,
    "chu luc": FlagKind.KEY_PRODUCT,
    "khoi nghiep": FlagKind.STARTUP,
    "khoi nghiep sang tao": FlagKind.STARTUP,
    "doanh nghiep khcn": FlagKind.SCIENCE,
    "khcn": FlagKind.SCIENCE,
    "cong nghe cao": FlagKind.HIGH_TECH,
    "xuat khau": FlagKind.EXPORT,
    "xuat khau chu luc": FlagKind.KEY_EXPORT,
    "phu nu lam chu": FlagKind.WOMEN_OWNED,
    "nhieu lao dong nu": FlagKind.MANY_WOMEN,
    "doanh nghiep xa hoi": FlagKind.SOCIAL,
    "cum lien ket": FlagKind.CLUSTER,
    "chuoi gia tri": FlagKind.CLUSTER,
    "chuong trinh 1322": FlagKind.PROGRAMME,
}
_KINDS: Final = {folded(label): kind for kind, label in FLAG_LABELS.items()} | _SHORT
_RISKS: Final = {folded(label): risk for risk, label in RISK_LABELS.items()}


@dataclass(frozen=True, slots=True)
class ReadFlag:
    """One thing noted. stars: of OCOP alone; risk: of a level of risk alone; product: "" where none is named."""

    kind: FlagKind
    product: str = ""
    stars: int | None = None
    risk: RiskLevel | None = None


def flags_of(text: str) -> tuple[ReadFlag, ...]:
    """What a cell notes, in its order, each once. Raises CellError for what is not known."""
    found = [_flag(part) for part in _BETWEEN.split(text) if part.strip()]
    twice = {(flag.kind, flag.product) for flag in found}
    if len(twice) < len(found):
        raise CellError(_("một đặc điểm ghi hai lần"), _("giữ một lần, hoặc ghi tên sản phẩm sau dấu hai chấm"))
    return tuple(found)


def flag_words(flag: ReadFlag) -> str:
    """A flag as a file says it: "OCOP 4 sao: chè Shan"."""
    if flag.kind is FlagKind.OCOP:
        words = f"OCOP {flag.stars} sao"
    else:
        words = RISK_LABELS[flag.risk] if flag.risk is not None else FLAG_LABELS[flag.kind]
    return f"{words}: {flag.product}" if flag.product else words


def _flag(part: str) -> ReadFlag:
    words, _colon, product = (one.strip() for one in part.partition(":"))
    product = " ".join(product.split())[:_PRODUCT_LENGTH]
    name = folded(words)
    if name in _RISKS:
        return ReadFlag(FlagKind.RISK, product, risk=_RISKS[name])
    stars = _STARS.search(name)
    if stars is not None or "ocop" in name.split():
        return ReadFlag(FlagKind.OCOP, product, stars=_stars(stars, words))
    kind = _KINDS.get(name)
    if kind is None or kind is FlagKind.RISK:
        raise CellError(
            _("không rõ đặc điểm “%(name)s”") % {"name": words[:60]},
            _("ghi như trang Hướng dẫn của tệp mẫu, ví dụ “OCOP 4 sao: tên sản phẩm; sản xuất hàng xuất khẩu”"),
        )
    return ReadFlag(kind, product)


def _stars(found: re.Match[str] | None, words: str) -> int:
    stars = int(found[1][:3]) if found is not None else 0
    if stars not in OCOP_STARS:
        message = _("“%(name)s” chưa rõ mấy sao (từ %(least)s đến %(most)s)")
        given = {"name": words[:60], "least": OCOP_STARS[0], "most": OCOP_STARS[-1]}
        raise CellError(message % given, _("ghi số sao, ví dụ “OCOP 4 sao”"))
    return stars
