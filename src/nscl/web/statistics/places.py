"""Who keeps the figures of which province, and where things stand in the address space."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.institutions.queries import UnitRow, provinces_among
from nscl.productivity.queries.series import SeriesDetail, SeriesMissing, SeriesRow, find_series
from nscl.web import context_choice
from nscl.web.access import viewer
from nscl.web.productivity.places import overview_crumbs
from nscl.web.ui.parts import Crumb
from nscl.web.ui.samples import sample_title

LIST: Final = "statistics"
SERIES: Final = "statistics-series"
QUESTIONS: Final = "statistics-questions"
TAKINGS: Final = "statistics-takings"
IMPORT: Final = "statistics-import"
# What the address of the list narrows by.
GROUP: Final = "nhom"
# The question was opened from the list of questions.
BACK: Final = "ve"
FROM_LIST: Final = "cau-hoi"


def today() -> date:
    """The day of the page."""
    return timezone.localdate()


def series_href(number: int, name: str = SERIES) -> str:
    """A page of a series, or an act on it, by the name of its address."""
    return reverse(name, kwargs={"number": number})


def question_anchor(number: int) -> str:
    """Where a question stands on the page of its series and in the list of questions."""
    return f"cau-hoi-{number}"


def question_href(series: int, question: int) -> str:
    """A question on the page of its series."""
    return f"{series_href(series)}#{question_anchor(question)}"


def answer_href(series: int, question: int, *, from_list: bool = False) -> str:
    """Where a question is answered. from_list: the answer leads back to the list of questions, not to the series."""
    href = reverse("statistics-answer", kwargs={"number": series, "question": question})
    return f"{href}?{BACK}={FROM_LIST}" if from_list else href


def series_or_404(request: HttpRequest, number: int) -> SeriesDetail:
    """The series as the person may see it. Raises Http404."""
    try:
        return find_series(viewer(request), number)
    except SeriesMissing as missing:
        raise Http404 from missing


def kept_or_404(request: HttpRequest, number: int) -> SeriesDetail:
    """The series, for who keeps the figures of its province. Raises Http404."""
    detail = series_or_404(request, number)
    if not detail.may_keep:
        raise Http404
    return detail


def kept_unit(request: HttpRequest) -> UnitRow:
    """The province whose figures the person keeps: the chosen one, else their own. Raises Http404 for none."""
    choice, person = context_choice.current(request), viewer(request)
    if choice.unit is not None and person.may(Permission.KEEP_PRODUCTIVITY, choice.unit.id):
        return choice.unit
    own = provinces_among(person.units_with(Permission.KEEP_PRODUCTIVITY))
    if not own:
        raise Http404
    return own[0]


def kept_unit_or_404(request: HttpRequest, unit: int) -> UnitRow:
    """A province whose figures the person keeps. Raises Http404."""
    if not viewer(request).may(Permission.KEEP_PRODUCTIVITY, unit):
        raise Http404
    found = provinces_among([unit])
    if not found:
        raise Http404
    return found[0]


def may_keep(request: HttpRequest) -> bool:
    """Whether the person keeps the figures of what is shown: of the chosen province, or of their own where none is."""
    choice, person = context_choice.current(request), viewer(request)
    return person.may(Permission.KEEP_PRODUCTIVITY, choice.unit.id if choice.unit is not None else None)


def statistics_crumbs(*further: Crumb) -> list[Crumb]:
    """The way to a page below the list of series."""
    return [*overview_crumbs(), Crumb(_("Số liệu"), reverse(LIST)), *further]


def series_crumbs(row: SeriesRow, *further: Crumb) -> list[Crumb]:
    """The way to a page below a series."""
    own = Crumb(sample_title(row.name, is_sample=row.is_sample), series_href(row.number))
    return statistics_crumbs(own, *further)
