"""What the process does that works on a large file of organisations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils import timezone

from nscl.accounts.queries import active_viewer
from nscl.organisations.imports.results import OrganisationRehearsal
from nscl.organisations.operations.import_runs import (
    OrganisationImportJob,
    fail_run,
    finish_run,
    give_sign,
    start_run,
)
from nscl.organisations.operations.importing import (
    OrganisationImportRefused,
    import_organisations,
    rehearse_organisations,
)
from nscl.records.enums import FileTask
from nscl.records.operations import Actor
from nscl.records.operations.file_runs import RunGone
from nscl.web.plan_editing.uploads import Upload
from nscl.web.workers.file_jobs import Work


def _do(job: OrganisationImportJob, upload: Upload, note: Callable[[int, int], None]) -> OrganisationRehearsal:
    """What was asked for, as the person who asked. Raises RunGone where the person is gone."""
    viewer, at = active_viewer(job.owner), timezone.now()
    if viewer is None:
        raise RunGone(str(job.number))
    if job.task is FileTask.REHEARSE:
        return rehearse_organisations(
            unit_id=job.unit_id, file_name=upload.name, data=upload.pack, viewer=viewer, at=at, progress=note
        )
    return import_organisations(
        unit_id=job.unit_id,
        file_name=upload.name,
        data=upload.pack,
        viewer=viewer,
        by=Actor(viewer.number, viewer.name),
        at=at,
        sound_only=job.sound_only,
        progress=note,
    )


WORK: Final = Work(
    start=start_run,
    sign=give_sign,
    finish=finish_run,
    fail=fail_run,
    do=_do,
    refusals=(OrganisationImportRefused,),
)
