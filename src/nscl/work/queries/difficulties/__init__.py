"""Reads of difficulties (vướng mắc)."""

from nscl.work.queries.difficulties.lists import (
    DifficultyNotFound,
    bodies_of,
    count_difficulties,
    get_difficulty,
    list_difficulties,
    raising_agencies,
)
from nscl.work.queries.difficulties.rows import (
    DifficultyCounts,
    DifficultyDetail,
    DifficultyRow,
    DifficultyStepRow,
)
from nscl.work.queries.difficulties.subjects import Subject, SubjectNotFound, find_subject

__all__ = [
    "DifficultyCounts",
    "DifficultyDetail",
    "DifficultyNotFound",
    "DifficultyRow",
    "DifficultyStepRow",
    "Subject",
    "SubjectNotFound",
    "bodies_of",
    "count_difficulties",
    "find_subject",
    "get_difficulty",
    "list_difficulties",
    "raising_agencies",
]
