"""The access-checked getters of these pages, and where things stand in the address space."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.training.queries.access import ClassHeader, ClassMissing, find_class
from nscl.training.queries.sessions import SessionMissing, SessionRow, find_session
from nscl.web.access import viewer
from nscl.web.training.sections import COURSES, OVERVIEW
from nscl.web.training.tabs import SECTION
from nscl.web.ui.parts import Act, Chip, Crumb, Page, Text
from nscl.web.ui.samples import sample_title

VERSION: Final = "phien-ban"
# What the address of the form that opens a class may name.
ANNUAL: Final = "ke-hoach-nam"
ACTIVITY: Final = "hoat-dong"
COURSE: Final = "khoa-hoc"
TASK: Final = "nhiem-vu"


def class_or_404(request: HttpRequest, number: int) -> ClassHeader:
    """The class as the person may see it. Raises Http404."""
    try:
        return find_class(viewer(request), number)
    except ClassMissing as missing:
        raise Http404 from missing


def run_or_404(request: HttpRequest, number: int) -> ClassHeader:
    """The class, for who runs it. Raises Http404."""
    header = class_or_404(request, number)
    if not header.may_run:
        raise Http404
    return header


def attended_or_404(request: HttpRequest, number: int) -> ClassHeader:
    """The class, for who takes its attendance and sees its people's contacts. Raises Http404."""
    header = class_or_404(request, number)
    if not header.takes_attendance:
        raise Http404
    return header


def session_or_404(header: ClassHeader, number: int) -> SessionRow:
    """A session of the class. Raises Http404."""
    try:
        return find_session(header, number)
    except SessionMissing as missing:
        raise Http404 from missing


def class_href(number: int, name: str = "class") -> str:
    """A page of a class, by the name of its address."""
    return reverse(name, kwargs={"number": number})


def session_href(name: str, header: ClassHeader, session: int) -> str:
    """A page of a session, by the name of its address."""
    return reverse(name, kwargs={"number": header.number, "session": session})


def enrolment_href(name: str, header: ClassHeader, enrolment: int) -> str:
    """An act on an enrolment, by the name of its address."""
    return reverse(name, kwargs={"number": header.number, "enrolment": enrolment})


def course_href(number: int, name: str = "course") -> str:
    """A page of a course, by the name of its address."""
    return reverse(name, kwargs={"number": number})


def open_href(asked: Mapping[str, int | str]) -> str:
    """Where a class is opened; asked: by ANNUAL, ACTIVITY, COURSE, TASK."""
    return f"{reverse('class-open')}?{urlencode(asked)}" if asked else reverse("class-open")


def training_crumbs() -> list[Crumb]:
    """The way to a page below the overview."""
    return [Crumb(_("Đào tạo"), reverse(OVERVIEW))]


def class_crumbs(header: ClassHeader, *further: Crumb) -> list[Crumb]:
    """The way to a page below a class."""
    own = Crumb(sample_title(header.title, is_sample=header.is_sample), class_href(header.number))
    return [*training_crumbs(), own, *further]


def course_crumbs(*further: Crumb) -> list[Crumb]:
    """The way to a course, or to a page below one."""
    return [*training_crumbs(), Crumb(_("Khóa học"), reverse(COURSES)), *further]


def training_page(
    title: Text, answer: Text = "", *, crumbs: list[Crumb], acts: list[Act] | None = None, chip: Chip | None = None
) -> Page:
    """The head of a page of this section."""
    return Page(title, answer, crumbs, SECTION, acts or [], chip=chip)
