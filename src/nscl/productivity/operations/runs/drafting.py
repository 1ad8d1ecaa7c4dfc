"""Drafts of runs: begun, changed, made from another run, removed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed, Viewer
from nscl.institutions.enums import UnitLevel
from nscl.institutions.models import AdministrativeUnit
from nscl.productivity.models import ProductivityRun, RunFigure, RunInput, RunNote, RunResult
from nscl.productivity.operations.run_errors import InvalidRun, RunGone
from nscl.productivity.operations.runs.opening import SavedRun, conflict_of, open_draft, record
from nscl.productivity.queries.run_access import visible_runs
from nscl.productivity.queries.run_values import columns_of, values_of
from nscl.productivity.rules.run_words import changed_choices, choice_words
from nscl.productivity.rules.runs import CHOICES, FIELD_NAMES, TITLE_LENGTH, RunValues, check_run
from nscl.records.operations import Actor, Change
from nscl.work.rules.problems import Problem, Reason


@transaction.atomic
def start_run(
    *, unit_id: int, values: RunValues, viewer: Viewer | None, by: Actor, at: datetime, is_sample: bool = False
) -> SavedRun:
    """Begin a draft for a province, of today or merged by now. Raises NotAllowed, InvalidRun."""
    _require_keep(viewer, unit_id)
    province = AdministrativeUnit.objects.filter(pk=unit_id, level=UnitLevel.PROVINCE).exists()
    problems = check_run(values, this_year=localdate(at).year)
    if not province:
        problem = Problem("unit_id", Reason.UNKNOWN, _("không có tỉnh này"), _("chọn một tỉnh trong danh sách"))
        problems = (problem, *problems)
    if problems:
        raise InvalidRun(problems)
    row = ProductivityRun.objects.create(
        unit_id=unit_id, **columns_of(values), created_at=at, created_by_id=by.number, is_sample=is_sample
    )
    given = [Change(str(FIELD_NAMES[name]), "", choice_words(values, name)) for name in CHOICES]
    return record(row, "started", by=by, at=at, changes=[one for one in given if one.after])


@transaction.atomic
def change_options(
    *, number: int, version: int | None, values: RunValues, viewer: Viewer | None, by: Actor, at: datetime
) -> SavedRun:
    """Choose otherwise; what was computed by other choices is taken away, unless only words changed.

    Raises RunGone, NotAllowed, RunFrozen, RunConflict (with both values), InvalidRun.
    """
    row = open_draft(number, viewer, version=None)
    if version is not None and version != row.version:
        raise conflict_of(row, values)
    problems = check_run(values, this_year=localdate(at).year)
    if problems:
        raise InvalidRun(problems)
    changed = list(changed_choices(values_of(row), values))
    if not changed:
        return SavedRun(row.pk, row.version, changed=False)
    for name, value in columns_of(values).items():
        setattr(row, name, value)
    if any(one.field not in {"title", "note"} for one in changed):
        row.computed_at, row.software = None, ""
        clear(row)
    row.version += 1
    row.save()
    return record(row, "changed", by=by, at=at, changes=[Change(one.name, one.before, one.after) for one in changed])


@transaction.atomic
def copy_run(*, number: int, viewer: Viewer | None, by: Actor, at: datetime) -> SavedRun:
    """A new draft with the same choices, not computed yet: of a run that was published, to compute it again.

    A copy of a sample is a sample. Raises RunGone, NotAllowed.
    """
    seen = visible_runs(viewer).filter(pk=number).first()
    if seen is None:
        raise RunGone(number)
    _require_keep(viewer, seen.unit_id)
    columns = columns_of(values_of(seen))
    title = _("%(title)s (tính lại)") % {"title": seen.title}
    columns["title"] = title if len(title) <= TITLE_LENGTH else seen.title
    row = ProductivityRun.objects.create(
        unit_id=seen.unit_id, **columns, created_at=at, created_by_id=by.number, is_sample=seen.is_sample
    )
    return record(row, "copied", by=by, at=at, comment=_("Từ lần tính số %(number)s.") % {"number": seen.pk})


@transaction.atomic
def remove_draft(*, number: int, version: int | None, viewer: Viewer | None, by: Actor, at: datetime) -> None:
    """Take a draft away. Raises RunGone, NotAllowed, RunFrozen, RunConflict."""
    row = open_draft(number, viewer, version=version)
    record(row, "removed", by=by, at=at)
    clear(row)
    row.delete()


def clear(row: ProductivityRun) -> None:
    """Take away what was computed for a draft."""
    for model in (RunInput, RunFigure, RunResult, RunNote):
        model.objects.filter(run=row).delete()


def _require_keep(viewer: Viewer | None, unit_id: int) -> None:
    if viewer is not None and not viewer.may(Permission.KEEP_PRODUCTIVITY, unit_id):
        raise NotAllowed(Permission.KEEP_PRODUCTIVITY)
