"""Papers of support in the layout of Decree 30/2020/NĐ-CP: calculation slip, decision, minutes of the council."""

from nscl.documents.support_papers.decision import write_decision
from nscl.documents.support_papers.minutes import write_minutes
from nscl.documents.support_papers.papers import (
    SIGNATURES,
    DecidedCase,
    DecisionPaper,
    MinutesCase,
    MinutesMember,
    MinutesPaper,
    SignedFor,
    SlipPaper,
    SlipStep,
)
from nscl.documents.support_papers.slip import write_slip

__all__ = [
    "SIGNATURES",
    "DecidedCase",
    "DecisionPaper",
    "MinutesCase",
    "MinutesMember",
    "MinutesPaper",
    "SignedFor",
    "SlipPaper",
    "SlipStep",
    "write_decision",
    "write_minutes",
    "write_slip",
]
