"""What a difficulty is about: a plan, or an item, an annual plan or an activity of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.models import BudgetLine
from nscl.plans.enums import EditionState, ItemKind
from nscl.plans.models import EditionItem, Target, Task
from nscl.work.enums import WorkKind
from nscl.work.models import Activity, AnnualPlan
from nscl.work.queries.plan_choices import PlanChoice, PlanNotFound, choice_of, plan_choice
from nscl.work.rules.schedules import shortened

MOST_LABEL: Final = 300  # the column
_ITEMS: Final[Mapping[str, type[EditionItem]]] = {
    ItemKind.TARGET.value: Target,
    ItemKind.TASK.value: Task,
    ItemKind.BUDGET_LINE.value: BudgetLine,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What it is about. kind "", number None: the whole plan. agency_id: whose work it is, where that is known.

    is_sample: it is a sample, and so is what is said of it.
    """

    plan: PlanChoice
    kind: str = ""
    number: int | None = None
    label: str = ""
    agency_id: int | None = None
    is_sample: bool = False


class SubjectNotFound(LookupError):
    """There is no such thing, or the viewer may not see it, or it stands in a draft alone."""


def find_subject(viewer: Viewer | None, kind: str, number: int) -> Subject:
    """The thing of this kind (`rules.difficulties.SUBJECT_KINDS`) and number; "" for a plan by its number.

    `viewer` None: the system asks. Raises SubjectNotFound. At most two queries.
    """
    subject = _find(viewer, kind, number)
    if subject is None or (viewer is not None and not viewer.may(Permission.VIEW_WORK, subject.plan.unit_id)):
        raise SubjectNotFound(f"{kind} {number}")
    return subject


def _find(viewer: Viewer | None, kind: str, number: int) -> Subject | None:
    if kind in _ITEMS:
        return _item(kind, number)
    match kind:
        case WorkKind.ACTIVITY:
            return _activity(number)
        case WorkKind.ANNUAL_PLAN:
            return _annual_plan(number)
        case "":
            return _plan(viewer, number)
    return None


def _plan(viewer: Viewer | None, number: int) -> Subject | None:
    try:
        return Subject(plan_choice(number, viewer, Permission.VIEW_WORK))
    except PlanNotFound:
        return None


def _activity(number: int) -> Subject | None:
    activity = Activity.objects.filter(pk=number).select_related("plan__unit").first()
    if activity is None:
        return None
    label = shortened(activity.title, MOST_LABEL)
    plan, is_sample = choice_of(activity.plan), activity.is_sample
    return Subject(plan, WorkKind.ACTIVITY, number, label, activity.agency_id, is_sample)


def _annual_plan(number: int) -> Subject | None:
    annual = AnnualPlan.objects.filter(pk=number).select_related("plan__unit", "agency").first()
    if annual is None:
        return None
    label = shortened(f"{annual.year}, {annual.agency.name}", MOST_LABEL)
    plan, is_sample = choice_of(annual.plan), annual.is_sample
    return Subject(plan, WorkKind.ANNUAL_PLAN, number, label, annual.agency_id, is_sample)


def _item(kind: str, number: int) -> Subject | None:
    """An item of an edition that was issued: what stands in a draft alone may be gone tomorrow."""
    rows = _ITEMS[kind]._default_manager.filter(pk=number).exclude(edition__state=EditionState.DRAFT)
    item = cast("Target | Task | BudgetLine | None", rows.select_related("edition__plan__unit").first())
    if item is None:
        return None
    words = item.text if isinstance(item, Target) else item.title
    label = f"{item.key}. {words}" if item.key else words
    return Subject(choice_of(item.edition.plan), kind, number, shortened(label, MOST_LABEL))
