"""Taking the sample of reports away: rounds, submissions, editions, packages, what the search knows of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from nscl.records.operations import Reference, remove_entries
from nscl.reporting.enums import ReportingKind
from nscl.reporting.models import ReceivedPackage, ReportEdition, ReportingRound, Submission


@dataclass(frozen=True, slots=True)
class RemovedReports:
    """How many of each were taken away."""

    rounds: int
    submissions: int
    editions: int


def remove_reports() -> RemovedReports:
    """Take away every sample of this package; the caller writes the event.

    What people reported in a round of their own stays, also where sample records are in it: it says so.
    """
    rounds = list(ReportingRound.objects.filter(is_sample=True).order_by("pk"))
    editions = list(ReportEdition.objects.filter(round__in=rounds).order_by("pk"))
    for kind, rows in ((ReportingKind.EDITION, editions), (ReportingKind.ROUND, rounds)):
        for row in rows:
            remove_entries(owner=Reference(kind, row.pk))
    ReportEdition.objects.filter(pk__in=[row.pk for row in editions]).delete()
    submissions = Submission.objects.filter(round__in=rounds)
    count = submissions.count()
    # Who handed its report over points at its heir: these go first.
    submissions.filter(handed_to__isnull=False).delete()
    submissions.delete()
    ReportingRound.objects.filter(pk__in=[row.pk for row in rounds]).delete()
    ReceivedPackage.objects.filter(is_sample=True).delete()
    return RemovedReports(len(rounds), count, len(editions))


def sample_subjects() -> dict[str, QuerySet[Any]]:
    """The samples of this package by what the audit trail calls them: for who asks whether people worked on them."""
    return {
        ReportingKind.ROUND: ReportingRound.objects.filter(is_sample=True).values("pk"),
        ReportingKind.SUBMISSION: Submission.objects.filter(is_sample=True).values("pk"),
        ReportingKind.EDITION: ReportEdition.objects.filter(is_sample=True).values("pk"),
    }
