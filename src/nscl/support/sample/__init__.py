"""A sample of support: invented organisations and how far their cases have come."""

from nscl.support.sample.cases import CASES, Reached, SampleCase
from nscl.support.sample.firms import APPLICANT, FIRMS, SampleFirm

__all__ = ["APPLICANT", "CASES", "FIRMS", "Reached", "SampleCase", "SampleFirm"]
