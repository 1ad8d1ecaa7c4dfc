"""Series of a quantity that no other factory makes: fixed assets; typed, asked about, linked, taken in from a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from nscl.productivity.enums import Answer, FileForm, MeasureUnit, PriceBasis, QuestionKind, Variable
from nscl.productivity.operations.series_answers import answer_question
from nscl.productivity.operations.series_entry import enter_vintage
from nscl.productivity.operations.series_files import take_in_file
from nscl.productivity.operations.series_links import link_series
from nscl.productivity.queries.series import find_series
from nscl.productivity.queries.series_export import export_series
from nscl.productivity.rules.series_values import SeriesKey, StatedSeries
from nscl.records.operations import SYSTEM
from tests.factories.people import AT

SOURCE = "Niên giám thống kê 2024 (thử)"
# One year slipped to another unit, one is missing.
DOUBTED = {2010: 90.0, 2011: 96.0, 2012: 101_000.0, 2013: 108.0, 2015: 117.0}
OLDER_BASE = {2008: 40.0, 2009: 42.0, 2010: 45.0}


def fixed_assets(
    unit_id: int, figures: Mapping[int, float], base_year: int = 2010, *, is_sample: bool = False, at: datetime = AT
) -> int:
    """A vintage of the province's fixed assets, typed by hand; the number of the series."""
    key = SeriesKey(unit_id, Variable.FIXED_ASSETS, price_basis=PriceBasis.CONSTANT, base_year=base_year)
    stated = StatedSeries(key, "", MeasureUnit.BILLION_DONG, SOURCE, figures)
    return enter_vintage(stated=stated, viewer=None, by=SYSTEM, at=at, is_sample=is_sample).series


def doubted_assets(unit_id: int, *, at: datetime = AT) -> int:
    """A series with an open question (the unit), an answered one (the hole), and an older base linked before it."""
    number = fixed_assets(unit_id, DOUBTED, at=at)
    hole = next(one for one in find_series(None, number).questions if one.kind is QuestionKind.HOLE)
    answer_question(
        question=hole.number, answer=Answer.ABSENT, factor=None, reason="không in", viewer=None, by=SYSTEM, at=at
    )
    earlier = fixed_assets(unit_id, OLDER_BASE, 1994, at=at)
    link_series(earlier=earlier, later=number, year=2010, factor=None, source="", viewer=None, by=SYSTEM, at=at)
    return number


def taken_file(unit_id: int, number: int, *, at: datetime = AT) -> int:
    """A file that revises the last figure of a series; its number among those taken in."""
    data = export_series(None, [unit_id], FileForm.SDMX, at, numbers=[number])
    last = find_series(None, number).figures[-1]
    revised = re.sub(rf",{last.year},{last.value:g},".encode(), f",{last.year},{last.value + 0.1:g},".encode(), data)
    done = take_in_file(unit_id=unit_id, file_name="so-lieu.csv", data=revised, viewer=None, by=SYSTEM, at=at)
    assert done.number is not None
    return done.number
