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
from nscl.plans.models.target import Measure, Target
from nscl.plans.models.task import Output, Task, TaskAgency, TaskGroup

__all__ = [
    "EditionAgency",
    "EditionItem",
    "EditionPart",
    "EditionText",
    "Finding",
    "LegalBasis",
    "Measure",
    "Output",
    "Plan",
    "PlanEdition",
    "ReportingDuty",
    "ReportingSource",
    "Responsibility",
    "ResponsibilityPartner",
    "Review",
    "SupportRule",
    "Target",
    "Task",
    "TaskAgency",
    "TaskGroup",
]
