"""The closed vocabularies of the plan pack; their values are the words written in ``plan.yaml`` and in the database."""

from enum import StrEnum


class MeasureOp(StrEnum):
    """How a measured value is to be compared with the value in the plan."""

    EXACTLY = "exactly"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    RANGE = "range"
    ALL = "all"
    AT_MOST = "at_most"


class MeasureWhen(StrEnum):
    """Over what time a measure's value is to be reached."""

    BY_END = "by_end"
    TOTAL = "total"
    EACH_YEAR = "each_year"
    AVERAGE_PER_YEAR = "average_per_year"
    GROWTH_PER_YEAR = "growth_per_year"


class ScheduleKind(StrEnum):
    """What the plan says about when a task is done."""

    YEARS = "years"
    ANNUAL = "annual"
    FROM = "from"
    SINGLE = "single"
    ON_DEMAND = "on_demand"
    UNSTATED = "unstated"


class AgencyKind(StrEnum):
    """What sort of body the plan names; ``GROUP`` stands for collective names such as "các sở, ban, ngành"."""

    PEOPLES_COMMITTEE = "peoples-committee"
    DEPARTMENT = "department"
    MINISTRY = "ministry"
    DISTRICT = "district"
    COMMUNE = "commune"
    ASSOCIATION = "association"
    MEDIA = "media"
    EDUCATION = "education"
    HEALTH = "health"
    ENTERPRISE = "enterprise"
    CONFORMITY_BODY = "conformity-body"
    GROUP = "group"
    OTHER = "other"


class DutyRole(StrEnum):
    """The part that an agency takes in a duty of the chapter on organisation."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    ADVISE = "advise"
    APPRAISE = "appraise"
    FUND = "fund"
    REPORT = "report"
    SELECT = "select"
    SUPERVISE = "supervise"
    INFORM = "inform"


class ReportingFrequency(StrEnum):
    """How often a report is due."""

    YEAR = "year"
    ON_DEMAND = "on_demand"


class ReviewKind(StrEnum):
    """Sơ kết (interim) or tổng kết (final)."""

    INTERIM = "interim"
    FINAL = "final"


class SupportRuleKind(StrEnum):
    """Who may be supported, who comes first, up to what limit, and what the beneficiary pays."""

    ELIGIBLE = "eligible"
    PRIORITY = "priority"
    LIMIT = "limit"
    MATCHING = "matching"


class FindingKind(StrEnum):
    """What sort of contradiction stands in the document."""

    DIGITS_VS_WORDS = "digits-vs-words"
    SUM = "sum"
    UNIT_COST = "unit-cost"
    CROSS_TABLE = "cross-table"
    TARGET_VS_TASK = "target-vs-task"
    RANGE = "range"
    DATE = "date"
    NUMBERING = "numbering"
    UNIT = "unit"
    AGENCY = "agency"
    OTHER = "other"


class FindingSeverity(StrEnum):
    """How much a finding matters: a figure is wrong, a figure may be wrong, or somebody should know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
