"""All tables of a report, collected from the records as they are: of a province, of an agency."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from django.conf import settings
from django.utils import translation

from nscl.documents.report_papers.tables import ReportFigures, TableCode
from nscl.reporting.queries.figures.activities import activities_table
from nscl.reporting.queries.figures.agencies import agencies_table
from nscl.reporting.queries.figures.cells import Made
from nscl.reporting.queries.figures.difficulties import difficulties_table
from nscl.reporting.queries.figures.gathering import Gathering
from nscl.reporting.queries.figures.measures import measures_table
from nscl.reporting.queries.figures.money import money_table
from nscl.reporting.queries.figures.next_year import next_year_table
from nscl.reporting.queries.figures.organisations import organisations_table
from nscl.reporting.queries.figures.pilots import pilots_table
from nscl.reporting.queries.figures.productivity import productivity_table
from nscl.reporting.queries.figures.settled import settled_table
from nscl.reporting.queries.figures.tasks import tasks_table
from nscl.reporting.queries.figures.training import training_table
from nscl.reporting.rules.scope import ReportScope

_MAKERS: Final[Mapping[TableCode, Callable[[Gathering], Made]]] = {
    TableCode.MEASURES: measures_table,
    TableCode.TASKS: tasks_table,
    TableCode.MONEY: money_table,
    TableCode.SETTLED: settled_table,
    TableCode.PRODUCTIVITY: productivity_table,
    TableCode.PILOTS: pilots_table,
    TableCode.TRAINING: training_table,
    TableCode.DIFFICULTIES: difficulties_table,
    TableCode.NEXT_YEAR: next_year_table,
    TableCode.AGENCIES: agencies_table,
    TableCode.ACTIVITIES: activities_table,
    TableCode.ORGANISATIONS: organisations_table,
}

PROVINCE_TABLES: Final = tuple(TableCode)
AGENCY_TABLES: Final = (
    TableCode.MEASURES,
    TableCode.TASKS,
    TableCode.MONEY,
    TableCode.TRAINING,
    TableCode.DIFFICULTIES,
    TableCode.NEXT_YEAR,
    TableCode.ACTIVITIES,
    TableCode.ORGANISATIONS,
)


def collect_province(
    scope: ReportScope, codes: Collection[TableCode] | None = None, *, with_records: bool = False
) -> ReportFigures:
    """The tables of a province's report (those of `codes` alone), each whether it has rows or not.

    with_records: with what stands behind the year's value of each measure, as figures that are sealed need it. For
    callers that have asked what the viewer may see. As many queries for many rows as for few.
    """
    return _collect(Gathering(scope, None, with_records=with_records), PROVINCE_TABLES, codes)


def collect_agency(
    scope: ReportScope,
    agency_ids: Collection[int],
    codes: Collection[TableCode] | None = None,
    *,
    with_records: bool = False,
) -> ReportFigures:
    """The tables of an agency's report; agency_ids: all for which it reports. As `collect_province`."""
    gathering = Gathering(scope, frozenset(agency_ids), with_records=with_records)
    return _collect(gathering, AGENCY_TABLES, codes)


def _collect(gathering: Gathering, known: tuple[TableCode, ...], codes: Collection[TableCode] | None) -> ReportFigures:
    """The figures and their words are the report's own: Vietnamese, whatever language the reader's screen is in."""
    with translation.override(settings.LANGUAGE_CODE):
        made = [_MAKERS[code](gathering) for code in known if codes is None or code in codes]
    return ReportFigures(
        as_of=gathering.scope.as_of,
        tables=tuple(one.table for one in made),
        is_sample=any(one.is_sample for one in made),
    )
