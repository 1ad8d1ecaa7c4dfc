"""Figures typed by hand, a series at a time; and many series at once, where they do not come out of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.plans.operations.wording import as_stored
from nscl.productivity.enums import ProductivityKind
from nscl.productivity.imports.checks import after_its_end
from nscl.productivity.operations.series_errors import InvalidSeries
from nscl.productivity.operations.series_subjects import subject_of
from nscl.productivity.operations.series_writing import Writing, ask, state_for_writing, write_vintages
from nscl.productivity.queries.intake import province_territory
from nscl.productivity.queries.judging import Judge
from nscl.productivity.queries.series_access import require_keep
from nscl.productivity.queries.territory import Territory
from nscl.productivity.rules.series_checks import check_stated
from nscl.productivity.rules.series_values import StatedSeries
from nscl.records.operations import Actor, Reference, record_event
from nscl.work.rules.problems import Problem, Reason


@dataclass(frozen=True, slots=True)
class Entered:
    """What was done. made: False where a vintage has these very figures already, of that source; open: questions."""

    series: int
    vintage: int
    ordinal: int
    made: bool
    open: int = 0


@transaction.atomic
def enter_vintage(
    *, stated: StatedSeries, viewer: Viewer | None, by: Actor, at: datetime, is_sample: bool = False
) -> Entered:
    """Keep a series that somebody typed as a new vintage. Raises InvalidSeries, NotAllowed, UnknownUnit."""
    unit_id = stated.key.unit_id
    require_keep(viewer, unit_id)
    territory = province_territory(unit_id)
    given = _placed(stated, territory)
    _refuse(_problems(given, territory))
    state = state_for_writing(territory, unit_id)
    judge = Judge(state)
    slip = judge.slip(given)
    if slip is not None:
        _refuse([_figure_problem(*slip)])
    judge.add(given)
    (found,) = judge.found
    if found.same is not None:
        known = state.loaded[given.key]
        return Entered(known.number or 0, found.same.number, found.ordinal, made=False)
    (vintage,) = write_vintages(judge.found, Writing(by, at, None, is_sample))
    left = ask(territory, unit_id, [given.key])
    with as_stored():
        words = _("bản %(n)s, %(figures)s năm, nguồn: %(source)s")
        comment = words % {"n": found.ordinal, "figures": len(given.figures), "source": given.source}
    record_event(action="series.entered", by=by, at=at, subject=subject_of(vintage.series), comment=comment)
    return Entered(vintage.series_id, vintage.pk, found.ordinal, made=True, open=left)


@transaction.atomic
def enter_vintages(
    *,
    unit_id: int,
    stated: Sequence[StatedSeries],
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> int:
    """Keep many series of a province and of those that merged into it, with one event; returns the vintages made.

    Raises InvalidSeries, NotAllowed, UnknownUnit.
    """
    require_keep(viewer, unit_id)
    territory = province_territory(unit_id)
    given = [_placed(one, territory) for one in stated]
    _refuse([problem for one in given for problem in _problems(one, territory)])
    judge = Judge(state_for_writing(territory, unit_id))
    for one in given:
        judge.add(one)
    found = [one for one in judge.found if one.same is None]
    if not found:
        return 0
    write_vintages(found, Writing(by, at, None, is_sample))
    ask(territory, unit_id, [one.stated.key for one in found])
    place = territory.place(unit_id)
    with as_stored():
        comment = _("%(n)s bản số liệu") % {"n": len(found)}
        subject = Reference(ProductivityKind.SERIES, None, place.words)
    record_event(action="series.entered_together", by=by, at=at, subject=subject, comment=comment)
    return len(found)


def _placed(stated: StatedSeries, territory: Territory) -> StatedSeries:
    """The series under the place that its unit is of."""
    return replace(stated, key=replace(stated.key, unit_id=territory.canonical[stated.key.unit_id]))


def _problems(stated: StatedSeries, territory: Territory) -> Iterator[Problem]:
    for fault in check_stated(stated):
        field = fault.field if fault.year is None else f"figures[{fault.year}]"
        yield Problem(field, Reason.UNFIT, fault.message, fault.remedy)
    late = after_its_end(territory.place(stated.key.unit_id), stated.figures)
    if late is not None:
        yield _figure_problem(*late)


def _figure_problem(year: int, message: str, remedy: str) -> Problem:
    said = _("năm %(year)s: %(message)s") % {"year": year, "message": message}
    return Problem(f"figures[{year}]", Reason.UNFIT, said, remedy)


def _refuse(problems: Sequence[Problem] | Iterator[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise InvalidSeries(found)
