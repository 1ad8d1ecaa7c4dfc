"""What the pages of one commendation have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.plans.operations.errors import FieldConflict
from nscl.web.access import viewer
from nscl.web.commendations.forms import FIELDS
from nscl.web.commendations.tables import commendation_href
from nscl.web.commendations.views.listing import SECTION
from nscl.web.ui.parts import Act, Change, Chip, Crumb, Difference, Page, Text
from nscl.web.ui.samples import sample_title
from nscl.work.operations.errors import Refused
from nscl.work.queries.commendations import CommendationNotFound, CommendationRow, get_commendation


def commendation_or_404(request: HttpRequest, number: int) -> CommendationRow:
    """The commendation as the person may see it. Raises Http404."""
    try:
        return get_commendation(viewer(request), number)
    except CommendationNotFound as missing:
        raise Http404 from missing


def to_write_or_404(request: HttpRequest, number: int) -> CommendationRow:
    """The commendation for who may write it. Raises Http404, NotAllowed."""
    row = commendation_or_404(request, number)
    viewer(request).require(Permission.COMMEND, row.unit_id)
    return row


def head(
    title: Text,
    answer: Text = "",
    *,
    of: CommendationRow | None = None,
    acts: Sequence[Act] = (),
    chip: Chip | None = None,
) -> Page:
    """The head of a page; `of`: the commendation under which it stands."""
    crumbs = [Crumb(_("Khen thưởng"), reverse("commendation-list"))]
    if of is not None:
        label = sample_title(of.recipient, is_sample=of.is_sample)
        crumbs.append(Crumb(label, commendation_href(of.number)))
    return Page(title, answer, crumbs, SECTION, acts, chip)


def show_problems(form: forms.Form, refused: Refused) -> None:
    """Put what an operation refused under the fields that it is about."""
    for problem in refused.problems:
        field = FIELDS.get(problem.field, "")
        form.add_error(field if field in form.fields else None, str(problem))


def difference_of(fields: Iterable[FieldConflict]) -> Difference | None:
    """Where what was typed differs from what somebody else stored."""
    changes = [Change(field.label, field.theirs, field.mine) for field in fields]
    if not changes:
        return None
    return Difference(_("Chỗ khác nhau"), changes, _("Đang lưu (người khác vừa sửa)"), _("Bạn vừa nhập"))
