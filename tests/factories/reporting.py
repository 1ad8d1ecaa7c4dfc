"""Rounds, submissions and editions written straight into their tables: what leads to them is the operations' affair."""

from __future__ import annotations

from datetime import date
from typing import Any

from nscl.institutions.queries import successor_of
from nscl.plans.models import Plan
from nscl.reporting.models import ReportEdition, ReportingRound, Submission
from tests.factories.people import AT

YEAR = 2024


def a_round(plan: Plan, *, year: int = YEAR, **changes: Any) -> ReportingRound:
    """An open round of a year on the edition in force, of the province that holds the plan's land today.

    Figures count until the end of the year, agencies report until 20 November, the province until 30 November.
    """
    values: dict[str, Any] = {
        "edition": plan.editions.get(state="issued"),
        "unit_id": successor_of(plan.unit_id, AT.date()).id,
        "kind": "yearly",
        "title": f"Báo cáo năm {year}",
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "data_until": date(year, 12, 31),
        "agencies_due": date(year, 11, 20),
        "province_due": date(year, 11, 30),
        "opened_at": AT,
    }
    return ReportingRound.objects.create(plan=plan, year=year, **{**values, **changes})


def a_submission(round_: ReportingRound, agency: int, **changes: Any) -> Submission:
    """A submission that an agency has not begun, covering itself alone."""
    values: dict[str, Any] = {"due": round_.agencies_due, **changes}
    submission = Submission.objects.create(round=round_, agency_id=agency, **values)
    submission.covers.create(agency_id=agency, name=submission.agency.name)
    return submission


def accepted(submission: Submission) -> Submission:
    """The same, submitted and accepted."""
    moments = {"first_submitted_at": AT, "submitted_at": AT, "decided_at": AT}
    Submission.objects.filter(pk=submission.pk).update(state="accepted", **moments)
    submission.refresh_from_db()
    return submission


def an_edition(round_: ReportingRound, *, ordinal: int = 1, **changes: Any) -> ReportEdition:
    """A draft of the province's report."""
    values: dict[str, Any] = {"subject": "Kết quả thực hiện kế hoạch", "created_at": AT, **changes}
    return ReportEdition.objects.create(round=round_, ordinal=ordinal, **values)


def issued(edition: ReportEdition) -> ReportEdition:
    """The same edition, issued."""
    ReportEdition.objects.filter(pk=edition.pk).update(state="issued", frozen_at=AT)
    edition.refresh_from_db()
    return edition
