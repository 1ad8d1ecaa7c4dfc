"""Which states of an organisation lead to which."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from nscl.organisations.enums import OrganisationState

# GONE → ACTIVE: a business registration that was restored (Law on Enterprises 59/2020/QH14, articles 212 and 213), or
# an end that was noted by mistake; the reason says which.
NEXT_STATES: Mapping[OrganisationState, frozenset[OrganisationState]] = {
    OrganisationState.ACTIVE: frozenset({OrganisationState.SUSPENDED, OrganisationState.GONE}),
    OrganisationState.SUSPENDED: frozenset({OrganisationState.ACTIVE, OrganisationState.GONE}),
    OrganisationState.GONE: frozenset({OrganisationState.ACTIVE}),
}


def state_on_day(state: OrganisationState, since: date | None, on: date) -> OrganisationState:
    """The state on a day, as far as the latest change tells: before it, the organisation is taken to have worked.

    What came before an end (a suspension, say) is in the trail, not in the row.
    """
    return state if since is None or since <= on else OrganisationState.ACTIVE
