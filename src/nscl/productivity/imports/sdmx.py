"""Our code lists for SDMX-CSV, and series to and from its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from nscl.documents.statistics.sdmx_csv import NOT_APPLICABLE, TOTAL, SdmxRow, plain_text, write_sdmx, write_value
from nscl.plans.operations.wording import stored
from nscl.productivity.enums import Breakdown, FileForm, MeasureUnit, PriceBasis, Variable
from nscl.productivity.imports.cells import sdmx_figure, sdmx_year, unknown_name
from nscl.productivity.imports.columns import SDMX
from nscl.productivity.imports.places import PlaceNames
from nscl.productivity.imports.read import ReadFile, ReadSeries, Spot
from nscl.productivity.queries.territory import Place
from nscl.productivity.rules.series_values import SeriesKey, StatedSeries
from nscl.records.spreadsheets.cells import CellValue, date_of, text_of
from nscl.records.spreadsheets.csv_files import read_csv
from nscl.records.spreadsheets.rows import RowReader

T = TypeVar("T")
INDICATORS: Final[Mapping[Variable, str]] = {
    Variable.OUTPUT: "GRDP",
    Variable.GROSS_OUTPUT: "GO",
    Variable.INTERMEDIATE: "IC",
    Variable.INVESTMENT: "INV",
    Variable.CAPITAL_FORMATION: "GCF",
    Variable.FIXED_ASSETS: "FA",
    Variable.OUTPUT_PRICE: "P_GRDP",
    Variable.INVESTMENT_PRICE: "P_INV",
    Variable.WORKERS: "EMP",
    Variable.HOURS: "HRS",
    Variable.WAGES: "EARN",
    Variable.LABOUR_INCOME: "LAB",
    Variable.LABOUR_SHARE: "LABSH",
    Variable.RESEARCH: "GERD",
    Variable.CAPACITY_USE: "CAPUTIL",
}
BREAKDOWN_CODES: Final[Mapping[Breakdown, str]] = {
    Breakdown.WHOLE: TOTAL,
    Breakdown.SECTOR: "ACTIVITY",
    Breakdown.ASSET: "ASSET",
    Breakdown.EDUCATION: "EDUCATION",
    Breakdown.INPUT: "INPUT",
}
# V, Q: current and constant prices in the code list PRICES of the national accounts' structure definition.
PRICE_CODES: Final[Mapping[PriceBasis, str]] = {
    PriceBasis.CURRENT: "V",
    PriceBasis.CONSTANT: "Q",
    PriceBasis.NONE: NOT_APPLICABLE,
}
# UNIT_MEASURE (XDC domestic currency, PS persons, HR hours, PT per cent, PN pure number, IX index) and UNIT_MULT, the
# power of ten.
UNIT_CODES: Final[Mapping[MeasureUnit, tuple[str, str]]] = {
    MeasureUnit.MILLION_DONG: ("XDC", "6"),
    MeasureUnit.BILLION_DONG: ("XDC", "9"),
    MeasureUnit.PERSON: ("PS", "0"),
    MeasureUnit.THOUSAND_PERSONS: ("PS", "3"),
    MeasureUnit.THOUSAND_HOURS: ("HR", "3"),
    MeasureUnit.MILLION_HOURS: ("HR", "6"),
    MeasureUnit.PERCENT: ("PT", "0"),
    MeasureUnit.FRACTION: ("PN", "0"),
    MeasureUnit.INDEX: ("IX", "0"),
}
_UNITS: Final = {codes: unit for unit, codes in UNIT_CODES.items()}
# The columns in which the fields of a series stand; those that make rows of one series.
_FIELD_COLUMNS: Final = {
    "measured_in": "unit_measure",
    "price_basis": "price_base",
    "base_year": "base_per",
    "figures": "obs_value",
}
_OF_SERIES: Final = (
    *("freq", "ref_area", "indicator", "breakdown", "part", "price_base", "base_per", "unit_measure", "unit_mult"),
    *("part_name", "source", "released_on"),
)
_YEARLY: Final = ("", "A")


def write_sdmx_file(series: Iterable[tuple[Place, StatedSeries, str]]) -> bytes:
    """Series as SDMX-CSV, each with what is to be said of it ("Số liệu mẫu")."""
    return write_sdmx(row for place, one, comment in series for row in _rows(place, one, comment))


def _rows(place: Place, one: StatedSeries, comment: str) -> Iterator[SdmxRow]:
    key = one.key
    measure, mult = UNIT_CODES[one.measured_in]
    for year, value in sorted(one.figures.items()):
        yield SdmxRow(
            ref_area=place.area,
            indicator=INDICATORS[key.variable],
            breakdown=BREAKDOWN_CODES[key.breakdown],
            part=key.part or TOTAL,
            price_base=PRICE_CODES[key.price_basis],
            base_per=str(key.base_year) if key.base_year else NOT_APPLICABLE,
            time_period=str(year),
            obs_value=write_value(value),
            unit_measure=measure,
            unit_mult=mult,
            part_name=one.part_name,
            source=one.source,
            released_on=f"{one.released_on:%Y-%m-%d}" if one.released_on else "",
            comment=comment,
        )


def read_sdmx(data: bytes, places: PlaceNames) -> ReadFile:
    """The series of an SDMX-CSV file; its rows may come in any order. Raises ImportFileRefused."""
    sheet = read_csv(data, SDMX)
    found = ReadFile(FileForm.SDMX, sheet)
    heads: dict[tuple[str, ...], ReadSeries | None] = {}
    figures: dict[tuple[str, ...], tuple[dict[int, float], dict[int, Spot]]] = {}
    for row in sheet.rows:
        reader = RowReader(sheet, row)
        reader.require()
        said = tuple(text_of(row.cells.get(key, "")) for key in _OF_SERIES)
        if said not in heads:
            heads[said] = _head(reader, places)
            figures[said] = ({}, {})
        year = reader.get("time_period", sdmx_year, 0)
        value = reader.get("obs_value", sdmx_figure, None)
        by_year, spots = figures[said]
        if year in by_year:
            message = _("năm %(year)s đã có ở dòng %(row)s") % {"year": year, "row": spots[year][0]}
            reader.note("time_period", message, _("giữ một dòng của năm này"))
        elif year and value is not None:
            by_year[year], spots[year] = value, (row.number, "obs_value")
        found.problems += reader.problems
    for said, head in heads.items():
        if head is not None:
            by_year, spots = figures[said]
            found.check(_with(head, by_year, spots), _FIELD_COLUMNS)
    return found


def _with(head: ReadSeries, figures: dict[int, float], spots: dict[int, Spot]) -> ReadSeries:
    one = head.stated
    stated = StatedSeries(one.key, one.part_name, one.measured_in, one.source, figures, one.released_on)
    return ReadSeries(head.row, stated, spots, head.place, names_place=True)


def _head(reader: RowReader, places: PlaceNames) -> ReadSeries | None:
    """Which series the rows are of that say the same of it; None where that cannot be read, which is noted."""
    if reader.text("freq") not in _YEARLY:
        message = _("chỉ nhận số liệu năm, không nhận tần suất “%(freq)s”") % {"freq": reader.text("freq")}
        reader.note("freq", message, _("xuất lại số liệu năm (FREQ = A)"))
    place = reader.get("ref_area", lambda cell: places.find_area(text_of(cell)), places.own)
    variable: Variable | None = reader.get("indicator", _indicator, None)
    breakdown = reader.get("breakdown", _among(BREAKDOWN_CODES), Breakdown.WHOLE)
    prices = reader.get("price_base", _among(PRICE_CODES), PriceBasis.NONE)
    base = reader.get("base_per", _base_year, 0)
    unit = _unit(reader)
    day = reader.get("released_on", lambda cell: date_of(_iso(cell), is_1904=False), None)
    if variable is None or unit is None or reader.problems:
        return None
    part = reader.text("part")
    key = SeriesKey(place.unit_id, variable, breakdown, "" if part == TOTAL else part, prices, base)
    name, source = plain_text(reader.text("part_name")), plain_text(reader.text("source"))
    return ReadSeries(reader.row.number, StatedSeries(key, name, unit, source, {}, day), {}, place, names_place=True)


def _among(codes: Mapping[T, str]) -> Callable[[CellValue], T]:
    known = {code: one for one, code in codes.items()}

    def find(cell: CellValue) -> T:
        text = text_of(cell)
        if text not in known:
            raise unknown_name(text, list(known))
        return known[text]

    return find


def _indicator(cell: CellValue) -> Variable | None:
    return _among(INDICATORS)(cell)


def _unit(reader: RowReader) -> MeasureUnit | None:
    codes = (reader.text("unit_measure"), reader.text("unit_mult"))
    if not all(codes):
        return None  # noted as empty
    if codes not in _UNITS:
        known = "; ".join(f"{measure} {mult} ({stored(unit.label)})" for (measure, mult), unit in _UNITS.items())
        message = _("không nhận đơn vị %(measure)s với UNIT_MULT %(mult)s") % {"measure": codes[0], "mult": codes[1]}
        reader.note("unit_measure", message, _("đổi về một trong: %(units)s") % {"units": known})
    return _UNITS.get(codes)


def _base_year(cell: CellValue) -> int:
    return 0 if text_of(cell) == NOT_APPLICABLE else sdmx_year(cell)


def _iso(cell: CellValue) -> CellValue:
    """A day as ISO 8601 has it, or as it stands."""
    text = text_of(cell)
    year, dash, rest = text.partition("-")
    month, second, day = rest.partition("-")
    return f"{day}/{month}/{year}" if dash and second and text.replace("-", "").isdecimal() else text
