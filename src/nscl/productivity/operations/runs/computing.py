"""Computing a draft: figures prepared, every table made, all of it replaced in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl import __version__
from nscl.accounts.rules import Viewer
from nscl.economics.problems import DataProblem
from nscl.productivity.models import ProductivityRun, RunFigure, RunInput, RunNote, RunResult, SeriesVintage
from nscl.productivity.operations.run_errors import RunRefused
from nscl.productivity.operations.runs.drafting import clear
from nscl.productivity.operations.runs.opening import SavedRun, open_draft, record
from nscl.productivity.queries.prepared import PreparedFigures, prepare_figures
from nscl.productivity.queries.run_given import given_of
from nscl.productivity.queries.run_values import values_of
from nscl.productivity.rules.computing import Computed, FigureRow, compute
from nscl.records.inserting import insert_rows
from nscl.records.operations import Actor

SOFTWARE = f"nscl {__version__}"


@transaction.atomic
def compute_run(*, number: int, version: int | None, viewer: Viewer | None, by: Actor, at: datetime) -> SavedRun:
    """Compute a draft by every method that the figures carry, from the newest vintages.

    Raises RunGone, NotAllowed, RunFrozen, RunConflict; RunRefused where questions about the figures are open, or where
    there is nothing to compute from (no GRDP, no workers): with every reason.
    """
    row = open_draft(number, viewer, version=version)
    values = values_of(row)
    try:
        prepared = prepare_figures(row.unit_id, values)
    except DataProblem as problem:
        raise RunRefused([str(problem)]) from problem
    if prepared.open_questions:
        raise RunRefused(
            [_("Còn câu hỏi về số liệu chưa trả lời: %(says)s") % {"says": one.says} for one in prepared.open_questions]
        )
    made = compute(values, given_of(prepared))
    clear(row)
    _store(row, prepared, made)
    row.computed_at, row.software, row.version = at, SOFTWARE, row.version + 1
    # What is made of a sample is one, whoever made it: it goes with the sample.
    row.is_sample = SeriesVintage.objects.filter(pk__in=prepared.inputs, is_sample=True).exists()
    row.save(update_fields=["computed_at", "software", "version", "is_sample"])
    return record(row, "computed", by=by, at=at)


def _store(row: ProductivityRun, prepared: PreparedFigures, made: Computed) -> None:
    """Rows of a run whose former ones are gone."""
    insert_rows([RunInput(run=row, vintage_id=vintage) for vintage in sorted(set(prepared.inputs))])
    figures = {(one.key, one.year): one for one in (*(FigureRow(*given) for given in prepared.rows), *made.figures)}
    insert_rows(
        [
            RunFigure(run=row, key=one.key, name=one.name, measured_in=one.unit, year=one.year, value=one.value)
            for one in figures.values()
        ]
    )
    insert_rows(
        [
            RunResult(
                run=row,
                table=one.table,
                method=one.method,
                part=one.part,
                part_name=one.part_name,
                first_year=one.first,
                last_year=one.last,
                measure=one.measure,
                position=position,
                value=one.value,
                words=one.words,
            )
            for position, one in enumerate(made.results)
        ]
    )
    insert_rows([RunNote(run=row, position=place, words=words) for place, words in enumerate(_notes(prepared, made))])


def _notes(prepared: PreparedFigures, made: Computed) -> Iterable[str]:
    """What a reader must know, each once: of the figures first."""
    return dict.fromkeys((*prepared.notes, *map(str, prepared.problems), *made.notes))
