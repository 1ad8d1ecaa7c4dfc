"""What is done of that which targets count: as much as is asked for, spread over the agencies whose tasks suit it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from random import Random
from typing import Final

from nscl.work.rules.values import ActivityState
from nscl.work.sample.activities import finished, named_apart, planned_activity
from nscl.work.sample.shapes import ALSO_DONE
from nscl.work.sample.values import AgencyYear, DrawnActivity, SampleGoal, SampleTask

# In how many records a quantity is reached at most.
_MOST_PARTS: Final = 3


def draw_goals(
    random: Random, goals: Sequence[SampleGoal], agencies: Mapping[int, AgencyYear]
) -> dict[int, list[DrawnActivity]]:
    """Agency → what it has done of the goals. Nothing where no agency has had a day to do it."""
    able = {number: year for number, year in agencies.items() if year.is_active and year.days.past and year.tasks}
    drawn: dict[int, list[DrawnActivity]] = {number: [] for number in able}
    for goal in goals if able else ():
        hosts = _hosts(goal, able)
        # One more where each is declared, so that the page of declarations has something to do.
        parts = [*_parts(random, goal), *([1] if goal.measures and goal.amount else [])]
        for place, part in enumerate(parts):
            number, task = random.choice(hosts)
            measures = goal.measures if place < len(parts) - 1 else ()
            state = _done(random, goal, part, task, able[number])
            drawn[number].append(DrawnActivity(state, measures))
    return drawn


def told_apart(drawn: Collection[DrawnActivity]) -> list[DrawnActivity]:
    """An agency's activities in order of time, no two of them under one name."""
    ordered = sorted(drawn, key=lambda one: (one.state.starts_on, one.state.title))
    states = named_apart(one.state for one in ordered)
    return [DrawnActivity(state, one.measures) for state, one in zip(states, ordered, strict=True)]


def _parts(random: Random, goal: SampleGoal) -> list[int]:
    """The amount in parts: one a record, or a quantity over a few records."""
    if goal.output is None:
        return [1] * goal.amount
    left = goal.amount
    parts: list[int] = []
    while left:
        part = left if len(parts) == _MOST_PARTS - 1 else random.randint(1, left)
        parts.append(part)
        left -= part
    return parts


def _hosts(goal: SampleGoal, able: Mapping[int, AgencyYear]) -> list[tuple[int, SampleTask]]:
    """Who may do it for which task: a task of the kind, else one that goes with it, else any."""
    every = [(number, task) for number, year in able.items() for task in year.tasks]
    alike = [host for host in every if host[1].kind in goal.kinds]
    near = [host for host in every if set(goal.kinds).intersection(ALSO_DONE.get(host[1].kind, ()))]
    return alike or near or every


def _done(random: Random, goal: SampleGoal, part: int, task: SampleTask, year: AgencyYear) -> ActivityState:
    kind = task.kind if task.kind in goal.kinds else random.choice(goal.kinds)
    state = planned_activity(random, task, kind, year, random.choice(year.days.past))
    counted = {} if goal.output is None else {goal.output: part}
    return finished(random, state, year, counted)
