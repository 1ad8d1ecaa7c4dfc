"""A contradiction found by program."""

from dataclasses import dataclass

from nscl.documents.pack.enums import FindingKind, FindingSeverity
from nscl.documents.pack.values import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """What the pack says, what that conflicts with and, where it can be told, the likely value.

    ``at`` are lines of the plan's text; None where the pack has no lines for the item (the header). ``subject`` is the
    path of the item in the pack, with its key: ``tasks[II.3].schedule``. ``rule`` names the check that found it and
    stays the same between runs: with ``subject`` it tells whether a finding is already known.
    """

    kind: FindingKind
    severity: FindingSeverity
    at: Span | None
    says: str
    conflicts_with: str | None
    likely: str | None
    subject: str
    rule: str
