"""Taking in a file of organisations, or saying what that would do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Final, TypeAlias

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from nscl.institutions.queries.units import successor_of, territory_ids
from nscl.organisations.enums import IMPORT
from nscl.organisations.imports.columns import ORGANISATIONS
from nscl.organisations.imports.communes import Communes, communes_for
from nscl.organisations.imports.results import OrganisationRehearsal
from nscl.organisations.imports.rows import ReadRow, RowsReader
from nscl.organisations.imports.template import write_template
from nscl.organisations.operations.importing.errors import changed_meanwhile, rows_refused
from nscl.organisations.operations.importing.judging import Judge
from nscl.organisations.operations.importing.registry import load_registry
from nscl.organisations.operations.importing.writing import ChangedMeanwhile, Writing, write
from nscl.organisations.queries.reference_data import industries
from nscl.organisations.rules.reach import RegistryAct, RegistryViewer, require
from nscl.records.models.file_run import FILE_NAME_LENGTH
from nscl.records.operations import Actor, Reference, record_event
from nscl.records.spreadsheets.collecting import uncollected
from nscl.records.spreadsheets.csv_files import read_csv
from nscl.records.spreadsheets.problems import ImportFileRefused
from nscl.records.spreadsheets.reading import MAX_BYTES, ImportSheet, read_sheet

Progress: TypeAlias = Callable[[int, int], None]
# Of how many rows progress is told at a time.
_STEP: Final = 1000


def organisation_template(*, unit_id: int, at: datetime) -> bytes:
    """The Excel file to fill for a province: its communes of today to choose from. Raises UnknownUnit."""
    on = localtime(at).date()
    province = successor_of(unit_id, on)
    return write_template(province.label, [unit.label for unit in communes_for(province.id, on).today])


def rehearse_organisations(
    *,
    unit_id: int,
    file_name: str,
    data: bytes,
    viewer: RegistryViewer | None,
    at: datetime,
    progress: Progress | None = None,
) -> OrganisationRehearsal:
    """What `import_organisations` would do with the same file now; nothing is written.

    unit_id: the province; file_name: by its ending, .csv is read as CSV, all else as Excel. viewer None: the system.
    progress: told the rows read and their number. Raises ImportFileRefused, UnknownUnit, and what the viewer raises
    who may not keep the registry of that province.
    """
    require(viewer, RegistryAct.KEEP, unit_id)
    with uncollected():
        taking = _Taking(unit_id, at)
        sheet, read = taking.read(file_name, data, progress)
        return taking.judged(sheet, read)


def import_organisations(
    *,
    unit_id: int,
    file_name: str,
    data: bytes,
    viewer: RegistryViewer | None,
    by: Actor,
    at: datetime,
    sound_only: bool = False,
    is_sample: bool = False,
    progress: Progress | None = None,
) -> OrganisationRehearsal:
    """Take in a file: all its rows with one audit event, or none; returns what was done.

    sound_only: rows that are wrong or look like a double are left out, and the others taken in. A file that changes
    nothing writes nothing. Raises as `rehearse_organisations`, and OrganisationImportRefused (with the rehearsal).
    """
    require(viewer, RegistryAct.KEEP, unit_id)
    with uncollected():
        taking = _Taking(unit_id, at)
        sheet, read = taking.read(file_name, data, progress)  # reading the file locks nothing
        try:
            with transaction.atomic():
                done = taking.judged(sheet, read)
                if not done.is_sound and not sound_only:
                    raise rows_refused(done)
                if done.count:
                    _write(done, Writing(taking.unit_id, file_name[:FILE_NAME_LENGTH], taking.on, by, at, is_sample))
        except (IntegrityError, ChangedMeanwhile) as error:
            raise changed_meanwhile() from error
    return done


class _Taking:
    """One file for one province on one day. unit_id: the province of that day."""

    def __init__(self, unit_id: int, at: datetime) -> None:
        self.on: date = localtime(at).date()
        self.unit_id = successor_of(unit_id, self.on).id
        self._communes: Communes = communes_for(self.unit_id, self.on)

    def read(self, file_name: str, data: bytes, progress: Progress | None) -> tuple[ImportSheet, list[ReadRow]]:
        """The rows as they are written, without the database."""
        sheet = _sheet(file_name, data)
        reader = RowsReader(sheet, self._communes, industries(), self.on)
        read = []
        for done, row in enumerate(sheet.rows, start=1):
            read.append(reader.read(row))
            if progress is not None and (done % _STEP == 0 or done == len(sheet.rows)):
                progress(done, len(sheet.rows))
        return sheet, read

    def judged(self, sheet: ImportSheet, read: list[ReadRow]) -> OrganisationRehearsal:
        """What becomes of every row."""
        entries = [row.organisation for row in read if row.organisation is not None]
        registry = load_registry(entries, territory_ids(self.unit_id), self._communes)
        found = Judge(sheet, registry, self._communes).judge(entries)
        problems = [problem for row in read for problem in row.problems] + found.problems
        return OrganisationRehearsal(
            sha256=sheet.sha256,
            rows=len(sheet.rows),
            new=tuple(found.new),
            changed=tuple(one for one in found.known if one.changes),
            same=tuple(one for one in found.known if not one.changes),
            doubtful=tuple(found.doubtful),
            problems=tuple(sorted(problems, key=lambda one: (one.row, -1 if one.column is None else one.column))),
            hidden=sheet.hidden,
            unknown=sheet.unknown,
        )


def _sheet(file_name: str, data: bytes) -> ImportSheet:
    if len(data) > MAX_BYTES:
        raise ImportFileRefused(
            _("Tệp nặng hơn %(limit)s MB") % {"limit": MAX_BYTES // 1_000_000}, _("chia thành nhiều tệp")
        )
    is_csv = file_name.lower().endswith((".csv", ".txt")) and not data.startswith(b"PK")
    return read_csv(data, ORGANISATIONS) if is_csv else read_sheet(data, ORGANISATIONS)


def _write(done: OrganisationRehearsal, writing: Writing) -> None:
    number = write(done, writing)
    words = _("%(added)s tổ chức thêm mới, %(changed)s tổ chức được bổ sung, cập nhật")
    record_event(
        action="organisations.imported",
        by=writing.by,
        at=writing.at,
        subject=Reference(IMPORT, number, writing.file_name),
        comment=words % {"added": len(done.new), "changed": len(done.changed)},
    )
