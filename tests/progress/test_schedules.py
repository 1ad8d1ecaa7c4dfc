"""What the tasks schedule of a measure, where they say so."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nscl.documents.pack.enums import MeasureOp, MeasureWhen, ScheduleKind
from nscl.documents.pack.schema import Output as PackOutput
from nscl.documents.pack.schema import PlanPack, Schedule
from nscl.finance.operations.intake import load_pack
from nscl.progress.queries.measures import measures_of
from nscl.progress.queries.schedules import scheduled_for
from nscl.progress.rules import MeasureFacts, Scheduled
from nscl.progress.rules.arithmetic import scheduled_until
from nscl.records.operations import SYSTEM
from tests.factories.people import AT
from tests.factories.plans import small_pack


def _pack(outputs: list[tuple[str, int, ScheduleKind, int | None, int | None, int | None]]) -> PlanPack:
    """The small plan with one measure (4 contests over its phase) and tasks that each yield some."""
    pack = small_pack()
    target = pack.targets[0]
    measure = target.measures[0].model_copy(
        update={
            "indicator": "contests",
            "unit": "cuộc thi",
            "op": MeasureOp.AT_LEAST,
            "value": Decimal(4),
            "value_to": None,
            "when": MeasureWhen.TOTAL,
            "of": None,
        }
    )
    target = target.model_copy(update={"measures": (measure,), "phase": pack.plan.period})
    tasks = tuple(
        task.model_copy(
            update={
                "title": "Tổ chức cuộc thi về năng suất",
                "schedule": Schedule(kind=kind, start=start, end=end, text=None),
                "outputs": (
                    PackOutput(
                        text=f"{value} {unit}",
                        op=MeasureOp.EXACTLY,
                        value=Decimal(value),
                        value_to=None,
                        unit=unit,
                        by=by,
                    ),
                ),
            }
        )
        for task, (unit, value, kind, start, end, by) in zip(pack.tasks, outputs, strict=False)
    )
    return pack.model_copy(update={"targets": (target,), "tasks": tasks, "budget": None, "findings": ()})


def _scheduled(pack: PlanPack) -> tuple[Scheduled, ...]:
    edition = load_pack(pack=pack, viewer=None, by=SYSTEM, at=AT).edition_id
    (measure,) = measures_of([edition])
    return scheduled_for([measure], [edition]).get(measure.number, ())


START = small_pack().plan.period.start
END = small_pack().plan.period.end


@pytest.mark.django_db
def test_years_and_milestones_are_taken() -> None:
    found = _scheduled(
        _pack(
            [
                ("cuộc thi", 2, ScheduleKind.SINGLE, START, START, None),
                ("cuộc thi", 2, ScheduleKind.YEARS, START, END, END),
            ]
        )
    )
    assert found == (Scheduled(Decimal(2), START, START), Scheduled(Decimal(2), END, END))


@pytest.mark.django_db
def test_another_unit_is_another_thing() -> None:
    assert _scheduled(_pack([("lớp", 2, ScheduleKind.SINGLE, START, START, None)])) == ()


@pytest.mark.django_db
def test_one_output_without_years_says_that_nobody_said_when() -> None:
    found = _scheduled(
        _pack(
            [
                ("cuộc thi", 4, ScheduleKind.SINGLE, START, START, None),
                ("cuộc thi", 2, ScheduleKind.ANNUAL, START, END, None),
            ]
        )
    )
    assert found == ()


def test_a_quantity_is_spread_over_its_years() -> None:
    facts = MeasureFacts(
        op=MeasureOp.AT_LEAST,
        value=Decimal(4),
        unit="cuộc thi",
        when=MeasureWhen.TOTAL,
        phase_start=2026,
        phase_end=2030,
        scheduled=(Scheduled(Decimal(4), 2026, 2027),),
    )
    assert scheduled_until(facts, date(2026, 12, 31)) == 2
    assert scheduled_until(facts, date(2027, 12, 31)) == 4
    assert scheduled_until(facts, date(2030, 12, 31)) == 4
