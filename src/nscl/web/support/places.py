"""The access-checked getter of a case, and where things stand in the address space."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.support.enums import CaseState
from nscl.support.queries.access import CaseHeader, CaseMissing, find_case
from nscl.web.access import viewer
from nscl.web.support.sections import COUNCILS, FUNDS, OVERVIEW, SECTION
from nscl.web.support.tabs import FILE
from nscl.web.ui.parts import Act, Chip, Crumb, Page, Text
from nscl.web.ui.samples import sample_title

# Parameters of the list of cases.
STATE: Final = "trang-thai"
WAITS: Final = "cho"
WHOSE: Final = "cua"
LATE: Final = "han"


def today() -> date:
    """The day by which something is late."""
    return timezone.localdate()


def case_or_404(request: HttpRequest, number: int) -> CaseHeader:
    """The case as the person may see it. Raises Http404."""
    try:
        return find_case(viewer(request), number)
    except CaseMissing as missing:
        raise Http404 from missing


def handled_or_404(request: HttpRequest, number: int) -> CaseHeader:
    """The case, for who handles cases of its province. Raises Http404."""
    header = case_or_404(request, number)
    if not header.may_handle:
        raise Http404
    return header


def decided_or_404(request: HttpRequest, number: int) -> CaseHeader:
    """The case, for who decides on cases of its province. Raises Http404."""
    header = case_or_404(request, number)
    if not header.may_decide:
        raise Http404
    return header


def paid_or_404(request: HttpRequest, number: int) -> CaseHeader:
    """The case, for who pays in its province. Raises Http404."""
    header = case_or_404(request, number)
    if not header.may_pay:
        raise Http404
    return header


def case_href(number: int, name: str = FILE) -> str:
    """A page of a case, or an act on it, by the name of its address."""
    return reverse(name, kwargs={"number": number})


def thing_href(name: str, number: int) -> str:
    """A page of a council, a meeting, a fund, by the name of its address."""
    return reverse(name, kwargs={"number": number})


def list_href(asked: Mapping[str, str]) -> str:
    """The list of cases, narrowed."""
    return f"{reverse(OVERVIEW)}?{urlencode(asked)}" if asked else reverse(OVERVIEW)


def state_href(state: CaseState) -> str:
    """The cases of a state."""
    return list_href({STATE: state.value})


def case_words_of(header: CaseHeader) -> str:
    """A case and what it is about, below the title of an act on it."""
    return f"{case_title(header)}: {header.content_name}"


def case_title(header: CaseHeader) -> str:
    """What a case is called."""
    if header.submitted_at is None:
        return _("Hồ sơ đang soạn của %(organisation)s") % {"organisation": header.organisation}
    return _("Hồ sơ %(label)s") % {"label": header.label}


def support_crumbs() -> list[Crumb]:
    """The way to a page below the list of cases."""
    return [Crumb(_("Hỗ trợ"), reverse(OVERVIEW))]


def case_crumbs(header: CaseHeader, *further: Crumb) -> list[Crumb]:
    """The way to a page below a case."""
    own = Crumb(sample_title(case_title(header), is_sample=header.is_sample), case_href(header.number))
    return [*support_crumbs(), own, *further]


def council_crumbs(*further: Crumb) -> list[Crumb]:
    """The way to a council, or to a page below one. Not by the list of cases, which a member need not be let in to."""
    return [Crumb(_("Hội đồng thẩm định"), reverse(COUNCILS)), *further]


def council_crumb(number: int, name: str, *, is_sample: bool) -> Crumb:
    """A council, on the way to a page below it."""
    return Crumb(sample_title(name, is_sample=is_sample), thing_href("council", number))


def fund_crumbs(*further: Crumb) -> list[Crumb]:
    """The way to a year's ceiling, or to a page below one."""
    return [*support_crumbs(), Crumb(_("Trần kinh phí năm"), reverse(FUNDS)), *further]


def support_page(
    title: Text, answer: Text = "", *, crumbs: list[Crumb], acts: list[Act] | None = None, chip: Chip | None = None
) -> Page:
    """The head of a page of this section."""
    return Page(title, answer, crumbs, SECTION, acts or [], chip=chip)
