"""What the process does that works on a large file: within its bounds, as the person who asked, in their language."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nscl.accounts.rules import NotAllowed
from nscl.records.spreadsheets.problems import ImportFileRefused
from nscl.web.plan_editing import uploads
from nscl.web.workers.bounds import TooLong
from nscl.web.workers.signs import NotWanted, Signs
from nscl.work.operations.errors import WorkError
from nscl.work.operations.import_runs import ImportJob, RunGone, do_run, fail_run, finish_run, give_sign, start_run
from nscl.work.operations.imports import Rehearsal

SIGN_EVERY_SECONDS: Final = 1.0
_LOGGER: Final = logging.getLogger(__name__)


def work_on(number: int, *, sign_every: float = SIGN_EVERY_SECONDS) -> None:
    """Do what the run `number` asks for and write what came of it, whatever that is.

    sign_every: seconds between signs of life; 0: none besides the progress itself. Raises RunGone where there is
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
    except (NotWanted, RunGone):
        _LOGGER.info("import run %s is not wanted any more", number)


def _sign(job: ImportJob) -> Callable[[int, int], bool]:
    return lambda done, total: give_sign(job=job, done=done, total=total, at=timezone.now())


def _do(job: ImportJob, signs: Signs) -> Rehearsal | str:
    """What was done, or why it could not be. Raises NotWanted, RunGone."""
    try:
        upload = uploads.find(token=job.token, owner=job.owner)
        return do_run(job=job, file_name=upload.name, data=upload.pack, note=signs.note, at=timezone.now())
    except uploads.UploadGone:
        return _("Tệp đã tải lên không còn trên máy chủ. Hãy chọn lại tệp.")
    except (ImportFileRefused, WorkError, NotAllowed) as refused:
        return str(refused)
    except (NotWanted, RunGone):
        raise
    except (MemoryError, RecursionError):
        return _("Tệp này cần quá nhiều bộ nhớ. Hãy chia thành nhiều tệp rồi nhập lần lượt.")
    except TooLong:
        return _("Đọc tệp này mất quá nhiều thời gian. Hãy chia thành nhiều tệp rồi nhập lần lượt.")
    except Exception:
        # The process ends here: whatever happened, the person must be told.
        _LOGGER.exception("import run %s", job.number)
        return _("Có lỗi ngoài dự kiến nên chưa nhập gì. Hãy gửi tệp này cho bộ phận kỹ thuật.")
