"""Files of figures before anything is written: the template to fill, and what taking in a file would do."""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localtime

from nscl.accounts.rules import Viewer
from nscl.institutions.rules import UnknownUnit
from nscl.productivity.imports.excel import read_excel, write_template
from nscl.productivity.imports.places import PlaceNames
from nscl.productivity.imports.read import ReadFile
from nscl.productivity.imports.sdmx import read_sdmx
from nscl.productivity.queries.judging import judged
from nscl.productivity.queries.rehearsal import Rehearsal
from nscl.productivity.queries.series_access import require_keep
from nscl.productivity.queries.series_state import load_state
from nscl.productivity.queries.territory import Territory, territories_of
from nscl.records.spreadsheets.collecting import uncollected


def template_file(unit_id: int, at: datetime) -> bytes:
    """The Excel file to fill for a province and those that merged into it. Raises UnknownUnit."""
    territory = province_territory(unit_id)
    return write_template(territory.within(unit_id), localtime(at).year)


def rehearse_file(viewer: Viewer | None, *, unit_id: int, file_name: str, data: bytes) -> Rehearsal:
    """What taking in a file would do now; nothing is written. viewer None: the system.

    file_name: by its ending, .csv is read as SDMX-CSV, all else as Excel. Raises ImportFileRefused where no row can be
    read, NotAllowed, UnknownUnit.
    """
    require_keep(viewer, unit_id)
    with uncollected():
        territory = province_territory(unit_id)
        read = read_file(territory, unit_id, file_name, data)
        return judged(read, load_state([unit_id], territory=territory))


def read_file(territory: Territory, unit_id: int, file_name: str, data: bytes) -> ReadFile:
    """The series of a file, without looking at what is there. Raises ImportFileRefused."""
    places = PlaceNames(territory.within(unit_id))
    is_csv = file_name.lower().endswith((".csv", ".txt")) and not data.startswith(b"PK")
    return read_sdmx(data, places) if is_csv else read_excel(data, places)


def province_territory(unit_id: int) -> Territory:
    """The province of a unit with all that merged into it. Raises UnknownUnit."""
    territory = territories_of([unit_id])
    if unit_id not in territory.canonical:
        raise UnknownUnit(str(unit_id))
    return territory
