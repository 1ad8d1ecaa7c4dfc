"""Rounds and submissions: the staff read all of a province, an agency its own; the officer runs the rounds."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission
from nscl.plans.models import Plan
from nscl.reporting.models import ReportingRound, Submission, SubmissionParagraph
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.report_rounds import ASKED, EDUCATION, FINANCE, HEALTH, YEAR, make_reports
from tests.factories.world import World

VIEWERS = with_permission(Permission.VIEW_REPORTS)
# The focal point of the world is that of Sở GD&ĐT, which reports in the round.
WRITERS = with_permission(Permission.WRITE_REPORTS)
READERS = VIEWERS | WRITERS
OFFICERS = with_permission(Permission.VIEW_REPORTS, Permission.RUN_ROUNDS)
BOTH = "GET POST"


def prepare(world: World) -> None:
    make_reports(Plan.objects.get(slug=world.slug))


def _submission(key: str) -> Submission:
    return Submission.objects.get(round__year=YEAR, agency__key=key)


def held(_world: World) -> Mapping[str, object]:
    return {"number": ReportingRound.objects.get(year=YEAR, kind="yearly").pk}


def closed(_world: World) -> Mapping[str, object]:
    return {"number": ReportingRound.objects.get(year=YEAR, kind="on_demand").pk}


def own(_world: World) -> Mapping[str, object]:
    return {"number": _submission(EDUCATION).pk}


def sent(_world: World) -> Mapping[str, object]:
    return {"number": _submission(HEALTH).pk}


def waiting(_world: World) -> Mapping[str, object]:
    return {"number": _submission(FINANCE).pk}


def paragraph(world: World) -> Mapping[str, object]:
    return {**own(world), "paragraph": SubmissionParagraph.objects.get(submission=_submission(EDUCATION)).pk}


def remark(world: World) -> Mapping[str, object]:
    return {**own(world), "remark": _submission(EDUCATION).remarks.get(text=ASKED).pk}


def words(_world: World) -> Mapping[str, object]:
    return {"phan": "results", "noi-dung": "Một đoạn mới."}


ADDRESSES = (
    Address("reports", who=READERS),
    Address("round-timeliness", who=VIEWERS),
    Address("round-open", who=OFFICERS, methods=BOTH),
    Address("round", who=READERS, kwargs=held),
    Address("round-edit", who=OFFICERS, methods=BOTH, kwargs=held),
    Address("round-close", who=OFFICERS, methods=BOTH, kwargs=held),
    Address("round-reopen", who=OFFICERS, methods=BOTH, kwargs=closed),
    Address("round-agency-add", who=OFFICERS, methods=BOTH, kwargs=held),
    Address("submission", who=READERS, kwargs=own),
    Address("paragraph-save", who=WRITERS, methods="POST", kwargs=own, data=words),
    Address("paragraph-move", who=WRITERS, methods="POST", kwargs=paragraph),
    Address("paragraph-remove", who=WRITERS, methods=BOTH, kwargs=paragraph),
    Address("remark-settle", who=WRITERS, by_thing=True, methods="POST", kwargs=remark),
    Address("submission-figures", who=READERS, kwargs=own),
    Address("estimate-save", who=WRITERS, methods="POST", kwargs=own),
    Address(
        "submission-records",
        who=VIEWERS,
        by_thing=True,
        kwargs=sent,
        query=lambda _world: {"bang": "measures", "dong": "measure:12"},
    ),
    Address("submission-sending", who=READERS, kwargs=own),
    Address("submission-submit", who=WRITERS, methods="POST", kwargs=own),
    Address("submission-history", who=READERS, kwargs=own),
    Address("submission-file", who=READERS, kwargs=lambda world: {**own(world), "form": "xlsx"}),
    Address("submission-accept", who=OFFICERS, methods=BOTH, kwargs=sent),
    Address("submission-return", who=OFFICERS, methods=BOTH, kwargs=sent),
    Address("submission-hand", who=OFFICERS, methods=BOTH, kwargs=waiting),
    Address("submission-remove", who=OFFICERS, methods=BOTH, kwargs=waiting),
)
