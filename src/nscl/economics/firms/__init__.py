"""Firms from survey microdata: productivity by index and by estimated production functions, reallocation between them.

Needs the extra `analytics`; without it the import says how to add it.
"""

from nscl.economics.analytics import require_analytics

require_analytics()
