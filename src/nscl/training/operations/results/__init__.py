"""What people answer: tests taken on their own page or entered from paper, and anonymous evaluation forms."""

from nscl.training.operations.results.answering import AnsweredAlready, FormClosed, hand_in_evaluation, take_test
from nscl.training.operations.results.entering import EnteredResults, enter_results, reset_result

__all__ = [
    "AnsweredAlready",
    "EnteredResults",
    "FormClosed",
    "enter_results",
    "hand_in_evaluation",
    "reset_result",
    "take_test",
]
