"""Small plans of our own as texts, taken through the stages before the targets."""

from nscl.documents.pack.schema import Period
from nscl.documents.reading.blocks import Document
from nscl.documents.reading.formats import decode
from nscl.documents.reading.outline import Outline
from nscl.documents.reading.outline_builder import build_outline
from nscl.documents.reading.paragraphs import join_paragraphs

PERIOD = Period(start=2026, end=2030)

GOALS = """KẾ HOẠCH
Nâng cao năng suất của tỉnh giai đoạn 2026 - 2030

I. MỤC TIÊU
1. Mục tiêu chung
Đưa năng suất thành động lực phát triển của tỉnh.
2. Mục tiêu cụ thể
{goals}
II. NHIỆM VỤ VÀ GIẢI PHÁP
1. Thông tin, truyền thông
{tasks}
III. KINH PHÍ THỰC HIỆN
{funding}
Nơi nhận:
- UBND tỉnh;
"""


def plan(
    goals: str,
    *,
    tasks: str = "- Phổ biến kiến thức về năng suất cho các doanh nghiệp.",
    funding: str = "Từ ngân sách tỉnh.",
) -> str:
    """A plan around the lines of its specific goals."""
    return GOALS.format(goals=goals, tasks=tasks, funding=funding)


def stages(text: str, *, name: str = "ke-hoach.txt") -> tuple[Document, Outline]:
    """The document and its outline."""
    document = decode(text.encode(), name=name)
    return document, build_outline(join_paragraphs(document), damaged=document.marks_lost)
