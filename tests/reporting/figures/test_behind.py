"""The records behind the values: they add up to them, whoever contends for them; persons are not named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nscl.documents.report_papers.tables import ReportRow, TableCode
from nscl.finance.operations.intake import load_published
from nscl.plans.models import Measure, Plan, PlanEdition
from nscl.records.operations import SYSTEM
from nscl.reporting.queries.figures import collect_province, scope_of_plan
from nscl.work.enums import ActivityKind, OutputKind
from tests.factories.people import AT
from tests.factories.plans import published_packs
from tests.factories.register_entries import certified, expert, person
from tests.progress.conftest import Recorder

YEAR = 2024


@pytest.fixture
def plan(db: None) -> Plan:  # noqa: ARG001
    (pack,) = (one for one in published_packs() if one.plan.slug == "hung-yen-2021-2030")
    (loaded,) = load_published(packs=[(pack, None)], by=SYSTEM, at=AT)
    return Plan.objects.get(slug=loaded.slug)


def test_records_add_up_to_the_values(plan: Plan) -> None:
    edition = PlanEdition.objects.select_related("plan").get(plan=plan)
    recorder = Recorder(edition)
    rivals = Measure.objects.filter(edition=edition, indicator="enterprises_innovation_supported")
    now = rivals.filter(target__phase_start__lte=YEAR, target__phase_end__gte=YEAR)
    first, second = now.order_by("target__position")
    for month, people, claims in ((2, 3, (first,)), (3, 4, ())):  # the second is declared for none
        supported = {OutputKind.ORGANISATIONS_SUPPORTED: people}
        recorder.done(ActivityKind.INNOVATION, date(YEAR, month, 1), outputs=supported, claims=claims)
    who = person(plan, name="Trần Văn Kín")
    certified(plan, expert(plan, date(YEAR, 4, 1), who=who), date(YEAR, 5, 1))

    (found,) = collect_province(scope_of_plan(plan.pk, YEAR, AT.date()), [TableCode.MEASURES], with_records=True).tables
    rows: dict[str, ReportRow] = {row.key: row for row in found.leaves}
    for row in rows.values():
        value = found.cell(row, "year").value
        assert value == (sum((one.amount or Decimal(0) for one in row.records), Decimal(0)) if row.records else None)
    assert len(rows[f"measure:{first.pk}"].records) == 1
    assert not rows[f"measure:{second.pk}"].records
    behind = [one for row in rows.values() for one in row.records if one.kind == "training.expert"]
    assert behind
    assert not any("Kín" in one.title for one in behind)
    assert "Tổ chức chứng nhận A" in behind[0].title
