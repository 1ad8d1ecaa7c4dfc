"""A participant's own page, found by its address."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.http import Http404, HttpRequest

from nscl.training.queries.enrolments import EnrolmentMissing, ParticipantView, find_enrolment_by_token
from nscl.web.ui.throttle import Limit, client_address, spend

# Wrong addresses from one place. They cannot be guessed (128 bits); trying is not to cost the server its time.
WRONG: Final = Limit("participant", 60, timedelta(minutes=10))


def participant_or_404(request: HttpRequest, token: str) -> ParticipantView:
    """The enrolment whose page this is. Raises Http404, and counts it."""
    try:
        return find_enrolment_by_token(token)
    except EnrolmentMissing as missing:
        spend(WRONG, client_address(request))
        raise Http404 from missing
