"""Where studies of firms stand in the address space, and the access-checked getters."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.productivity.queries.run_access import RunMissing
from nscl.productivity.queries.studies import StudyDetail, find_study
from nscl.web.access import viewer
from nscl.web.productivity.places import overview_crumbs
from nscl.web.ui.parts import Crumb

STUDIES: Final = "study-list"


def study_href(number: int, name: str = "study") -> str:
    """A page of a study, or an act on it, by the name of its address."""
    return reverse(name, kwargs={"number": number})


def studies_crumbs(*further: Crumb) -> list[Crumb]:
    """The way to a page below the list of studies."""
    return [*overview_crumbs(), Crumb(_("Doanh nghiệp"), reverse(STUDIES)), *further]


def study_crumbs(found: StudyDetail) -> list[Crumb]:
    """The way to a page below a study."""
    return studies_crumbs(Crumb(found.row.title, study_href(found.row.number)))


def study_or_404(request: HttpRequest, number: int, *, keeper: bool = False, publisher: bool = False) -> StudyDetail:
    """The study as the person may see it; keeper, publisher: only for who is one in its province. Raises Http404."""
    try:
        found = find_study(viewer(request), number)
    except RunMissing as missing:
        raise Http404 from missing
    if (keeper and not found.may_keep) or (publisher and not found.may_publish):
        raise Http404
    return found
