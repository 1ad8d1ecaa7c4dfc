"""Files of figures of today's Bắc Ninh, made through the template itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from nscl.accounts.rules import Viewer
from nscl.institutions.queries import unit_by_code
from nscl.institutions.reference import Reference
from nscl.productivity.enums import Breakdown, FileForm, MeasureUnit, PriceBasis, Variable
from nscl.productivity.imports import columns
from nscl.productivity.operations.series_files import TakenIn, take_in_file
from nscl.productivity.queries.intake import rehearse_file
from nscl.productivity.queries.rehearsal import Rehearsal
from nscl.productivity.rules.series_values import SeriesKey, StatedSeries
from nscl.records.operations import SYSTEM
from nscl.records.spreadsheets import template
from nscl.records.spreadsheets.cells import CellValue
from tests.accounts.conftest import loaded
from tests.factories.people import AT, BAC_NINH

__all__ = ["loaded"]
OLD_BAC_NINH, BAC_GIANG = "tỉnh Bắc Ninh (đến 30/06/2025)", "tỉnh Bắc Giang (đến 30/06/2025)"
Row = Mapping[str, CellValue]


@dataclass(frozen=True)
class Places:
    """Numbers of the province of today and of the two that merged on 1 July 2025."""

    today: int
    bac_giang: int
    bac_ninh: int


@pytest.fixture
def places(loaded: Reference) -> Places:  # noqa: ARG001
    """The provinces of these tests."""
    before = date(2025, 6, 30)
    return Places(
        unit_by_code(BAC_NINH, on=AT.date()).id,
        unit_by_code("24", on=before).id,
        unit_by_code("27", on=before).id,
    )


def line(figures: Mapping[int, CellValue], **cells: CellValue) -> Row:
    """A row of the template: GRDP of old Bắc Giang at constant prices unless told otherwise; "" leaves a cell out."""
    given: dict[str, CellValue] = {
        "province": BAC_GIANG,
        "variable": "GRDP",
        "price_basis": "giá so sánh",
        "base_year": 2010,
        "measured_in": "tỷ đồng",
        "source": "Niên giám thống kê 2024, bảng 28",
        **cells,
        **{str(year): value for year, value in figures.items()},
    }
    return {key: value for key, value in given.items() if value != ""}


def workers(figures: Mapping[int, CellValue], **cells: CellValue) -> Row:
    """A row of workers of old Bắc Giang."""
    plain: dict[str, CellValue] = {"price_basis": "", "base_year": "", "measured_in": "nghìn người"}
    return line(figures, **{"variable": "Lao động có việc làm", **plain, **cells})


def workbook(*rows: Row) -> bytes:
    """The template with these rows."""
    return template.write_template(
        columns.sheet_of(2005, 2026), {}, title="", guide=(), wide={}, frozen_columns=0, rows=rows
    )


def take_in(places: Places, *rows: Row, file_name: str = "so-lieu.xlsx", is_sample: bool = False) -> TakenIn:
    """Take in a file of these rows for today's province."""
    data = workbook(*rows)
    return take_in_file(
        unit_id=places.today, file_name=file_name, data=data, viewer=None, by=SYSTEM, at=AT, is_sample=is_sample
    )


def rehearse(places: Places, *rows: Row, viewer: Viewer | None = None) -> Rehearsal:
    """What taking it in would do."""
    return rehearse_file(viewer, unit_id=places.today, file_name="so-lieu.xlsx", data=workbook(*rows))


def output(
    unit_id: int, figures: Mapping[int, float], source: str = "Niên giám 2024", base: int = 2010
) -> StatedSeries:
    """GRDP at constant prices, as somebody types it."""
    key = SeriesKey(unit_id, Variable.OUTPUT, Breakdown.WHOLE, "", PriceBasis.CONSTANT, base)
    return StatedSeries(key, "", MeasureUnit.BILLION_DONG, source, figures)


BOTH_FORMS = (FileForm.EXCEL, FileForm.SDMX)
