"""Reading the search index, the audit trail and evidence.

Who asks is known above: callers say which provinces are theirs, and whether the thing that evidence belongs to is.
"""

from nscl.records.queries.search import MOST_HITS, Hit, search
from nscl.records.queries.trail import MOST_EVENTS, ChangeRow, EventRow, history

__all__ = ["MOST_EVENTS", "MOST_HITS", "ChangeRow", "EventRow", "Hit", "history", "search"]
