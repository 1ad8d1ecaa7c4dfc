"""Where things stand in the address space of productivity, and the access-checked getters."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.web.ui.parts import Act, Chip, Crumb, Page, Text
from nscl.web.ui.samples import sample_title

SECTION: Final = "productivity"
OVERVIEW: Final = "productivity"
RUNS: Final = "run-list"
# Parameters of a run's pages: by which method, and which runs are compared.
METHOD: Final = "phuong-phap"
FIRST_RUN: Final = "a"
SECOND_RUN: Final = "b"


def run_href(number: int, name: str = "run") -> str:
    """A page of a run, or an act on it, by the name of its address."""
    return reverse(name, kwargs={"number": number})


def figures_href(number: int, words: str) -> str:
    """The figures of a run whose names hold these words."""
    return f"{run_href(number, 'run-inputs')}?{urlencode({'q': words})}#bang-so-lieu-vao"


def compare_href(first: int, second: int) -> str:
    """Two runs side by side."""
    return f"{reverse('run-compare')}?{urlencode({FIRST_RUN: first, SECOND_RUN: second})}"


def overview_crumbs() -> list[Crumb]:
    """The way to a page below the overview."""
    return [Crumb(_("Năng suất"), reverse(OVERVIEW))]


def runs_crumbs(*further: Crumb) -> list[Crumb]:
    """The way to a page below the list of runs."""
    return [*overview_crumbs(), Crumb(_("Lần tính"), reverse(RUNS)), *further]


def run_crumbs(number: int, title: str, *, is_sample: bool) -> list[Crumb]:
    """The way to a page below a run."""
    return runs_crumbs(Crumb(sample_title(title, is_sample=is_sample), run_href(number)))


def productivity_page(
    title: Text,
    answer: Text = "",
    *,
    crumbs: list[Crumb] | None = None,
    acts: list[Act] | None = None,
    chip: Chip | None = None,
) -> Page:
    """The head of a page of this section."""
    return Page(title, answer, crumbs or [], SECTION, acts or [], chip=chip)
