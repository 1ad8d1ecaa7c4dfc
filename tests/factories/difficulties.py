"""Difficulties and commendations made by the real operations."""

from __future__ import annotations

from datetime import date, datetime

from nscl.accounts.rules import Viewer
from nscl.plans.models import Plan
from nscl.records.operations import SYSTEM, Actor
from nscl.work.enums import CommendationLevel, RecipientKind
from nscl.work.models import Commendation, Difficulty
from nscl.work.operations.commendations import propose_commendation
from nscl.work.operations.difficulties import DifficultyDraft, assign_difficulty, close_difficulty, raise_difficulty
from nscl.work.rules.commendations import Candidate
from tests.factories.people import AT
from tests.factories.work import agency_number

DUE = date(2026, 12, 5)
TITLE = "Chưa có định mức chi cho lớp tập huấn"
TEXT = "Mức chi hiện hành không đủ thuê giảng viên.\nĐề nghị Sở Tài chính hướng dẫn."


def today_agency(key: str = "so-gddt") -> int:
    """The body with this key in today's Bắc Ninh."""
    return agency_number(key, on=AT.date())


def draft_of(plan: Plan, *, agency: int | None = None, title: str = TITLE) -> DifficultyDraft:
    """A difficulty with the whole plan."""
    return DifficultyDraft(kind="", about=plan.pk, agency_id=agency, title=title, text=TEXT)


def raised(
    plan: Plan,
    *,
    agency: int | None = None,
    title: str = TITLE,
    viewer: Viewer | None = None,
    at: datetime = AT,
    is_sample: bool = False,
) -> Difficulty:
    """A difficulty that waits to be assigned."""
    by = SYSTEM if viewer is None else Actor(viewer.number, viewer.name)
    draft = draft_of(plan, agency=agency, title=title)
    return Difficulty.objects.get(pk=raise_difficulty(draft=draft, viewer=viewer, by=by, at=at, is_sample=is_sample))


def assigned(plan: Plan, *, agency: int | None = None, to: int, title: str = TITLE, due: date = DUE) -> Difficulty:
    """A difficulty that an agency is to answer."""
    difficulty = raised(plan, agency=agency, title=title)
    assign_difficulty(
        number=difficulty.pk,
        version=difficulty.version,
        assignee_id=to,
        answer_due=due,
        viewer=None,
        by=SYSTEM,
        at=AT,
    )
    return Difficulty.objects.get(pk=difficulty.pk)


def closed(plan: Plan, *, agency: int | None = None, title: str = TITLE) -> Difficulty:
    """A difficulty that is over."""
    difficulty = raised(plan, agency=agency, title=title)
    close_difficulty(number=difficulty.pk, version=difficulty.version, text="Đã gỡ", viewer=None, by=SYSTEM, at=AT)
    return Difficulty.objects.get(pk=difficulty.pk)


def candidate_of(plan: Plan, **changes: object) -> Candidate:
    """A team that is proposed for the province's praise."""
    values: dict[str, object] = {
        "plan_id": plan.pk,
        "year": 2024,
        "level": CommendationLevel.PROVINCE,
        "recipient_kind": RecipientKind.ORGANISATION,
        "recipient": "Công ty Cơ khí Sông Cầu",
        "achievement": "Giảm một phần ba thời gian chờ sau khi áp dụng 5S.",
    }
    return Candidate(**(values | changes))  # type: ignore[arg-type]  # the tests name what they change


def proposed(plan: Plan, *, is_sample: bool = False, **changes: object) -> Commendation:
    """A candidate."""
    number = propose_commendation(
        candidate=candidate_of(plan, **changes), viewer=None, by=SYSTEM, at=AT, is_sample=is_sample
    )
    return Commendation.objects.get(pk=number)
