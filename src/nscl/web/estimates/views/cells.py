"""What the grid's script sends: cells, read, kept and told in JSON. Without a script the forms of the lines do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils import timezone

from nscl.accounts.enums import Permission
from nscl.finance.operations.estimates import appraise, change_line, set_amounts
from nscl.finance.operations.estimates.errors import EstimateError
from nscl.finance.queries.estimates.grid import EstimateGrid
from nscl.finance.queries.estimates.listing import EstimateRow
from nscl.finance.rules.line_values import CellChange, LineValues
from nscl.web.access import actor, require_POST, requires, viewer
from nscl.web.estimates.grid.batch import Field, MalformedBatch, read_batch
from nscl.web.estimates.grid.flags import flags_of
from nscl.web.estimates.grid.saving import Outcome, begun, keep_amounts, keep_lines
from nscl.web.estimates.places import estimate_or_404, grid_or_404
from nscl.web.estimates.words import UNITS

Keep = Callable[[HttpRequest, EstimateRow, Outcome], None]


@requires(Permission.VIEW_MONEY, Permission.ESTIMATE)
@require_POST
def save_proposed(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Amounts, unit costs and quantities of an estimate that is being built."""
    return _save(request, slug, number, Permission.ESTIMATE, _keep_proposed)


@requires(Permission.VIEW_MONEY, Permission.APPRAISE)
@require_POST
def save_appraised(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What is granted cell by cell, and why a line gets less."""
    return _save(request, slug, number, Permission.APPRAISE, _keep_appraised)


def _save(request: HttpRequest, slug: str, number: int, permission: Permission, keep: Keep) -> HttpResponse:
    row = estimate_or_404(request, slug, number)
    if not viewer(request).may(permission, row.unit_id):
        raise Http404
    try:
        outcome = begun(read_batch(request.body, UNITS))
    except MalformedBatch:
        return HttpResponseBadRequest()
    if outcome.may_keep:
        try:
            keep(request, row, outcome)
        except EstimateError as error:
            return JsonResponse({"refused": str(error)}, status=HTTPStatus.CONFLICT)
    return _told(outcome, grid_or_404(request, slug, number), appraised=permission is Permission.APPRAISE)


def _keep_proposed(request: HttpRequest, row: EstimateRow, outcome: Outcome) -> None:
    person, who, now = viewer(request), actor(request), timezone.now()

    def keep(cells: Sequence[CellChange]) -> object:
        return set_amounts(estimate=row.number, cells=cells, viewer=person, by=who, at=now)

    def keep_line(line: int, version: int, values: LineValues) -> object:
        return change_line(number=line, version=version, values=values, viewer=person, by=who, at=now)

    keep_amounts(outcome, keep)
    if outcome.may_keep and outcome.sent(Field.UNIT_COST, Field.QUANTITY):
        lines = grid_or_404(request, row.plan_slug, row.number).lines
        keep_lines(outcome, keep_line, {line.number: line for line in lines})


def _keep_appraised(request: HttpRequest, row: EstimateRow, outcome: Outcome) -> None:
    person, who, now = viewer(request), actor(request), timezone.now()

    def keep(cells: Sequence[CellChange]) -> object:
        return appraise(estimate=row.number, cells=cells, viewer=person, by=who, at=now)

    keep_amounts(outcome, keep)
    said = outcome.sent(Field.REASON)
    if said and outcome.may_keep:
        reasons = {cell.line: str(outcome.judged.values[cell.place] or "") for cell in said}
        appraise(estimate=row.number, reasons=reasons, viewer=person, by=who, at=now)
        outcome.stored |= {cell.place: reasons[cell.line] for cell in said}


def _told(outcome: Outcome, grid: EstimateGrid, *, appraised: bool) -> JsonResponse:
    """What became of the cells, with what follows from it: the total in words, the remarks at the lines."""
    touched = {cell.line for cell in outcome.batch.cells}
    answer: dict[str, Any] = outcome.as_json()
    answer["words"] = grid.appraised_words if appraised else grid.total_words
    answer["flags"] = {
        line.number: [{"tone": str(flag.tone), "text": str(flag.text)} for flag in flags_of(line)]
        for line in grid.lines
        if line.number in touched
    }
    return JsonResponse(answer)
