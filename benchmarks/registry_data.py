"""Organisations as a province has them: names of the usual words, tax codes with their check digit, every column."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final

FORMS: Final = (
    "Công ty TNHH",
    "Công ty Cổ phần",
    "Công ty TNHH Một thành viên",
    "Hợp tác xã",
    "Doanh nghiệp tư nhân",
    "Hộ kinh doanh",
)
TRADES: Final = (
    *("Thương mại", "Sản xuất", "Xây dựng", "Dịch vụ", "May mặc", "Cơ khí", "Chế biến nông sản", "Vận tải"),
    *("Điện tử", "Bao bì", "Thực phẩm", "Nội thất", "Dược liệu", "Vật liệu xây dựng", "Du lịch", "Chăn nuôi"),
)
SYLLABLES: Final = (
    *("An", "Bình", "Phát", "Đạt", "Hưng", "Thịnh", "Long", "Minh", "Quang", "Đức", "Hòa", "Phú", "Quý", "Tân", "Việt"),
    *("Nam", "Thành", "Công", "Đại", "Lộc", "Kim", "Ngọc", "Sơn", "Hải", "Thanh", "Trường", "Khánh", "Tâm", "Ánh"),
    *("Dương", "Bảo", "Châu", "Nhật", "Hoàng", "Gia", "Tiến", "Thắng", "Lợi", "Xuân", "Thu", "Đông", "Hạ", "Bắc"),
)
# Weights of a tax code's first nine digits (vietnam.md C5); the tenth is 10 less the remainder by 11.
_WEIGHTS: Final = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def tax_codes() -> Iterator[str]:
    """Tax codes that pass the check, each once."""
    for number in range(20_000_000, 999_999_999, 7):
        digits = f"{number:09d}"
        check = 10 - sum(int(one) * weight for one, weight in zip(digits, _WEIGHTS, strict=True)) % 11
        if check != 10 and digits[2:] != "0000000":
            yield f"{digits}{check % 10}"


def names(chance: random.Random) -> Iterator[str]:
    """Names, nearly all of them told apart by a number of words."""
    while True:
        words = [chance.choice(SYLLABLES) for _ in range(chance.choice((2, 2, 3, 3, 4)))]
        yield " ".join((chance.choice(FORMS), chance.choice(TRADES), *words))


def file_rows(count: int, communes: Sequence[str], seed: int = 20261121) -> Iterator[dict[str, Any]]:
    """Rows of a file with every column that an office fills in."""
    chance = random.Random(seed)  # noqa: S311  (sample data)
    for number, (code, name) in enumerate(zip(tax_codes(), names(chance), strict=False)):
        if number == count:
            return
        row: dict[str, Any] = {
            "name": name,
            "tax_code": code,
            "commune": chance.choice(communes),
            "address": f"Số {number % 300 + 1}, đường {number % 40 + 1}",
            "founded_on": date(2005, 1, 1) + timedelta(days=number % 6000),
            "industry": chance.choice(("1071", "10", "14", "25", "01", "C1020", "41")),
            "representative": f"Nguyễn Văn {chance.choice(SYLLABLES)}",
            "phone": f"09{number % 100_000_000:08d}",
            "email": f"lienhe{number}@thu.example",
        }
        row["kind"] = _kind(name)
        if number % 2:
            row |= {"year": 2025.0, "workers": float(chance.randrange(1, 300)), "revenue": 2e9, "capital": 1e9 + number}
        if number % 10 == 0:
            row |= {"flags": "OCOP 4 sao: chè xanh", "flags_since": date(2025, 5, 1), "flags_basis": "QĐ 12/QĐ-UBND"}
        yield row


def _kind(name: str) -> str:
    starts = {"Hợp tác xã": "hợp tác xã", "Hộ kinh": "hộ kinh doanh"}
    return next((kind for start, kind in starts.items() if name.startswith(start)), "doanh nghiệp")
