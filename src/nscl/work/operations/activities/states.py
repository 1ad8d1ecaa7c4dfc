"""Activities between their rows and their values: reading how one stands, making new ones, writing a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from nscl.records.inserting import insert_rows, insert_values
from nscl.records.operations import Actor
from nscl.work.enums import ActivityKind, ActivityStatus, CostStage, OutputKind, ParticipantKind
from nscl.work.models import Activity, ActivityCost, ActivityOutput, Participation
from nscl.work.operations.book import Book
from nscl.work.rules.values import ActivityState, Cost, Participants, Quantity


def with_parts(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Activities loaded with what `state_of` reads: three queries more, however many they are."""
    return activities.prefetch_related(
        Prefetch("outputs", ActivityOutput.objects.order_by("kind")),
        Prefetch("participations", Participation.objects.order_by("kind")),
        Prefetch("costs", ActivityCost.objects.order_by("pk")),
    )


def state_of(activity: Activity) -> ActivityState:
    """How an activity stands; load it with `with_parts`."""
    return ActivityState(
        task_id=activity.task_id,
        kind=ActivityKind(activity.kind),
        title=activity.title,
        starts_on=activity.starts_on,
        ends_on=activity.ends_on,
        place=activity.place,
        commune_id=activity.commune_id,
        organiser=activity.organiser,
        outlet=activity.outlet,
        responsible_id=activity.responsible_id,
        expected_output=activity.expected_output,
        planned_costs=_costs(activity, CostStage.PLANNED),
        status=ActivityStatus(activity.status),
        done_on=activity.done_on,
        cancel_reason=activity.cancel_reason,
        outputs=tuple(
            sorted(
                (Quantity(OutputKind(one.kind), one.quantity) for one in activity.outputs.all()), key=lambda o: o.kind
            )
        ),
        participations=tuple(
            sorted(
                (
                    Participants(ParticipantKind(one.kind), one.people, one.organisations, one.women)
                    for one in activity.participations.all()
                ),
                key=lambda one: one.kind,
            )
        ),
        actual_costs=_costs(activity, CostStage.ACTUAL),
        result=activity.result,
    )


def create(
    book: Book,
    states: Sequence[ActivityState],
    *,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
    copied_from: Sequence[int | None] = (),
) -> list[Activity]:
    """Store new activities that were checked, many at a time."""
    sources = list(copied_from) or [None] * len(states)
    rows = [
        Activity(
            annual_plan_id=book.annual.pk,
            plan_id=book.annual.plan_id,
            year=book.annual.year,
            created_at=at,
            created_by_id=by.number,
            is_sample=is_sample or book.annual.is_sample,
            copied_from_id=source,
            **_columns(state),
        )
        for state, source in zip(states, sources, strict=True)
    ]
    for row, state in zip(rows, states, strict=True):
        _seat(book, row, state)
    insert_rows(rows)
    _insert_parts(rows, states)
    return rows


def rewrite(book: Book, activity: Activity, state: ActivityState) -> None:
    """Give a stored activity the values of `state`, and its next version; it moves only where its first day does."""
    place_by_day(book, activity, state)
    for name, value in _columns(state).items():
        setattr(activity, name, value)
    activity.version += 1
    activity.save()
    for parts in (activity.outputs, activity.participations, activity.costs):
        parts.all().delete()
    _insert_parts([activity], [state])


def place_by_day(book: Book, activity: Activity, state: ActivityState) -> None:
    """Give an activity whose first day moves the province and the agency of that day, and its days and status."""
    if activity.starts_on != state.starts_on:
        _seat(book, activity, state)
    activity.starts_on, activity.ends_on = state.starts_on, state.ends_on
    activity.status, activity.done_on = state.status.value, state.done_on


def _seat(book: Book, activity: Activity, state: ActivityState) -> None:
    seat = book.seat(state)
    activity.unit_id, activity.agency_id = seat.unit_id, seat.agency_id


def _columns(state: ActivityState) -> dict[str, Any]:
    return {
        "task_id": state.task_id,
        "kind": state.kind.value,
        "title": state.title,
        "place": state.place,
        "commune_id": state.commune_id,
        "folded": state.folded,
        "starts_on": state.starts_on,
        "ends_on": state.ends_on,
        "organiser": state.organiser,
        "outlet": state.outlet,
        "responsible_id": state.responsible_id,
        "expected_output": state.expected_output,
        "result": state.result,
        "status": state.status.value,
        "done_on": state.done_on,
        "cancel_reason": state.cancel_reason,
    }


_OUTPUT_COLUMNS = ("activity_id", "plan_id", "kind", "quantity")
_PEOPLE_COLUMNS = ("activity_id", "kind", "people", "women", "organisations")
_COST_COLUMNS = ("activity_id", "stage", "line_id", "source_id", "vnd")


def _insert_parts(activities: Iterable[Activity], states: Iterable[ActivityState]) -> None:
    """What belongs to activities that have nothing yet: a statement a table, however many they are."""
    outputs: list[tuple[object, ...]] = []
    people: list[tuple[object, ...]] = []
    costs: list[tuple[object, ...]] = []
    for row, state in zip(activities, states, strict=True):
        number = row.pk
        outputs += [(number, row.plan_id, one.kind.value, one.quantity) for one in state.outputs]
        people += [(number, p.kind.value, p.people, p.women, p.organisations) for p in state.participations]
        for stage, many in ((CostStage.PLANNED, state.planned_costs), (CostStage.ACTUAL, state.actual_costs)):
            costs += [(number, stage.value, cost.line_id, cost.source_id, cost.vnd) for cost in many]
    insert_values(ActivityOutput, _OUTPUT_COLUMNS, outputs)
    insert_values(Participation, _PEOPLE_COLUMNS, people)
    insert_values(ActivityCost, _COST_COLUMNS, costs)


def _costs(activity: Activity, stage: CostStage) -> tuple[Cost, ...]:
    costs = [Cost(one.vnd, one.line_id, one.source_id) for one in activity.costs.all() if one.stage == stage]
    return tuple(sorted(costs, key=lambda cost: (cost.line_id or 0, cost.source_id or 0, cost.vnd)))
