"""Commendations of a sample year: invented people and organisations, whose names say so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from nscl.work.enums import CommendationLevel, RecipientKind
from nscl.work.rules.commendations import Candidate
from nscl.work.sample.values import SampleDays

_FAMILY_NAMES: Final = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi")
_TRADES: Final = ("cơ khí", "dệt may", "chế biến nông sản", "gốm sứ", "điện tử", "đồ gỗ")
_TEAM: Final = "Áp dụng công cụ cải tiến, giảm thời gian chờ và tỷ lệ lỗi trong sản xuất (số liệu mẫu)"
_PERSON: Final = "Có sáng kiến cải tiến được áp dụng trong toàn doanh nghiệp (số liệu mẫu)"
# From the day of the proposal to the decision.
_DECIDED_WITHIN: Final = (15, 40)


@dataclass(frozen=True, slots=True)
class DrawnCommendation:
    """A candidate proposed on a day. decision: number and day, None while nothing is decided."""

    candidate: Candidate
    on: date
    decision: tuple[str, date] | None


def draw_commendations(random: Random, *, plan_id: int, year: int, days: SampleDays) -> tuple[DrawnCommendation, ...]:
    """Two organisations and a person; none where the year has not begun."""
    past = days.past
    if not past:
        return ()
    trades = random.sample(_TRADES, 3)
    person = f"{random.choice(_FAMILY_NAMES)} Thị Mẫu"
    named = (
        (RecipientKind.ORGANISATION, f"Công ty mẫu {trades[0]}", "", CommendationLevel.PROVINCE, _TEAM),
        (RecipientKind.ORGANISATION, f"Hợp tác xã mẫu {trades[1]}", "", CommendationLevel.DEPARTMENT, _TEAM),
        (RecipientKind.PERSON, person, f"Tổ trưởng, Công ty mẫu {trades[2]}", CommendationLevel.PROVINCE, _PERSON),
    )
    drawn = []
    for number, (kind, recipient, workplace, level, achievement) in enumerate(named, start=1):
        candidate = Candidate(
            plan_id=plan_id,
            year=year,
            level=level,
            recipient_kind=kind,
            recipient=recipient,
            workplace=workplace,
            achievement=achievement,
        )
        on = random.choice(past)
        decided_on = on + timedelta(days=random.randint(*_DECIDED_WITHIN))
        decision = (f"MẪU-{number:02d}/QĐ-{year}", decided_on) if decided_on <= days.on else None
        drawn.append(DrawnCommendation(candidate, on, decision))
    return tuple(drawn)
