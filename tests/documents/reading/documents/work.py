"""The tasks of the invented plans: what they may be called, who does them, what they yield."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from nscl.documents.pack.enums import MeasureOp as Op
from nscl.documents.pack.enums import ScheduleKind
from tests.documents.reading.documents import bodies
from tests.documents.reading.documents.story import Body, Job, JobGroup, When, Yield
from tests.documents.reading.documents.wording import written


@dataclass(frozen=True)
class Kind:
    """A task that a plan may have. ``unit``: what its product counts; None where the product has no number.
    ``always``: a yearly target counts it, so that it must be done in every year.
    """

    title: str
    lead: tuple[Body, ...]
    coordinate: tuple[Body, ...]
    unit: str | None
    product: str = "{}"
    always: bool = False


def kinds(on: date) -> tuple[tuple[str, tuple[Kind, ...]], ...]:
    """Titles of the groups with their tasks, for a plan of that day."""
    local = bodies.localities(on)
    return (
        (
            "Thông tin, tuyên truyền về năng suất, chất lượng",
            (
                Kind(
                    "Thực hiện phóng sự truyền hình giới thiệu doanh nghiệp áp dụng tốt công cụ cải tiến",
                    (bodies.BROADCASTER,),
                    (bodies.SCIENCE,),
                    "phóng sự",
                ),
                Kind("Đăng bài viết về mô hình điểm trên báo in", (bodies.SCIENCE,), (bodies.OFFICES,), "bài viết"),
                Kind(
                    "Tổ chức hội nghị phổ biến kế hoạch đến các ngành và địa phương",
                    (bodies.SCIENCE,),
                    (bodies.OFFICES, local),
                    "hội nghị",
                    always=True,
                ),
            ),
        ),
        (
            "Đào tạo, bồi dưỡng nguồn nhân lực",
            (
                Kind(
                    "Mở lớp tập huấn công cụ cải tiến cho cán bộ quản lý sản xuất",
                    (bodies.SCIENCE,),
                    (bodies.INDUSTRY, bodies.HOME),
                    "lớp",
                ),
                Kind(
                    "Cử cán bộ dự khóa đào tạo chuyên gia năng suất",
                    (bodies.SCIENCE,),
                    (bodies.HOME,),
                    "chuyên gia",
                    "{} được cấp chứng chỉ",
                ),
                Kind(
                    "Thành lập câu lạc bộ năng suất của sinh viên trường cao đẳng",
                    (bodies.EDUCATION,),
                    (bodies.SCIENCE,),
                    "câu lạc bộ",
                ),
            ),
        ),
        (
            "Hỗ trợ tổ chức, doanh nghiệp áp dụng giải pháp cải tiến",
            (
                Kind(
                    "Xây dựng mô hình điểm áp dụng 5S, Kaizen, KPI",
                    (bodies.SCIENCE,),
                    (bodies.INDUSTRY, bodies.farming(on)),
                    "mô hình",
                ),
                Kind(
                    "Hướng dẫn công bố tiêu chuẩn cơ sở, quy chuẩn kỹ thuật cho sản phẩm chủ lực",
                    (bodies.INDUSTRY,),
                    (bodies.SCIENCE, local),
                    "doanh nghiệp",
                ),
                Kind(
                    "Hỗ trợ phòng thử nghiệm công lập đạt ISO/IEC 17025",
                    (bodies.SCIENCE,),
                    (bodies.HEALTH, bodies.farming(on)),
                    "phòng thử nghiệm",
                ),
                Kind(
                    "Áp dụng công cụ 5S tại bệnh viện, trung tâm y tế và trường học",
                    (bodies.HEALTH,),
                    (bodies.EDUCATION, bodies.SCIENCE),
                    "cơ sở",
                ),
                Kind(
                    "Vận động doanh nghiệp tham gia Giải thưởng chất lượng quốc gia",
                    (bodies.SCIENCE,),
                    (bodies.OFFICES,),
                    "doanh nghiệp",
                ),
            ),
        ),
        (
            "Nghiên cứu, đo lường năng suất",
            (
                Kind(
                    "Tính toán TFP và năng suất lao động của tỉnh",
                    (bodies.STATISTICS,),
                    (bodies.planning(on), bodies.SCIENCE),
                    None,
                    "Báo cáo kết quả tính toán",
                ),
                Kind(
                    "Điều tra nhu cầu cải tiến của hợp tác xã",
                    (bodies.COOPERATIVES,),
                    (bodies.SCIENCE, local),
                    "báo cáo",
                ),
            ),
        ),
    )


# A plan whose last year is so many after its first has its targets in two phases.
YEARS_WITH_PHASES = 5
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def invent_groups(random: Random, on: date, first: int, last: int, *, restart: bool) -> tuple[JobGroup, ...]:
    """Task groups; ``restart``: numbers 1, 2, 3 in each of the groups I, II …, else 1.1, 1.2 in groups 1, 2."""
    groups = []
    for place, (title, all_kinds) in enumerate(kinds(on), start=1):
        jobs = tuple(
            _invent(random, kind, str(number) if restart else f"{place}.{number}", (max(on.year, first), first, last))
            for number, kind in enumerate(all_kinds, start=1)
        )
        groups.append(JobGroup(ROMAN[place - 1] if restart else str(place), title, jobs))
    return tuple(groups)


def _invent(random: Random, kind: Kind, number: str, years: tuple[int, int, int]) -> Job:
    """``years``: the earliest in which work can be done, the plan's first, its last."""
    yields: tuple[Yield, ...] = ()
    product = kind.product
    if kind.unit is not None:
        words, made = _quantity(random, kind.unit)
        product, yields = kind.product.format(words), (made,)
    when = _when(random, *years, always=kind.always)
    return Job(number, kind.title, kind.lead, kind.coordinate, when, product, yields)


def _quantity(random: Random, unit: str) -> tuple[str, Yield]:
    value = random.randint(2, 24)
    upper = value + random.randint(1, 6)
    shown, to = written(value), written(upper)
    words, op, value_to = random.choice(
        (
            (f"{shown} {unit}", Op.EXACTLY, None),
            (f"Ít nhất {shown} {unit}", Op.AT_LEAST, None),
            (f"Tối thiểu {shown} {unit}", Op.AT_LEAST, None),
            (f"Không dưới {shown} {unit}", Op.AT_LEAST, None),
            (f"Khoảng {shown} {unit}", Op.ABOUT, None),
            (f"{shown} - {to} {unit}", Op.RANGE, Decimal(upper)),
            (f"Từ {shown} đến {to} {unit}", Op.RANGE, Decimal(upper)),
        )
    )
    return words, Yield(op, Decimal(value), unit, value_to)


def _when(random: Random, earliest: int, first: int, last: int, *, always: bool) -> When:
    all_along = (
        When(ScheduleKind.YEARS, f"{first}-{last}", first, last),
        When(ScheduleKind.YEARS, f"{first} - {last}", first, last),
        When(ScheduleKind.ANNUAL, "Hằng năm"),
        When(ScheduleKind.ANNUAL, "Hàng năm"),
    )
    if always or last - first >= YEARS_WITH_PHASES:
        # A task of one year could miss the phase of its target: a contradiction that nobody put in.
        return random.choice(all_along)
    year = random.randint(earliest + 1, last)
    some_time = (
        When(ScheduleKind.SINGLE, f"Năm {year}", year, year),
        When(ScheduleKind.SINGLE, f"Quý II/{year}", year, year),
        When(ScheduleKind.FROM, f"Từ năm {year}", year, None),
    )
    return random.choice((*all_along, *some_time))
