"""The sample of reports: over a year that is past a round that was issued, over this year one in every state."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.apps import apps

from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM, Reference, record_event
from nscl.reporting.enums import ReportingKind, ReportState, RoundState, SubmissionState
from nscl.reporting.models import FigureSet, IssuedFile, ReportEdition, ReportingRound, Submission
from nscl.reporting.operations.sample import PeoplesWork, fill_sample, remove_whole_sample
from nscl.reporting.operations.sample.rounds import fill_reports
from tests.factories.people import AT, make_person
from tests.factories.reporting_desk import a_desk
from tests.factories.work import issue_small_plan

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list[dict[str, Any]]]:
    own = [model for model in apps.get_models() if model.__module__.startswith(("nscl.reporting", "nscl.work"))]
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in own}


def test_a_year_that_is_past_was_reported_and_issued_and_goes_without_a_trace() -> None:
    plan = issue_small_plan(at=datetime(2021, 8, 11, tzinfo=UTC))
    before = everything()
    filled = fill_sample(plan=plan.pk, year=2024, seed=1, by=SYSTEM, at=AT)
    assert (filled.reports.rounds, filled.reports.editions) == (1, 1)
    held = ReportingRound.objects.get()
    assert (held.state, held.is_sample, held.year) == (RoundState.CLOSED, True, 2024)
    states = Counter(Submission.objects.order_by("pk").values_list("state", flat=True))
    assert states[SubmissionState.ACCEPTED] == filled.reports.submissions
    edition = ReportEdition.objects.get()
    assert (edition.state, edition.number, edition.issued_on) == (ReportState.ISSUED, "315/BC-UBND", date(2024, 11, 30))
    assert IssuedFile.objects.filter(edition=edition).count() == 3
    assert FigureSet.objects.filter(is_sample=True, sealed_at__isnull=False).count() == 1 + filled.reports.submissions
    # Nothing twice.
    assert fill_sample(plan=plan.pk, year=2024, seed=1, by=SYSTEM, at=AT).reports.rounds == 0
    # Who worked on a sample report is told that it goes with the sample.
    person = make_person(full_name="Nguyễn Thị Thật")
    actor = type(SYSTEM)(person.pk, person.full_name)
    record_event(
        action="report_edition.numbered", by=actor, at=AT, subject=Reference(ReportingKind.EDITION, edition.pk)
    )
    with pytest.raises(PeoplesWork, match="Nguyễn Thị Thật"):
        remove_whole_sample(by=SYSTEM, at=AT)
    removed = remove_whole_sample(by=SYSTEM, at=AT, with_peoples_work=True)
    assert (removed.reports.rounds, removed.reports.editions) == (1, 1)
    assert everything() == before


@pytest.mark.parametrize(
    ("on", "kind"),
    [(datetime(2024, 11, 22, 2, tzinfo=UTC), "yearly"), (datetime(2024, 3, 5, 2, tzinfo=UTC), "on_demand")],
)
def test_this_year_is_being_reported(on: datetime, kind: str) -> None:
    with a_desk() as desk:
        plan = Plan.objects.select_related("unit").get(pk=desk.plan.pk)
        filled = fill_reports(plan, 2024, by=SYSTEM, at=on)
        held = ReportingRound.objects.get()
        assert (held.kind, held.state, filled.editions) == (kind, RoundState.OPEN, 0)
        assert held.opened_at < on
        states = Counter(Submission.objects.order_by("pk").values_list("state", flat=True))
        assert states[SubmissionState.SUBMITTED] == states[SubmissionState.DRAFT] == 1
        assert fill_reports(plan, 2024, by=SYSTEM, at=on).rounds == 0
