"""The method sheet in Word, the tidy CSV and SDMX-CSV: what they say, how they are marked, that they stay the same."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import qn

from nscl.documents.productivity_papers.paper import PaperState, RunPaper
from nscl.documents.productivity_papers.sdmx_csv import write_results_sdmx
from nscl.documents.productivity_papers.tidy_csv import write_tidy_csv
from nscl.documents.productivity_papers.word import write_method_sheet
from tests.documents.productivity_papers.world import LAST, run_paper

NAN = ("nan", "inf", "None")


def text_of(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    said = "\n".join([*(one.text for one in document.paragraphs), *cells])
    assert not re.search(r"\d %", said), "a per cent sign stays with its figure"
    return said.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(scope="module")
def paper() -> RunPaper:
    return run_paper()


def test_the_method_sheet_says_everything(paper: RunPaper) -> None:
    said = text_of(write_method_sheet(paper))
    assert said.index("1. Kết quả") < said.index("2. Tăng trưởng") < said.index("13. Lưu ý")
    for what in (
        paper.sentence,
        "công bố 21/11/2026, Nguyễn Văn Lãnh.",
        "Các phương pháp cạnh nhau",
        "Vốn, ban đầu: trạng thái dừng",
        "Niên giám thống kê 2025, 30/06/2026",
        "Năm thành phần của TFP (dẫn ra)",
        "Không tính được. Chi nghiên cứu: không có.",
        "Phân vị 95 %",
        "Hệ số của lao động",
        "nscl 0.1",
    ):
        assert what in said
    assert not any(word in said for word in (*NAN, "α", "β", "mẫu"))
    assert write_method_sheet(paper) == write_method_sheet(paper)


def test_a_year_is_told_as_it_was_computed(paper: RunPaper) -> None:
    document = docx.Document(io.BytesIO(write_method_sheet(paper)))
    years = next(table for table in document.tables if table.rows[0].cells[0].text == "Năm")
    assert [cell.text for cell in years.rows[-1].cells][:3] == [str(LAST), "6,62", "13,43"]
    shown = [float(cell.text.replace(",", ".")) for cell in years.rows[-1].cells]
    assert abs(shown[6] + shown[7] + shown[8] - shown[1]) < 0.02
    assert abs(sum(shown[9:]) - 100) < 0.02
    for row in years._tbl.tr_lst:
        assert row.trPr is not None
        assert row.trPr.find(qn("w:cantSplit")) is not None


def test_a_refusal_stands_where_the_figures_would(paper: RunPaper) -> None:
    main = paper.main
    assert main is not None
    why = "Sản lượng giảm 1,20 %: tỷ trọng không có ý nghĩa, chỉ nêu điểm %."
    years = [replace(one, parts=None, refused=why) if one.year == LAST else one for one in main.years]
    periods = [replace(one, parts=None, refused=why) for one in main.periods]
    changed = replace(
        paper,
        accounts=[replace(main, years=years, periods=periods)],
        refused={"hồi quy": "Hồi quy: chỉ có 5 năm chung."},
    )
    said = text_of(write_method_sheet(changed))
    assert f"Không nêu tỷ trọng ({LAST}): {why}" in said
    assert "không nêu" in said
    assert "Không tính được. Hồi quy: chỉ có 5 năm chung." in said


def test_a_run_whose_main_method_gave_nothing_still_has_a_sheet() -> None:
    paper = replace(
        run_paper(), accounts=(), capital=None, productivity=None, decompositions=(), deepening=(), sensitivity=None,
        fans=(), needed=(), forecasts=(), science=(), refused={"hồi quy": "chỉ có 5 năm."}, sentence="Không tính được.",
    )  # fmt: skip
    said = text_of(write_method_sheet(paper))
    assert "2. Các phương pháp cạnh nhau" in said


@pytest.mark.parametrize(
    ("state", "mark"), [(PaperState.DRAFT, "BẢN NHÁP, chưa công bố"), (PaperState.WITHDRAWN, "ĐÃ THU HỒI")]
)
def test_marks(state: PaperState, mark: str, paper: RunPaper) -> None:
    when = datetime(2026, 11, 22, tzinfo=UTC)
    marked = replace(
        paper,
        state=state,
        is_sample=True,
        published_at=None if state is PaperState.DRAFT else paper.published_at,
        withdrawn_at=when if state is PaperState.WITHDRAWN else None,
        withdrawal_reason="sai nguồn" if state is PaperState.WITHDRAWN else "",
    )
    said = text_of(write_method_sheet(marked))
    assert f"({mark})" in said
    assert "(Số liệu mẫu)" in said
    for row in csv.DictReader(io.StringIO(write_tidy_csv(marked).decode("utf-8-sig"))):
        assert row["danh_dau"] == f"{mark}; Số liệu mẫu"
    for row in csv.DictReader(io.StringIO(write_results_sdmx(marked).decode())):
        assert row["COMMENT"].startswith(f"{mark}; Số liệu mẫu")


def test_tidy_csv_keeps_every_digit_and_tells_refusals(paper: RunPaper) -> None:
    data = write_tidy_csv(paper)
    assert data.startswith(b"\xef\xbb\xbf")
    first, second = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert float(first["gia_tri"]) == paper.results[0].value
    assert (first["tu_nam"], first["bang"], first["chi_tieu"]) == (str(LAST), "year", "tfp")
    assert (second["gia_tri"], second["loi"]) == ("", "Dự báo: chỉ có 3 năm.")
    assert first["ten_phan"] == "'-1+1"


def test_sdmx_csv_tells_periods_as_time_ranges(paper: RunPaper) -> None:
    period = replace(paper.results[0], first=2021, last=2025, method="mcmillan-rodrik", unit="điểm lô-ga-rít")
    made = write_results_sdmx(replace(paper, results=(*paper.results, period)))
    year, refused, five = csv.DictReader(io.StringIO(made.decode()))
    assert (year["FREQ"], year["TIME_PERIOD"], year["METHOD"], year["PART"]) == ("A", str(LAST), "VNPI", "_T")
    assert (year["OBS_STATUS"], float(year["OBS_VALUE"])) == ("A", paper.results[0].value)
    assert (refused["OBS_STATUS"], refused["OBS_VALUE"], refused["COMMENT"]) == ("O", "", "Dự báo: chỉ có 3 năm.")
    assert (five["FREQ"], five["TIME_PERIOD"], five["UNIT_MEASURE"]) == ("A5", "2021-01-01/P5Y", "PN_LOG")
    assert five["METHOD"] == "MCMILLAN_RODRIK"
