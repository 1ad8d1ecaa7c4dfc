"""The tables of `plans`, in the order in which they are stored: what is referred to comes first."""

from __future__ import annotations

from nscl.plans.operations.tables.base import PlanTable
from nscl.plans.operations.tables.bodies import AgencyTable, LegalBasisTable
from nscl.plans.operations.tables.duties import ReportingTable, ResponsibilityTable, ReviewTable, SupportRuleTable
from nscl.plans.operations.tables.findings import FindingTable
from nscl.plans.operations.tables.targets import TargetTable
from nscl.plans.operations.tables.tasks import TaskGroupTable, TaskTable

PLAN_TABLES: tuple[PlanTable, ...] = (
    AgencyTable(),
    LegalBasisTable(),
    TargetTable(),
    TaskGroupTable(),
    TaskTable(),
    ResponsibilityTable(),
    ReportingTable(),
    ReviewTable(),
    SupportRuleTable(),
)
FINDINGS = FindingTable()
