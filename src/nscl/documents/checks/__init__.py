"""Contradictions in a plan pack, found by program: what it says, what that conflicts with, and the likely value.

`check_pack` runs every check of `checker.CHECKS`, one module per family of checks. Nothing here corrects the pack.
A check stays silent wherever the document leaves room for another reading: one false alarm costs an official more
trust than ten true findings earn.
"""

from nscl.documents.checks.checker import check_pack
from nscl.documents.checks.finding import Finding
from nscl.documents.checks.register import AgencyRegister, AgencyState, AgencyStatus

__all__ = ["AgencyRegister", "AgencyState", "AgencyStatus", "Finding", "check_pack"]
