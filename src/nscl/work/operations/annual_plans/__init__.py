"""Acts on annual plans: opened, filled from the plan's tasks or from last year, submitted, returned, approved."""

from nscl.work.operations.annual_plans.copying import Copied, copy_from_year
from nscl.work.operations.annual_plans.drawing import Drawn, Left, draw_from_tasks
from nscl.work.operations.annual_plans.opening import open_annual_plan
from nscl.work.operations.annual_plans.steps import approve_annual_plan, return_annual_plan, submit_annual_plan

__all__ = [
    "Copied",
    "Drawn",
    "Left",
    "approve_annual_plan",
    "copy_from_year",
    "draw_from_tasks",
    "open_annual_plan",
    "return_annual_plan",
    "submit_annual_plan",
]
