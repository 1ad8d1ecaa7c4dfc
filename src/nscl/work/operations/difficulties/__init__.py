"""Acts on difficulties (vướng mắc): raised, mended, assigned, answered, escalated, closed, opened again."""

from nscl.work.operations.difficulties.errors import (
    DifficultyConflict,
    DifficultyMissing,
    DifficultyMoveRefused,
    DifficultyThere,
    InvalidDifficulty,
)
from nscl.work.operations.difficulties.raising import DifficultyDraft, edit_difficulty, raise_difficulty
from nscl.work.operations.difficulties.steps import (
    answer_difficulty,
    assign_difficulty,
    close_difficulty,
    escalate_difficulty,
    reopen_difficulty,
)

__all__ = [
    "DifficultyConflict",
    "DifficultyDraft",
    "DifficultyMissing",
    "DifficultyMoveRefused",
    "DifficultyThere",
    "InvalidDifficulty",
    "answer_difficulty",
    "assign_difficulty",
    "close_difficulty",
    "edit_difficulty",
    "escalate_difficulty",
    "raise_difficulty",
    "reopen_difficulty",
]
