"""What circulars and decrees fix in figures, as dated data with its citation: norms of cost and parameters of rules.

Pure: the files are read from a folder that is handed in (`data/norms`). A figure is asked for by key and day; outside
of the days of its versions the question is refused, for the figure of another day is not an answer.

Beside them: `policies` (rules of support and their answer to a case), `size` (the class of an enterprise), `calendar`
(working days).
"""

from nscl.rulebook.errors import OutsideDates, RulebookError, RulebookFileError, UnknownKey
from nscl.rulebook.reading import read_rulebook
from nscl.rulebook.rulebook import Confidence, Entry, Norm, Parameter, Rulebook

__all__ = [
    "Confidence",
    "Entry",
    "Norm",
    "OutsideDates",
    "Parameter",
    "Rulebook",
    "RulebookError",
    "RulebookFileError",
    "UnknownKey",
    "read_rulebook",
]
