"""A class is opened: for an activity that was planned, or with a new one."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.institutions.queries import territories_today
from nscl.records.operations import Actor, Change
from nscl.training.models import Course, TrainingClass
from nscl.training.models.courses import PUBLIC_ID_LENGTH
from nscl.training.operations.classes.sessions import insert_sessions
from nscl.training.operations.errors import CourseGone, Refused
from nscl.training.operations.opening import OpenedClass, Saved, as_training, record, refuse
from nscl.training.operations.tallying import write_tally
from nscl.training.rules.values import ClassValues, SessionValues, check_class
from nscl.work.enums import ActivityKind, ActivityStatus
from nscl.work.models import Activity
from nscl.work.operations.activities import add_activity, adopt_activity
from nscl.work.rules.problems import Problem, Reason
from nscl.work.rules.values import ActivityPlan, ActivityRecord

_PUBLIC_BYTES = PUBLIC_ID_LENGTH * 3 // 4


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Of what a class is the record: an activity that is planned already, or one to be added to an annual plan."""

    activity: int | None = None
    annual_plan: int | None = None
    plan: ActivityPlan | None = None


@transaction.atomic
def open_class(
    *,
    opening: Opening,
    values: ClassValues,
    sessions: Sequence[SessionValues] = (),
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> Saved:
    """Open a class; its activity's days become those of its sessions. A class of the past may be opened too.

    A new activity is planned with kind "lớp đào tạo" whatever `plan` says; one that begins today or earlier is told as
    under way, which an annual plan that waits for its decision takes too. Raises NotAllowed, CourseGone, Refused,
    StateRefused.
    """
    course = Course.objects.filter(pk=values.course_id).first()
    if course is None:
        raise CourseGone(values.course_id)
    values = replace(values, link=values.link.strip(), notice=values.notice.strip())
    refuse(check_class(values))
    activity = _activity(opening, sessions, viewer, by, at, is_sample=is_sample)
    if viewer is not None:
        viewer.require(Permission.RUN_CLASSES, activity.plan.unit_id, activity.annual_plan.agency_id)
    _refuse_course(course, activity)
    row = TrainingClass.objects.create(
        activity=activity,
        public_id=secrets.token_urlsafe(_PUBLIC_BYTES),
        created_at=at,
        created_by_id=by.number,
        is_sample=activity.is_sample,
        **columns(values, course),
    )
    opened = OpenedClass(row, activity)
    if sessions:
        insert_sessions(opened, sessions, known=())
        write_tally(opened, done_on=None, by=by, at=at)
    record(opened, "opened", by=by, at=at, changes=[Change("Khóa học", "", course.title)])
    return Saved(row.pk, row.version)


def columns(values: ClassValues, course: Course) -> dict[str, Any]:
    """The class's own columns; the rules for its certificate are the course's where the values say nothing of them."""
    rules: ClassValues | Course = course if values.gives_certificate is None else values
    return {
        "course_id": course.pk,
        "mode": values.mode.value,
        "link": values.link,
        "capacity": values.capacity,
        "notice": values.notice,
        "gives_certificate": bool(rules.gives_certificate),
        "min_attendance_percent": rules.min_attendance_percent,
        "min_test_percent": rules.min_test_percent,
        "validity_months": rules.validity_months,
        "test_id": rules.test_id,
        "evaluation_id": rules.evaluation_id,
    }


def _activity(
    opening: Opening,
    sessions: Sequence[SessionValues],
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    *,
    is_sample: bool,
) -> Activity:
    number = opening.activity
    with as_training():
        if number is None:
            if opening.annual_plan is None or opening.plan is None:
                raise ValueError("A class is of an activity, or of an annual plan with what is planned.")
            plan = _with_days(opening.plan, sessions)
            begun = plan.starts_on <= localdate(at)
            running = ActivityRecord(status=ActivityStatus.RUNNING, costs=()) if begun else None
            number = add_activity(
                annual_plan=opening.annual_plan,
                plan=plan,
                record=running,
                viewer=viewer,
                by=by,
                at=at,
                is_sample=is_sample,
            ).number
        adopt_activity(number=number, viewer=viewer, at=at)
    return Activity.objects.select_related("plan", "annual_plan", "agency").get(pk=number)


def _with_days(plan: ActivityPlan, sessions: Sequence[SessionValues]) -> ActivityPlan:
    plan = replace(plan, kind=ActivityKind.TRAINING)
    if not sessions:
        return plan
    days = sorted(localdate(one.starts_at) for one in sessions)
    return replace(plan, starts_on=days[0], ends_on=days[-1])


def _refuse_course(course: Course, activity: Activity) -> None:
    """Raise Refused for a course that is retired or of another province."""
    if course.retired_at is not None:
        message = _("khóa học “%(title)s” không còn dùng") % {"title": course.title}
        raise Refused([Problem("course_id", Reason.UNKNOWN, message, _("chọn khóa học khác, hoặc dùng lại khóa này"))])
    # As the land is held today: a class of before a merger is entered with a course of the province that it became.
    if activity.unit_id not in territories_today([course.unit_id])[course.unit_id]:
        message = _("khóa học “%(title)s” của tỉnh khác") % {"title": course.title}
        raise Refused([Problem("course_id", Reason.UNKNOWN, message, _("chọn khóa học của tỉnh mình"))])
