"""A story as the parts of a document, in the order of administrative papers."""

from __future__ import annotations

from collections.abc import Iterator

from nscl.text.dates import format_date, long_date
from nscl.text.decimals import format_number
from nscl.text.formats import money_in_words
from tests.documents.reading.documents import bodies
from tests.documents.reading.documents.parts import (
    Closing,
    Head,
    Heading,
    Item,
    NewPage,
    Paragraph,
    Part,
    Title,
)
from tests.documents.reading.documents.story import Aim, Estimate, Stated, Story
from tests.documents.reading.documents.styles import Numbering, Style
from tests.documents.reading.documents.tables import estimate_grid, task_grid


def compose(story: Story, style: Style, *, merged: bool = False) -> tuple[Part, ...]:
    """The whole document; ``merged``: its task table has cells merged over rows, where a layout can show that."""
    numbering = Numbering(style)
    return (
        *_opening(story),
        *_background(story, numbering),
        *_goals(story, numbering),
        *_work(numbering),
        *_funding(story.estimate, numbering),
        *_organisation(story, numbering),
        *_closing(),
        *_appendices(story, merged=merged),
    )


def _opening(story: Story) -> Iterator[Part]:
    place = story.province.split(" - ")[0]
    yield Head(story.committee.upper(), f"Số: {story.number}", f"{place}, {long_date(story.issued)}")
    yield Title("KẾ HOẠCH", (story.title,))
    for place_, basis in enumerate(story.basis):
        end = ";" if place_ + 1 < len(story.basis) else "."
        kind = "Nghị quyết" if "NQ" in basis.number else "Thông tư" if "TT-" in basis.number else "Quyết định"
        day = long_date(basis.on) if place_ % 2 == 0 else f"ngày {format_date(basis.on)}"
        yield Paragraph(f"Căn cứ {kind} số {basis.number} {day} của {basis.issuer} về {basis.about}{end}", italic=True)
    yield Paragraph(f"{story.committee} ban hành Kế hoạch như sau:")


def _background(story: Story, numbering: Numbering) -> Iterator[Part]:
    """What has been reached so far: figures that are no targets."""
    yield numbering.heading(1, "SỰ CẦN THIẾT")
    yield Paragraph(
        f"Từ năm {story.first - 5} đến nay, toàn {story.unit} có 37 cơ sở được chứng nhận ISO 9001:2015, "
        "9 cơ sở áp dụng HACCP và 4 phòng thử nghiệm được công nhận; tuy nhiên 62% hộ sản xuất chưa biết đến 5S."
    )
    yield Paragraph("Quy mô vốn nhỏ, máy móc cũ và thiếu người quản lý giỏi là những cản trở chính hiện nay.")


def _goals(story: Story, numbering: Numbering) -> Iterator[Part]:
    yield numbering.heading(1, "MỤC TIÊU")
    yield numbering.heading(2, "Mục tiêu chung")
    yield Paragraph(story.general)
    yield numbering.heading(2, "Mục tiêu cụ thể")
    for phase in story.phases:
        if len(story.phases) > 1:
            yield numbering.heading(3, f"Giai đoạn {phase.first}-{phase.last}")
        yield from _aims(phase.aims, numbering)


def _aims(aims: tuple[Aim, ...], numbering: Numbering) -> Iterator[Item]:
    for aim in aims:
        yield numbering.item(aim.text)


def _work(numbering: Numbering) -> Iterator[Part]:
    yield numbering.heading(1, "NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU")
    chapters = (
        (
            "Về thông tin, tuyên truyền",
            ("Đa dạng cách truyền thông, ưu tiên câu chuyện thật của người trực tiếp làm cải tiến tại xưởng.",),
        ),
        (
            "Về đào tạo",
            (
                "Gắn nội dung học với bài toán của từng cơ sở, học viên làm dự án cải tiến ngay khi học.",
                "Mời giảng viên có kinh nghiệm nhà máy cùng dạy với giảng viên cao đẳng.",
            ),
        ),
        (
            "Về hỗ trợ tổ chức, doanh nghiệp",
            ("Tư vấn tại chỗ theo nhóm nhỏ; theo dõi kết quả trước và sau khi áp dụng công cụ.",),
        ),
    )
    for title, points in chapters:
        yield numbering.heading(2, title)
        for point in points:
            yield numbering.item(point)


def _funding(estimate: Estimate | None, numbering: Numbering) -> Iterator[Part]:
    yield numbering.heading(1, "KINH PHÍ THỰC HIỆN")
    if estimate is None:
        yield Paragraph("Kinh phí do các đơn vị tự cân đối trong dự toán chi thường xuyên được giao hằng năm.")
        return
    whole, *parts = estimate.stated
    yield Paragraph(f"{_sum(whole)}, trong đó:")
    yield from (numbering.item(f"{_sum(part)};") for part in parts if part.year is None)
    yield Paragraph("Phân kỳ theo từng năm như sau:")
    yield from (numbering.item(f"{_sum(part)};") for part in parts if part.year is not None)
    yield Paragraph("(Dự toán chi tiết tại Phụ lục II)", italic=True)


def _sum(stated: Stated) -> str:
    words = f" ({money_in_words(stated.words)})" if stated.words is not None else ""
    return f"{stated.label}: {format_number(stated.digits)} đồng{words}"


def _organisation(story: Story, numbering: Numbering) -> Iterator[Part]:
    yield numbering.heading(1, "TỔ CHỨC THỰC HIỆN")
    yield numbering.heading(2, bodies.SCIENCE.name)
    for report in story.reports:
        yield numbering.item(report.sentence)
    for review in story.reviews:
        yield numbering.item(review.sentence)
    for duty in story.duties:
        yield numbering.heading(2, duty.body.name)
        for _role, sentence in duty.sentences:
            yield numbering.item(sentence)


def _closing() -> Iterator[Part]:
    yield Paragraph("Quá trình thực hiện nếu có khó khăn, các cơ quan phản ánh để được xem xét, điều chỉnh./.")
    yield Closing(
        ("Bộ Khoa học và Công nghệ;", "Các sở, ban, ngành;", "Lưu: VT, phòng chuyên môn."),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Mẫu"),
    )


def _appendices(story: Story, *, merged: bool) -> Iterator[Part]:
    attached = f"(Kèm theo Kế hoạch số {story.number} {long_date(story.issued)} của {story.committee})"
    yield NewPage(landscape=True)
    yield Title("PHỤ LỤC I", ("PHÂN CÔNG NHIỆM VỤ", attached))
    yield task_grid(story, merged=merged)
    if story.estimate is not None:
        yield NewPage(landscape=True)
        yield Title("PHỤ LỤC II", ("DỰ TOÁN KINH PHÍ", attached))
        yield Paragraph(f"Đơn vị tính: {story.estimate.unit_name}", italic=True)
        yield estimate_grid(story.estimate, story.seed)


def headings(parts: tuple[Part, ...]) -> tuple[Heading, ...]:
    """The numbered headings among parts."""
    return tuple(part for part in parts if isinstance(part, Heading))
