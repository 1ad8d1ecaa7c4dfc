"""What the process does that works on a large file of activities."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils import timezone

from nscl.web.plan_editing.uploads import Upload
from nscl.web.workers.file_jobs import Work
from nscl.work.operations.errors import WorkError
from nscl.work.operations.import_runs import ImportJob, do_run, fail_run, finish_run, give_sign, start_run
from nscl.work.operations.imports import Rehearsal


def _do(job: ImportJob, upload: Upload, note: Callable[[int, int], None]) -> Rehearsal:
    return do_run(job=job, file_name=upload.name, data=upload.pack, note=note, at=timezone.now())


WORK: Final = Work(start=start_run, sign=give_sign, finish=finish_run, fail=fail_run, do=_do, refusals=(WorkError,))
