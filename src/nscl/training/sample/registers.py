"""The registers of a sample year: who is invented for them, and when what is said to have happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from nscl.training.enums import ExpertCertificateKind

TRAINED_BY: Final = "Đơn vị đào tạo (mẫu)"
CERTIFIED_BY: Final = "Tổ chức chứng nhận (mẫu)"
STANDARD: Final = "TCVN 13751:2023"
SCHOOL: Final = "Trường Cao đẳng nghề (mẫu)"
OTHER_SCHOOL: Final = "Trường Đại học kỹ thuật (mẫu)"
_SOON: Final = timedelta(days=60)
_GONE: Final = timedelta(days=20)
_THREE_YEARS: Final = 3


@dataclass(frozen=True, slots=True)
class SampleCertificate:
    """A certificate of a sample. counts: whether the plan's year counts it; else it is of a time before."""

    kind: ExpertCertificateKind
    certified_on: date
    valid_to: date
    counts: bool = True


@dataclass(frozen=True, slots=True)
class SampleExpert:
    """An expert of a sample: a candidate where nothing was completed."""

    fields: tuple[str, ...]
    since: date
    trained_on: date | None = None
    certificate: SampleCertificate | None = None


@dataclass(frozen=True, slots=True)
class SampleClub:
    """A club of a sample; active: the days on which it did something, with what and how many were there."""

    school: str
    name: str
    founded_on: date
    members: int
    active: tuple[tuple[date, str, int], ...]


def _years_after(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))


def draw_experts(year: int, on: date) -> tuple[SampleExpert, ...]:
    """One of each standing at least: certified, ending soon, expired, trained alone, candidates."""

    def of(month: int, day: int) -> date:
        return min(date(year, month, day), on)

    since, trained, certified = of(1, 15), of(4, 20), of(6, 15)
    expert, assessor = ExpertCertificateKind.PRODUCTIVITY_EXPERT, ExpertCertificateKind.ASSESSOR
    before = _years_after(on - _GONE, -_THREE_YEARS)
    valid = SampleCertificate(expert, certified, _years_after(certified, _THREE_YEARS))
    return (
        SampleExpert(("Lean", "Kaizen"), since, trained, valid),
        SampleExpert(("Đo lường năng suất",), since, trained, SampleCertificate(expert, certified, on + _SOON)),
        SampleExpert(
            ("ISO 9001", "ISO 14001"),
            since,
            None,
            SampleCertificate(assessor, certified, _years_after(certified, _THREE_YEARS)),
        ),
        SampleExpert(("TPM",), before, None, SampleCertificate(expert, before, on - _GONE, counts=False)),
        SampleExpert(("5S", "Lean"), since, trained),
        SampleExpert(("ISO 9001",), since),
        SampleExpert(("Kaizen",), since),
    )


def draw_clubs(year: int, on: date) -> tuple[SampleClub, ...]:
    """Two that are active, one that was not for over twelve months."""
    last = min(on, date(year, 12, 31))
    founded = date(year - 2, 10, 5)

    def ago(days: int) -> date:
        return last - timedelta(days=days)

    return (
        SampleClub(
            SCHOOL,
            f"Câu lạc bộ Cải tiến {year} (mẫu)",
            founded,
            42,
            (
                (ago(30), "Thi cải tiến 5S xưởng thực hành", 60),
                (ago(120), "Tham quan nhà máy áp dụng Lean", 28),
                (ago(200), "Sinh hoạt chuyên đề Kaizen", 35),
            ),
        ),
        SampleClub(
            OTHER_SCHOOL, f"Câu lạc bộ Lean trẻ {year} (mẫu)", founded, 27, ((ago(75), "Trò chơi dây chuyền", 27),)
        ),
        SampleClub(
            OTHER_SCHOOL, f"Câu lạc bộ Chất lượng {year} (mẫu)", founded, 15, ((ago(440), "Ra mắt câu lạc bộ", 50),)
        ),
    )


def draw_programme(year: int, on: date) -> tuple[str, date]:
    """What the school took up, and when: as the school year begins."""
    return f"Công cụ cải tiến năng suất, chất lượng, khóa {year} (mẫu)", min(date(year, 9, 1), on)
