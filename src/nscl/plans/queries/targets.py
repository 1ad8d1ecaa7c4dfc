"""Targets with their measures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from nscl.accounts.rules import Viewer
from nscl.documents.pack.enums import MeasureOp, MeasureWhen
from nscl.plans.models import Measure, Target
from nscl.plans.queries.access import part_with, parts_of
from nscl.plans.queries.rows import ItemRow, item_base
from nscl.plans.rules import figure_in_words, measure_in_words, plain_number


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """What is counted in a target. `value` is as written (55 for 55%); `words` and `figure` say it for the screen."""

    number: int
    indicator: str
    label: str
    op: MeasureOp
    value: Decimal
    value_to: Decimal | None
    unit: str
    when: MeasureWhen
    of: str | None

    @property
    def figure(self) -> str:
        """How much: "30–35%"."""
        return figure_in_words(self.op, self.value, self.value_to, self.unit)

    @property
    def words(self) -> str:
        """How much, of what and by when: "ít nhất 04 mô hình, cả giai đoạn"."""
        return measure_in_words(self.op, self.value, self.value_to, self.unit, when=self.when, of=self.of)


@dataclass(frozen=True, kw_only=True)
class TargetRow(ItemRow):
    """An objective of a phase of the plan."""

    text: str
    phase_start: int
    phase_end: int
    measures: tuple[MeasureRow, ...]


def list_targets(viewer: Viewer, edition_id: int) -> tuple[TargetRow, ...]:
    """The targets of an edition in the order of the document. Two queries."""
    return tuple(_row(target) for target in parts_of(_targets(), viewer, edition_id))


def get_target(viewer: Viewer, number: int) -> TargetRow:
    """One target. Raises ItemNotFound."""
    return _row(part_with(_targets(), viewer, number))


def _targets() -> QuerySet[Target]:
    return Target.objects.prefetch_related(Prefetch("measures", Measure.objects.order_by("position", "pk")))


def _row(target: Target) -> TargetRow:
    return TargetRow(
        **item_base(target),
        text=target.text,
        phase_start=target.phase_start,
        phase_end=target.phase_end,
        measures=tuple(
            MeasureRow(
                number=measure.pk,
                indicator=measure.indicator,
                label=measure.label,
                op=MeasureOp(measure.op),
                value=plain_number(measure.value),
                value_to=None if measure.value_to is None else plain_number(measure.value_to),
                unit=measure.unit,
                when=MeasureWhen(measure.when),
                of=measure.of,
            )
            for measure in target.measures.all()
        ),
    )
