"""The list of checks, and the one function that runs them."""

from nscl.documents.checks.agencies.leads import lead_and_coordinate, lines_without_lead, tasks_without_lead
from nscl.documents.checks.agencies.standing import standing, unlisted
from nscl.documents.checks.examination import Check, Examination
from nscl.documents.checks.finding import Finding
from nscl.documents.checks.numbering import blank_documents, gaps
from nscl.documents.checks.ranges import contradictory_bounds, upside_down
from nscl.documents.checks.register import AgencyRegister
from nscl.documents.checks.stated import (
    digits_against_words,
    digits_as_transcribed,
    prose_against_prose,
    prose_against_table,
)
from nscl.documents.checks.sums import (
    children_against_parent,
    sources_against_all,
    unit_cost_times_quantity,
    years_against_total,
)
from nscl.documents.checks.targets.coverage import targets_without_task, tasks_without_money
from nscl.documents.checks.targets.timing import tasks_in_other_years, years_against_phase
from nscl.documents.checks.years import (
    basis_after_issue,
    before_issue,
    budget_outside_period,
    outside_period,
    unstated_schedule,
)
from nscl.documents.pack.enums import FindingSeverity
from nscl.documents.pack.schema import PlanPack

CHECKS: tuple[Check, ...] = (
    digits_against_words,
    digits_as_transcribed,
    prose_against_table,
    prose_against_prose,
    sources_against_all,
    years_against_total,
    children_against_parent,
    unit_cost_times_quantity,
    outside_period,
    budget_outside_period,
    before_issue,
    basis_after_issue,
    unstated_schedule,
    upside_down,
    contradictory_bounds,
    targets_without_task,
    tasks_without_money,
    tasks_in_other_years,
    years_against_phase,
    lines_without_lead,
    tasks_without_lead,
    lead_and_coordinate,
    unlisted,
    standing,
    gaps,
    blank_documents,
)

_RANK = {FindingSeverity.ERROR: 0, FindingSeverity.WARNING: 1, FindingSeverity.INFO: 2}


def check_pack(pack: PlanPack, *, register: AgencyRegister | None = None) -> tuple[Finding, ...]:
    """All contradictions that the checks find in a pack: errors first, then in the order of the document.

    Without a register nothing is said about whether agencies exist. Findings without lines stand before those with
    lines of the same severity. The same pack always gives the same findings in the same order.
    """
    examination = Examination(pack, register)
    found = [finding for check in CHECKS for finding in check(examination)]
    return tuple(sorted(found, key=lambda finding: (_RANK[finding.severity], finding.at or (0, 0))))
