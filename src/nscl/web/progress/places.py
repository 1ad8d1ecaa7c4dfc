"""Where the pages of progress stand, who may open them, and what their heads have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.plans.enums import ItemKind
from nscl.plans.queries.access import EditionNotFound
from nscl.plans.queries.editions import EditionHeader, find_edition
from nscl.text.dates import format_date
from nscl.web.access import viewer
from nscl.web.institutions.days import DAY_FIELD, Day
from nscl.web.plans.addresses import EditionAddress
from nscl.web.ui.parts import Act, Chip, Crumb, Page, Tab, Tabs, Text

SECTION: Final = "progress"
# The phase that the programme table is narrowed to: "2021-2025".
PHASE_FIELD: Final = "giai-doan"


def plan_or_404(request: HttpRequest, slug: str) -> EditionHeader:
    """The edition in force of a plan whose work the person may see. Raises Http404. One query.

    A plan that was never issued has no progress.
    """
    person = viewer(request)
    try:
        edition = find_edition(person, slug)
    except EditionNotFound as missing:
        raise Http404 from missing
    if edition.is_draft or not person.may(Permission.VIEW_WORK, edition.unit_id):
        raise Http404
    return edition


@dataclass(frozen=True)
class ProgressAddress:
    """Addresses below a plan's progress, all of them as of the day that the page was asked for."""

    slug: str
    ordinal: int
    day: Day

    @property
    def programme(self) -> str:
        """The table of targets."""
        return f"{self._stem}{self.day.suffix}"

    @property
    def owing(self) -> str:
        """Who owes what."""
        return f"{self._stem}con-no/{self.day.suffix}"

    def phase(self, phase: tuple[int, int] | None) -> str:
        """The table of targets, of one phase alone."""
        asked = {DAY_FIELD: self.day.on.isoformat()} if self.day.suffix else {}
        if phase is not None:
            asked[PHASE_FIELD] = phase_code(phase)
        return f"{self._stem}?{urlencode(asked)}" if asked else self._stem

    def measure(self, number: int) -> str:
        """The page of a measure."""
        return f"{self._stem}{number}/{self.day.suffix}"

    def measure_part(self, number: int, part: str) -> str:
        """Something below a measure: its chart, the form to state a value."""
        return f"{self._stem}{number}/{part}"

    def target(self, number: int) -> str:
        """The target as the plan sets it."""
        return EditionAddress(self.slug, self.ordinal).item(ItemKind.TARGET, number)

    def task(self, number: int) -> str:
        """The task as the plan sets it."""
        return EditionAddress(self.slug, self.ordinal).item(ItemKind.TASK, number)

    @property
    def _stem(self) -> str:
        return reverse("progress-programme", kwargs={"slug": self.slug})


def address_of(edition: EditionHeader, day: Day) -> ProgressAddress:
    """Where a plan's progress stands."""
    return ProgressAddress(edition.slug, edition.ordinal, day)


def phase_code(phase: tuple[int, int]) -> str:
    """A phase in an address."""
    return f"{phase[0]}-{phase[1]}"


def progress_page(
    edition: EditionHeader,
    title: Text,
    answer: Text,
    *,
    crumbs: Sequence[Crumb] = (),
    acts: Sequence[Act] = (),
    chip: Chip | None = None,
) -> Page:
    """The head of a page about a plan's progress."""
    overview = EditionAddress(edition.slug, edition.ordinal).overview
    way = [Crumb(_("Kế hoạch"), reverse("plan-list")), Crumb(edition.label, overview), *crumbs]
    return Page(title, answer, way, SECTION, acts, chip=chip)


def progress_crumb(address: ProgressAddress) -> Crumb:
    """The step from a page below to the table of targets."""
    return Crumb(_("Tiến độ"), address.programme)


def province_href(unit: int, day: Day) -> str:
    """What the records of a province give, whatever its plans ask for."""
    return reverse("progress-province", args=[unit]) + day.suffix


def progress_tabs(edition: EditionHeader, address: ProgressAddress, *, owing: bool = False) -> Tabs:
    """The pages of a plan's progress."""
    return Tabs(
        _("Các trang tiến độ"),
        [
            Tab(_("Mục tiêu và kết quả"), address.programme, current=not owing, icon="target"),
            Tab(_("Việc còn nợ"), address.owing, current=owing, icon="list-todo"),
            Tab(_("Kết quả của tỉnh"), province_href(edition.unit_id, address.day), icon="map"),
        ],
    )


def as_of_words(day: Day) -> str:
    """ "Đến 21/11/2026"."""
    return _("Đến %(day)s") % {"day": format_date(day.on)}
