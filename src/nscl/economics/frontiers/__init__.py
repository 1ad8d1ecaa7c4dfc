"""Frontiers: how far units are from the best practice seen (DEA, Malmquist) or estimated (stochastic frontier).

Needs the extra `analytics`; without it the import says how to add it.
"""

from nscl.economics.analytics import require_analytics

require_analytics()
