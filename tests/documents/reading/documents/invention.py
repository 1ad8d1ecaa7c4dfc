"""Makes a story from a seed: another province, other years, other numbers, other wordings each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from nscl.documents.pack.enums import DutyRole, ReviewKind, ScheduleKind
from tests.documents.reading.documents import bodies
from tests.documents.reading.documents.money import invent_estimate
from tests.documents.reading.documents.story import (
    Aim,
    Basis,
    Duty,
    JobGroup,
    Phase,
    Report,
    Slip,
    Story,
    Summing,
    When,
)
from tests.documents.reading.documents.wording import AIMS, AimMaker
from tests.documents.reading.documents.work import YEARS_WITH_PHASES, invent_groups

# Provinces whose plans are not among the five published ones: name, how it is called, code until 30 June 2025.
PROVINCES = (
    ("Cà Mau", "tỉnh", "96"),
    ("Bến Tre", "tỉnh", "83"),
    ("Nghệ An", "tỉnh", "40"),
    ("Đắk Lắk", "tỉnh", "66"),
    ("Hải Phòng", "thành phố", "31"),
    ("Thái Bình", "tỉnh", "34"),
    ("Lào Cai", "tỉnh", "10"),
    ("Bà Rịa - Vũng Tàu", "tỉnh", "77"),
    ("Quảng Ngãi", "tỉnh", "51"),
    ("Cần Thơ", "thành phố", "92"),
    ("Sơn La", "tỉnh", "14"),
    ("Thừa Thiên Huế", "tỉnh", "46"),
)
_PRIME_MINISTER, _FINANCE = "Thủ tướng Chính phủ", "Bộ trưởng Bộ Tài chính"
NATIONAL = (
    Basis("1322/QĐ-TTg", date(2020, 8, 31), _PRIME_MINISTER, "chương trình quốc gia về năng suất, chất lượng"),
    Basis("36/QĐ-TTg", date(2021, 1, 11), _PRIME_MINISTER, "kế hoạch tổng thể nâng cao năng suất đến năm 2030"),
    Basis("35/2021/TT-BTC", date(2021, 5, 19), _FINANCE, "quản lý tài chính của chương trình quốc gia"),
)


def invent(seed: int, *slips: Slip) -> Story:
    """The story of that seed, with the mistakes asked for. The same seed always gives the same story."""
    random = Random(seed)
    wanted = frozenset(slips)
    province, unit, code = PROVINCES[seed % len(PROVINCES)]
    first = random.choice((2022, 2023, 2024))
    last = first + random.choice((3, 4, 6))
    issued = date(first, random.randint(1, 11), random.randint(1, 28))
    restart = random.random() < 0.6
    groups = invent_groups(random, issued, first, last, restart=restart)
    if Slip.DATE_BEFORE_ISSUE in wanted:
        groups = _before(groups, issued.year - 1)
    estimate = None
    if seed % 5 != 4 or wanted & {Slip.STATED_THOUSANDFOLD, Slip.YEAR_SUM, Slip.UNIT_COST}:
        years = tuple(range(first, min(last, first + 4) + 1))
        estimate = invent_estimate(random, groups, years, wanted, split=seed % 3 != 1)
    return Story(
        seed=seed,
        province=province,
        unit=unit,
        code=code,
        number=f"{random.randint(11, 240)}/KH-UBND",
        issued=issued,
        first=first,
        last=last,
        title=f"Nâng cao năng suất và chất lượng trên địa bàn {unit} {province} giai đoạn {first}-{last}",
        basis=(*NATIONAL, _resolution(random, unit, province, first)),
        general="Đưa năng suất thành động lực tăng trưởng, giúp doanh nghiệp và hợp tác xã làm chủ công cụ cải tiến.",
        phases=_phases(random, first, last, wanted),
        groups=groups,
        numbers_restart=restart,
        estimate=estimate,
        duties=_duties(issued),
        reports=_reports(random, issued),
        reviews=_reviews(first, last),
        slips=wanted,
    )


def _resolution(random: Random, unit: str, province: str, first: int) -> Basis:
    year = first - 1
    issuer = f"Hội đồng nhân dân {unit} {province}"
    number = f"{random.randint(10, 60)}/{year}/NQ-HĐND"
    return Basis(number, date(year, 12, random.randint(5, 12)), issuer, "mức hỗ trợ nâng cao năng suất của địa phương")


def _phases(random: Random, first: int, last: int, slips: frozenset[Slip]) -> tuple[Phase, ...]:
    """One phase, or two where the plan is long; no aim stands twice in a phase."""
    spans = [(first, last)] if last - first < YEARS_WITH_PHASES else [(first, first + 2), (first + 3, last)]
    phases = []
    for start, end in spans:
        maker = AimMaker(random, end)
        made: list[Aim] = [aim(maker) for aim in random.sample(AIMS, random.randint(8, 11))]
        if Slip.TARGET_WITHOUT_TASK in slips and start == first:
            made.append(maker.contests())
        phases.append(Phase(start, end, tuple(made)))
    return tuple(phases)


def _before(groups: tuple[JobGroup, ...], year: int) -> tuple[JobGroup, ...]:
    group, *others = groups
    job, *jobs = group.jobs
    late = replace(job, when=When(ScheduleKind.SINGLE, f"Năm {year}", year, year))
    return (replace(group, jobs=(late, *jobs)), *others)


def _duties(on: date) -> tuple[Duty, ...]:
    return (
        Duty(
            bodies.FINANCE,
            (
                (DutyRole.APPRAISE, "Thẩm định dự toán hằng năm của các nhiệm vụ được giao."),
                (DutyRole.FUND, "Cân đối, bố trí kinh phí thực hiện Kế hoạch theo phân cấp ngân sách."),
            ),
        ),
        Duty(
            bodies.INDUSTRY,
            ((DutyRole.COORDINATE, "Phối hợp lựa chọn doanh nghiệp chế biến tham gia mô hình điểm."),),
        ),
        Duty(
            bodies.localities(on),
            ((DutyRole.LEAD, "Tuyên truyền, vận động cơ sở sản xuất trên địa bàn tham gia phong trào cải tiến."),),
        ),
    )


def _reports(random: Random, on: date) -> tuple[Report, ...]:
    """What the offices owe the department, and what the department owes the ministry."""
    senders = (bodies.OFFICES, bodies.localities(on))
    day, later = random.choice((10, 15, 20, 25)), random.choice((5, 10, 15))
    names = f"{bodies.OFFICES.name}, {senders[1].name}"
    return (
        Report(
            senders,
            bodies.SCIENCE,
            11,
            day,
            True,
            f"{names} gửi báo cáo kết quả thực hiện về {bodies.SCIENCE.name} trước ngày {day} tháng 11 hằng năm "
            "hoặc đột xuất khi có yêu cầu.",
        ),
        Report(
            (bodies.SCIENCE,),
            bodies.MINISTRY,
            12,
            later,
            False,
            f"Tổng hợp, tham mưu UBND tỉnh báo cáo {bodies.MINISTRY.name} trước ngày {later:02d}/12 hằng năm.",
        ),
    )


def _reviews(first: int, last: int) -> tuple[Summing, ...]:
    middle = (first + last) // 2
    return (
        Summing(ReviewKind.INTERIM, middle, f"Tham mưu tổ chức sơ kết việc thực hiện Kế hoạch vào năm {middle}."),
        Summing(ReviewKind.FINAL, last, f"Tham mưu tổ chức tổng kết việc thực hiện Kế hoạch vào năm {last}."),
    )
