"""Activities of an agency in a sample year: planned from its own tasks, and as far done as the day allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Final

from nscl.work.enums import ActivityKind, ActivityStatus, OutputKind, ParticipantKind
from nscl.work.rules.checks import identity
from nscl.work.rules.kinds import KIND_RULES, PARTS
from nscl.work.rules.schedules import shortened
from nscl.work.rules.values import ActivityState, Cost, Participants, Quantity
from nscl.work.sample.values import SampleDays, SampleTask

# How much an agency does in a year; more would hide on the pages what there is to see.
MOST_ACTIVITIES: Final = 24
MOST_ROUNDS: Final = 2
# A title leaves room in its column for the round.
_TITLE_LENGTH: Final = 240
# Of what should be over: mostly done, a little cancelled, the rest late.
_DONE, _CANCELLED = 0.82, 0.06
_MILLION: Final = 1_000_000
_LATE_TO_RECORD: Final = 5

_ONE_DAY: Final = frozenset(
    {ActivityKind.CONFERENCE, ActivityKind.WORKSHOP, ActivityKind.TV_REPORT, ActivityKind.ARTICLE}
)
_SHORTEST, _LONGEST = 10, 60

# Least and most of an output in one activity.
_QUANTITIES: Final[Mapping[OutputKind, tuple[int, int]]] = {
    OutputKind.COPIES: (100, 1200),
    OutputKind.REPORTS: (1, 6),
    OutputKind.ARTICLES: (2, 24),
    OutputKind.ORGANISATIONS_SUPPORTED: (1, 12),
    OutputKind.QUESTIONNAIRES_SENT: (120, 400),
    OutputKind.QUESTIONNAIRES_ANSWERED: (80, 120),
    OutputKind.ORGANISATIONS_INSPECTED: (15, 60),
    OutputKind.VIOLATIONS: (0, 5),
    OutputKind.CENTRES: (1, 1),
    OutputKind.ZONES: (1, 1),
    OutputKind.ENTRIES: (20, 150),
    OutputKind.MISSIONS: (1, 2),
    OutputKind.AGREEMENTS: (1, 3),
}
_PLACES: Final = ("Hội trường trung tâm tỉnh (mẫu)", "Nhà văn hóa xã (mẫu)", "Khu công nghiệp của tỉnh (mẫu)")
_OUTLETS: Final = ("Đài Phát thanh và Truyền hình tỉnh (mẫu)", "Cổng thông tin điện tử tỉnh (mẫu)")
_REASONS: Final = ("Không bố trí được kinh phí trong năm", "Gộp với hoạt động khác cùng nội dung")
_RESULTS: Final = (
    "Đã thực hiện đủ nội dung, hồ sơ lưu tại đơn vị (số liệu mẫu)",
    "Đã thực hiện, có chậm vài ngày so với dự kiến (số liệu mẫu)",
    "Đã thực hiện, doanh nghiệp đề nghị tổ chức thêm (số liệu mẫu)",
)


def draw_activities(random: Random, tasks: Sequence[SampleTask], days: SampleDays) -> tuple[ActivityState, ...]:
    """An agency's activities of the year, by first day. None where there is no day to begin on.

    Every one keeps to what its kind may record (`rules.KIND_RULES`); no two are the same thing.
    """
    if not days.starts:
        return ()
    found: dict[tuple[ActivityKind, str, date], ActivityState] = {}
    chosen = tasks if len(tasks) <= MOST_ACTIVITIES else random.sample(list(tasks), MOST_ACTIVITIES)
    for task in chosen:
        rounds = random.randint(1, MOST_ROUNDS)
        for number in range(1, rounds + 1):
            state = _progressed(random, _planned(random, task, days, number if rounds > 1 else 0), days)
            found.setdefault((state.kind, identity(state.title, state.place), state.starts_on), state)
    states = list(found.values())[:MOST_ACTIVITIES]
    return tuple(sorted(states, key=lambda state: (state.starts_on, state.title)))


def _planned(random: Random, task: SampleTask, days: SampleDays, number: int) -> ActivityState:
    rule = KIND_RULES[task.kind]
    starts_on = random.choice(days.starts)
    length = 0 if task.kind in _ONE_DAY else random.randint(_SHORTEST, _LONGEST)
    title = shortened(task.title, _TITLE_LENGTH)
    return ActivityState(
        task_id=task.number,
        kind=task.kind,
        title=f"{title} (đợt {number})" if number else title,
        starts_on=starts_on,
        ends_on=min(starts_on + timedelta(days=length), days.last),
        place=random.choice(_PLACES) if rule.has_place else "",
        outlet=random.choice(_OUTLETS) if rule.has_outlet else "",
        expected_output=task.output,
        planned_costs=(Cost(random.randint(10, 180) * _MILLION),),
    )


def _progressed(random: Random, state: ActivityState, days: SampleDays) -> ActivityState:
    """As far as it is by today."""
    if state.starts_on > days.on:
        return state
    if state.ends_on >= days.on:
        return replace(state, status=ActivityStatus.RUNNING)
    drawn = random.random()
    if drawn < _DONE:
        return _done(random, state, days)
    if drawn < _DONE + _CANCELLED:
        return replace(state, status=ActivityStatus.CANCELLED, cancel_reason=random.choice(_REASONS))
    return replace(state, status=random.choice((ActivityStatus.PLANNED, ActivityStatus.RUNNING)))


def _done(random: Random, state: ActivityState, days: SampleDays) -> ActivityState:
    latest = min(days.on, days.last)
    return replace(
        state,
        status=ActivityStatus.DONE,
        done_on=min(state.ends_on + timedelta(days=random.randint(0, _LATE_TO_RECORD)), latest),
        outputs=_outputs(random, state.kind),
        participations=_participants(random) if KIND_RULES[state.kind].has_participants else (),
        actual_costs=tuple(Cost(cost.vnd * random.randint(80, 104) // 100) for cost in state.planned_costs),
        result=random.choice(_RESULTS),
    )


def _outputs(random: Random, kind: ActivityKind) -> tuple[Quantity, ...]:
    """What the kind yields; an activity of no kind of the list records no output."""
    if kind is ActivityKind.OTHER:
        return ()
    # The first is what the kind is for, the others may be there; a part stands beside its whole.
    first, *others = KIND_RULES[kind].outputs
    kinds = [first, *(one for one in others if one in PARTS or random.random() < 1 / 2)]
    quantities = [Quantity(one, Decimal(random.randint(*_QUANTITIES[one]))) for one in kinds]
    return tuple(sorted(quantities, key=lambda one: one.kind))


def _participants(random: Random) -> tuple[Participants, ...]:
    kinds = random.sample(
        (ParticipantKind.COOPERATIVE, ParticipantKind.HOUSEHOLD, ParticipantKind.PUBLIC, ParticipantKind.ASSOCIATION), 2
    )
    rows = []
    for kind in (ParticipantKind.ENTERPRISE, *kinds):
        people = random.randint(12, 70)
        women = random.randint(people // 4, people // 2)
        rows.append(Participants(kind, people=people, organisations=random.randint(6, people), women=women))
    return tuple(sorted(rows, key=lambda one: one.kind))
