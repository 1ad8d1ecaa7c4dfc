"""What the process does that works on a large file: within its bounds, as the person who asked, in their language."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nscl.accounts.queries import active_viewer
from nscl.accounts.rules import NotAllowed
from nscl.organisations.enums import ImportTask
from nscl.organisations.imports.results import OrganisationRehearsal
from nscl.organisations.operations.import_runs import (
    ImportRunGone,
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
from nscl.records.operations import Actor
from nscl.records.spreadsheets.problems import ImportFileRefused
from nscl.web.plan_editing import uploads
from nscl.web.workers.bounds import TooLong
from nscl.web.workers.signs import NotWanted, Signs

SIGN_EVERY_SECONDS: Final = 1.0
_LOGGER: Final = logging.getLogger(__name__)


def work_on(number: int, *, sign_every: float = SIGN_EVERY_SECONDS) -> None:
    """Do what the run `number` asks for and write what came of it, whatever that is.

    sign_every: seconds between signs of life; 0: none besides the progress itself. Raises ImportRunGone where there is
    nothing to do (any more).
    """
    job = start_run(number=number, at=timezone.now())
    try:
        with override(job.language), Signs(_sign(job), sign_every) as signs:
            found = _do(job, signs)
        if isinstance(found, str):
            fail_run(job=job, problem=found, at=timezone.now())
        else:
            finish_run(job=job, done=found, at=timezone.now())
    except (NotWanted, ImportRunGone):
        _LOGGER.info("organisation import run %s is not wanted any more", number)


def _sign(job: OrganisationImportJob) -> Callable[[int, int], bool]:
    return lambda done, total: give_sign(job=job, done=done, total=total, at=timezone.now())


def _do(job: OrganisationImportJob, signs: Signs) -> OrganisationRehearsal | str:
    """What was done, or why it could not be. Raises NotWanted, ImportRunGone."""
    try:
        return _run(job, uploads.find(token=job.token, owner=job.owner), signs)
    except uploads.UploadGone:
        return _("Tệp đã tải lên không còn trên máy chủ. Hãy chọn lại tệp.")
    except (ImportFileRefused, OrganisationImportRefused, NotAllowed) as refused:
        return str(refused)
    except (NotWanted, ImportRunGone):
        raise
    except (MemoryError, RecursionError):
        return _("Tệp này cần quá nhiều bộ nhớ. Hãy chia thành nhiều tệp rồi nhập lần lượt.")
    except TooLong:
        return _("Đọc tệp này mất quá nhiều thời gian. Hãy chia thành nhiều tệp rồi nhập lần lượt.")
    except Exception:
        # The process ends here: whatever happened, the person must be told.
        _LOGGER.exception("organisation import run %s", job.number)
        return _("Có lỗi ngoài dự kiến nên chưa nhập gì. Hãy gửi tệp này cho bộ phận kỹ thuật.")


def _run(job: OrganisationImportJob, upload: uploads.Upload, signs: Signs) -> OrganisationRehearsal:
    """What was asked for, as the person who asked. Raises ImportRunGone where the person is gone."""
    viewer, at = active_viewer(job.owner), timezone.now()
    if viewer is None:
        raise ImportRunGone(str(job.number))
    if job.task is ImportTask.REHEARSE:
        return rehearse_organisations(
            unit_id=job.unit_id,
            file_name=upload.name,
            data=upload.pack,
            viewer=viewer,
            at=at,
            progress=signs.note,
        )
    return import_organisations(
        unit_id=job.unit_id,
        file_name=upload.name,
        data=upload.pack,
        viewer=viewer,
        by=Actor(viewer.number, viewer.name),
        at=at,
        sound_only=job.sound_only,
        progress=signs.note,
    )
