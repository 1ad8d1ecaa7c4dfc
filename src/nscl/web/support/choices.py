"""What the forms of support offer to choose from."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.institutions.queries import provinces_among
from nscl.support.queries.councils import MemberRow, person_choices
from nscl.support.queries.funds import FundRow, account_choices
from nscl.support.queries.scorings import scorings
from nscl.text.formats import format_vnd
from nscl.web import context_choice
from nscl.web.access import viewer
from nscl.web.estimates.words import source_name
from nscl.web.plan_editing.forms.spec import Choice


def fund_choices(funds: Iterable[FundRow]) -> list[Choice]:
    """Ceilings with what is left of each."""
    words = _("%(name)s, %(year)s (còn %(left)s)")
    return [
        (str(one.number), words % {"name": one.name, "year": one.year, "left": format_vnd(one.left_vnd)})
        for one in funds
    ]


def account_options(request: HttpRequest) -> list[Choice]:
    """Accounts of the ledger on which a ceiling may be set, with what is allocated there."""
    words = _("%(year)s, %(line)s, %(source)s (đã giao %(allocated)s), %(plan)s")
    return [
        (
            str(one.account),
            words
            % {
                "year": one.year,
                "line": one.line,
                "source": source_name(one.source),
                "allocated": format_vnd(one.allocated_vnd),
                "plan": one.plan,
            },
        )
        for one in account_choices(viewer(request))
    ]


def people_options(unit_id: int, keep: Iterable[MemberRow] = ()) -> list[Choice]:
    """Who may sit on a council of a province; keep: who does already."""
    people = {one.user: ", ".join(filter(None, [one.name, one.position])) for one in person_choices(unit_id)}
    for member in keep:
        people.setdefault(member.user, member.name)
    return [(str(number), name) for number, name in people.items()]


def member_options(members: Iterable[MemberRow]) -> list[Choice]:
    """Members of a council, with what they are in it."""
    return [(str(one.user), f"{one.name} ({one.role.label})") for one in members]


def criteria_options() -> list[Choice]:
    """The score sheets that there are."""
    return [
        (ref, _("%(title)s, bản %(version)s") % {"title": one.title, "version": one.version})
        for ref, one in scorings().items()
    ]


def unit_to_act(request: HttpRequest, permission: Permission) -> int:
    """The province for which something new is made: the chosen one, else the person's own. Raises Http404 for none."""
    choice, person = context_choice.current(request), viewer(request)
    if choice.unit is not None and person.may(permission, choice.unit.id):
        return choice.unit.id
    own = provinces_among(person.units_with(permission))
    if not own:
        raise Http404
    return own[0].id
