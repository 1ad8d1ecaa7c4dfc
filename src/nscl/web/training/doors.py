"""Doors from the pages of other sections to classes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.training.queries.lists import class_of
from nscl.web.training.places import ACTIVITY, TASK, class_href, open_href
from nscl.web.ui.parts import Act, Weight
from nscl.work.enums import ActivityKind
from nscl.work.queries.rows import ActivityRow
from nscl.work.rules.kinds import guess_kind


def class_act(person: Viewer, row: ActivityRow) -> Act | None:
    """From an activity of training to its class, or to opening one; None where the person may do neither."""
    number = class_of(person, row.number)
    if number is not None:
        return Act(_("Mở trang lớp"), class_href(number), "presentation", Weight.PRIMARY)
    if row.is_open and person.may(Permission.RUN_CLASSES, row.plan.unit_id, row.owner.number):
        return Act(_("Mở lớp"), open_href({ACTIVITY: row.number}), "presentation", Weight.PRIMARY)
    return None


def task_acts(person: Viewer, unit_id: int, task: int, title: str) -> list[Act]:
    """From a task that speaks of training to opening a class for it."""
    if guess_kind(title) is not ActivityKind.TRAINING or not person.may(Permission.RUN_CLASSES, unit_id):
        return []
    return [Act(_("Mở lớp"), open_href({TASK: task}), "presentation")]
