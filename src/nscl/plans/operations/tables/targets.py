"""Targets with their measures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from nscl.documents.pack import schema
from nscl.documents.pack.labels import Part
from nscl.plans.enums import ItemKind
from nscl.plans.models import EditionPart, Measure, Target
from nscl.plans.models.target import MEASURE_DIGITS, MEASURE_PLACES
from nscl.plans.operations.lookup import Lookup
from nscl.plans.operations.tables.base import ItemTable
from nscl.plans.operations.tables.fitting import fit_decimal, fit_optional


class TargetTable(ItemTable[schema.Target, Target, Lookup]):
    """Targets; their measures are found by their labels and units too."""

    kind = ItemKind.TARGET
    part = Part.TARGETS
    noun: ClassVar[str | Promise] = gettext_lazy("mục tiêu")
    path = ("targets",)
    parts = ((Measure, "target"),)
    fields: ClassVar[Mapping[str | type[EditionPart], str]] = {Measure: "measures"}
    searched = True
    record = schema.Target
    model = Target

    def values(self, record: schema.Target, lookup: Lookup) -> dict[str, Any]:
        return {"text": record.text, "phase_start": record.phase.start, "phase_end": record.phase.end}

    def title(self, record: schema.Target) -> str:
        return record.text

    def words(self, record: schema.Target, lookup: Lookup) -> str:
        measures = " ".join(f"{measure.label} {measure.unit}" for measure in record.measures)
        return f"{record.key} {record.text} {measures}"

    def part_rows(self, record: schema.Target, number: int, lookup: Lookup) -> Iterable[EditionPart]:
        for position, measure in enumerate(record.measures, start=1):
            yield _measure(measure, position, number, lookup.edition_id)


def _measure(measure: schema.Measure, position: int, target: int, edition: int) -> Measure:
    place = f"measures[{position - 1}]"
    return Measure(
        edition_id=edition,
        position=position,
        target_id=target,
        indicator=measure.indicator,
        label=measure.label,
        op=measure.op.value,
        value=fit_decimal(measure.value, f"{place}.value", digits=MEASURE_DIGITS, places=MEASURE_PLACES),
        value_to=fit_optional(measure.value_to, f"{place}.value_to", digits=MEASURE_DIGITS, places=MEASURE_PLACES),
        unit=measure.unit,
        when=measure.when.value,
        of=measure.of,
    )
