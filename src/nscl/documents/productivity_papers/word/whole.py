"""The method sheet of a run (bản mô tả phương pháp và kết quả) as .docx, in the layout of Decree 30/2020/NĐ-CP."""

from __future__ import annotations

from typing import Final

from nscl.documents.productivity_papers.marks import marks
from nscl.documents.productivity_papers.paper import PaperState, RunPaper
from nscl.documents.productivity_papers.word.breakdown import add_productivity
from nscl.documents.productivity_papers.word.figures import years_of
from nscl.documents.productivity_papers.word.growth import add_capital, add_methods, add_periods, add_years
from nscl.documents.productivity_papers.word.layout import MethodSheet, Row
from nscl.documents.productivity_papers.word.outlook import add_assumptions, add_forecasts, add_science, add_target
from nscl.documents.productivity_papers.word.sources import add_sources
from nscl.documents.support_papers.layout import add_agency_head, add_title, new_paper
from nscl.documents.template.content import BLANK
from nscl.documents.template.frame import add_two_signatures
from nscl.documents.template.page import saved

_KIND: Final = "BẢN MÔ TẢ PHƯƠNG PHÁP VÀ KẾT QUẢ"
_ABOUT: Final = "Tính năng suất các nhân tố tổng hợp (TFP)"


def write_method_sheet(paper: RunPaper) -> bytes:
    """The sheet; number, date and signatures are left blank ("…"). The same paper gives the same bytes."""
    document = new_paper(paper.title)
    add_agency_head(document, province=paper.province, agency=paper.agency, number=f"Số: {BLANK}/BC")
    about = [f"{_ABOUT} {paper.province}", f"giai đoạn {years_of(paper.first, paper.last)}"]
    if paper.state is not PaperState.PUBLISHED:
        about.append(f"({marks(paper)[0]})")
    add_title(document, _KIND, about, is_sample=paper.is_sample)
    sheet = MethodSheet(document)
    _result(sheet, paper)
    if paper.main is not None:
        add_years(sheet, paper, paper.main)
        add_periods(sheet, paper.main)
    add_methods(sheet, paper)
    if paper.capital is not None:
        add_capital(sheet, paper, paper.capital)
    add_productivity(sheet, paper)
    add_assumptions(sheet, paper)
    add_target(sheet, paper)
    add_forecasts(sheet, paper)
    add_science(sheet, paper)
    add_sources(sheet, paper)
    _choices(sheet, paper)
    _notes(sheet, paper)
    _signatures(sheet, paper)
    return saved(document)


def _result(sheet: MethodSheet, paper: RunPaper) -> None:
    sheet.section("Kết quả")
    sheet.say(paper.sentence)
    sheet.say(paper.title, name="Lần tính")
    sheet.say(paper.method_name, name="Phương pháp chính")
    sheet.say(_state(paper), name="Tình trạng")
    sheet.say(paper.note, name="Ghi chú của người tính")


def _state(paper: RunPaper) -> str:
    if paper.published_at is None:
        return "bản nháp, chưa công bố."
    by = f", {paper.published_by}" if paper.published_by else ""
    said = f"công bố {paper.published_at:%d/%m/%Y}{by}"
    if paper.withdrawn_at is not None:
        said += f"; thu hồi {paper.withdrawn_at:%d/%m/%Y}: {paper.withdrawal_reason.rstrip('.')}"
    return f"{said}."


def _choices(sheet: MethodSheet, paper: RunPaper) -> None:
    if not paper.choices:
        return
    sheet.section("Lựa chọn của lần tính")
    rows = [Row((one.name, one.chosen)) for one in paper.choices]
    sheet.table("Mọi lựa chọn ảnh hưởng đến kết quả", ("Lựa chọn", "Đã chọn"), rows, (3.0, 5.0), worded=(0, 1))


def _notes(sheet: MethodSheet, paper: RunPaper) -> None:
    sheet.section("Lưu ý")
    for note in paper.notes:
        sheet.say(f"- {note}")
    sheet.say(
        f"- Tính bằng {paper.software}, {paper.computed_at:%d/%m/%Y}; lần tính số {paper.number}. Tệp Excel cùng lần "
        "tính có mọi công thức."
    )


def _signatures(sheet: MethodSheet, paper: RunPaper) -> None:
    """They bring the last line along: signatures alone on a page could stand under anything."""
    sheet.hold_last()
    leader = paper.published_by if paper.state is PaperState.PUBLISHED else ""
    add_two_signatures(sheet.document, left=("NGƯỜI TÍNH",), right=("LÃNH ĐẠO SỞ",), names=("", leader))
