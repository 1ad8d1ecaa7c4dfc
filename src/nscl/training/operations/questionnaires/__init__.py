"""Acts on tests and evaluation forms: made, replaced by corrected ones, retired; and those that ship with NSCL."""

from nscl.training.operations.questionnaires.keeping import (
    QuestionnaireGone,
    QuestionnaireRetired,
    add_questionnaire,
    replace_questionnaire,
    retire_questionnaire,
)
from nscl.training.operations.questionnaires.shipping import LoadedForms, load_shipped

__all__ = [
    "LoadedForms",
    "QuestionnaireGone",
    "QuestionnaireRetired",
    "add_questionnaire",
    "load_shipped",
    "replace_questionnaire",
    "retire_questionnaire",
]
