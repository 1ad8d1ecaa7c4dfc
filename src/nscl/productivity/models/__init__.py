"""Statistical series and their vintages; runs and what they gave; studies of firms."""

from nscl.productivity.models.runs import ProductivityRun, RunFigure, RunInput, RunNote, RunResult
from nscl.productivity.models.series import (
    Observation,
    SeriesLink,
    SeriesQuestion,
    SeriesVintage,
    StatisticalSeries,
    StatisticsImport,
)
from nscl.productivity.models.studies import FirmStudy, StudyCoefficient, StudyDropped, StudyNote, StudyYear

__all__ = [
    "FirmStudy",
    "Observation",
    "ProductivityRun",
    "RunFigure",
    "RunInput",
    "RunNote",
    "RunResult",
    "SeriesLink",
    "SeriesQuestion",
    "SeriesVintage",
    "StatisticalSeries",
    "StatisticsImport",
    "StudyCoefficient",
    "StudyDropped",
    "StudyNote",
    "StudyYear",
]
