"""Figures from a CSV text: which column is which, and numbers that can be read in one way only."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from nscl.economics.decomposition import SectorYear, check_total
from nscl.economics.problems import DataProblem
from nscl.economics.series import Series


class DecimalMark(StrEnum):
    """What stands before the decimals."""

    POINT = "point"
    COMMA = "comma"


# Heads that files carry, folded to lower case → the column's name here.
HEADS: Final[Mapping[str, str]] = {
    "năm": "year",
    "nam": "year",
    "year": "year",
    "ngành": "sector",
    "nganh": "sector",
    "sector": "sector",
    "grdp": "output",
    "gdp": "output",
    "output": "output",
    "va": "output",
    "grdp_hien_hanh": "current",
    "grdp_current": "current",
    "current": "current",
    "von": "capital",
    "vốn": "capital",
    "capital": "capital",
    "dau_tu": "investment",
    "đầu tư": "investment",
    "investment": "investment",
    "lao_dong": "labour",
    "lao động": "labour",
    "labour": "labour",
    "thu_nhap_lao_dong": "labour_income",
    "thu nhập lao động": "labour_income",
    "labour_income": "labour_income",
    "ty_trong_lao_dong": "labour_share",
    "tỷ trọng lao động": "labour_share",
    "labour_share": "labour_share",
    "gio_lam_viec": "hours",
    "giờ làm việc": "hours",
    "hours": "hours",
    "chi_nghien_cuu": "research",
    "chi nghiên cứu": "research",
    "research": "research",
    "cong_suat": "capacity",
    "công suất": "capacity",
    "capacity": "capacity",
    "trinh_do": "education",
    "trình độ": "education",
    "education": "education",
    "gioi": "sex",
    "giới tính": "sex",
    "sex": "sex",
    "tuoi": "age",
    "nhóm tuổi": "age",
    "age": "age",
    "tien_luong": "wage",
    "tiền lương": "wage",
    "wage": "wage",
    "tai_san": "asset",
    "tài sản": "asset",
    "asset": "asset",
    "chi_so_gia": "price",
    "chỉ số giá": "price",
    "price": "price",
    "khau_hao": "depreciation",
    "khấu hao": "depreciation",
    "depreciation": "depreciation",
    "von_dau_ky": "initial",
    "vốn đầu kỳ": "initial",
    "initial": "initial",
    "yeu_to": "factor",
    "yếu tố": "factor",
    "factor": "factor",
    "loai": "kind",
    "loại": "kind",
    "kind": "kind",
    "luong": "quantity",
    "lượng": "quantity",
    "quantity": "quantity",
    "chi_phi": "cost",
    "chi phí": "cost",
    "cost": "cost",
}
NAMES: Final[Mapping[str, str]] = {
    "output": "GRDP",
    "current": "GRDP giá hiện hành",
    "capital": "Vốn",
    "investment": "Vốn đầu tư",
    "labour": "Lao động",
    "labour_income": "Thu nhập của người lao động",
    "labour_share": "Tỷ trọng lao động",
    "hours": "Giờ làm việc",
    "research": "Chi nghiên cứu",
    "capacity": "Mức sử dụng công suất",
}
# Rows of a table by sector that are all sectors together, folded to lower case.
TOTALS: Final = frozenset(
    {"tổng", "tổng số", "tổng cộng", "toàn tỉnh", "toàn bộ", "cả tỉnh", "cả nước", "chung", "total"}
)
YEARS: Final = range(1900, 2101)
_WRITTEN: Final = {
    DecimalMark.POINT: re.compile(r"-?(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?", re.ASCII),
    DecimalMark.COMMA: re.compile(r"-?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?", re.ASCII),
}


def read_number(text: str, where: str, decimal: DecimalMark | None = None) -> float:
    """A number of a table. "1.234" and "1,234" are a thousand apart in meaning: refused unless `decimal` says which.

    Raises DataProblem for anything that cannot be read in one way.
    """
    body = re.sub(r"\s", "", text)
    readings = {
        float(body.replace("," if mark is DecimalMark.POINT else ".", "").replace(",", "."))
        for mark, written in _WRITTEN.items()
        if decimal in (None, mark) and written.fullmatch(body)
    }
    if not readings:
        raise DataProblem(where, f"“{text}” không phải là số.", "Hãy sửa ô này.")
    if len(readings) > 1:
        raise DataProblem(
            where,
            f"“{text}” có thể là hàng nghìn hoặc số lẻ.",
            "Hãy nêu dấu thập phân là chấm (point) hay phẩy (comma).",
        )
    return readings.pop()


def read_rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV text (comma, semicolon or tab between cells), by the names of `HEADS`.

    Heads that are not known are left out: a file may carry notes. Raises DataProblem where there is no column of years
    or a head stands twice.
    """
    lines = text.lstrip("\ufeff")
    first = lines.partition("\n")[0]
    mark = max((";", "\t", ","), key=first.count)
    rows = list(csv.reader(io.StringIO(lines), delimiter=mark))
    if not rows:
        raise DataProblem("Tệp", "trống.", "Hãy chọn tệp có dòng đầu là tên cột.")
    heads = [HEADS.get(" ".join(head.split()).lower()) for head in rows[0]]
    known = [head for head in heads if head]
    if "year" not in known:
        raise DataProblem("Dòng đầu", "không có cột năm.", "Hãy đặt tên cột là “nam” hoặc “year”.")
    twice = next((head for head in known if known.count(head) > 1), None)
    if twice:
        raise DataProblem("Dòng đầu", f"có hai cột “{twice}”.", "Hãy bỏ bớt một cột.")
    return [
        {head: cell.strip() for head, cell in zip(heads, row, strict=False) if head}
        for row in rows[1:]
        if any(cell.strip() for cell in row)
    ]


