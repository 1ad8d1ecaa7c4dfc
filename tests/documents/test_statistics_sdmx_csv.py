"""SDMX-CSV: the standard's columns, every digit of a figure, no text that a spreadsheet would compute."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.statistics.sdmx_csv import COLUMNS, SdmxRow, plain_text, safe_text, write_sdmx, write_value


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_figure_is_read_back_as_the_same_double(value: float) -> None:
    written = write_value(value)
    assert float(written) == value
    assert "," not in written


@given(st.text())
def test_a_text_is_read_back_as_it_was_unless_it_would_be_computed_it_is_not_touched(text: str) -> None:
    safe = safe_text(text)
    assert not safe.startswith(("=", "+", "-", "@"))
    if not text.startswith("'"):
        assert plain_text(safe) == text


def test_a_row_has_every_column_in_the_order_of_the_standard() -> None:
    row = SdmxRow(
        ref_area="VN24",
        indicator="GRDP",
        time_period="2024",
        obs_value="1.5",
        unit_measure="XDC",
        unit_mult="9",
        source="Niên giám, bảng 1",
    )
    head, cells = csv.reader(io.StringIO(write_sdmx([row]).decode()))
    assert tuple(head) == COLUMNS
    assert COLUMNS[0] == "DATAFLOW"
    assert COLUMNS.index("TIME_PERIOD") + 1 == COLUMNS.index("OBS_VALUE")
    said = dict(zip(head, cells, strict=True))
    assert (said["FREQ"], said["PART"], said["PRICE_BASE"], said["OBS_STATUS"]) == ("A", "_T", "_Z", "A")
    assert said["SOURCE"] == "Niên giám, bảng 1"
