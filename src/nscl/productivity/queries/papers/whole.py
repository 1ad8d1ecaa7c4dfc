"""The whole of a run as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from django.utils.timezone import localtime

from nscl.accounts.rules import Viewer
from nscl.documents.productivity_papers.paper import (
    ChoicePaper,
    PaperState,
    ResultPaper,
    RunPaper,
    SeriesPaper,
    SourcePaper,
)
from nscl.economics.growth.accounting import METHOD_NAMES, Method
from nscl.economics.growth.periods import LEAST_GROWTH
from nscl.productivity.enums import Breakdown, PriceBasis, Variable
from nscl.productivity.models import RunNote
from nscl.productivity.queries.papers.accounts import accounts_of, capital_of, refusals_of
from nscl.productivity.queries.papers.breakdown import decompositions_of, deepening_of, productivity_of
from nscl.productivity.queries.papers.cells import Cells, RunNotComputed, cells_of
from nscl.productivity.queries.papers.outlook import fans_of, forecasts_of, needed_of, science_of, sensitivity_of
from nscl.productivity.queries.run_inputs import InputRow
from nscl.productivity.queries.runs import RunDetail, find_run
from nscl.productivity.queries.territory import territories_of
from nscl.productivity.rules.result_words import measure_name, measure_unit, method_name
from nscl.productivity.rules.results import Result
from nscl.productivity.rules.run_words import choice_words
from nscl.productivity.rules.runs import CHOICES, FIELD_NAMES
from nscl.productivity.rules.series_words import basis_words

# Who runs the programme in a province (vietnam.md B).
DEPARTMENT: Final = "Sở Khoa học và Công nghệ"
# Choices that stand elsewhere on paper.
_TOLD_ELSEWHERE: Final = frozenset({"title", "note", "first_year", "last_year"})
# Under which key of the run's series a variable went in.
_KEYS: Final[Mapping[Variable, str]] = {
    Variable.WORKERS: "labour",
    Variable.CAPITAL_FORMATION: "investment",
    Variable.WAGES: "wage",
    Variable.INVESTMENT_PRICE: "price",
}
# Variables of which both prices are taken, current ones under a name of their own.
_BOTH_PRICES: Final = frozenset({Variable.OUTPUT, Variable.INTERMEDIATE})


def run_paper(viewer: Viewer | None, number: int) -> RunPaper:
    """A run that the viewer sees, wholly, as a file of it needs it: with the province's code of SDMX.

    Eleven queries at most. Raises RunMissing, RunNotComputed.
    """
    found = find_run(viewer, number)
    return replace(paper_of(found), area=territories_of([found.row.unit_id]).place(found.row.unit_id).area)


def paper_of(found: RunDetail) -> RunPaper:
    """A run that was found, wholly, for its pages. Three queries. Raises RunNotComputed."""
    run, values = found.row, found.values
    if run.computed_at is None:
        raise RunNotComputed(str(run.number))
    cells = cells_of(run.number, values)
    return RunPaper(
        number=run.number,
        title=run.title,
        province=run.province,
        area="",
        agency=DEPARTMENT,
        first=run.first_year,
        last=run.last_year,
        method=run.method,
        method_name=run.method_name,
        sentence=run.sentence,
        state=PaperState(run.state),
        software=run.software,
        computed_at=localtime(run.computed_at),
        published_at=_local(run.published_at),
        published_by=run.published_by,
        withdrawn_at=_local(run.withdrawn_at),
        withdrawal_reason=run.withdrawal_reason,
        note=values.note,
        choices=list(_choices(cells)),
        series=[SeriesPaper(key=key, name=one[0], unit=one[1], values=one[2]) for key, one in cells.series.items()],
        sources=[_source(one) for one in found.inputs],
        accounts=list(accounts_of(cells)),
        capital=capital_of(cells),
        productivity=productivity_of(cells),
        decompositions=list(decompositions_of(cells)),
        deepening=list(deepening_of(cells)),
        science=list(science_of(cells)),
        sensitivity=sensitivity_of(cells),
        fans=list(fans_of(cells)),
        needed=list(needed_of(cells)),
        forecasts=list(forecasts_of(cells)),
        notes=_notes(run.number),
        results=[_result(one) for one in cells.results],
        refused={METHOD_NAMES[Method(method)]: why for method, why in refusals_of(cells).items()},
        least_growth=LEAST_GROWTH,
        is_sample=run.is_sample,
    )


def _local(at: datetime | None) -> datetime | None:
    """A moment as the clock of the site shows it, for papers know no other."""
    return None if at is None else localtime(at)


def _choices(cells: Cells) -> Iterator[ChoicePaper]:
    for field in CHOICES:
        chosen = choice_words(cells.values, field)
        if chosen and field not in _TOLD_ELSEWHERE:
            yield ChoicePaper(name=str(FIELD_NAMES[field]), chosen=chosen)


def _notes(run: int) -> list[str]:
    return list(RunNote.objects.filter(run=run).order_by("position").values_list("words", flat=True))


def _source(one: InputRow) -> SourcePaper:
    return SourcePaper(
        series=one.name,
        province=one.province,
        vintage=one.ordinal,
        source=one.source,
        unit=str(one.measured_in.label),
        basis=basis_words(one.price_basis, one.base_year),
        first=one.first_year,
        last=one.last_year,
        released_on=one.released_on,
        keys=[_key(one)],
        is_sample=one.is_sample,
    )


def _key(one: InputRow) -> str:
    """The key of the run's series that the vintage went into (`queries.prepared` names them)."""
    key = _KEYS.get(one.variable, one.variable.value)
    if one.variable in _BOTH_PRICES and one.price_basis is PriceBasis.CURRENT:
        key = f"{key}_current"
    return key if one.breakdown is Breakdown.WHOLE else f"{key}:{one.part}"


def _result(one: Result) -> ResultPaper:
    return ResultPaper(
        table=one.table,
        table_name=str(one.table.label),
        method=one.method,
        method_name=method_name(one.table, one.method),
        part=one.part,
        part_name=one.part_name,
        first=one.first,
        last=one.last,
        measure=one.measure,
        measure_name=measure_name(one.table, one.method, one.measure),
        value=one.value,
        unit=measure_unit(one.table, one.method, one.part, one.measure),
        words=one.words,
    )
