"""Where the registers stand in the address space, and for which province a person keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.institutions.queries import provinces_among, territory_ids
from nscl.training.queries.registers import ProgrammeRow
from nscl.training.queries.registers.clubs import ClubRow
from nscl.training.queries.registers.experts import ExpertRow
from nscl.web import context_choice
from nscl.web.access import viewer
from nscl.web.plan_editing.forms.spec import Choice
from nscl.web.training.places import training_crumbs
from nscl.web.training.sections import CLUBS, EXPERTS, PROGRAMMES
from nscl.web.ui.parts import Crumb
from nscl.web.ui.samples import sample_title
from nscl.work.queries.plan_choices import plan_choices

PERSON: Final = "nguoi"
SEARCH: Final = "q"


def entry_href(name: str, number: int) -> str:
    """A page of an entry, by the name of its address."""
    return reverse(name, kwargs={"number": number})


def unit_to_keep(request: HttpRequest) -> int:
    """The province whose registers the person keeps: the chosen one, else their own. Raises Http404 for none."""
    choice = context_choice.current(request)
    person = viewer(request)
    if choice.unit is not None and person.may(Permission.KEEP_REGISTERS, choice.unit.id):
        return choice.unit.id
    own = provinces_among(person.units_with(Permission.KEEP_REGISTERS))
    if not own:
        raise Http404
    return own[0].id


def plans_to_count(request: HttpRequest, unit_id: int, keep: tuple[int | None, str] = (None, "")) -> list[Choice]:
    """The plans in force of the province, by whose programme an entry may come about.

    keep: the plan that an entry has already, offered although it may be over by now.
    """
    plans = plan_choices(viewer(request), Permission.KEEP_REGISTERS, unit_ids=territory_ids(unit_id))
    choices = [(str(plan.number), plan.label) for plan in plans]
    number, label = keep
    if number is not None and str(number) not in {code for code, _label in choices}:
        choices.append((str(number), label))
    return choices


def expert_crumbs(*further: ExpertRow) -> list[Crumb]:
    """The way to an expert, or to a page below one."""
    return _crumbs(_("Chuyên gia"), EXPERTS, [(row.name, "expert", row.number, row.is_sample) for row in further])


def club_crumbs(*further: ClubRow) -> list[Crumb]:
    """The way to a club, or to a page below one."""
    return _crumbs(_("Câu lạc bộ"), CLUBS, [(row.name, "club", row.number, row.is_sample) for row in further])


def programme_crumbs(*further: ProgrammeRow) -> list[Crumb]:
    """The way to a programme, or to a page below one."""
    below = [(row.title, "school-programme", row.number, row.is_sample) for row in further]
    return _crumbs(_("Chương trình ở trường"), PROGRAMMES, below)


def _crumbs(label: str, name: str, below: Sequence[tuple[str, str, int, bool]]) -> list[Crumb]:
    way = [*training_crumbs(), Crumb(label, reverse(name))]
    for title, address, number, is_sample in below:
        way.append(Crumb(sample_title(title, is_sample=is_sample), entry_href(address, number)))
    return way
