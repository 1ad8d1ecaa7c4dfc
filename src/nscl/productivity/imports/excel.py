"""The Excel template and what is read from it: a row a series, a column a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

from nscl.productivity.enums import Breakdown, FileForm, PriceBasis
from nscl.productivity.imports.cells import figure_of, unknown_name
from nscl.productivity.imports.columns import (
    ANY_YEAR,
    BREAKDOWN_LABELS,
    BREAKDOWNS,
    PRICE_LABELS,
    PRICES,
    TEMPLATE_FROM,
    UNIT_LABELS,
    UNITS,
    VARIABLE_LABELS,
    VARIABLES,
    YEAR_KEYS,
    sheet_of,
)
from nscl.productivity.imports.places import PlaceNames
from nscl.productivity.imports.read import ReadFile, ReadSeries
from nscl.productivity.queries.territory import Place
from nscl.productivity.rules.series_values import SeriesKey, StatedSeries
from nscl.records.spreadsheets import template
from nscl.records.spreadsheets.cells import CellValue, text_of
from nscl.records.spreadsheets.columns import folded
from nscl.records.spreadsheets.reading import read_sheet
from nscl.records.spreadsheets.rows import RowReader

T = TypeVar("T")
_WIDE: Final = {"variable": 34, "part_name": 34, "source": 40, "province": 30, "part": 10, "base_year": 10}
_FROZEN: Final = 2
_SAMPLE: Final = "Số liệu mẫu: tệp này có số liệu bịa ra để làm quen, không dùng để báo cáo."
_GUIDE: Final = (
    "Mỗi dòng của trang “Số liệu” là một chuỗi số liệu, mỗi năm một cột. Chép nguyên số của nguồn, không đổi đơn vị.",
    "Tỉnh, thành phố: để trống là tỉnh nhận tệp. Số liệu của tỉnh trước sáp nhập: chọn tên có ghi “đến 30/06/2025”.",
    "Số của các năm trước sáp nhập phải chọn rõ tỉnh: tỉnh cũ, hoặc tỉnh mới nếu nguồn đã tính lại theo địa giới mới.",
    "Số liệu: GRDP, vốn đầu tư, lao động, thu nhập của người lao động… chọn trong danh sách của ô.",
    "Chia theo: để trống là toàn tỉnh. Theo ngành, tài sản, trình độ, loại chi phí thì ghi thêm mã và tên của phần ấy.",
    "Mã của phần: mã ngành cấp 1 (A, B, C…) hoặc mã tự đặt; một mã dùng cho mọi số liệu của phần ấy.",
    "Giá: “giá so sánh” phải có năm gốc (1994, 2010, 2020); “giá hiện hành” thì không; lao động, chỉ số để trống.",
    "Chỉ số giá: năm gốc là năm có chỉ số 100.",
    "Đơn vị tính: như nguồn in. Triệu đồng và tỷ đồng lệch nhau nghìn lần; hệ thống hỏi khi số lệch bất thường.",
    "Nguồn: tên niên giám hoặc văn bản, kèm trang hoặc bảng. Ngày công bố: để trống nếu không rõ.",
    "Năm nguồn không có số: để trống, hoặc ghi “...” như niên giám. Dấu “-” phải ghi rõ là 0 hoặc để trống.",
    "Số lẻ: gõ là số của Excel, không gõ dấu ngăn hàng nghìn. Ô như “1.234” dạng chữ có hai cách hiểu nên bị hỏi lại.",
    "Nhập lại tệp cũ không tạo gì mới; số, đơn vị hoặc nguồn khác đi thì thành một bản số liệu mới, bản cũ vẫn giữ.",
    "Cả tệp được nhập cùng lúc, hoặc không nhập gì; hệ thống cho xem trước từng chuỗi và từng ô sai.",
)


def write_template(
    places: Sequence[Place],
    this_year: int,
    stated: Iterable[tuple[Place, StatedSeries]] = (),
    *,
    has_sample: bool = False,
) -> bytes:
    """The file to fill for a province (the first of `places`), with series filled in: these are read back exactly.

    has_sample: some of them are a sample, which the guide then says first.
    """
    rows = list(stated)
    years = [year for _place, one in rows for year in one.figures]
    shape = sheet_of(min([TEMPLATE_FROM, *years]), max([this_year, *years]))
    choices = {
        "province": tuple(place.words for place in places),
        "variable": tuple(VARIABLE_LABELS.values()),
        "breakdown": tuple(BREAKDOWN_LABELS.values()),
        "price_basis": tuple(PRICE_LABELS.values()),
        "measured_in": tuple(UNIT_LABELS.values()),
    }
    return template.write_template(
        shape,
        choices,
        title=f"Số liệu năng suất, {places[0].words}",
        guide=(_SAMPLE, *_GUIDE) if has_sample else _GUIDE,
        wide=_WIDE,
        frozen_columns=_FROZEN,
        rows=[_cells(place, one) for place, one in rows],
    )


def _cells(place: Place, one: StatedSeries) -> dict[str, CellValue]:
    key = one.key
    cells: dict[str, CellValue] = {
        "province": place.words,
        "variable": VARIABLE_LABELS[key.variable],
        "breakdown": "" if key.breakdown is Breakdown.WHOLE else BREAKDOWN_LABELS[key.breakdown],
        "part": key.part,
        "part_name": one.part_name,
        "price_basis": "" if key.price_basis is PriceBasis.NONE else PRICE_LABELS[key.price_basis],
        "base_year": key.base_year or "",
        "measured_in": UNIT_LABELS[one.measured_in],
        "source": one.source,
        "released_on": one.released_on or "",
    }
    return {name: cell for name, cell in cells.items() if cell != ""} | {
        str(year): value for year, value in one.figures.items()
    }


def read_excel(data: bytes, places: PlaceNames) -> ReadFile:
    """The series of a filled template. Raises ImportFileRefused where no row can be read."""
    sheet = read_sheet(data, ANY_YEAR)
    found = ReadFile(FileForm.EXCEL, sheet)
    years = {key: year for key, year in YEAR_KEYS.items() if key in sheet.places}
    for row in sheet.rows:
        reader = RowReader(sheet, row)
        reader.require()
        one = _series(reader, places, years)
        if reader.problems:
            found.problems += reader.problems
        elif one is not None:
            found.check(one, {})
    return found


def _series(reader: RowReader, places: PlaceNames, years: Mapping[str, int]) -> ReadSeries | None:
    place = reader.get("province", lambda cell: places.find(text_of(cell)), places.own)
    variable = _chosen(reader, "variable", VARIABLES, VARIABLE_LABELS)
    breakdown = _chosen(reader, "breakdown", BREAKDOWNS, BREAKDOWN_LABELS) or Breakdown.WHOLE
    prices = _chosen(reader, "price_basis", PRICES, PRICE_LABELS) or PriceBasis.NONE
    unit = _chosen(reader, "measured_in", UNITS, UNIT_LABELS)
    base = reader.count("base_year")
    day: date | None = reader.day("released_on")
    figures: dict[int, float] = {}
    for key, year in years.items():
        if key in reader.row.cells or key in reader.row.broken:
            figure = reader.get(key, figure_of, None)
            if figure is not None:
                figures[year] = figure
    if variable is None or unit is None:
        return None
    key_of_series = SeriesKey(
        place.unit_id, variable, breakdown, _line(reader.text("part")), prices, int(base) if base is not None else 0
    )
    stated = StatedSeries(
        key_of_series, _line(reader.text("part_name")), unit, _line(reader.text("source")), figures, day
    )
    spots = {year: (reader.row.number, str(year)) for year in figures}
    return ReadSeries(reader.row.number, stated, spots, place, "province" in reader.row.cells)


def _chosen(reader: RowReader, key: str, known: Mapping[str, T], labels: Mapping[T, str]) -> T | None:
    empty: T | None = None

    def find(cell: CellValue) -> T | None:
        text = text_of(cell)
        if folded(text) not in known:
            raise unknown_name(text, list(labels.values()))
        return known[folded(text)]

    return reader.get(key, find, empty) if key in reader.row.cells or key in reader.row.broken else None


def _line(text: str) -> str:
    return " ".join(text.split())
