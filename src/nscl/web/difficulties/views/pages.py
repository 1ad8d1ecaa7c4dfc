"""What the pages of one difficulty have in common."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.web.access import viewer
from nscl.web.difficulties.addresses import difficulty_href
from nscl.web.difficulties.forms import FIELDS
from nscl.web.difficulties.views.listing import SECTION
from nscl.web.ui.parts import Act, Chip, Crumb, Page, Text
from nscl.web.ui.samples import sample_title
from nscl.work.operations.errors import Refused
from nscl.work.queries.difficulties import DifficultyDetail, DifficultyNotFound, get_difficulty

VERSION = "phien-ban"
# A version is a database's integer.
MOST_DIGITS = 9


def difficulty_or_404(request: HttpRequest, number: int) -> DifficultyDetail:
    """The difficulty as the person may see it. Raises Http404."""
    try:
        return get_difficulty(viewer(request), number)
    except DifficultyNotFound as missing:
        raise Http404 from missing


def head(
    title: Text,
    answer: Text = "",
    *,
    of: DifficultyDetail | None = None,
    acts: Sequence[Act] = (),
    chip: Chip | None = None,
) -> Page:
    """The head of a page; `of`: the difficulty under which it stands."""
    crumbs = [Crumb(_("Vướng mắc"), reverse("difficulty-list"))]
    if of is not None:
        label = sample_title(of.row.title, is_sample=of.row.is_sample)
        crumbs.append(Crumb(label, difficulty_href(of.row.number)))
    return Page(title, answer, crumbs, SECTION, acts, chip)


def show_problems(form: forms.Form, refused: Refused) -> None:
    """Put what an operation refused under the fields that it is about."""
    for problem in refused.problems:
        field = FIELDS.get(problem.field, "")
        form.add_error(field if field in form.fields else None, str(problem))


def sent_version(request: HttpRequest) -> int:
    """The version that the form was opened with; 0, which is nobody's, for anything else."""
    text = request.POST.get(VERSION, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0
