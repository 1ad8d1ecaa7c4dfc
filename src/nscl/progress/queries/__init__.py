"""Reads of progress: they take the viewer and return typed frozen rows."""

from nscl.progress.queries.claiming import ClaimChoice, ClaimChoices, claim_choices
from nscl.progress.queries.detail import measure_detail
from nscl.progress.queries.nation import (
    IndicatorHead,
    NationTable,
    ProvincePlanRow,
    nation_table,
)
from nscl.progress.queries.owing import AgencyDebts, IdleTask, LateTask, UntaskedTarget, WhoOwes, who_owes
from nscl.progress.queries.places import territory_as_of
from nscl.progress.queries.programme import programme_table
from nscl.progress.queries.province import IndicatorValue, ProvinceValues, province_values
from nscl.progress.queries.rows import (
    BreakdownRow,
    MeasureDetail,
    MeasureStandingRow,
    ParticipantRow,
    ProgrammeTable,
    RecordRow,
    StatedRow,
    TargetStandingRow,
    YearValue,
)

__all__ = [
    "AgencyDebts",
    "BreakdownRow",
    "ClaimChoice",
    "ClaimChoices",
    "IdleTask",
    "IndicatorHead",
    "IndicatorValue",
    "LateTask",
    "MeasureDetail",
    "MeasureStandingRow",
    "NationTable",
    "ParticipantRow",
    "ProgrammeTable",
    "ProvincePlanRow",
    "ProvinceValues",
    "RecordRow",
    "StatedRow",
    "TargetStandingRow",
    "UntaskedTarget",
    "WhoOwes",
    "YearValue",
    "claim_choices",
    "measure_detail",
    "nation_table",
    "programme_table",
    "province_values",
    "territory_as_of",
    "who_owes",
]
