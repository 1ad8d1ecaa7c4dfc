"""Acts on rounds: opened, changed, closed and opened again; agencies asked for a report, or no more."""

from nscl.reporting.operations.rounds.asking import add_agency, remove_agency
from nscl.reporting.operations.rounds.changing import change_round, close_round, reopen_round
from nscl.reporting.operations.rounds.opening import open_round

__all__ = ["add_agency", "change_round", "close_round", "open_round", "remove_agency", "reopen_round"]
