"""Minutes of an appraisal council (biên bản họp hội đồng) as .docx."""

from __future__ import annotations

from typing import Final

from docx.document import Document

from nscl.documents.support_papers.layout import (
    CELL_SIZE,
    WHOLE,
    add_agency_head,
    add_fact,
    add_title,
    after_table,
    new_paper,
)
from nscl.documents.support_papers.papers import MinutesCase, MinutesMember, MinutesPaper
from nscl.documents.template.cells import cell_style, finish_table, new_table, write_cell
from nscl.documents.template.content import BLANK
from nscl.documents.template.frame import add_two_signatures, date_in_words
from nscl.documents.template.page import indented, saved
from nscl.text.decimals import format_number
from nscl.text.formats import format_vnd

# Relative widths: number, organisation and content, sheets for and against, mean, conclusion, amount.
_WIDTHS: Final = (0.8, 4.4, 1.4, 1.4, 2.0, 2.0)
_HEADS: Final = (
    "STT",
    "Hồ sơ, tổ chức, nội dung",
    "Phiếu đề nghị / không",
    "Điểm trung bình",
    "Kết luận",
    "Mức đề nghị (đồng)",
)
_PUT_OFF: Final = "chưa kết luận"


def write_minutes(paper: MinutesPaper) -> bytes:
    """The minutes. Hours are left blank, to be written in. The same paper gives the same bytes."""
    document = new_paper(f"Biên bản họp {paper.council}")
    number = f"Số: {paper.number or BLANK}" if "/" in paper.number else f"Số: {paper.number or BLANK}/BB-HĐ"
    add_agency_head(document, province=paper.province, agency=paper.agency, number=number, on=paper.on)
    add_title(document, "BIÊN BẢN", (f"Họp {paper.council}",), is_sample=paper.is_sample)
    add_fact(document, "Thời gian bắt đầu", f"{BLANK} giờ {BLANK}, {date_in_words(paper.on)}")
    add_fact(document, "Địa điểm", paper.place or BLANK)
    add_fact(document, "Hội đồng", f"thành lập tại {paper.decision_number} ngày {paper.decided_on:%d/%m/%Y}")
    _people(document, paper)
    _cases(document, paper)
    if paper.remarks:
        document.add_heading("3. Ý kiến khác", level=1)
        indented(document).add_run(paper.remarks)
    indented(document).add_run(
        f"Cuộc họp kết thúc vào {BLANK} giờ {BLANK} cùng ngày. Biên bản đã đọc cho các thành viên nghe và nhất trí."
    )
    posts = ("THƯ KÝ",), ("CHỦ TRÌ",)
    add_two_signatures(document, left=posts[0], right=posts[1], names=(paper.secretary, paper.chair))
    return saved(document)


def _people(document: Document, paper: MinutesPaper) -> None:
    document.add_heading("1. Thành phần", level=1)
    indented(document).add_run(f"Có mặt {len(paper.present)}/{len(paper.members)} thành viên:")
    for one in paper.present:
        indented(document).add_run(f"- {_person(one)};")
    if paper.absent:
        indented(document).add_run("Vắng mặt:")
        for one in paper.absent:
            indented(document).add_run(f"- {_person(one)};")


def _person(one: MinutesMember) -> str:
    return ", ".join(part for part in (one.name, one.position, one.role) if part)


def _cases(document: Document, paper: MinutesPaper) -> None:
    document.add_heading("2. Kết quả thẩm định", level=1)
    indented(document).add_run(f"Hội đồng chấm điểm theo “{paper.scoring}”.")
    cells = new_table(document, len(paper.cases) + 1, _WIDTHS, whole=WHOLE)
    style = cell_style(document, CELL_SIZE)
    for column, head in enumerate(_HEADS):
        write_cell(cells[0][column], head, bold=True, centred=True)
    for place, (row, case) in enumerate(zip(cells[1:], paper.cases, strict=True), start=1):
        write_cell(row[0], str(place), centred=True)
        write_cell(row[1], f"Hồ sơ {case.case}: {case.organisation}; {case.content}")
        write_cell(row[2], f"{case.approve} / {case.reject}", centred=True)
        mean = "" if case.mean is None else f"{format_number(case.mean.normalize())}/{case.most}"
        write_cell(row[3], mean, centred=True)
        write_cell(row[4], case.conclusion or _PUT_OFF, centred=True)
        write_cell(row[5], "" if case.proposed_vnd is None else format_number(case.proposed_vnd), figure=True)
    finish_table(document, style, heads=1)
    for place, case in enumerate(paper.cases):
        _detail(document, case, is_first=place == 0)


def _detail(document: Document, case: MinutesCase, *, is_first: bool) -> None:
    """What the table has no room for: figures of the application, who took no part, why."""
    said = []
    if case.asked_vnd is not None:
        said.append(f"tổ chức đề nghị {format_vnd(case.asked_vnd)}")
    if case.computed_vnd is not None:
        said.append(f"phiếu tính cho {format_vnd(case.computed_vnd)}")
    if case.barred:
        said.append(f"không tham gia: {', '.join(case.barred)}")
    if case.reason:
        said.append(f"ý kiến của hội đồng: {case.reason.rstrip('.')}")
    if said:
        paragraph = after_table(document) if is_first else indented(document)
        paragraph.add_run(f"- Hồ sơ {case.case}: {'; '.join(said)}.")