def series_of(rows: Sequence[Mapping[str, str]], decimal: DecimalMark | None = None) -> dict[str, Series]:
    """The series of a table by year, by column name; an empty cell is a year without a figure.

    Raises DataProblem for a year that stands twice or is none, and for cells that are no numbers.
    """
    values: dict[str, dict[int, float]] = {}
    seen: set[int] = set()
    for number, row in enumerate(rows, start=2):  # the heads are line 1
        year = year_of(row, number)
        if year in seen:
            raise DataProblem(f"Năm {year}", "đứng ở hai dòng.", "Hãy bỏ bớt một dòng.")
        seen.add(year)
        for head in NAMES:
            if row.get(head):
                cell = read_number(row[head], f"{NAMES[head]} năm {year} (dòng {number})", decimal)
                values.setdefault(head, {})[year] = cell
    return {head: Series(NAMES[head], "", by_year) for head, by_year in values.items()}


def sectors_of(
    rows: Sequence[Mapping[str, str]], decimal: DecimalMark | None = None
) -> dict[str, dict[int, SectorYear]]:
    """Sector → year → figures, from rows of sector, year, output, labour and perhaps current value.

    Raises DataProblem for a row without a sector, a sector and year that stand twice, a missing or unreadable figure.
    """
    table: dict[str, dict[int, SectorYear]] = {}
    for number, row in enumerate(rows, start=2):
        year, name = year_of(row, number), row.get("sector", "")
        if not name:
            raise DataProblem(f"Dòng {number}", "không có tên ngành.", "Hãy thêm cột “nganh”.")
        where = f"{name} năm {year} (dòng {number})"
        if year in table.setdefault(name, {}):
            raise DataProblem(where, "đứng ở hai dòng.", "Hãy bỏ bớt một dòng.")
        cells = {head: row.get(head, "") for head in ("output", "labour", "current")}
        missing = next((NAMES[head] for head in ("output", "labour") if not cells[head]), None)
        if missing:
            raise DataProblem(where, f"thiếu {missing}.", "Hãy bổ sung, hoặc gộp ngành này với ngành khác.")
        read = {head: read_number(cell, f"{NAMES[head]}, {where}", decimal) for head, cell in cells.items() if cell}
        table[name][year] = SectorYear(read["output"], read["labour"], read.get("current"))
    return table


def without_total(
    sectors: Mapping[str, Mapping[int, SectorYear]],
) -> tuple[dict[str, Mapping[int, SectorYear]], str | None]:
    """The sectors without the row that is all of them, and that row's name: it would be counted twice.

    Raises DataProblem where the sectors do not add up to it, or two rows are totals.
    """
    totals = [name for name in sectors if " ".join(name.split()).lower() in TOTALS]
    if not totals:
        return dict(sectors), None
    if len(totals) > 1:
        raise DataProblem("Bảng ngành", f"có hai dòng tổng: {', '.join(totals)}.", "Hãy bỏ bớt một dòng.")
    parts = {name: rows for name, rows in sectors.items() if name not in totals}
    check_total(parts, sectors[totals[0]])
    return parts, totals[0]


def year_of(row: Mapping[str, str], number: int) -> int:
    """The year of a row. Raises DataProblem naming the line where it is none."""
    text = row.get("year", "")
    if not text.isdecimal() or int(text) not in YEARS:
        raise DataProblem(f"Dòng {number}", f"“{text}” không phải là năm.", "Hãy ghi năm bằng bốn chữ số.")
    return int(text)
