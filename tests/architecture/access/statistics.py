"""Statistical figures: read by who sees productivity, kept by the programme's officer of the province."""

from __future__ import annotations

from collections.abc import Mapping

from nscl.accounts.enums import Permission, Role
from nscl.productivity.enums import Answer, Variable
from nscl.productivity.queries.series import SeriesDetail, find_series, list_series, list_takings
from nscl.web.plan_editing import uploads
from tests.architecture.access_matrix import Address, with_permission
from tests.factories.people import AT
from tests.factories.statistics import doubted_assets, taken_file
from tests.factories.world import World

SEE = with_permission(Permission.VIEW_PRODUCTIVITY)
KEEP = with_permission(Permission.VIEW_PRODUCTIVITY, Permission.KEEP_PRODUCTIVITY)


def prepare(world: World) -> None:
    """A series with an older base, an open and an answered question; a file that was taken in."""
    taken_file(world.province.id, doubted_assets(world.province.id))


def _detail(_world: World) -> SeriesDetail:
    rows = [row for row in list_series(None) if row.variable is Variable.FIXED_ASSETS]
    return find_series(None, max(rows, key=lambda row: row.base_year).number)


def series(world: World) -> Mapping[str, object]:
    return {"number": _detail(world).row.number}


def chart(world: World) -> Mapping[str, object]:
    return {**series(world), "form": "csv"}


def vintage(world: World) -> Mapping[str, object]:
    return {**series(world), "vintage": _detail(world).vintages[0].number}


def question(world: World) -> Mapping[str, object]:
    return {**series(world), "question": _detail(world).questions[0].number}


def answered(world: World) -> Mapping[str, object]:
    (one,) = [one for one in _detail(world).questions if one.answer is not Answer.OPEN]
    return {**series(world), "question": one.number}


def link(world: World) -> Mapping[str, object]:
    return {**series(world), "link": _detail(world).links[0].number}


def taking(_world: World) -> Mapping[str, object]:
    return {"number": list_takings(None)[0].number}


def officers_file(world: World) -> Mapping[str, object]:
    officer = world.people[Role.PROVINCE_OFFICER].pk
    token = uploads.keep(owner=officer, name="so-lieu.csv", pack=b"khong phai tep", text=None, at=AT)
    return {"unit": world.province.id, "token": token}


BOTH = "GET POST"
ADDRESSES = (
    *(Address(name, who=SEE) for name in ("statistics", "statistics-questions", "statistics-takings")),
    Address("statistics-series", who=SEE, kwargs=series),
    Address("statistics-history", who=SEE & with_permission(Permission.VIEW_HISTORY), kwargs=series),
    Address("statistics-chart", who=SEE, kwargs=chart),
    Address("statistics-export", who=SEE, kwargs=lambda _world: {"name": "so-lieu.csv"}),
    Address("statistics-template", who=KEEP),
    Address("statistics-import", who=KEEP, methods=BOTH),
    # A file that was sent is its sender's alone; this one cannot be read, which the page says.
    Address(
        "statistics-import-rehearsal",
        who=frozenset({Role.PROVINCE_OFFICER}),
        methods=BOTH,
        kwargs=officers_file,
        data=lambda _world: {"viec": "bo"},
        answers=409,
    ),
    Address("statistics-entry-new", who=KEEP, methods=BOTH),
    Address("statistics-entry", who=KEEP, methods=BOTH, kwargs=series),
    Address("statistics-link", who=KEEP, methods=BOTH, kwargs=series),
    Address("statistics-unlink", who=KEEP, methods=BOTH, kwargs=link),
    Address("statistics-answer", who=KEEP, methods=BOTH, kwargs=question),
    Address("statistics-reopen", who=KEEP, methods=BOTH, kwargs=answered),
    Address("statistics-vintage-withdraw", who=KEEP, methods=BOTH, kwargs=vintage),
    Address("statistics-taking-withdraw", who=KEEP, methods=BOTH, kwargs=taking),
)
