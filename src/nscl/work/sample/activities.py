"""Activities of an agency in a sample year: planned from its own tasks, and as far done as the day allows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Final

from nscl.text.folding import fold_words
from nscl.work.enums import ActivityKind, ActivityStatus, OutputKind
from nscl.work.rules.kinds import KIND_RULES
from nscl.work.rules.schedules import shortened
from nscl.work.rules.values import ActivityState, Cost, identity
from nscl.work.sample.shapes import ALSO_DONE, LEADS, cost_of, days_of, outputs_of, participants_of
from nscl.work.sample.values import AgencyYear, BudgetCell, SampleCommune, SampleTask, by_chance

# How much an agency does in a year; more would hide on the pages what there is to see.
MOST_ACTIVITIES: Final = 24
# A title leaves room in its column for the kind and the round.
_TITLE_LENGTH: Final = 220
# Of what should be over: mostly done, a little cancelled, the rest late.
_DONE, _CANCELLED = 0.86, 0.06
# Where the annual plan is not approved, little has begun.
_BEGUN = 0.3
# Days at the end of the year on which it then begins.
_PUT_OFF: Final = 25
# One activity for a task, another of a kind that goes with it, a second round.
_ANOTHER_KIND, _SECOND_ROUND = 0.5, 0.25
_MILLION: Final = 1_000_000
_LATE_TO_RECORD: Final = 5
# Words that a task and a line of the budget share before they are taken to be about the same.
_SAME_WORDS: Final = 3
# Least and most of a line's money that one activity takes, in per cent.
_SHARE: Final = (5, 25)
# What was spent of what was planned, in per cent.
_SPENT: Final = (80, 104)

_PLACES: Final = ("Hội trường trung tâm tỉnh (mẫu)", "Nhà văn hóa xã (mẫu)", "Khu công nghiệp của tỉnh (mẫu)")
_OUTLETS: Final = ("Đài Phát thanh và Truyền hình tỉnh (mẫu)", "Cổng thông tin điện tử tỉnh (mẫu)")
_REASONS: Final = (
    "Không bố trí được kinh phí trong năm (số liệu mẫu)",
    "Gộp với hoạt động khác cùng nội dung (số liệu mẫu)",
    "Chuyển sang năm sau vì chưa đủ doanh nghiệp đăng ký (số liệu mẫu)",
)
_RESULTS: Final = (
    "Đã thực hiện đủ nội dung, hồ sơ lưu tại đơn vị (số liệu mẫu)",
    "Đã thực hiện, có chậm vài ngày so với dự kiến (số liệu mẫu)",
    "Đã thực hiện, doanh nghiệp đề nghị tổ chức thêm (số liệu mẫu)",
)


def draw_activities(random: Random, year: AgencyYear) -> tuple[ActivityState, ...]:
    """An agency's activities of the year, by first day. None where there is no day to begin on.

    Every one keeps to what its kind may record (`rules.KIND_RULES`); no two are the same thing. What is done of a
    reserved kind is drawn elsewhere (`goals`): here it is ahead, late or cancelled.
    """
    if not year.days.starts:
        return ()
    tasks = year.tasks
    if len(tasks) > MOST_ACTIVITIES:
        tasks = tuple(random.sample(tasks, MOST_ACTIVITIES))
    # Whose annual plan is not approved has put most of its work off.
    starts = year.days.starts if year.is_active else year.days.starts[-_PUT_OFF:]
    drawn = []
    for task in tasks:
        also = ALSO_DONE.get(task.kind, ())
        kinds = [task.kind]
        kinds += [random.choice(also)] if also and random.random() < _ANOTHER_KIND else []
        kinds += [task.kind] if random.random() < _SECOND_ROUND else []
        for kind in kinds:
            state = planned_activity(random, task, kind, year, random.choice(starts))
            drawn.append(_progressed(random, state, year))
    return tuple(sorted(_distinct(drawn)[:MOST_ACTIVITIES], key=lambda state: (state.starts_on, state.title)))


def planned_activity(
    random: Random, task: SampleTask, kind: ActivityKind, year: AgencyYear, starts_on: date
) -> ActivityState:
    """One activity of a kind for a task, with nothing done yet."""
    rule = KIND_RULES[kind]
    title = shortened(task.title, _TITLE_LENGTH)
    communes = [one for one in year.communes if one.was_there(starts_on)] if rule.has_place else []
    commune = random.choice(communes) if communes and random.random() < 1 / 2 else None
    return ActivityState(
        task_id=task.number,
        kind=kind,
        title=title if kind is task.kind else f"{LEADS[kind]}: {title}",
        starts_on=starts_on,
        ends_on=min(starts_on + timedelta(days=days_of(random, kind)), year.days.last),
        place=_place(random, commune) if rule.has_place else "",
        commune_id=commune.number if commune is not None else None,
        outlet=random.choice(_OUTLETS) if rule.has_outlet else "",
        expected_output=task.output if kind is task.kind else "",
        planned_costs=_costs(random, task, kind, year.cells),
    )


def _place(random: Random, commune: SampleCommune | None) -> str:
    return random.choice(_PLACES) if commune is None else f"Nhà văn hóa {commune.name} (mẫu)"


def _costs(random: Random, task: SampleTask, kind: ActivityKind, cells: Collection[BudgetCell]) -> tuple[Cost, ...]:
    """Money from the line that speaks of the task, by source; without a line where none does."""
    words = set(fold_words(task.title))
    best = max((len(words.intersection(fold_words(cell.title))) for cell in cells), default=0)
    if best < _SAME_WORDS:
        return (Cost(cost_of(random, kind) * _MILLION),)
    alike = [cell for cell in cells if len(words.intersection(fold_words(cell.title))) == best]
    line = random.choice(sorted({cell.line for cell in alike}))
    share = random.randint(*_SHARE)
    sums = [(cell, cell.vnd * share // 100 // _MILLION * _MILLION) for cell in alike if cell.line == line]
    costs = [Cost(vnd, cell.line, cell.source) for cell, vnd in sums if vnd]
    return tuple(costs) or (Cost(_MILLION, line, sums[0][0].source),)


def _progressed(random: Random, state: ActivityState, year: AgencyYear) -> ActivityState:
    """As far as it is by today."""
    days = year.days
    # How far a class is, its own record says (`nscl.training.operations.sample`).
    if state.starts_on > days.on or KIND_RULES[state.kind].tallied:
        return state
    if not year.is_active:
        begun = random.random() < _BEGUN
        return replace(state, status=ActivityStatus.RUNNING) if begun else state
    if state.ends_on >= days.on:
        return replace(state, status=ActivityStatus.RUNNING)
    done = 0.0 if state.kind in year.reserved else _DONE
    match by_chance(random, (done, _CANCELLED)):
        case 0:
            return finished(random, state, year)
        case 1:
            return replace(state, status=ActivityStatus.CANCELLED, cancel_reason=random.choice(_REASONS))
    return replace(state, status=random.choice((ActivityStatus.PLANNED, ActivityStatus.RUNNING)))


def finished(
    random: Random, state: ActivityState, year: AgencyYear, counted: Mapping[OutputKind, int] | None = None
) -> ActivityState:
    """The activity done, by today at the latest, with what it yielded. counted: what it yields at any rate."""
    latest = min(year.days.on, year.days.last)
    return replace(
        state,
        status=ActivityStatus.DONE,
        ends_on=min(state.ends_on, latest),
        done_on=min(state.ends_on + timedelta(days=random.randint(0, _LATE_TO_RECORD)), latest),
        outputs=outputs_of(random, state.kind, year.withheld, counted or {}),
        participations=participants_of(random, state.kind),
        actual_costs=tuple(
            replace(cost, vnd=cost.vnd * random.randint(80, 104) // 100) for cost in state.planned_costs
        ),
        result=random.choice(_RESULTS),
    )


def _spent(random: Random, cost: Cost) -> Cost:
    return replace(cost, vnd=cost.vnd * random.randint(*_SPENT) // 100)


def named_apart(states: Iterable[ActivityState]) -> list[ActivityState]:
    """The same, those with one name told apart by their round: no two of an annual plan are the same thing."""
    seen: dict[tuple[ActivityKind, str], int] = {}
    found = []
    for state in states:
        key = (state.kind, identity(state.title, ""))
        seen[key] = seen.get(key, 0) + 1
        found.append(state if seen[key] == 1 else replace(state, title=f"{state.title} (đợt {seen[key]})"))
    return found


def _distinct(states: Collection[ActivityState]) -> list[ActivityState]:
    return named_apart(sorted(states, key=lambda state: state.starts_on))
