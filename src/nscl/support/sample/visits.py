"""Invented visits and answers of a sample: to its organisations, some weeks and months before its day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from nscl.support.enums import RefusalReason, VisitOutcome


@dataclass(frozen=True, slots=True)
class SampleVisit:
    """A visit to an organisation by its key, so many days before the sample's day."""

    firm: str
    ago: int
    outcome: VisitOutcome
    refusal: RefusalReason | None = None
    note: str = ""


VISITORS: Final = ("Nguyễn Thị Hòa (mẫu)", "Trần Văn Lộc (mẫu)")
VISITS: Final = (
    SampleVisit("wood", 170, VisitOutcome.INTERESTED, note="Muốn làm ISO 14001 cho xưởng sơn."),
    SampleVisit("noodle", 165, VisitOutcome.INTERESTED),
    SampleVisit("garment", 150, VisitOutcome.INFORMED),
    SampleVisit("parts", 120, VisitOutcome.SURVEYED),
    SampleVisit("sensor", 96, VisitOutcome.INTERESTED, note="Hỏi về thử nghiệm sản phẩm mới."),
    SampleVisit("paper", 75, VisitOutcome.REFUSED, RefusalReason.NO_TIME),
    SampleVisit("lychee", 60, VisitOutcome.SURVEYED),
    SampleVisit("steel", 41, VisitOutcome.REFUSED, RefusalReason.DISCLOSURE),
    SampleVisit("greens", 20, VisitOutcome.ABSENT),
)
SURVEY: Final = "Nhu cầu hỗ trợ năng suất, chất lượng (mẫu)"
DEFINITION: Final = "nhu-cau-ho-tro-1"
# Key of the organisation → what it answers to wants, contents, obstacle, own-share (triệu đồng), trainees, knows.
ANSWERS: Final = (
    ("wood", "this-year", ("management-system", "training"), "people", 120, 12, "heard"),
    ("noodle", "this-year", ("regulation-certificate", "traceability"), "capital", 40, 6, "unknown"),
    ("parts", "next-year", ("digital", "tools"), "technology", 300, 25, "heard"),
    ("lychee", "this-year", ("traceability", "testing", "training"), "market", 150, 18, "used"),
    ("greens", "no", (), "knowledge", None, 4, "unknown"),
)
