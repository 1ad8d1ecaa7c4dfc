"""Tables of a plan, split by noun."""

from nscl.plans.models.agency import EditionAgency
from nscl.plans.models.duty import (
    ReportingDuty,
    ReportingSource,
    Responsibility,
    ResponsibilityPartner,
    Review,
    SupportRule,
)
from nscl.plans.models.edition import EditionText, LegalBasis, Plan, PlanEdition
from nscl.plans.models.finding import Finding
from nscl.plans.models.item import EditionItem, EditionPart
from nscl.plans.models.reading import PlanReading, ReadingDoubt, ReadingPassage, ReadingResult
from nscl.plans.models.review import ItemReview, ReviewReason, UnreadPassage
from nscl.plans.models.target import Measure, Target
from nscl.plans.models.task import Output, Task, TaskAgency, TaskGroup

__all__ = [
    "EditionAgency",
    "EditionItem",
    "EditionPart",
    "EditionText",
    "Finding",
    "ItemReview",
    "LegalBasis",
    "Measure",
    "Output",
    "Plan",
    "PlanEdition",
    "PlanReading",
    "ReadingDoubt",
    "ReadingPassage",
    "ReadingResult",
    "ReportingDuty",
    "ReportingSource",
    "Responsibility",
    "ResponsibilityPartner",
    "Review",
    "ReviewReason",
    "SupportRule",
    "Target",
    "Task",
    "TaskAgency",
    "TaskGroup",
    "UnreadPassage",
]
