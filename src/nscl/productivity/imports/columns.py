"""The columns of both kinds of files, and what their cells choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nscl.documents.statistics.sdmx_csv import COLUMNS
from nscl.plans.operations.wording import stored
from nscl.productivity.enums import Breakdown, MeasureUnit, PriceBasis, Variable
from nscl.productivity.rules.series_checks import FIRST_YEAR, LAST_YEAR
from nscl.records.spreadsheets.columns import Form, SheetColumn, SheetShape, folded

SHEET: Final = "Số liệu"
# The years that the template has columns for begin with the first constant-price figures of provinces in yearbooks.
TEMPLATE_FROM: Final = 2005

_HEADS: Final = (
    SheetColumn("province", "Tỉnh, thành phố", Form.CHOICE),
    SheetColumn("variable", "Số liệu", Form.CHOICE, is_required=True, also=("Chỉ tiêu", "Biến")),
    SheetColumn("breakdown", "Chia theo", Form.CHOICE),
    SheetColumn("part", "Mã của phần", Form.TEXT, is_of_one=True),
    SheetColumn("part_name", "Tên của phần", Form.TEXT),
    SheetColumn("price_basis", "Giá", Form.CHOICE),
    SheetColumn("base_year", "Năm gốc", Form.COUNT),
    SheetColumn("measured_in", "Đơn vị tính", Form.CHOICE, is_required=True),
    SheetColumn("source", "Nguồn", Form.TEXT, is_required=True),
    SheetColumn("released_on", "Ngày công bố", Form.DATE),
)
_FOUND_BY: Final = frozenset({"variable", "measured_in", "source"})


def sheet_of(first: int, last: int) -> SheetShape:
    """The sheet with a column for each of these years."""
    years = tuple(
        SheetColumn(
            str(year),
            str(year),
            Form.NUMBER,
            also=tuple(f"{word} {year}" for word in ("Năm", "Sơ bộ", "Ước", "Ước tính", "Sơ bộ năm", "Ước năm")),
        )
        for year in range(first, last + 1)
    )
    return SheetShape(SHEET, (*_HEADS, *years), _FOUND_BY)


# What is read: any year that can be.
ANY_YEAR: Final = sheet_of(FIRST_YEAR, LAST_YEAR)
YEAR_KEYS: Final[Mapping[str, int]] = {str(year): year for year in range(FIRST_YEAR, LAST_YEAR + 1)}

_SDMX_NEEDED: Final = frozenset(
    {"ref_area", "indicator", "time_period", "obs_value", "unit_measure", "unit_mult", "source"}
)
SDMX: Final = SheetShape(
    "SDMX-CSV",
    tuple(SheetColumn(name.lower(), name, Form.TEXT, is_required=name.lower() in _SDMX_NEEDED) for name in COLUMNS),
    _SDMX_NEEDED,
)

VARIABLE_LABELS: Final = {one: stored(one.label) for one in Variable}
BREAKDOWN_LABELS: Final = {one: stored(one.label) for one in Breakdown}
PRICE_LABELS: Final[Mapping[PriceBasis, str]] = {
    one: stored(one.label) for one in PriceBasis if one is not PriceBasis.NONE
}
UNIT_LABELS: Final = {one: stored(one.label) for one in MeasureUnit}

# By folded label, and by the name that the code has, which people who write files by program use.
VARIABLES: Final[Mapping[str, Variable]] = {
    folded(name): one for one, label in VARIABLE_LABELS.items() for name in (label, one.value)
}
BREAKDOWNS: Final[Mapping[str, Breakdown]] = {
    folded(name): one for one, label in BREAKDOWN_LABELS.items() for name in (label, one.value)
}
PRICES: Final[Mapping[str, PriceBasis]] = {
    folded(name): one for one, label in PRICE_LABELS.items() for name in (label, one.value)
}
UNITS: Final[Mapping[str, MeasureUnit]] = {
    folded(name): one for one, label in UNIT_LABELS.items() for name in (label, one.value)
}
