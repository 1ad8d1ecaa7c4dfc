"""The bodies that a plan names: finding them in its text, and one name for each (`find_agencies`, `name_agencies`)."""

from nscl.documents.reading.agencies.finding import find_agencies
from nscl.documents.reading.agencies.mentions import Mention
from nscl.documents.reading.agencies.naming import name_agencies

__all__ = ["Mention", "find_agencies", "name_agencies"]
