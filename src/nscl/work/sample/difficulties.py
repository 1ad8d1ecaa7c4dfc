"""Difficulties of a sample year: raised on tasks, in every state while the year runs, settled once it is over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from nscl.work.enums import DifficultyState
from nscl.work.sample.values import SampleDays

_WORDS: Final[tuple[tuple[str, str], ...]] = (
    (
        "Chưa được giao kinh phí của năm",
        "Dự toán của năm chưa phân bổ cho nhiệm vụ này. Đề nghị bố trí để kịp tổ chức trong năm.",
    ),
    (
        "Ít doanh nghiệp đăng ký tham gia",
        "Mới có vài doanh nghiệp nhỏ đăng ký. Đề nghị các cơ quan phối hợp giới thiệu thêm.",
    ),
    (
        "Chưa có hướng dẫn về mức hỗ trợ",
        "Chưa rõ mức hỗ trợ cho tư vấn và chứng nhận. Đề nghị có văn bản hướng dẫn thống nhất.",
    ),
    (
        "Thiếu chuyên gia tư vấn tại tỉnh",
        "Tổ chức tư vấn ở xa, chi phí đi lại lớn. Đề nghị giới thiệu chuyên gia trong vùng.",
    ),
    (
        "Số liệu doanh nghiệp chưa thống nhất",
        "Danh sách doanh nghiệp của các cơ quan khác nhau. Đề nghị dùng chung một nguồn.",
    ),
)
_TEXTS: Final = {
    DifficultyState.ASSIGNED: "",
    DifficultyState.ANSWERED: "Đã xem xét và hướng dẫn cách xử lý; còn vướng đề nghị phản ánh lại (mẫu).",
    DifficultyState.ESCALATED: "Đã báo cáo UBND tỉnh bằng văn bản mẫu, đề nghị cho ý kiến chỉ đạo.",
    DifficultyState.CLOSED: "Đã giải quyết xong (mẫu).",
}
_WAYS: Final[tuple[tuple[DifficultyState, ...], ...]] = (
    (DifficultyState.ASSIGNED, DifficultyState.ANSWERED, DifficultyState.CLOSED),
    (),
    (DifficultyState.ASSIGNED,),
    (DifficultyState.ASSIGNED, DifficultyState.ANSWERED),
    (DifficultyState.ASSIGNED, DifficultyState.ESCALATED),
)
# Days from one step to the next, and within which an answer is asked for.
_APART: Final = (2, 9)
_ANSWER_WITHIN: Final = timedelta(days=15)


@dataclass(frozen=True, slots=True)
class DrawnStep:
    """A step to a state on a day. answer_due: where it assigns the difficulty."""

    state: DifficultyState
    on: date
    text: str
    answer_due: date | None


@dataclass(frozen=True, slots=True)
class DrawnDifficulty:
    """A difficulty on a task, raised on a day, with its steps."""

    task: int
    on: date
    title: str
    text: str
    steps: tuple[DrawnStep, ...]


def draw_difficulties(random: Random, tasks: Sequence[int], days: SampleDays) -> tuple[DrawnDifficulty, ...]:
    """One of each kind of words, each on a task of the year; none where the year has not begun."""
    past = days.past
    if not past or not tasks:
        return ()
    over = days.last < days.on
    drawn = []
    for (title, text), way in zip(_WORDS, _WAYS, strict=True):
        raised = random.choice(past)
        steps = _steps(random, raised, _WAYS[0] if over else way, days.on)
        drawn.append(DrawnDifficulty(random.choice(tasks), raised, title, text, steps))
    return tuple(drawn)


def _steps(random: Random, raised: date, way: Sequence[DifficultyState], on: date) -> tuple[DrawnStep, ...]:
    steps: list[DrawnStep] = []
    day = raised
    for state in way:
        day = min(day + timedelta(days=random.randint(*_APART)), on)
        due = day + _ANSWER_WITHIN if state is DifficultyState.ASSIGNED else None
        steps.append(DrawnStep(state, day, _TEXTS[state], due))
    return tuple(steps)
