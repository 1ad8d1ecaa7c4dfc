"""The one door to reading series: the list, one with its vintages, what is asked, files that were taken in."""

from nscl.productivity.queries.questions import count_open_questions, find_question, open_questions
from nscl.productivity.queries.series_access import (
    LinkMissing,
    QuestionMissing,
    SeriesMissing,
    TakingMissing,
    VintageMissing,
)
from nscl.productivity.queries.series_detail import find_series
from nscl.productivity.queries.series_list import list_series
from nscl.productivity.queries.series_rows import (
    EffectiveFigure,
    LinkChoice,
    LinkRow,
    QuestionRow,
    SeriesDetail,
    SeriesRow,
    TakingRow,
    VintageRow,
)
from nscl.productivity.queries.takings import list_takings

__all__ = [
    "EffectiveFigure",
    "LinkChoice",
    "LinkMissing",
    "LinkRow",
    "QuestionMissing",
    "QuestionRow",
    "SeriesDetail",
    "SeriesMissing",
    "SeriesRow",
    "TakingMissing",
    "TakingRow",
    "VintageMissing",
    "VintageRow",
    "count_open_questions",
    "find_question",
    "find_series",
    "list_series",
    "list_takings",
    "open_questions",
]
