"""Cases of support and what hangs on them; outreach."""

from nscl.support.models.assessment import Assessment, AssessmentGap, AssessmentPriority, AssessmentStep
from nscl.support.models.carrying_out import FOLLOW_UP_MONTHS, Acceptance, AcceptanceCost, Contract, FollowUp, Payment
from nscl.support.models.case import CaseLink, CaseStep, SupportCase, SupportSlot, UsedPaper
from nscl.support.models.contents import CaseAdviser, CaseCertificate, CaseCost, CaseDocument, CaseFact
from nscl.support.models.council import (
    Conflict,
    Council,
    CouncilMember,
    CouncilSession,
    ScorePoint,
    ScoreSheet,
    SessionCase,
    SessionPresence,
)
from nscl.support.models.fund import SupportFund
from nscl.support.models.outreach import NeedsSurvey, SurveyAnswer, SurveyForm, Visit

__all__ = [
    "FOLLOW_UP_MONTHS",
    "Acceptance",
    "AcceptanceCost",
    "Assessment",
    "AssessmentGap",
    "AssessmentPriority",
    "AssessmentStep",
    "CaseAdviser",
    "CaseCertificate",
    "CaseCost",
    "CaseDocument",
    "CaseFact",
    "CaseLink",
    "CaseStep",
    "Conflict",
    "Contract",
    "Council",
    "CouncilMember",
    "CouncilSession",
    "FollowUp",
    "NeedsSurvey",
    "Payment",
    "ScorePoint",
    "ScoreSheet",
    "SessionCase",
    "SessionPresence",
    "SupportCase",
    "SupportFund",
    "SupportSlot",
    "SurveyAnswer",
    "SurveyForm",
    "UsedPaper",
    "Visit",
]
