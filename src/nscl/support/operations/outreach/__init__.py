"""Acts of outreach: visits, surveys of needs, their answers."""

from nscl.support.operations.outreach.answering import answer_by_link, answer_on_site
from nscl.support.operations.outreach.errors import (
    AlreadyAnswered,
    FormGone,
    SurveyGone,
    SurveyNotOpen,
    VisitConflict,
    VisitGone,
)
from nscl.support.operations.outreach.surveys import Invitation, close_survey, invite, open_survey, withdraw_invitation
from nscl.support.operations.outreach.visits import edit_visit, record_visit, remove_visit

__all__ = [
    "AlreadyAnswered",
    "FormGone",
    "Invitation",
    "SurveyGone",
    "SurveyNotOpen",
    "VisitConflict",
    "VisitGone",
    "answer_by_link",
    "answer_on_site",
    "close_survey",
    "edit_visit",
    "invite",
    "open_survey",
    "record_visit",
    "remove_visit",
    "withdraw_invitation",
]
