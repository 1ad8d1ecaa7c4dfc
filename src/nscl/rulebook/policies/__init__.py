"""Rules of support as dated, cited data (`data/rules`), and their answer to a case with every step explained.

Pure: files are read from a folder that is handed in, the day comes in as an argument. What a text is not known to say
is marked as missing in its file; a case that depends on it is not decidable, never guessed.
"""

from nscl.rulebook.policies.assessing import assess, assess_item
from nscl.rulebook.policies.case import Case, Certificate, Cost, Support
from nscl.rulebook.policies.decision import Decision, Missing, Outcome, PriorityMark, State, Step, StepKind
from nscl.rulebook.policies.policy import Item, Policies, Policy
from nscl.rulebook.policies.reading import read_draft, read_policies
from nscl.rulebook.policies.vocabulary import Vocabulary

__all__ = [
    "Case",
    "Certificate",
    "Cost",
    "Decision",
    "Item",
    "Missing",
    "Outcome",
    "Policies",
    "Policy",
    "PriorityMark",
    "State",
    "Step",
    "StepKind",
    "Support",
    "Vocabulary",
    "assess",
    "assess_item",
    "read_draft",
    "read_policies",
]
