"""Tables of the year's work, split by noun."""

from nscl.work.models.activity import Activity, ActivityClaim, ActivityCost, ActivityOutput, Participation
from nscl.work.models.annual_plan import AnnualPlan, AnnualPlanStep
from nscl.work.models.calendar_address import CalendarAddress
from nscl.work.models.commendation import Commendation
from nscl.work.models.difficulty import Difficulty, DifficultyStep
from nscl.work.models.imports import ActivityImport, ImportPreview, ImportRun
from nscl.work.models.reminder import Reminder

__all__ = [
    "Activity",
    "ActivityClaim",
    "ActivityCost",
    "ActivityImport",
    "ActivityOutput",
    "AnnualPlan",
    "AnnualPlanStep",
    "CalendarAddress",
    "Commendation",
    "Difficulty",
    "DifficultyStep",
    "ImportPreview",
    "ImportRun",
    "Participation",
    "Reminder",
]
