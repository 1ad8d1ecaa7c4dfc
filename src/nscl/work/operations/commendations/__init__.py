"""Acts on commendations: proposed, changed, decided, withdrawn."""

from nscl.work.operations.commendations.errors import (
    CommendationConflict,
    CommendationDecided,
    CommendationMissing,
    DuplicateCommendation,
    InvalidCommendation,
)
from nscl.work.operations.commendations.proposing import (
    decide_commendation,
    edit_commendation,
    propose_commendation,
    withdraw_commendation,
)

__all__ = [
    "CommendationConflict",
    "CommendationDecided",
    "CommendationMissing",
    "DuplicateCommendation",
    "InvalidCommendation",
    "decide_commendation",
    "edit_commendation",
    "propose_commendation",
    "withdraw_commendation",
]
