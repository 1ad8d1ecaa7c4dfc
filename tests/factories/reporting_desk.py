"""Rounds and submissions made by the real operations: the small plan of Bắc Giang, whose land is Bắc Ninh's by now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from nscl.accounts.enums import Role
from nscl.accounts.models import User
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM, Actor
from nscl.reporting.enums import RoundKind, Section
from nscl.reporting.models import Submission
from nscl.reporting.operations.paragraphs import SavedParagraph, save_paragraph
from nscl.reporting.operations.rounds import open_round
from nscl.reporting.operations.submissions import submit
from nscl.reporting.rules.rounds import RoundValues
from tests.factories.people import make_person
from tests.factories.work import agency_number, issue_small_plan

YEAR = 2024
# Long before the merger of provinces: Bắc Giang and its own bodies report.
OPENED = datetime(2024, 11, 1, 2, 0, tzinfo=UTC)
ON = OPENED.date()
DUE = date(YEAR, 11, 20)
IN_TIME = datetime(2024, 11, 18, 2, 0, tzinfo=UTC)
LATE = datetime(2024, 11, 25, 2, 0, tzinfo=UTC)
# What the register calls the bodies of Bắc Giang that the small plan names.
KEYS = ("so-khcn", "so-khdt", "so-y-te")


@dataclass(frozen=True)
class Desk:
    """The plan in force and the people of today's Bắc Ninh, which holds Bắc Giang's land."""

    plan: Plan
    officer: User
    leader: User
    health: User
    science: User

    def viewer(self, name: str) -> Viewer:
        """One of the people as queries and operations take them."""
        user: User = vars(self)[name]
        return viewer_of(user)

    def actor(self, name: str) -> Actor:
        """One of the people as the audit trail names them."""
        user: User = vars(self)[name]
        return Actor(user.pk, user.full_name)


@contextmanager
def a_desk() -> Iterator[Desk]:
    """The desk, taken back afterwards. The reference data must be there."""
    with transaction.atomic():
        yield make_desk()
        transaction.set_rollback(True)


def make_desk() -> Desk:
    """The desk, to stay."""
    return Desk(
        plan=issue_small_plan(at=datetime(2021, 8, 11, tzinfo=UTC)),
        officer=make_person(Role.PROVINCE_OFFICER, full_name="Trần Văn Cán Bộ"),
        leader=make_person(Role.PROVINCE_LEADER, full_name="Phạm Thị Lãnh Đạo"),
        health=make_person(Role.AGENCY_FOCAL_POINT, agency="so-y-te", full_name="Lê Thị Y Tế"),
        science=make_person(Role.AGENCY_FOCAL_POINT, agency="so-khcn", full_name="Vũ Văn Khoa Học"),
    )


def body(key: str, on: date = ON) -> int:
    """The body of Bắc Giang (by then: of what it became) that bears a key on a day."""
    return agency_number(key, on, province="24")


def values(**changes: Any) -> RoundValues:
    """The yearly round of 2024."""
    base = RoundValues(
        kind=RoundKind.YEARLY,
        year=YEAR,
        title="Báo cáo năm 2024",
        period_start=date(YEAR, 1, 1),
        period_end=date(YEAR, 12, 31),
        data_until=date(YEAR, 11, 20),
        agencies_due=DUE,
        province_due=date(YEAR, 11, 30),
    )
    return replace(base, **changes)


def opened(
    desk: Desk, *, keys: Sequence[str] = KEYS, at: datetime = OPENED, is_sample: bool = False, **changes: Any
) -> int:
    """A round in which these bodies report."""
    agencies = [body(key, changes.get("agencies_due", DUE)) for key in keys]
    return open_round(
        plan=desk.plan.pk,
        values=values(**changes),
        agencies=agencies,
        viewer=None,
        by=SYSTEM,
        at=at,
        is_sample=is_sample,
    )


def report_of(round_number: int, key: str = "so-y-te") -> Submission:
    """The submission of a body in a round, as it is now."""
    return Submission.objects.select_related("agency").get(round=round_number, agency__key=key)


def write(
    submission: int,
    text: str = "Đã mở 02 lớp đào tạo.",
    *,
    section: Section = Section.RESULTS,
    viewer: Viewer | None = None,
    by: Actor = SYSTEM,
    at: datetime = IN_TIME,
) -> SavedParagraph:
    """A new paragraph."""
    return save_paragraph(
        submission=submission, paragraph=None, section=section, text=text, version=0, viewer=viewer, by=by, at=at
    )


def submitted(submission: int, *, at: datetime = IN_TIME) -> int:
    """The submission with a word in it, submitted; its version."""
    write(submission, at=at)
    version = Submission.objects.get(pk=submission).version
    return submit(number=submission, version=version, viewer=None, by=SYSTEM, at=at)
