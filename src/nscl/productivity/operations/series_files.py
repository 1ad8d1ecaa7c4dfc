"""Taking in a file of figures: all of it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.rules import Viewer
from nscl.plans.operations.wording import as_stored
from nscl.productivity.enums import ProductivityKind
from nscl.productivity.models import StatisticsImport
from nscl.productivity.operations.series_errors import StatisticsRefused
from nscl.productivity.operations.series_writing import Writing, ask, state_for_writing, write_vintages
from nscl.productivity.queries.intake import province_territory, read_file
from nscl.productivity.queries.judging import Judge, judged
from nscl.productivity.queries.rehearsal import Rehearsal
from nscl.productivity.queries.series_access import require_keep
from nscl.productivity.rules.series_checks import NAME_LENGTH
from nscl.records.operations import Actor, Reference, record_event
from nscl.records.spreadsheets.collecting import uncollected


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was done. number: of the file among those taken in, None where nothing of it was new; open: questions."""

    number: int | None
    rehearsal: Rehearsal
    open: int = 0


def take_in_file(
    *,
    unit_id: int,
    file_name: str,
    data: bytes,
    viewer: Viewer | None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> TakenIn:
    """Take in a file for a province: a vintage of each series that is new or differs, with one audit event.

    A file without anything new writes nothing. Raises StatisticsRefused (with all that is wrong), ImportFileRefused
    where no row can be read, NotAllowed, UnknownUnit.
    """
    require_keep(viewer, unit_id)
    with uncollected():
        territory = province_territory(unit_id)
        read = read_file(territory, unit_id, file_name, data)  # locks nothing
        with transaction.atomic():
            state = state_for_writing(territory, unit_id)
            rehearsal = judged(read, state, asking=False)  # asked below, and kept
            if not rehearsal.is_sound:
                raise StatisticsRefused(rehearsal)
            if not rehearsal.made:
                return TakenIn(None, rehearsal)
            taking = StatisticsImport.objects.create(
                unit_id=territory.place(unit_id).unit_id,
                form=rehearsal.form.value,
                file_name=file_name[-NAME_LENGTH:],
                sha256=rehearsal.sha256,
                vintages_made=len(rehearsal.made),
                figures=rehearsal.figures,
                imported_at=at,
                imported_by_id=by.number,
            )
            judge = Judge(state)
            for one in rehearsal.made:
                judge.add(one.stated)
            write_vintages(judge.found, Writing(by, at, taking.pk, is_sample))
            left = ask(territory, unit_id, [one.stated.key for one in judge.found])
            _record(taking, rehearsal, by, at)
    return TakenIn(taking.pk, rehearsal, left)


def _record(taking: StatisticsImport, done: Rehearsal, by: Actor, at: datetime) -> None:
    with as_stored():
        words = _("%(new)s chuỗi mới, %(revised)s chuỗi có bản số liệu mới, %(figures)s số") % {
            "new": len(done.new),
            "revised": len(done.revised),
            "figures": done.figures,
        }
    record_event(
        action="statistics.imported",
        by=by,
        at=at,
        subject=Reference(ProductivityKind.IMPORT, taking.pk, taking.file_name),
        comment=words,
    )
