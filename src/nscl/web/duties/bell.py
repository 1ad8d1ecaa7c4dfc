"""The bell of the top bar: a door to the duties on every page, with their number where the page has counted them.

Counting them costs a query, and pages that show a plan's progress are at the limit of fifteen already: so the number
stands on the first page and on the list itself, which have read the duties anyhow. Elsewhere the bell is a plain door.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.urls import reverse

from nscl.progress.queries.duties import has_duties
from nscl.web.access import viewer
from nscl.web.ui.shell import Bell
from nscl.work.queries.duties import Duties

_COUNTED: Final = "nscl_duties_counted"


def tell_bell(request: HttpRequest, duties: Duties) -> None:
    """Let the frame of this page show how many duties there are."""
    setattr(request, _COUNTED, duties.total)


def bell(request: HttpRequest) -> Bell | None:
    """The bell of this page, for who works; None for others. No query."""
    if not has_duties(viewer(request)):
        return None
    return Bell(getattr(request, _COUNTED, 0), reverse("duty-list"))
