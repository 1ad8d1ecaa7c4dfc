"""Cases of a sample: what each asks for, when it began, how far it has come. Days are counted back from the filling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

_DECREE: Final = "quoc-gia/80-2021-nd-cp#"
SOLUTION, DIGITAL = f"{_DECREE}digital-solution", f"{_DECREE}digital-consulting"
CONSULTING, COURSE, STANDARD = f"{_DECREE}consulting", f"{_DECREE}cluster-course", f"{_DECREE}startup-standard"


class Reached(StrEnum):
    """How far a case of the sample has come. HEARD…: before a meeting that was held; WAITING: before the next one."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SUPPLEMENT = "supplement"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ELIGIBLE = "eligible"
    WAITING = "waiting"
    HEARD_FOR = "heard_for"
    HEARD_AGAINST = "heard_against"

    @property
    def is_decided(self) -> bool:
        """Whether an officer found it eligible."""
        return self in {Reached.ELIGIBLE, Reached.WAITING, Reached.HEARD_FOR, Reached.HEARD_AGAINST}


@dataclass(frozen=True, slots=True)
class SampleCase:
    """One case. firm: by key ("own": of the sample account); millions: the contract; ago: days since it began.

    says: what an officer or the council said of it; subject: the standard or product.
    """

    firm: str
    item: str
    purpose: str
    millions: int
    ago: int
    reached: Reached
    facts: Mapping[str, bool] = field(default_factory=dict)
    says: str = ""
    subject: str = ""


_NETWORK: Final = {"consultant-in-network": True}
CASES: Final = (
    SampleCase("own", SOLUTION, "Phần mềm quản lý sản xuất cho xưởng cơ khí", 90, 60, Reached.HEARD_FOR),
    SampleCase("wood", DIGITAL, "Tư vấn lộ trình chuyển đổi số của xưởng mộc", 80, 58, Reached.HEARD_FOR),
    SampleCase(
        *("noodle", SOLUTION, "Thuê phần mềm bán hàng và truy xuất", 30, 56, Reached.HEARD_AGAINST),
        says="Chi phí nêu trong hợp đồng cao hơn giá thị trường, chưa có báo giá so sánh.",
    ),
    SampleCase("garment", CONSULTING, "Tư vấn cải tiến chuyền may", 300, 40, Reached.WAITING, _NETWORK),
    SampleCase("parts", COURSE, "Khóa đào tạo kiểm soát chất lượng tại xưởng", 70, 38, Reached.WAITING),
    SampleCase(
        *("sensor", STANDARD, "Xây dựng tiêu chuẩn cơ sở cho cảm biến", 12, 30, Reached.ELIGIBLE),
        subject="TCCS 01 cảm biến nhiệt độ (mẫu)",
    ),
    SampleCase("paper", DIGITAL, "Tư vấn số hóa kho nguyên liệu", 60, 35, Reached.SUBMITTED),
    SampleCase("lychee", CONSULTING, "Tư vấn quản lý dây chuyền đóng gói", 200, 4, Reached.SUBMITTED, _NETWORK),
    SampleCase(
        *("own", CONSULTING, "Tư vấn sắp xếp mặt bằng xưởng", 150, 12, Reached.SUPPLEMENT, _NETWORK),
        says="Bổ sung hợp đồng tư vấn có ngày ký và tên tư vấn viên.",
    ),
    SampleCase("steel", SOLUTION, "Mua phần mềm lập kế hoạch cán thép", 400, 25, Reached.REFUSED),
    SampleCase("own", DIGITAL, "Tư vấn dùng dữ liệu máy để bảo trì", 50, 2, Reached.DRAFT),
    SampleCase(
        *("greens", SOLUTION, "Thuê phần mềm nhật ký đồng ruộng", 20, 20, Reached.WITHDRAWN),
        says="Hợp tác xã đã chọn chương trình hỗ trợ khác.",
    ),
)
# Days before the filling on which the council was established, met, and had its first sheets for the next meeting;
# days after it on which it meets again.
COUNCIL_AGO, HELD_AGO, SHEETS_AGO, NEXT_IN = 90, 10, 1, 7
MINUTES_NUMBER: Final = "01/BB-HĐ"
