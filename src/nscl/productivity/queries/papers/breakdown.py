"""Labour productivity of a run and its parts, for pages and files."""

from __future__ import annotations

from collections.abc import Iterator

from nscl.documents.productivity_papers.breakdown import (
    DecompositionKind,
    DecompositionPaper,
    DeepeningYear,
    ProductivityPaper,
    SectorParts,
)
from nscl.economics.decomposition import DECOMPOSITION_NAMES, PART_NAMES, Decomposition
from nscl.productivity.enums import ResultTable
from nscl.productivity.queries.papers.cells import Cells, Row
from nscl.productivity.rules.computing.productivity import ARITHMETIC, GEOMETRIC
from nscl.productivity.rules.results import CHAINED, ENDS, Key, part_key, part_share_key

_DEEPENING = (Key.PRODUCTIVITY, Key.FROM_CAPITAL, Key.FROM_QUALITY, Key.TFP)


def productivity_of(cells: Cells) -> ProductivityPaper | None:
    """Its level and growth; None where the figures do not carry it."""
    years = list(cells.years(ResultTable.LABOUR_PRODUCTIVITY, part=""))
    geometric = cells.whole(ResultTable.LABOUR_PRODUCTIVITY, part=GEOMETRIC)
    arithmetic = cells.whole(ResultTable.LABOUR_PRODUCTIVITY, part=ARITHMETIC)
    if geometric is None or arithmetic is None:
        return None
    return ProductivityPaper(
        unit="triệu đồng/người",
        levels={row.first: row.figures[Key.LEVEL] for row in years},
        growth={row.first: row.figures[Key.GROWTH] for row in years if row.has(Key.GROWTH)},
        first=cells.values.first_year,
        last=cells.values.last_year,
        geometric=geometric.figures[Key.GROWTH],
        arithmetic=arithmetic.figures[Key.GROWTH],
    )


def decompositions_of(cells: Cells) -> Iterator[DecompositionPaper]:
    """Every way, annual terms added up and the end points beside; one that the figures do not carry, in words."""
    for method in cells.methods(ResultTable.DECOMPOSITION):
        whole = cells.whole(ResultTable.DECOMPOSITION, method)
        if whole is not None:
            yield _paper(cells, Decomposition(method), CHAINED, whole)
            if not whole.refused:
                yield _paper(cells, Decomposition(method), ENDS, whole)


def _paper(cells: Cells, method: Decomposition, way: str, whole: Row) -> DecompositionPaper:
    names = PART_NAMES[method]
    keys = [part_key(way, place) for place in range(1, len(names) + 1)]
    shares = [part_share_key(place) for place in range(1, len(names) + 1)] if way == CHAINED else []
    given = whole.has(*keys)
    return DecompositionPaper(
        method=DecompositionKind(method),
        name=DECOMPOSITION_NAMES[method],
        part_names=names,
        first=cells.values.first_year - 1,
        last=cells.values.last_year,
        chained=way == CHAINED,
        growth=whole.figures[f"{way}_{Key.GROWTH}"] if given else 0.0,
        parts=[whole.figures[key] for key in keys] if given else (),
        shares=[whole.figures[key] for key in shares] if whole.has(*shares) else (),
        sectors=[_sector(cells, row, keys) for row in cells.rows(ResultTable.DECOMPOSITION, method) if row.part],
        is_main=method is cells.values.decomposition,
        refused=whole.refused,
    )


def _sector(cells: Cells, row: Row, keys: list[str]) -> SectorParts:
    current = f"output_current:{row.part}"
    return SectorParts(
        code=row.part,
        name=row.part_name,
        parts=[row.figures[key] for key in keys],
        output=f"output:{row.part}",
        labour=f"labour:{row.part}",
        current=current if current in cells.series else "",
    )


def deepening_of(cells: Cells) -> Iterator[DeepeningYear]:
    """What capital a worker gave by year and over the run, by the main method; nothing where it does not say."""
    for row in cells.rows(ResultTable.DEEPENING, cells.values.method):
        if row.has(*_DEEPENING):
            yield DeepeningYear(
                first=row.first,
                last=row.last,
                productivity=row.figures[Key.PRODUCTIVITY],
                from_capital=row.figures[Key.FROM_CAPITAL],
                from_quality=row.figures[Key.FROM_QUALITY],
                tfp=row.figures[Key.TFP],
            )
